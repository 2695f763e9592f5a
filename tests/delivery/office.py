"""Everything around one post: a real file, a whole Telegram in a box, a wall clock that the test moves."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import select
from telegram.ext import ExtBot

import delivery.transport
import sandbox.server
import storage.outbox
import tests.engines
from delivery.limiter import Limiter
from delivery.pace import UNLIMITED
from delivery.post import Post
from delivery.rounds import Report
from rules.letters import Button, Document, Lane, Letter, Parcel, Recipient, Screen, UnknownKind
from sandbox.clock import Clock
from sandbox.telegram import Telegram
from storage.database import Database, Place
from storage.schema.letters import DeliveryRow
from storage.work import Work

TOKEN = "100001:SANDBOX"
START = datetime(2026, 11, 26, 4, tzinfo=UTC)


def render(_work: Work, parcel: Parcel) -> Screen | None:
    match parcel.kind:
        case "unknown":
            raise UnknownKind(parcel.kind)
        case "over":
            return None
        case "broken":
            return Screen("a <b>letter")
        case "long":
            return Screen("x" * 5000)
        case "file":
            return Screen("a file", document=Document("day.txt", b"09:00"))
    rows = ((Button("Yes", data="yes"), Button("Map", url="https://example.org"), Button("Copy", copy="text")),)
    return Screen(f"<b>{parcel.kind}</b> {parcel.data.get('n', '')}", rows)


@dataclass
class Office:
    """Everything around one post; the wall clock is moved by the test."""

    box: Telegram
    db: Database
    bot: ExtBot[Any]
    post: Post
    moment: list[datetime]
    reports: list[Report]

    def person(self) -> int:
        person = self.box.person("A")
        self.box.start(person)
        return person

    async def put(self, chat: int, kind: str = "notice", lane: Lane = Lane.NOTICE, **terms: Any) -> int:
        terms.setdefault("about", kind)

        def deed(work: Work) -> int:
            return storage.outbox.put(work, Recipient(chat), Letter(kind, lane), **terms)

        return await self.db.do(deed)

    async def states(self) -> list[str]:
        def query(work: Work) -> list[str]:
            return list(work.sql.scalars(select(DeliveryRow.state).order_by(DeliveryRow.id)))

        return await self.db.read(query)

    def texts(self, chat: int) -> list[str]:
        """What the bot has written there."""
        return [one.text for one in self.box.chat_messages(chat) if one.sender != chat]

    def wait(self, **period: float) -> None:
        self.moment[0] += timedelta(**period)


@asynccontextmanager
async def opened(folder: Path, template: Path, way: httpx.AsyncBaseTransport | None = None) -> AsyncIterator[Office]:
    """`way` takes the place of the road to the box."""
    moment, reports = [START], list[Report]()
    clock = Clock(START)
    box = Telegram(clock)
    road = way or sandbox.server.transport(sandbox.server.build(box, clock, TOKEN))
    limiter = Limiter(UNLIMITED)
    request, polling = delivery.transport.request(8, road), delivery.transport.request(1, road)
    bot = ExtBot(TOKEN, "http://testserver/bot", request=request, get_updates_request=polling, rate_limiter=limiter)
    await request.initialize()
    async with tests.engines.copy(template, folder) as url:
        db = Database(Place(url, lambda: moment[0], 100001))
        yield Office(box, db, bot, Post(db, bot, limiter, render, reports.append), moment, reports)
        await request.shutdown()
        await db.close()
