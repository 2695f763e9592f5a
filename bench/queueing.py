"""A notice to 100,000 people is put in: how long that takes, and how long anybody else waits for the writer at most.

Run: python -m bench.queueing
"""

import asyncio
import gc
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from sqlalchemy import func, insert, select

import actions.spreading
import bench.ground
import storage.broadcasts
import storage.centres
from bench.row import Row, milliseconds
from bot.box import BOT_ID
from rules.broadcasts import Broadcast
from storage.database import Database
from storage.schema import metadata
from storage.schema.letters import DeliveryRow
from storage.work import Work

READERS = 100_000
LONGEST, ALL = 0.100, 3.0  # seconds


def announce(work: Work) -> None:
    """A notice to everybody of the centre, to begin at once."""
    centre = storage.centres.by_code(work, bench.ground.CENTRE)
    assert centre is not None
    new = Broadcast(0, centre.id, None, BOT_ID, work.now, centre.zone.key, state="scheduled", due_at=work.now)
    storage.broadcasts.add(work, replace(new, kk="Ашық есік күні", ru="День открытых дверей"))


async def _spread(db: Database) -> list[float]:
    """Seconds of each step; the next one waits its turn behind whoever came meanwhile."""
    steps: list[float] = []
    while await db.read(storage.broadcasts.due):
        began = perf_counter()
        await db.do(actions.spreading.next_step)
        steps.append(perf_counter() - began)
    return steps


def _count(work: Work) -> int:
    return work.session.scalar(select(func.count()).select_from(DeliveryRow)) or 0


def at_once(work: Work) -> None:
    """What a plain program does: one statement for everybody."""
    rows = [
        {"id": 10**7 + n, "bot_id": BOT_ID, "letter_id": 1, "chat_id": n, "person_id": 1, "lane": 4, "once": f"p{n}"}
        for n in range(READERS)
    ]
    more = {"due_at": work.now, "changed_at": work.now, "op": "send", "state": "ready", "attempts": 0, "ambiguous": 0}
    work.session.execute(
        insert(metadata.tables["delivery"]), [row | more | {"repeat": False, "fault": ""} for row in rows]
    )


async def _measured(file: Path) -> Sequence[Row]:
    db = bench.ground.opened(file)
    try:
        await db.do(announce)
        gc.collect()
        began = perf_counter()
        steps = await _spread(db)
        whole = perf_counter() - began
        assert await db.read(_count) == READERS
        began = perf_counter()
        await db.do(at_once)
        plain = perf_counter() - began
    finally:
        await db.close()
    return [
        Row(f"{READERS} deliveries put in", f"{whole:.3g} s", f"{plain:.3g} s", plain / whole, "3 s", whole <= ALL),
        Row(
            "the longest that anybody waits for the writer meanwhile",
            milliseconds(max(steps)),
            milliseconds(plain),
            plain / max(steps),
            "100 ms",
            max(steps) <= LONGEST,
        ),
    ]


def measure() -> Sequence[Row]:
    with TemporaryDirectory(prefix="ortaq-bench-") as folder:
        return asyncio.run(_measured(bench.ground.lay(Path(folder) / "queueing.db", READERS)))


if __name__ == "__main__":
    print(*measure(), sep="\n")
