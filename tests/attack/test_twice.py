"""Every button pressed twice at once, from two devices, and late: each tap is answered, nothing happens twice."""

from collections.abc import Sequence

import pytest

import bot.application
import bot.box
import bot.service
from rules.keys.booking import Cancel, Come, Move, Show, Undo
from rules.keys.codec import minute
from rules.keys.privacy import Erase
from rules.keys.start import ChooseCentre
from tests.attack.buttons import Row
from tests.attack.cast import Stage, rows
from tests.attack.rows import PARTS, ROWS
from tests.town import Town

ONCE = ("booking", "closure", "consent")  # tables in which two taps make one row
LEAVING = {ChooseCentre, Erase}
"""Who presses these goes to another centre, or is no more."""


def _presser(row: Row) -> str:
    """Whoever may press it; what goes on with a draft that nobody has is pressed by the coordinator too."""
    return next((name for name in ("owner", "coordinator") if name in row.allowed), "coordinator")


@pytest.mark.parametrize("part", range(PARTS))
async def test_a_button_pressed_twice_at_once_counts_once_and_answers_both(part: int, stage: Stage) -> None:
    in_order = sorted(ROWS[part::PARTS], key=lambda row: row.kind in LEAVING)
    wrong = [f"{row.kind.__qualname__}: {why}" for row in in_order for why in await _wrong(stage, row)]
    assert wrong == []


async def _wrong(stage: Stage, row: Row) -> Sequence[str]:
    """What two taps at once have done that they must not."""
    telegram, key = stage.town.box.telegram, await row.make(stage)
    await stage.town.settle()
    person, chat = stage.presser(_presser(row))
    last, said, before = telegram.chat_messages(chat)[-1].id, len(telegram.journal), rows(stage.town.db, *ONCE)
    queries = [telegram.tap(person, chat, last, key.pack(), stale=True) for _ in range(2)]
    await stage.town.settle()
    calls, after = telegram.journal[said:], rows(stage.town.db, *ONCE)
    answered = [call.parameters.get("callback_query_id") for call in calls if call.method == "answerCallbackQuery"]
    twice = [table for table in ONCE if len(after[table]) - len(before[table]) > 1]
    broken = [call for call in calls if call.method == "sendMessage" and "update." in str(call.parameters["text"])]
    unanswered = [query for query in queries if answered.count(query) != 1]
    return [
        f"{what} {which}" for what, which in (("twice", twice), ("broken", broken), ("answers", unanswered)) if which
    ]


async def test_buttons_of_a_booking_that_was_moved_or_cancelled_show_how_it_stands_now(stage: Stage) -> None:
    booked, free = await stage.book(), await stage.free()
    old = [kind(booked.id, booked.rev) for kind in (Undo, Come)] + [Cancel(booked.id, booked.rev, "time")]
    moved = await stage.press("owner", Move(booked.id, booked.rev, stage.specialist_id, minute(free.starts_at)).pack())
    assert moved.showed
    for key in old:
        answer = await stage.press("owner", key.pack())
        assert answer.showed
        assert not answer.changed
        assert answer.times_answered == 1


async def test_a_button_pressed_after_a_restart_still_works(lively: Town, stage: Stage) -> None:
    booked = await stage.book()
    again = bot.application.build(bot.box.in_process(lively.box, lively.db))
    async with bot.service.opened(again, frozenset()):
        lively.works = again
        answer = await stage.press("owner", Show(booked.id).pack())
    assert answer.showed
    assert answer.times_answered == 1
