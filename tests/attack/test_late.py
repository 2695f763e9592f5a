"""Buttons of consultations pressed two days late, by a bot started anew: answered once, in words, never broken."""

from datetime import timedelta

import bot.application
import bot.box
import bot.service
from tests.attack.buttons import Row
from tests.attack.cast import Stage
from tests.attack.rows import ROWS
from tests.town import Town

LATE = timedelta(days=2)  # the visit is over, and so is every hold, offer and chance to undo
ROOMS = {
    "booking",
    "waiting_list",
    "desk",
    "questions",
    "for_others",
    "call_backs",
    "outcomes",
    "calendars",
    "requests",
}


async def test_buttons_pressed_late_and_after_a_restart_are_answered_in_words(lively: Town, stage: Stage) -> None:
    telegram = lively.box.telegram
    rows = [row for row in ROWS if row.kind.__module__.rpartition(".")[2] in ROOMS]
    pressed = [(row, (await row.make(stage)).pack()) for row in rows]
    await lively.move(lively.box.clock.now() + LATE)
    again = bot.application.build(bot.box.in_process(lively.box, lively.db))
    async with bot.service.opened(again, frozenset()):
        lively.works = again
        begun = len(telegram.journal)
        taps = {stage.tap(_presser(row), data): row.kind.__qualname__ for row, data in pressed}
        await lively.settle()
    calls = telegram.journal[begun:]
    answers = [call.parameters.get("callback_query_id") for call in calls if call.method == "answerCallbackQuery"]
    assert [kind for query, kind in taps.items() if answers.count(query) != 1] == []
    assert [call for call in calls if "update." in str(call.parameters.get("text"))] == []


def _presser(row: Row) -> str:
    return next((name for name in ("owner", "coordinator") if name in row.allowed), "coordinator")
