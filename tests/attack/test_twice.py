"""Every button pressed twice at once, from two devices, and late: each tap is answered, nothing happens twice."""

import pytest

import bot.application
import bot.box
import bot.service
from rules.keys.booking import Cancel, Come, Move, Show, Undo
from rules.keys.codec import minute
from tests.attack.buttons import Row
from tests.attack.cast import Stage, rows
from tests.attack.rows import ROWS
from tests.town import Town


def _presser(row: Row) -> str:
    """Whoever may press it; what goes on with a draft that nobody has is pressed by the coordinator too."""
    return next((name for name in ("owner", "coordinator") if name in row.allowed), "coordinator")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.kind.__qualname__)
async def test_a_button_pressed_twice_at_once_counts_once_and_answers_both(row: Row, stage: Stage) -> None:
    telegram, name = stage.town.box.telegram, _presser(row)
    key = await row.make(stage)
    person, chat = stage.presser(name)
    last = telegram.chat_messages(chat)[-1].id
    before = rows(stage.town.db)
    queries = [telegram.tap(person, chat, last, key.pack(), stale=True) for _ in range(2)]
    await stage.town.settle()
    answered = [call.parameters["callback_query_id"] for call in telegram.calls("answerCallbackQuery")]
    assert answered.count(queries[0]) == answered.count(queries[1]) == 1
    after = rows(stage.town.db)
    assert len(after["booking"]) - len(before["booking"]) <= 1
    assert len(after["closure"]) - len(before["closure"]) <= 1
    assert len(after["consent"]) - len(before["consent"]) <= 1
    assert not [call for call in telegram.calls("sendMessage") if "update." in str(call.parameters["text"])]


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
