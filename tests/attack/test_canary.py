"""Token, name, words and phone are canaries: whatever fails, none is heard in logs or by administrators."""

import logging
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import structlog

import bot.box
import bot.logs
import sandbox.trouble
import storage.booking
from rules.keys.booking import AskCancel, Cancel
from rules.people import Grant, Role
from sandbox.trouble import Trouble
from tests.attack.walk import choose, come, introduce, touch
from tests.town import Town

NAME, WORDS, PHONE = "Қарлығашай", "канарейка поёт", "+7 701 234 56 78"
CANARIES = (NAME, WORDS, PHONE, PHONE.replace(" ", ""), bot.box.TOKEN, bot.box.TOKEN.partition(":")[2])
TROUBLES = {
    "refused": sandbox.trouble.refuse(400, f"Bad Request: {NAME} {WORDS}"),
    "blocked": sandbox.trouble.refuse(403, "Forbidden: bot was blocked by the user"),
    "failing": sandbox.trouble.refuse(500, f"Internal Server Error {WORDS}"),
    "gateway": sandbox.trouble.page(),
    "cut": sandbox.trouble.drop(),
    "cut before": sandbox.trouble.drop_before(),
    "broken": sandbox.trouble.broken(),
    "odd": sandbox.trouble.odd(f'{{"ok":true,"result":"{NAME}"}}'),
}


class Song(Exception):
    """An error whose message, arguments and notes are full of what must not be told."""

    def __init__(self) -> None:
        super().__init__(NAME, WORDS, PHONE, bot.box.TOKEN)
        self.add_note(WORDS)


@pytest.fixture(autouse=True)
def quiet_after() -> Iterator[None]:
    yield
    structlog.reset_defaults()
    logging.basicConfig(force=True)


async def _story(town: Town) -> None:
    """A citizen's whole way, with a boss who would be alarmed."""
    await come(town, "citizen")
    await town.say("citizen", f"{WORDS} {PHONE}")
    await choose(town, "citizen")
    await introduce(town, "citizen", NAME)
    await town.say("citizen", "/mydata")
    await choose(town, "citizen", topic=1)
    await touch(town, "citizen", AskCancel)
    await touch(town, "citizen", Cancel)
    await town.move(town.box.clock.now() + timedelta(hours=6))


async def _boss(town: Town) -> None:
    await town.known("boss", "kk", "atyrau", [Grant(Role.ADMINISTRATOR)])
    await town.say("boss", "/start")


def _alarms(town: Town) -> str:
    lying = town.box.telegram.chat_messages(town.people["boss"])
    return "\n".join(message.text for message in lying)


def _heard(capfd: pytest.CaptureFixture[str], town: Town) -> list[str]:
    out, err = capfd.readouterr()
    told = out + err + _alarms(town)
    return [canary for canary in CANARIES if canary in told]


@pytest.mark.parametrize("form", ["json", "console"])
@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES)
async def test_telegram_fails_and_no_canary_sings(
    trouble: Trouble, form: bot.logs.Format, lively: Town, capfd: pytest.CaptureFixture[str]
) -> None:
    bot.logs.start("debug", form)
    await _boss(lively)
    await come(lively, "citizen")
    await choose(lively, "citizen")
    for method in ("sendMessage", "editMessageText", "answerCallbackQuery"):
        lively.box.telegram.troubles.expect(trouble, method=method, times=1)
    await introduce(lively, "citizen", NAME)
    lively.box.telegram.troubles.clear()
    await lively.say("citizen", f"{WORDS} {PHONE}")
    await lively.settle()
    assert _heard(capfd, lively) == []


@pytest.mark.parametrize("level", ["debug", "info"])
async def test_an_unexpected_error_in_any_deed_is_told_without_a_word_of_anybody(
    level: str, lively: Town, capfd: pytest.CaptureFixture[str]
) -> None:
    bot.logs.start(level)
    await _boss(lively)
    plain = lively.db.do

    async def singing(deed: Any, *args: Any, **named: Any) -> Any:
        if NAME in args:
            raise Song
        return await plain(deed, *args, **named)

    await come(lively, "citizen")
    await choose(lively, "citizen")
    lively.db.do = singing
    await introduce(lively, "citizen", NAME)
    lively.db.do = plain
    await lively.settle()
    assert "Song" in _alarms(lively)
    assert _heard(capfd, lively) == []


async def test_a_failing_statement_is_told_without_its_values(lively: Town, capfd: pytest.CaptureFixture[str]) -> None:
    bot.logs.start("debug")
    await _boss(lively)
    await come(lively, "citizen")
    await choose(lively, "citizen")
    path = lively.db.place.url.removeprefix("sqlite:///")
    with sqlite3.connect(path) as beside:
        forbid = f"CREATE TRIGGER no BEFORE UPDATE OF name ON person BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        beside.execute(forbid)
    await introduce(lively, "citizen", NAME)
    assert _heard(capfd, lively) == []


async def test_a_whole_day_at_debug_level_names_nobody(lively: Town, capfd: pytest.CaptureFixture[str]) -> None:
    bot.logs.start("debug")
    await _boss(lively)
    await _story(lively)
    assert await lively.db.read(storage.booking.booking, 1)
    assert _heard(capfd, lively) == []
