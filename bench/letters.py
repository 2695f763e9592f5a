"""A reply while letters go out, beside a reply before any letter; and how exactly the letters keep their pace.

The sandbox refuses what Telegram would. Beside it the bare library: AIORateLimiter, all letters handed over at once.
Run: python -m bench.letters
"""

import asyncio
import itertools
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import insert

import bench.crowd
import bench.ground
import rules.keys.codec
import storage.centres
import storage.outbox
from bench.child import child
from bench.crowd import Person
from bench.ours import NOW, PACES
from bench.row import Row, milliseconds, percentile
from bot.box import Box
from rules.letters import Lane, Letter, Recipient
from sandbox.records import Call
from sandbox.world import FIRST_PERSON
from storage.schema.booking import BookingRow
from storage.work import Work

ASKING = 40
EVERY = 0.6  # seconds between two questions
IDLE = 20.0  # seconds before the letters
STOCK_LETTERS = 600
TARGET = 0.100  # seconds above idle, p99
NEAR = 0.02
MISSING = "aiolimiter is not installed"
_RATE = PACES["telegram"].bulk


@dataclass(frozen=True, slots=True)
class Tally:
    """Seconds of each reply before and during the letters, letters a second, what the sandbox refused."""

    idle: Sequence[float]
    busy: Sequence[float]
    rate: float
    refusals: int

    @property
    def added(self) -> float:
        return percentile(self.busy, 0.99) - percentile(self.idle, 0.99)


def fill(work: Work, people: int) -> None:
    """Each of the people but those who ask has a visit next week, and its reminder is due after the idle time."""
    centre = storage.centres.by_code(work, bench.ground.CENTRE)
    assert centre is not None
    topic = storage.centres.topics(work, centre.id)[0]
    starts_at = NOW + timedelta(days=7)
    visit = {"centre_id": centre.id, "topic_id": topic.id, "state": "booked", "language": "ru", "zone": "Asia/Atyrau"}
    times = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=1), "local_start": "2026-12-03T09:00"}
    ids = range(ASKING + 1, people + 1)
    visits = [{"id": n, "person_id": n, "created_at": work.now, **visit, **times} for n in ids]
    work.sql.execute(insert(BookingRow), visits)
    for n in ids:
        data = {"booking": n, "start": rules.keys.codec.minute(starts_at)}
        letter = Letter("booking.day_before", Lane.REMINDER, data, centre_id=centre.id)
        due_at = NOW + timedelta(seconds=IDLE)
        storage.outbox.put(work, Recipient(FIRST_PERSON - 1 + n, n), letter, about=f"booking:{n}", due_at=due_at)


async def ours(file: Path, letters: int) -> Tally:
    await _lay(file, letters)
    async with bench.crowd.boxed(flood=True) as (box, url), child("bench.ours", url, file, "telegram"):
        crowd = bench.crowd.people(box, ASKING + letters)
        asking, reading = crowd[:ASKING], {one.chat for one in crowd[ASKING:]}
        await asyncio.gather(*(one.say("/help") for one in asking[:3]))
        return await _ask(box, asking, reading)


async def _lay(file: Path, letters: int) -> None:
    db = bench.ground.opened(file)
    try:
        await db.do(fill, ASKING + letters)
    finally:
        await db.close()


async def stock(letters: int) -> Tally:
    first = FIRST_PERSON + ASKING
    async with bench.crowd.boxed(flood=True) as (box, url), child("bench.stock_letters", url, first, letters):
        crowd = bench.crowd.people(box, ASKING + letters)
        asking, reading = crowd[:ASKING], {one.chat for one in crowd[ASKING:]}
        await asking[0].say("/help")
        asyncio.get_running_loop().call_later(IDLE, box.telegram.say, asking[-1].chat, "/notice")
        return await _ask(box, asking[:-1], reading)


async def _ask(box: Box, asking: Sequence[Person], reading: set[int]) -> Tally:
    """Ask for help all the time, one person after the other, until every letter has arrived or been refused."""
    replies: list[tuple[float, float]] = []
    turns = itertools.cycle(asking)
    async with asyncio.TaskGroup() as group:
        while len({call.chat for call in _letters(box, reading)}) < len(reading):
            group.create_task(_timed(box, next(turns), replies))
            await asyncio.sleep(EVERY)
    arrived = [call.at.timestamp() for call in _letters(box, reading) if call.outcome == "ok"]
    assert box.telegram.flood is not None
    return Tally(
        [wait for at, wait in replies if at + wait < arrived[0]],
        [wait for at, wait in replies if arrived[0] <= at],
        (len(arrived) - 1) / (arrived[-1] - arrived[0]),
        box.telegram.flood.refusals,
    )


async def _timed(box: Box, one: Person, replies: list[tuple[float, float]]) -> None:
    asked_at = box.clock.now().timestamp()
    replies.append((asked_at, await one.say("/help")))


def _letters(box: Box, reading: set[int]) -> list[Call]:
    return [call for call in box.telegram.calls("sendMessage") if call.chat in reading]


def measure(letters: int = 3000) -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="ortaq-bench-") as folder:
        file = bench.ground.lay(Path(folder) / "ours.db", ASKING + letters, FIRST_PERSON)
        mine = asyncio.run(ours(file, letters))
    plain = asyncio.run(stock(STOCK_LETTERS)) if find_spec("aiolimiter") else None
    return [_reply(mine, plain), _pace(mine, plain, letters), _refusals(mine, plain)]


def _reply(mine: Tally, plain: Tally | None) -> Row:
    name = f"a reply while letters go out: p99 above idle ({milliseconds(percentile(mine.idle, 0.99))})"
    there = f"{milliseconds(plain.added)} ({STOCK_LETTERS} letters)" if plain else MISSING
    ratio = plain.added / max(mine.added, 0.001) if plain else None
    return Row(name, milliseconds(mine.added), there, ratio, "100 ms", mine.added <= TARGET)


def _pace(mine: Tally, plain: Tally | None, letters: int) -> Row:
    there = f"{plain.rate:.4g}" if plain else ""
    kept = abs(mine.rate / _RATE - 1) <= NEAR
    return Row(f"letters a second, of {letters}", f"{mine.rate:.4g}", there, None, f"{_RATE:g}, within 2 %", kept)


def _refusals(mine: Tally, plain: Tally | None) -> Row:
    there = str(plain.refusals) if plain else ""
    return Row("refusals by flood control", str(mine.refusals), there, None, "none", not mine.refusals)


if __name__ == "__main__":
    print(*measure(600), sep="\n")
