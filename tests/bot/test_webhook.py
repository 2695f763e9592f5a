"""Updates by webhook: believed only with the secret, kept before the 200, handled once whatever happens."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text
from telegram import Update
from telegram.ext import CommandHandler

import bot.application
import bot.box
import bot.service
import bot.web
import sandbox.trouble
from bot.hook import BIGGEST, HEADER, Address, Hook
from bot.intake import TokenRefused
from handlers.context import Context
from rules.letters import Screen
from rules.people import Role
from sandbox.courier import Courier
from storage.work import Work
from tests.bot.restarts import rows, texts
from tests.town import Town

SECRET = "S" * 32
ADDRESS = Address("https://bot.example.org/telegram", SECRET)
KNOWN = {HEADER: SECRET}


@dataclass(frozen=True, slots=True)
class Called:
    """A town whose bot is called by Telegram, in process."""

    town: Town
    hook: Hook
    client: httpx.AsyncClient
    file: Path

    def update(self, words: str, name: str = "Айгүл") -> dict[str, Any]:
        """What Telegram would bring when somebody writes this; it is out of its queue then."""
        self.town.box.telegram.say(self.town.person(name), words)
        (update,) = self.town.box.telegram.updates.fetch(0, 100, self.town.box.clock.now())
        self.town.box.telegram.updates.clear()
        return update

    async def bring(self, update: object, headers: dict[str, str] | None = None) -> int:
        answer = await self.client.post(ADDRESS.url, json=update, headers=KNOWN if headers is None else headers)
        return answer.status_code

    def kept(self) -> int:
        with closing(sqlite3.connect(self.file)) as connection:
            return int(connection.execute("SELECT count(*) FROM inbox").fetchone()[0])


@pytest.fixture
async def called(lively: Town) -> AsyncIterator[Called]:
    works = bot.application.build(replace(bot.box.in_process(lively.box, lively.db), address=ADDRESS))
    assert works.hook is not None
    way = httpx.ASGITransport(bot.web.app(works.pulse, works.hook.routes()))
    async with bot.service.opened(works, frozenset()), httpx.AsyncClient(transport=way) as client:
        await works.hook._once()
        yield Called(replace(lively, works=works), works.hook, client, lively.file)


async def test_what_is_answered_with_200_lies_in_the_file(called: Called) -> None:
    for number in range(1, 4):
        assert await called.bring(called.update("/start")) == 200
        assert called.kept() == number
    await called.town.works.lanes.settle()
    assert len(texts(called.town, called.town.people["Айгүл"])) == 3


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {HEADER: ""},
        {HEADER: "S" * 31},
        {HEADER: "S" * 33},
        {HEADER: "s" * 32},
        {HEADER: "S" * 100_000},
        {"Authorization": SECRET},
    ],
)
async def test_a_stranger_is_refused_and_leaves_nothing(called: Called, headers: dict[str, str]) -> None:
    assert await called.bring(called.update("/start"), headers) == 403
    assert called.kept() == 0


async def test_a_secret_of_strange_letters_is_compared_and_refused(called: Called) -> None:
    strange = {HEADER.encode(): "Ñ".encode("latin-1") * 32}
    answer = await called.client.post(ADDRESS.url, json=called.update("/start"), headers=strange)
    assert answer.status_code == 403


async def test_a_stranger_s_body_is_not_read(called: Called) -> None:
    read: list[bytes] = []

    async def body() -> AsyncIterator[bytes]:
        for _ in range(3):
            read.append(b"x")
            yield read[-1]

    scope_of_nobody = httpx.Request("POST", ADDRESS.url, content=body())
    assert (await called.client.send(scope_of_nobody)).status_code == 403
    assert read == []


@pytest.mark.parametrize(
    "body",
    [b"", b"nonsense", b"[]", b"{}", b"\xff\xfe", b'{"update_id": "7"}', b'{"update_id": 1e400}', b"[" * 100_000],
)
async def test_what_is_no_update_is_refused_even_from_who_knows_the_secret(called: Called, body: bytes) -> None:
    answer = await called.client.post(ADDRESS.url, content=body, headers=KNOWN)
    assert answer.status_code == 400
    assert called.kept() == 0


async def test_a_body_too_large_is_not_read_to_its_end(called: Called) -> None:
    read = 0

    async def body() -> AsyncIterator[bytes]:
        nonlocal read
        for _ in range(100):
            read += BIGGEST // 4
            yield b"x" * (BIGGEST // 4)

    answer = await called.client.post(ADDRESS.url, content=body(), headers=KNOWN)
    assert answer.status_code == 413
    assert read < 2 * BIGGEST


async def test_nothing_else_is_open(called: Called) -> None:
    asked = ["/", "/telegram/", "/telegram2", "/docs", "/bot"]
    found = [(await called.client.post(f"https://bot.example.org{path}", headers=KNOWN)).status_code for path in asked]
    assert set(found) <= {404, 307}
    assert (await called.client.get(ADDRESS.url, headers=KNOWN)).status_code == 405


async def test_what_comes_again_has_its_effect_once(called: Called) -> None:
    update = called.update("/start")
    assert [await called.bring(update) for _ in range(3)] == [200] * 3
    await called.town.works.lanes.settle()
    assert len(texts(called.town, called.town.people["Айгүл"])) == 1


def execute(work: Work, statement: str) -> None:
    work.sql.execute(text(statement))


async def test_what_cannot_be_kept_is_not_confirmed_and_comes_again(called: Called) -> None:
    update = called.update("/start")
    await called.town.db.do(
        execute, "CREATE TRIGGER full BEFORE INSERT ON inbox BEGIN SELECT RAISE(ABORT, 'full'); END"
    )
    assert await called.bring(update) == 503
    await called.town.db.do(execute, "DROP TRIGGER full")
    assert await called.bring(update) == 200
    await called.town.works.lanes.settle()
    assert len(texts(called.town, called.town.people["Айгүл"])) == 1


async def test_who_starts_or_stops_asks_for_it_later(called: Called) -> None:
    called.hook.open = False
    assert await called.bring(called.update("/start")) == 503
    assert called.kept() == 0


async def test_many_at_once_keep_the_order_of_each_chat(called: Called) -> None:
    seen: dict[int, list[int]] = {}

    async def count(update: Update, context: Context) -> None:
        assert update.effective_chat is not None
        seen.setdefault(update.effective_chat.id, []).append(int((context.args or ["0"])[0]))
        await context.show(Screen("counted"))

    called.town.works.application.handlers[0].insert(0, CommandHandler("count", count))
    names = [f"Person {number}" for number in range(5)]
    for name in names:
        await called.town.known(name, "ru", "atyrau")
    updates = [called.update(f"/count {number}", name) for number in range(8) for name in names]
    assert set(await asyncio.gather(*(called.bring(update) for update in updates))) == {200}
    await called.town.works.lanes.settle()
    assert list(seen.values()) == [list(range(8))] * 5


async def test_an_update_that_cannot_be_parsed_is_taken_and_set_aside(called: Called) -> None:
    person = called.town.person("Айгүл")
    chat = {"id": person, "type": "private"}
    broken = {"update_id": 9, "message": {"message_id": 7, "from": {"id": person}, "chat": chat, "text": "/start"}}
    assert await called.bring(broken) == 200
    assert await called.bring(called.update("/start", "Марина")) == 200
    await called.town.works.lanes.settle()
    assert await rows(called.town, "SELECT count(*) FROM inbox WHERE state = 'aside'") == [(1,)]
    assert len(texts(called.town, called.town.people["Марина"])) == 1


async def test_telegram_is_told_the_address_the_secret_and_the_kinds(called: Called) -> None:
    (told,) = called.town.box.telegram.calls("setWebhook")
    assert told.parameters["url"] == ADDRESS.url
    assert told.parameters["secret_token"] == SECRET
    assert "drop_pending_updates" not in told.parameters
    await called.hook.look()
    assert len(called.town.box.telegram.calls("setWebhook")) == 1


async def boss(called: Called) -> int:
    town = called.town
    await town.known("Boss", "ru", "atyrau", [await town.grant(Role.ADMINISTRATOR, "atyrau")])
    town.box.telegram.start(town.people["Boss"])
    town.box.telegram.updates.clear()
    return town.people["Boss"]


@pytest.mark.parametrize("elsewhere", ["", "https://thief.example.org/"])
async def test_an_address_that_somebody_changed_is_told_anew_and_reported(called: Called, elsewhere: str) -> None:
    chat, telegram = await boss(called), called.town.box.telegram
    telegram.webhook = {"url": elsewhere}
    await called.hook.look()
    await called.town.works.alarms.settle()
    assert telegram.webhook["url"] == ADDRESS.url
    assert sum("webhook_moved" in said for said in texts(called.town, chat)) == 1


async def test_that_telegram_cannot_come_through_is_reported(called: Called) -> None:
    chat, telegram = await boss(called), called.town.box.telegram
    called.hook.open = False
    telegram.say(called.town.person("Айгүл"), "/start")
    assert await Courier(telegram, called.client).deliver() == 0
    await called.hook.look()
    await called.town.works.alarms.settle()
    assert sum("webhook_unreached" in said for said in texts(called.town, chat)) == 1


async def test_telegram_brings_again_until_it_is_taken(called: Called) -> None:
    telegram = called.town.box.telegram
    courier = Courier(telegram, called.client)
    telegram.say(called.town.person("Айгүл"), "/start")
    called.hook.open = False
    assert await courier.deliver() == 0
    called.hook.open = True
    assert await courier.deliver() == 1
    await called.town.works.lanes.settle()
    assert len(texts(called.town, called.town.people["Айгүл"])) == 1


async def test_a_telegram_out_of_reach_is_told_the_address_later(called: Called) -> None:
    telegram, rests = called.town.box.telegram, list[float]()
    telegram.webhook = {}
    telegram.troubles.expect(sandbox.trouble.drop_before(), method="getWebhookInfo", times=2)

    async def rest(seconds: float) -> None:
        rests.append(seconds)
        if telegram.webhook:
            raise asyncio.CancelledError

    called.hook.rest = rest
    with pytest.raises(asyncio.CancelledError):
        await called.hook.run()
    assert rests == [1.0, 2.0, 600.0]
    assert called.hook.silence == 0


async def test_a_refused_token_ends_it_by_its_name(called: Called) -> None:
    trouble = sandbox.trouble.refuse(401, "Unauthorized")
    called.town.box.telegram.troubles.expect(trouble, method="getWebhookInfo", times=None)
    with pytest.raises(TokenRefused):
        await called.hook.run()


async def test_what_an_earlier_run_left_comes_first(lively: Town) -> None:
    lively.box.telegram.say(lively.person("Айгүл"), "/start")
    (update,) = lively.box.telegram.updates.fetch(0, 100, lively.box.clock.now())
    lively.works.lanes.stop()
    await lively.works.intake.accept([update])
    works = bot.application.build(replace(bot.box.in_process(lively.box, lively.db), address=ADDRESS))
    assert works.hook is not None
    async with bot.service.opened(works, frozenset()):
        await works.hook._once()
        await works.lanes.settle()
    assert len(texts(lively, lively.people["Айгүл"])) == 1
