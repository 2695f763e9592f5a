"""Updates in: kept before they are confirmed, handled whatever happens, set aside when they cannot be."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest
from telegram import Update
from telegram.ext import CommandHandler

import actions.intake
import bot.application
import bot.box
import bot.service
import sandbox.server
import sandbox.trouble
from bot.application import Works
from bot.entrance import arrival
from handlers.context import Context
from rules.people import Role
from storage.work import Work
from tests.bot import restarts
from tests.bot.restarts import rows, texts
from tests.town import Town

SORRY = "Қызмет уақытша істемей тұр"


class Witness(httpx.AsyncBaseTransport):
    """Looks, at each request for updates, whether everything that it confirms lies in the file."""

    def __init__(self, inner: httpx.AsyncBaseTransport, file: Path) -> None:
        self._inner, self._file = inner, file
        self.confirmed: list[int] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("getUpdates"):
            offset = int(parse_qs(request.content.decode()).get("offset", ["0"])[0])
            with closing(sqlite3.connect(self._file)) as connection:
                kept = {row[0] for row in connection.execute("SELECT update_id FROM inbox")}
            assert offset == 0 or offset - 1 in kept, "confirmed before it was kept"
            self.confirmed.append(offset)
        return await self._inner.handle_async_request(request)


async def test_an_update_is_kept_before_it_is_confirmed(lively: Town) -> None:
    witness = Witness(sandbox.server.transport(lively.box.app), lively.file)
    site = replace(bot.box.in_process(lively.box, lively.db), way=lambda: witness)
    works = bot.application.build(site)
    async with bot.service.opened(works, frozenset()):
        for text in ("/start", "/help", "/book"):
            lively.box.telegram.say(lively.person("Айгүл"), text)
            await bot.service.settle(works)
    assert sum(offset > 0 for offset in witness.confirmed) == 3


async def test_what_is_delivered_again_is_passed_over(lively: Town) -> None:
    person = lively.person("Айгүл")
    lively.box.telegram.say(person, "/start")
    (update,) = lively.box.telegram.updates.fetch(0, 100, lively.box.clock.now())
    for _ in range(3):
        await lively.works.intake.accept([update, update])
        await lively.works.lanes.settle()
    assert len(texts(lively, person)) == 1


async def test_ids_that_begin_anew_after_a_quiet_week_are_heard(lively: Town) -> None:
    await lively.say("Айгүл", "/start")
    lively.box.telegram.updates.repeat_from(17)
    await lively.say("Айгүл", "/help")
    assert len(texts(lively, lively.people["Айгүл"])) == 2


def broken(person: int) -> dict[str, Any]:
    """A message as no Telegram of today sends it."""
    sender = {"id": person, "first_name": "x", "is_bot": False}
    return {"message_id": 7, "from": sender, "chat": {"id": person, "type": "private"}, "text": "/start"}


async def test_an_update_that_cannot_be_parsed_delays_nobody_and_is_reported(lively: Town) -> None:
    boss, person, other = (lively.person(name) for name in ("Boss", "Айгүл", "Марина"))
    await lively.known("Boss", "ru", "atyrau", [await lively.grant(Role.ADMINISTRATOR, "atyrau")])
    await lively.say("Айгүл", "/start")
    lively.box.telegram.say(boss, "/help")
    lively.box.telegram.updates.push("message", broken(person), lively.box.clock.now())
    lively.box.telegram.say(other, "/start")
    await lively.settle()
    assert len(texts(lively, other)) == 1
    assert texts(lively, person)[-1].startswith(SORRY)
    assert sum("update.KeyError" in text for text in texts(lively, boss)) == 1
    assert await rows(lively, "SELECT count(*) FROM inbox WHERE state = 'aside' AND body IS NOT NULL") == [(1,)]


def break_one(works: Works, tried: list[int]) -> None:
    """From now on /break breaks."""

    async def fail(update: Update, _context: Context) -> None:
        tried.append(update.update_id)
        raise RuntimeError("broken")

    works.application.handlers[0].insert(0, CommandHandler("break", fail))


@pytest.mark.parametrize("pauses", [{1: 0.0, 2: 0.0}])
async def test_three_failures_set_an_update_aside_and_the_person_is_told_once(
    lively: Town, monkeypatch: pytest.MonkeyPatch, pauses: dict[int, float]
) -> None:
    monkeypatch.setattr("bot.handling.PAUSES", pauses)
    tried: list[int] = []
    break_one(lively.works, tried)
    await lively.known("Boss", "ru", "atyrau", [await lively.grant(Role.ADMINISTRATOR, "atyrau")])
    await lively.say("Boss", "/help")
    await lively.known("Айгүл", "kk", "atyrau")
    lively.box.telegram.say(lively.person("Айгүл"), "/break")
    lively.box.telegram.say(lively.person("Айгүл"), "/help")
    await lively.settle()
    first, second = texts(lively, lively.people["Айгүл"])
    assert len(tried) == 3
    assert first.startswith(SORRY)
    assert not second.startswith(SORRY)
    assert sum("update.RuntimeError" in text for text in texts(lively, lively.people["Boss"])) == 1
    assert await rows(lively, "SELECT attempts, fault FROM inbox WHERE state = 'aside'") == [(3, "RuntimeError")]


def one(_work: Work) -> str:
    return "one"


def two(_work: Work, done: list[int]) -> str:
    done.append(2)
    return "two"


async def test_a_deed_is_found_again_by_its_name_though_another_is_not_needed_any_more(
    lively: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.handling.PAUSES", {1: 0.0, 2: 0.0})
    done: list[int] = []
    came: list[str] = []

    async def work(_update: Update, context: Context) -> None:
        if not context.turn.again:
            await context.do(one)
        came.append(await context.do(two, done))
        if not context.turn.again:
            raise RuntimeError("after its deeds")

    lively.works.application.handlers[0].insert(0, CommandHandler("work", work))
    await lively.known("Айгүл", "kk", "atyrau")
    await lively.say("Айгүл", "/work")
    assert (came, done) == (["two", "two"], [2])


@asynccontextmanager
async def died_of(town: Town) -> AsyncIterator[None]:
    """A run in which /halt never ends, until the process is gone."""
    works, begun = restarts.built(town), asyncio.Event()

    async def halt(_update: Update, _context: Context) -> None:
        begun.set()
        await asyncio.Event().wait()

    works.application.handlers[0].insert(0, CommandHandler("halt", halt))

    async def life() -> None:
        async with bot.service.opened(works, frozenset()):
            await works.intake.poll(0)
            await asyncio.Event().wait()

    running = asyncio.ensure_future(life())
    yield
    await begun.wait()
    running.cancel()
    await asyncio.wait([running])


async def test_a_crash_loop_of_one_update_ends_and_its_neighbours_do_not_pay(lively: Town) -> None:
    guilty, innocent = lively.person("Айгүл"), lively.person("Марина")
    await lively.known("Айгүл", "kk", "atyrau")
    async with died_of(lively):
        lively.box.telegram.say(guilty, "/halt")
    for _ in range(2):
        async with died_of(lively):
            pass
    lively.box.telegram.say(innocent, "/start")
    async with restarts.again(lively) as town:
        await town.settle()
    assert await rows(lively, "SELECT attempts, fault FROM inbox WHERE state = 'aside'") == [(3, "interrupted")]
    assert texts(lively, guilty)[-1].startswith(SORRY)
    assert len(texts(lively, innocent)) == 1


async def test_what_was_kept_and_not_handled_is_handled_at_the_next_start(lively: Town) -> None:
    person = lively.person("Айгүл")
    lively.box.telegram.say(person, "/start")
    (update,) = lively.box.telegram.updates.fetch(0, 100, lively.box.clock.now())
    await lively.db.do(actions.intake.accept, [arrival(update)])
    async with restarts.again(lively) as town:
        await town.settle()
    assert len(texts(lively, person)) == 1
    assert await rows(lively, "SELECT state, body, chat_id FROM inbox") == [("done", None, 0)]


async def test_a_first_start_interrupted_after_its_deed_shows_the_same_screen(lively: Town) -> None:
    """Somebody new stays new for the update that made them known, and its link is followed."""
    person = lively.person("Айгүл", "kk")
    lively.box.telegram.say(person, "/start c-atyrau")
    (update,) = lively.box.telegram.updates.fetch(0, 100, lively.box.clock.now())
    await lively.db.do(actions.intake.accept, [arrival(update)])
    async with restarts.again(lively) as town:
        await town.db.do(actions.intake.welcome, person, "kk")
        await town.settle()
        assert texts(town, person)[0].startswith("Тілді таңдаңыз")
        await town.tap("Айгүл", "Қазақша")
    assert await rows(lively, "SELECT c.code FROM person p JOIN centre c ON c.id = p.centre_id") == [("atyrau",)]


# --- what an update is of ------------------------------------------------------------------------------------

SENDER = {"id": 5, "first_name": "x"}
CHAT = {"id": 9, "type": "group"}


@pytest.mark.parametrize(
    ("update", "chat", "sender"),
    [
        ({"message": {"from": SENDER, "chat": CHAT}}, 9, 5),
        ({"callback_query": {"from": SENDER, "data": "x", "message": {"chat": CHAT}}}, 9, 5),
        ({"callback_query": {"from": SENDER, "data": "x"}}, 5, 5),
        ({"callback_query": {"from": SENDER, "chat_instance": "1", "message": None}}, 5, 5),
        ({"channel_post": {"chat": CHAT}}, 9, 0),
        ({"my_chat_member": {"from": SENDER, "chat": CHAT}}, 9, 5),
        ({"message": {"from": {"id": 2**70}, "chat": {"id": "9"}}}, 0, 0),
        ({"message": None}, 0, 0),
        ({"of_the_future": [1]}, 0, 0),
        ({}, 0, 0),
    ],
)
def test_whose_an_update_is_is_read_without_trust(update: dict[str, Any], chat: int, sender: int) -> None:
    found = arrival({"update_id": 3, **update})
    assert (found.update_id, found.chat_id, found.sender_id) == (3, chat, sender)


async def test_rubbish_among_updates_harms_none_of_the_others(lively: Town) -> None:
    person = lively.person("Айгүл")
    lively.box.telegram.say(person, "/start")
    (good,) = lively.box.telegram.updates.fetch(0, 100, lively.box.clock.now())
    nasty = {"update_id": good["update_id"] + 1, "message": {"from": SENDER, "chat": CHAT, "text": "\ud800\x00"}}
    await lively.works.intake.accept([None, {"update_id": "x"}, {"update_id": 2**80}, good, nasty])
    await lively.works.lanes.settle()
    assert len(texts(lively, person)) == 1
