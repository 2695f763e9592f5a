"""The service from its first word with Telegram to its last: patient at the start, prompt at the end."""

import asyncio

import pytest
from telegram import Update
from telegram.ext import CommandHandler

import bot.service
import sandbox.trouble
from bot.application import Works
from bot.intake import TokenRefused
from handlers.context import Context
from tests.bot import restarts
from tests.bot.restarts import rows, texts
from tests.town import Town

NOBODY: frozenset[int] = frozenset()


async def running(works: Works, stop: asyncio.Event) -> None:
    async with asyncio.timeout(10):
        await bot.service.run(works, NOBODY, stop)


async def test_telegram_out_of_reach_at_the_start_is_waited_for(lively: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.service.back_off", lambda _failures: 0.0)
    telegram, stop = lively.box.telegram, asyncio.Event()
    telegram.troubles.expect(sandbox.trouble.drop_before(), method="getMe", times=3)
    person = lively.person("Айгүл")
    telegram.say(person, "/start")
    telegram.world.listeners.append(lambda: stop.set() if texts(lively, person) else None)
    await running(restarts.built(lively), stop)
    assert len(texts(lively, person)) == 1


async def test_who_is_told_to_stop_before_telegram_answers_stops_at_once(
    lively: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = asyncio.Event()
    lively.box.telegram.troubles.expect(sandbox.trouble.drop_before(), method="getMe", times=None)

    def back_off(failures: int) -> float:
        if failures == 2:
            stop.set()
        return 30.0 * (failures - 1)

    monkeypatch.setattr("bot.service.back_off", back_off)
    async with asyncio.timeout(1):
        await bot.service.run(restarts.built(lively), NOBODY, stop)
    assert len(lively.box.telegram.calls("getMe")[1:]) == 2


@pytest.mark.parametrize("method", ["getMe", "getUpdates"])
async def test_a_refused_token_ends_the_service_by_its_name(lively: Town, method: str) -> None:
    lively.box.telegram.troubles.expect(sandbox.trouble.refuse(401, "Unauthorized"), method=method, times=None)
    with pytest.raises(TokenRefused):
        await running(restarts.built(lively), asyncio.Event())


async def test_what_hangs_at_the_end_is_left_for_the_next_start(lively: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.service.GRACE", 0.1)
    stop, works = asyncio.Event(), restarts.built(lively)
    person = (await lively.known("Айгүл", "kk", "atyrau")).telegram_id

    async def hang(_update: Update, _context: Context) -> None:
        stop.set()
        await asyncio.Event().wait()

    works.application.handlers[0].insert(0, CommandHandler("hang", hang))
    lively.box.telegram.say(person, "/hang")
    await running(works, stop)
    assert await rows(lively, "SELECT state, attempts FROM inbox") == [("new", 0)]
    async with restarts.again(lively) as town:
        await town.settle()
    assert len(texts(lively, person)) == 1


async def test_what_is_being_handled_at_the_end_is_finished_and_what_waits_is_kept(lively: Town) -> None:
    stop, works = asyncio.Event(), restarts.built(lively)
    person = (await lively.known("Айгүл", "kk", "atyrau")).telegram_id

    async def last(_update: Update, _context: Context) -> None:
        stop.set()

    works.application.handlers[0].insert(0, CommandHandler("last", last))
    for words in ("/last", "/help", "/help"):
        lively.box.telegram.say(person, words)
    await running(works, stop)
    assert await rows(lively, "SELECT state FROM inbox ORDER BY update_id") == [("done",), ("new",), ("new",)]
    async with restarts.again(lively) as town:
        await town.settle()
    assert len(texts(lively, person)) == 2
