"""A notice to 100,000 people is put in: how long that takes, and how long anybody else waits for the writer at most.

Run: python -m bench.queueing
"""

import asyncio
import gc
import math
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from sqlalchemy import func, insert, select

import actions.spreading
import bench.ground
import storage.broadcasts
import storage.centres
import storage.facts
from bench.row import Row, milliseconds
from bot.box import BOT_ID
from rules.broadcasts import Broadcast
from storage.database import Database
from storage.schema import metadata
from storage.schema.letters import DeliveryRow
from storage.work import Work

READERS = 100_000
LONGEST, ALL = 0.100, 3.0  # seconds
PAUSE = 0.020  # between two deeds of somebody else


def announce(work: Work) -> None:
    """A notice to everybody of the centre, to begin at once."""
    centre = storage.centres.by_code(work, bench.ground.CENTRE)
    assert centre is not None
    new = Broadcast(0, centre.id, None, BOT_ID, work.now, centre.zone.key, state="scheduled", due_at=work.now)
    storage.broadcasts.add(work, replace(new, kk="Ашық есік күні", ru="День открытых дверей"))


async def _spread(db: Database) -> None:
    while await db.read(storage.broadcasts.due):
        await db.do(actions.spreading.next_step)


async def _meanwhile(db: Database, spreading: asyncio.Future[None]) -> list[float]:
    """Seconds that each small deed takes of somebody who comes again and again while the notice is put in."""
    waits: list[float] = []
    while not spreading.done():
        began = perf_counter()
        await db.do(storage.facts.note, "bench", "pressed")
        waits.append(perf_counter() - began)
        await asyncio.sleep(PAUSE)
    await spreading
    return waits


def _count(work: Work) -> int:
    return work.sql.scalar(select(func.count()).select_from(DeliveryRow)) or 0


def at_once(work: Work) -> None:
    """What a plain program does: one statement for everybody."""
    rows = [
        {"id": 10**7 + n, "bot_id": BOT_ID, "letter_id": 1, "chat_id": n, "person_id": 1, "lane": 4, "once": f"p{n}"}
        for n in range(READERS)
    ]
    more = {"due_at": work.now, "changed_at": work.now, "op": "send", "state": "ready", "attempts": 0, "ambiguous": 0}
    work.sql.execute(insert(metadata.tables["delivery"]), [row | more | {"repeat": False, "fault": ""} for row in rows])


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds on the clock, of the processor, and the longest that somebody else waited."""

    whole: float
    busy: float
    longest: float


async def _timed(doing: Coroutine[None, None, list[float]]) -> Run:
    gc.collect()
    began, busy = perf_counter(), process_time()
    waits = await doing
    return Run(perf_counter() - began, process_time() - busy, max(waits))


async def _measured(file: Path) -> Sequence[Row]:
    db = bench.ground.opened(file)
    try:
        await db.do(announce)
        ours = await _timed(_meanwhile(db, asyncio.ensure_future(_spread(db))))
        assert await db.read(_count) == READERS
        plain = await _timed(_meanwhile(db, asyncio.ensure_future(db.do(at_once))))
    finally:
        await db.close()
    longest = milliseconds(ours.longest), milliseconds(plain.longest), plain.longest / ours.longest
    return [
        _row(f"{READERS} deliveries put in", ours.whole, plain.whole, ALL),
        _row("of it the processor", ours.busy, plain.busy),
        Row("the longest that anybody's deed takes meanwhile", *longest, "100 ms", ours.longest <= LONGEST),
    ]


def _row(name: str, ours: float, plain: float, most: float = math.inf) -> Row:
    promised = "" if math.isinf(most) else f"{most:.0f} s"
    return Row(name, f"{ours:.3g} s", f"{plain:.3g} s", plain / ours, promised, ours <= most if promised else None)


def measure() -> Sequence[Row]:
    with TemporaryDirectory(prefix="ortaq-bench-") as folder:
        return asyncio.run(_measured(bench.ground.lay(Path(folder) / "queueing.db", READERS)))


if __name__ == "__main__":
    print(*measure(), sep="\n")
