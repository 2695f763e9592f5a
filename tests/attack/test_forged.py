"""Buttons nobody made, pressed where nothing lies: answered once, changing nothing, troubling no administrator."""

import random

import pytest

import rules.keys.codec
from bot.box import BOT_ID
from tests.attack.cast import Stage, rows
from tests.attack.rows import ROWS

HUGE = ("9999999999", "-9999999999", "9223372036854775808", "99999999999999999999", "0", "-1")
ODD = ("", "x", "１２", "1_0", "+1", " 1", "1.5", "0x10", "٣", "\x00", "1e5", "True", "null", "'--")
NAMES = sorted({row.kind.name for row in ROWS})
GARBAGE = (
    "",
    ":",
    "::::",
    "zz:1",
    "m:",
    "m:1",
    "Ж" * 32,
    "\x00" * 64,
    "bk:1:2",
    "bk:1:2:3:4",
    "' OR 1=1 --",
    "../../etc/passwd",
    "{0.__class__}",
    "%s%n",
    "🏠" * 16,
)


def forged() -> list[str]:
    """Every kind with too few, too many and impossible values, and plain garbage of 64 bytes; the same each time."""
    chance = random.Random(64)
    by_fields = {row.kind.name: len(row.kind.values) for row in ROWS}
    shaped = [":".join([name, *(chance.choice(HUGE + ODD) for _ in range(by_fields[name]))]) for name in NAMES * 2]
    numbers = [":".join([name, *[chance.choice(HUGE)] * by_fields[name]]) for name in NAMES]
    longer = [f"{name}:{'1:' * by_fields[name]}1" for name in NAMES]
    noise = [chance.randbytes(32).hex() for _ in range(10)]
    return [data for data in (*shaped, *numbers, *longer, *noise, *GARBAGE) if data.partition(":")[0] != "xx"]


async def test_a_forged_button_is_answered_once_and_changes_nothing_of_anybody(stage: Stage) -> None:
    telegram, town = stage.town.box.telegram, stage.town
    await stage.book()
    await town.settle()
    before = rows(town.db)
    pressers = ("owner", "administrator", "newcomer")
    queries = [
        telegram.tap(stage.people[name].telegram_id, stage.chats[name], 1, data, stale=True)
        for number, data in enumerate(forged())
        for name in (pressers[number % len(pressers)],)
    ]
    await town.settle()
    answered = [call.parameters["callback_query_id"] for call in telegram.calls("answerCallbackQuery")]
    assert sorted(answered) == sorted(queries)
    after = rows(town.db)
    assert {name for name in after if after[name] != before[name]} <= {"person", "consent"}
    assert _set_aside(stage) == 0


def _set_aside(stage: Stage) -> int:
    """Administrators hear of every update that could not be handled."""
    told = [call for call in stage.town.box.telegram.calls("sendMessage") if "update." in str(call.parameters["text"])]
    return len(told)


@pytest.mark.parametrize("lying", ["deleted", "inaccessible", "none"])
async def test_a_button_on_a_message_that_is_gone_still_leads_on(lying: str, stage: Stage) -> None:
    booked, telegram = await stage.book(), stage.town.box.telegram
    owner = stage.people["owner"].telegram_id
    data = rules.keys.booking.Show(booked.id).pack()
    if lying == "none":
        telegram.tell("callback_query", {"id": "7", "from": {"id": owner, "is_bot": False, "first_name": "x"},
                                         "chat_instance": "1", "data": data})  # fmt: skip
    else:
        last = [message.id for message in telegram.chat_messages(owner) if message.sender == BOT_ID][-1]
        if lying == "deleted":
            telegram.delete(last, chat=owner)
        telegram.tap(owner, owner, last if lying == "deleted" else 999_999, data, stale=True)
    await stage.town.settle()
    assert "P-" in stage.town.last("owner").text


async def test_a_number_too_large_for_any_row_is_no_number() -> None:
    for part in (*ODD, "10000000000", "99999999999999999999"):
        with pytest.raises(ValueError, match="number"):
            rules.keys.codec._number(part)
