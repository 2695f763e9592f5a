"""One door to the data: what two writers do at once is as if one had waited for the other."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

import storage.facts
import storage.schema
import tests.engines
from bot.box import NOW
from storage.database import Database, Place
from storage.schema.letters import FactRow
from storage.work import Work

TIMES = 40


def _lay_out(work: Work) -> None:
    storage.schema.metadata.create_all(work.sql)


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


async def test_a_key_that_another_process_has_written_meanwhile_is_found_by_the_next_try(postgresql: Path) -> None:
    tries: list[int] = []

    def write(work: Work) -> None:
        tries.append(len(tries))
        work.sql.execute(insert(FactRow).values(name=f"meanwhile{len(tries) // 3}", value=""))

    async with _alone(postgresql) as db:
        await db.do(storage.facts.note, "meanwhile0", "another's")
        await db.do(write)
    assert len(tries) == 3


async def test_a_deed_that_never_fits_is_given_up_soon(postgresql: Path) -> None:
    tries: list[int] = []

    def write(work: Work) -> None:
        tries.append(len(tries))
        work.sql.execute(insert(FactRow).values(name="always", value=""))

    async with _alone(postgresql) as db:
        await db.do(storage.facts.note, "always", "here")
        with pytest.raises(IntegrityError):
            await db.do(write)
    assert 1 < len(tries) < 10


async def test_closing_lets_a_deed_end_whose_caller_has_gone(tmp_path: Path, template: Path) -> None:
    async with tests.engines.copy(template, tmp_path) as url:
        db = Database(Place(url, lambda: NOW))
        await db.read(storage.facts.read, "count")
        left = asyncio.ensure_future(db.do(_count_on))
        await asyncio.sleep(0)
        left.cancel()
        await db.close()
        again = Database(Place(url, lambda: NOW))
        assert await again.read(storage.facts.read, "count") == "1"
        await again.close()


@asynccontextmanager
async def _alone(home: Path) -> AsyncIterator[Database]:
    async with tests.engines.copy(home, home) as url:
        db = Database(Place(url, lambda: NOW))
        try:
            yield db
        finally:
            await db.close()


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
