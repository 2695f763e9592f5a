"""Fifty times kill -9 while five hundred letters go out over HTTP: nothing lost, no copy that is not accounted for."""

import asyncio
import itertools
import random
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text
from telegram.ext import ExtBot

import delivery.transport
import storage.outbox
from delivery.limiter import Limiter
from delivery.pace import UNLIMITED
from delivery.post import IN_FLIGHT, Post
from rules.letters import Lane, Letter, Parcel, Recipient, Screen
from storage.database import Database, Place
from storage.outbox import Terms
from storage.schema import metadata
from storage.schema.letters import CopyRow, DeliveryRow
from storage.work import Work
from tests.kill import harness

NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)
LETTERS = 500
KILLS = 50
TOKEN = "100001:TEST"

Rows = list[tuple[int, str, int]]


def opened(file: Path) -> Database:
    return Database(Place(f"sqlite:///{file}", lambda: NOW, 100001))


async def fill(file: Path) -> None:
    db = opened(file)
    await db.do(lambda work: metadata.create_all(work.sql))
    to = [Recipient(chat) for chat in range(1, LETTERS + 1)]
    await db.do(storage.outbox.put_many, to, Letter("notice", Lane.NOTICE), Terms("n", "n", NOW))
    await db.close()


def render(_work: Work, _parcel: Parcel) -> Screen:
    return Screen("A notice")


async def send_all(file: Path, url: str) -> None:
    """What the running bot does from its start: find what was in flight, send what is due."""
    db, limiter = opened(file), Limiter(UNLIMITED)
    request, polling = delivery.transport.request(IN_FLIGHT), delivery.transport.request(1)
    bot = ExtBot(TOKEN, url, request=request, get_updates_request=polling, rate_limiter=limiter)
    await request.initialize()
    post = Post(db, bot, limiter, render, lambda _report: None)
    await post.recover()
    await post.drain()
    await request.shutdown()
    await db.close()


_numbers = itertools.count(1)


def answer(_method: str, fields: dict[str, str]) -> dict[str, Any]:
    chat = {"id": int(fields["chat_id"]), "type": "private"}
    return {"message_id": next(_numbers), "date": 0, "chat": chat, "text": fields["text"]}


async def kept(file: Path) -> tuple[Rows, set[int], str]:
    db = opened(file)

    def query(work: Work) -> tuple[Rows, set[int], str]:
        rows = work.sql.execute(select(DeliveryRow.chat_id, DeliveryRow.state, DeliveryRow.ambiguous))
        found = [(chat, state, ambiguous) for chat, state, ambiguous in rows]
        copies = set(work.sql.scalars(select(CopyRow.chat_id)))
        return found, copies, work.sql.scalar(text("PRAGMA integrity_check")) or ""

    result = await db.read(query)
    await db.close()
    return result


def kill_in_the_middle(file: Path, url: str, log: Path) -> bool:
    """Start the post and kill it after a few more letters have arrived; False when it had nothing left to do."""
    enough = len(harness.lines(log)) + random.randint(1, 9)
    pid = harness.fork(lambda: asyncio.run(send_all(file, url)))
    harness.until(lambda: len(harness.lines(log)) >= enough or not harness.alive(pid))
    in_the_middle = harness.alive(pid)
    harness.kill(pid)
    return in_the_middle


@pytest.mark.kill
def test_fifty_kills_lose_nothing_and_every_extra_copy_is_accounted_for(tmp_path: Path) -> None:
    file, log = tmp_path / "ortaq.db", tmp_path / "truth.log"
    asyncio.run(fill(file))
    with harness.truth(log, answer) as url:
        kills = sum(kill_in_the_middle(file, url, log) for _ in range(KILLS))
        assert harness.ended(harness.fork(lambda: asyncio.run(send_all(file, url)))) == 0
    arrived = Counter(int(fields["chat_id"]) for _, fields in harness.lines(log))
    rows, copies, integrity = asyncio.run(kept(file))

    assert kills == KILLS
    assert integrity == "ok"
    assert {state for _, state, _ in rows} <= {"sent", "uncertain"}
    assert len(rows) == len({chat for chat, _, _ in rows}) == LETTERS
    assert all(arrived[chat] for chat, state, _ in rows if state == "sent")
    assert {chat for chat, state, _ in rows if state == "sent"} == copies
    assert max(arrived.values()) <= 2
    doubts = {chat: ambiguous for chat, _, ambiguous in rows}
    assert all(copies - 1 <= doubts[chat] for chat, copies in arrived.items())
    assert 0 < sum(doubts.values()) <= IN_FLIGHT * kills
