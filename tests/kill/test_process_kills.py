"""Two real processes over one server of PostgreSQL, one of them killed: nothing lost, nothing doubled, one clock."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import exists, select
from telegram.ext import ExtBot

import delivery.transport
import storage.outbox
import storage.processes
import tests.engines
from bot.clock import Ticks
from delivery.limiter import Limiter
from delivery.pace import Pace
from delivery.post import IN_FLIGHT, Post
from rules.letters import Lane, Letter, Parcel, Recipient, Screen
from storage.database import Database, Place
from storage.outbox import Terms
from storage.schema.letters import CopyRow, DeliveryRow
from storage.work import Work
from tests.kill import harness
from tests.kill.test_delivery_kills import TOKEN, answer

NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)
LETTERS, SOME = 300, 30
RATE = 60  # a second: the first has not sent everything before the second begins
LEASE, TICK = timedelta(seconds=3), 0.2

Rows = list[tuple[int, str, int]]


@pytest.fixture
def url(postgresql: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server whose processes are soon known to be dead."""
    monkeypatch.setattr(storage.processes, "LEASE", LEASE)
    asyncio.run(tests.engines.refresh(postgresql))
    yield tests.engines.url(postgresql)
    asyncio.run(tests.engines.refresh(postgresql))


def opened(url: str, seat: str = "") -> Database:
    return Database(Place(url, lambda: NOW, 100001, seat=seat))


async def fill(url: str) -> None:
    db = opened(url)
    to = [Recipient(chat) for chat in range(1, LETTERS + 1)]
    await db.do(storage.outbox.put_many, to, Letter("notice", Lane.NOTICE), Terms("n", "n", NOW))
    await db.close()


async def live(url: str, api: str, seat: str, clock: Path) -> None:
    """What a running bot does, until nothing is left to send and it has been the clock."""
    db, limiter = opened(url, seat), Limiter(Pace(bulk=RATE))
    request, polling = delivery.transport.request(IN_FLIGHT), delivery.transport.request(1)
    api_bot = ExtBot(TOKEN, api, request=request, get_updates_request=polling, rate_limiter=limiter)
    await request.initialize()

    def render(_work: Work, _parcel: Parcel) -> Screen:
        return Screen(seat)

    post = Post(db, api_bot, limiter, render, lambda _report: None)
    await post.recover()
    ticks = Ticks(TICK)

    async def tick() -> None:
        if await db.read(storage.processes.keeps_clock, post.process):
            _note(clock, post.process)
            if not await db.read(_anything_left):
                post.stop()
        post.wake()

    ticks.every_tick(tick)
    ticks.start()
    await post.run()
    ticks.stop()
    await request.shutdown()
    await db.close()


def _note(clock: Path, process: int) -> None:
    with clock.open("a") as file:
        file.write(f"{process}\n")


def _anything_left(work: Work) -> bool:
    return bool(work.sql.scalar(select(exists().where(DeliveryRow.state.in_(("ready", "sending"))))))


async def kept(url: str) -> tuple[Rows, set[int]]:
    def query(work: Work) -> tuple[Rows, set[int]]:
        rows = work.sql.execute(select(DeliveryRow.chat_id, DeliveryRow.state, DeliveryRow.ambiguous))
        found = [(chat, state, ambiguous) for chat, state, ambiguous in rows]
        return found, set(work.sql.scalars(select(CopyRow.chat_id)))

    db = opened(url)
    result = await db.read(query)
    await db.close()
    return result


def arrived(log: Path, *seats: str) -> Counter[int]:
    """How many copies each chat got, of those that these processes sent."""
    calls = [fields for _, fields in harness.lines(log) if not seats or fields["text"] in seats]
    return Counter(int(fields["chat_id"]) for fields in calls)


@pytest.mark.kill
def test_of_two_processes_one_is_killed_and_the_other_finds_its_letters_and_its_clock(url: str, tmp_path: Path) -> None:
    log, clock = tmp_path / "truth.log", tmp_path / "clock.log"
    clock.touch()
    asyncio.run(fill(url))
    with harness.truth(log, answer) as api:
        killed = harness.fork(lambda: asyncio.run(live(url, api, "a", clock)))
        harness.until(lambda: len(arrived(log, "a")) >= SOME)
        left = harness.fork(lambda: asyncio.run(live(url, api, "b", clock)))
        harness.until(lambda: len(arrived(log, "b")) >= SOME)
        before, _ = asyncio.run(kept(url))
        harness.kill(killed)
        assert harness.ended(left) == 0
    rows, copies = asyncio.run(kept(url))
    doubts = {chat: ambiguous for chat, _, ambiguous in rows}

    assert sum(ambiguous for _, _, ambiguous in before) == 0, (
        "a process that begins leaves alone what a living one sends"
    )
    assert {state for _, state, _ in rows} == {"sent"}
    assert copies == set(arrived(log)) == set(doubts) == set(range(1, LETTERS + 1))
    assert all(number - 1 <= doubts[chat] for chat, number in arrived(log).items())
    assert all(doubts[chat] for chat in arrived(log, "a").keys() & arrived(log, "b").keys())
    assert 0 < sum(doubts.values()) <= IN_FLIGHT
    kept_by = clock.read_text().split()
    assert kept_by == sorted(kept_by, key=int)
    assert len(set(kept_by)) == 2
