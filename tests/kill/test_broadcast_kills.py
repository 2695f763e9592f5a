"""Killed at every single write of a running notice, one after the other: nobody is left out, and the report adds up."""

import asyncio
import os
import shutil
import signal
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, insert, select
from telegram.ext import ExtBot

import actions.broadcasts
import actions.rendering
import actions.spreading
import delivery.transport
import rules.broadcasts
import storage.broadcasts
import storage.people
import storage.reach
from actions.broadcasts import Said
from delivery.limiter import Limiter
from delivery.pace import UNLIMITED
from delivery.post import Post
from rules.broadcasts import Broadcast, Report
from rules.people import Grant, Role
from storage.database import Database, Place
from storage.schema.centres import CentreRow
from storage.schema.letters import DeliveryRow
from storage.schema.people import PersonRow
from storage.work import Work
from tests.kill import harness
from tests.kill.test_delivery_kills import TOKEN, answer

NOW = datetime(2026, 11, 26, 5, tzinfo=UTC)
READERS, PAGE, BLOCKED, UNWILLING, AUTHOR = 5, 2, 3, 5, 99
TEXT = "Ашық есік күні өтеді, бәріңізді күтеміз."


def opened(file: Path) -> Database:
    return Database(Place(f"sqlite:///{file}", lambda: NOW, 100001))


def _prepare(work: Work) -> int:
    """A notice that is to begin now: five readers, one of whom blocks, one of whom wants none after all."""
    centre_id = work.sql.scalars(select(CentreRow.id).where(CentreRow.code == "atyrau")).one()
    for chat in (*range(1, READERS + 1), AUTHOR):
        mine = {"telegram_id": chat, "language": "kk", "centre_id": centre_id if chat != AUTHOR else None}
        work.sql.execute(insert(PersonRow).values(mine | {"created_at": NOW, "seen_at": NOW}))
    people = storage.people.by_telegram(work, [AUTHOR, BLOCKED, UNWILLING])
    storage.people.grant(work, people[AUTHOR].id, Grant(Role.COORDINATOR, centre_id))
    author = storage.people.by_telegram(work, [AUTHOR])[AUTHOR]
    one = actions.broadcasts.begin(work, author, centre_id)
    for language in ("kk", "ru"):
        one = actions.broadcasts.write(work, author, one.id, one.rev, Said(language, TEXT, TEXT))
    actions.broadcasts.schedule(work, author, one.id, one.rev, None)
    storage.reach.lost(work, BLOCKED, "blocked")
    return one.id


async def prepared(file: Path) -> int:
    db = opened(file)
    broadcast_id = await db.do(_prepare)
    await db.close()
    return broadcast_id


async def run(file: Path, url: str, die_at: int = 0) -> None:
    """What the running bot does with it, in small pages; killed before the commit number `die_at`."""
    actions.spreading.PAGE = PAGE
    _die_at(die_at)
    db, limiter = opened(file), Limiter(UNLIMITED)
    request, polling = delivery.transport.request(8), delivery.transport.request(1)
    bot = ExtBot(TOKEN, url, request=request, get_updates_request=polling, rate_limiter=limiter)
    await request.initialize()
    post = Post(db, bot, limiter, actions.rendering.render, lambda _report: None)
    await post.recover()
    while await db.read(storage.broadcasts.due):
        await db.do(actions.spreading.next_step)
    await db.do(_refuse)
    await post.drain()
    await db.do(actions.spreading.finish)
    await post.drain()
    await request.shutdown()
    await db.close()


def _die_at(number: int) -> None:
    """kill -9 right before a commit: the write is lost, everything before it is kept."""
    left = [number]

    def commit(_connection: object) -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "commit", commit)


def _refuse(work: Work) -> None:
    person = storage.people.by_telegram(work, [UNWILLING])[UNWILLING]
    actions.broadcasts.mute(work, person, person.centre_id or 0)


async def outcome(file: Path, broadcast_id: int) -> tuple[Broadcast, Report, Counter[int]]:
    db = opened(file)

    def query(work: Work) -> tuple[Broadcast, Report, Counter[int]]:
        one = storage.broadcasts.broadcast(work, broadcast_id)
        assert one is not None
        doubts = work.sql.execute(select(DeliveryRow.chat_id, DeliveryRow.ambiguous))
        counted = rules.broadcasts.report(storage.broadcasts.states(work, one.letter_id or 0))
        return one, counted, Counter({chat: ambiguous for chat, ambiguous in doubts if chat != AUTHOR})

    found = await db.read(query)
    await db.close()
    return found


@pytest.mark.kill
def test_killed_at_every_write_nobody_is_left_out_and_the_report_adds_up(tmp_path: Path, template: Path) -> None:
    prepared_file = tmp_path / "prepared.db"
    shutil.copyfile(template, prepared_file)
    broadcast_id = asyncio.run(prepared(prepared_file))
    number, killed = 0, True
    while killed:
        number += 1
        killed = _killed_at(number, tmp_path, prepared_file, broadcast_id)
    assert number > READERS


def _killed_at(number: int, folder: Path, prepared_file: Path, broadcast_id: int) -> bool:
    """Run it to this write, kill it there, run it to its end; whether there was such a write."""
    file, log = folder / f"{number}.db", folder / f"{number}.log"
    shutil.copyfile(prepared_file, file)
    with harness.truth(log, answer, 0) as url:
        status = harness.ended(harness.fork(lambda: asyncio.run(run(file, url, number))))
        assert harness.ended(harness.fork(lambda: asyncio.run(run(file, url)))) == 0
    one, report, doubts = asyncio.run(outcome(file, broadcast_id))
    arrived = Counter(int(fields["chat_id"]) for _, fields in harness.lines(log) if fields["chat_id"] != str(AUTHOR))
    assert one.state == "done", number
    assert report == Report(total=READERS, sent=READERS - 2, blocked=1, refused=1), number
    assert set(arrived) == set(range(1, READERS + 1)) - {BLOCKED, UNWILLING}, number
    assert all(copies - 1 <= doubts[chat] for chat, copies in arrived.items()), number
    assert max(arrived.values()) <= 2, number
    return status == -signal.SIGKILL
