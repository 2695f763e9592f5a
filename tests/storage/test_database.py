"""One door to the data: what two writers do at once is as if one had waited for the other."""

import asyncio
from pathlib import Path

import storage.facts
import storage.schema
import tests.engines
from bot.box import NOW
from storage.database import Database, Place
from storage.work import Work

TIMES = 40


def _lay_out(work: Work) -> None:
    storage.schema.metadata.create_all(work.session.connection())


def _count_on(work: Work) -> None:
    """Read, then write: the trap of a transaction that takes its lock late."""
    storage.facts.note(work, "count", str(int(storage.facts.read(work, "count") or 0) + 1))


async def test_two_processes_that_read_and_write_at_once_lose_nothing_and_refuse_nothing(
    tmp_path: Path, template: Path
) -> None:
    async with tests.engines.copy(template, tmp_path) as url:
        one, other = (Database(Place(url, lambda: NOW)) for _ in range(2))
        try:
            await asyncio.gather(*(db.do(_count_on) for _ in range(TIMES) for db in (one, other)))
            assert await one.read(storage.facts.read, "count") == str(2 * TIMES)
        finally:
            await one.close()
            await other.close()


async def test_tidying_empties_the_log_and_keeps_the_data(tmp_path: Path) -> None:
    db = Database(Place(f"sqlite:///{tmp_path / 'tidy.db'}", lambda: NOW))
    try:
        await db.do(_lay_out)
        await db.do(storage.facts.note, "name", "kept")
        await db.tidy()
        assert (tmp_path / "tidy.db-wal").stat().st_size == 0
        assert await db.read(storage.facts.read, "name") == "kept"
    finally:
        await db.close()
