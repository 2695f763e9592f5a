"""The real bot over HTTP, to be killed, and a Telegram in a process of its own that goes on and holds the truth."""

import asyncio
import itertools
import json
import random
import socket
import sqlite3
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import uvicorn
from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from telegram import Update
from telegram.ext import CommandHandler

import bot.application
import bot.box
import bot.service
import rules.keys.codec
from bot.application import Site
from bot.box import Box
from bot.hook import Address
from bot.running import stop_signal
from bot.web import Door
from delivery.pace import UNLIMITED
from handlers.context import Context
from handlers.floods import Floods
from handlers.house import Privacy
from rules.floods import BOUNDLESS
from rules.keys.booking import Book
from rules.letters import Screen
from sandbox.courier import Courier
from storage.database import Database, Place
from storage.work import Work
from tests.kill import harness

PEOPLE = 20
EACH = 12
PAUSE = 0.003  # seconds, at most, between two updates

Slots = Sequence[tuple[int, int, datetime]]
"""Topic, specialist, start: one for each person, no two alike."""


def now() -> datetime:
    return bot.box.NOW


def database(file: Path) -> Database:
    return Database(Place(f"sqlite:///{file}", now, bot.box.BOT_ID))


def tally(work: Work, person_id: int, number: int) -> int:
    """An effect that anybody can count: a row each time it is done."""
    values = {"person": person_id, "number": number}
    work.sql.execute(text("INSERT INTO tally (person, number) VALUES (:person, :number)"), values)
    return number


async def count(_update: Update, context: Context) -> None:
    number = int((context.args or ["0"])[0])
    done = await context.do(tally, context.person.telegram_id, number)
    await context.show(Screen(f"counted {done}"))


async def serve(file: Path, url: str, address: Address | None) -> None:
    """What `python -m bot run` does, with one command more."""
    db = database(file)
    floods = Floods(BOUNDLESS, BOUNDLESS)
    site = Site(bot.box.TOKEN, url, db, now, Privacy("", 12), UNLIMITED, floods, address=address)
    listening = Door("127.0.0.1", urlsplit(address.url).port or 0).opened() if address else None
    works = bot.application.build(site)
    works.application.handlers[0].insert(0, CommandHandler("count", count))
    try:
        await bot.service.run(works, frozenset(), stop_signal(), listening)
    finally:
        await db.close()


def start(file: Path, url: str, address: Address | None) -> int:
    """A bot that fetches updates, or is called with them at the address."""
    return harness.fork(lambda: asyncio.run(serve(file, url, address)))


def an_address() -> Address:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return Address(f"http://127.0.0.1:{probe.getsockname()[1]}/hook", "s" * 32)


# --- the other side ------------------------------------------------------------------------------------------


@contextmanager
def telegram(slots: Slots) -> Iterator[str]:
    """A Telegram with people who write and press when they are let; its address."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=256)
    pid = harness.fork(lambda: asyncio.run(_live(listening, slots)))
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        harness.kill(pid)
        listening.close()


async def _live(listening: socket.socket, slots: Slots) -> None:
    box = bot.box.box(running=False, flood=False)
    people = [box.telegram.person(f"Person {number}") for number in range(PEOPLE)]
    deeds = _deeds(box, people, slots)

    async def go(request: Request) -> JSONResponse:
        for deed in islice(deeds, int(request.query_params["updates"])):
            deed()
            await asyncio.sleep(random.uniform(0, PAUSE))
        return JSONResponse([])

    async def truth(_request: Request) -> JSONResponse:
        said = [(m.chat, m.text) for chat in people for m in box.telegram.chat_messages(chat) if m.sender not in people]
        return JSONResponse(said)

    box.app.router.routes[:0] = [Route("/go", go), Route("/truth", truth)]
    async with httpx.AsyncClient() as client:
        bringing = asyncio.ensure_future(Courier(box.telegram, client).run())
        await uvicorn.Server(uvicorn.Config(box.app, log_level="warning", lifespan="off")).serve([listening])
        bringing.cancel()


def _deeds(box: Box, people: Sequence[int], slots: Slots) -> Iterator[Callable[[], object]]:
    """Everybody writes, over and over, and presses once in between."""
    booking = dict(zip(people, slots, strict=True))
    for number, person in itertools.product(range(EACH), people):
        if number == EACH // 2:
            topic, specialist, at = booking[person]
            key = Book(topic, specialist, rules.keys.codec.minute(at)).pack()
            yield partial(box.telegram.tap, person, person, 1, key, stale=True)
        else:
            yield partial(box.telegram.say, person, f"/count {number}")


def go(url: str, updates: int) -> None:
    """Let people do so many things; back when they have done them."""
    _ask(f"{url}/go?updates={updates}")


def truth(url: str) -> Sequence[tuple[int, str]]:
    """Every message that the bot has sent, by chat, as Telegram knows it."""
    return [(chat, said) for chat, said in _ask(f"{url}/truth")]


def _ask(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 -- our own server
        return json.load(answer)


def rows(file: Path, query: str) -> list[tuple[Any, ...]]:
    """What lies in the file, looked at from outside."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=10)) as connection:
        return connection.execute(query).fetchall()


def done(file: Path) -> int:
    return int(rows(file, "SELECT count(*) FROM inbox WHERE state <> 'new'")[0][0])
