"""Steps of the schema keep the rows, keep what points to them, and happen whole or not at all."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

import storage.climbing
import storage.version
import tests.engines
from bot.box import NOW
from storage.climbing import LooseEnds
from storage.database import Database, Place
from storage.schema import metadata
from storage.work import Work

ROOM = (
    "INSERT INTO room (centre_id, code, name_kk, name_ru, seats, step_free, lent)"
    " VALUES (99, 'x', '', '', 1, 0, 'none')"
)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'ortaq.db'}"


def file(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def query(url: str, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file(url))) as connection:
        return connection.execute(sql).fetchall()


def test_nothing_there_is_no_version_and_asking_makes_no_file(url: str) -> None:
    assert storage.version.current(url) is None
    assert not file(url).exists()


def test_climbing_twice_is_climbing_once(url: str) -> None:
    storage.climbing.climb(url)
    before = query(url, "SELECT sql FROM sqlite_master ORDER BY name")
    storage.climbing.climb(url)
    assert query(url, "SELECT sql FROM sqlite_master ORDER BY name") == before


def test_rows_that_point_nowhere_undo_the_whole_step(url: str) -> None:
    storage.climbing.climb(url)
    with closing(sqlite3.connect(file(url), isolation_level=None)) as connection:
        connection.execute(ROOM)
    with pytest.raises(LooseEnds, match="room"):
        storage.climbing.climb(url)


def test_the_newest_file_is_the_head_that_alembic_sees(url: str) -> None:
    storage.climbing.climb(url)
    assert query(url, "SELECT version_num FROM alembic_version") == [(storage.version.head(),)]


async def test_the_steps_lead_to_the_schema_and_back_to_nothing(template: Path, tmp_path: Path) -> None:
    async with tests.engines.nothing_yet(template, tmp_path) as url:
        await asyncio.to_thread(storage.climbing.climb, url)
        assert await asyncio.to_thread(storage.version.current, url) == storage.version.head()
        db = Database(Place(url, lambda: NOW))
        try:
            assert await db.do(_differences) == []
        finally:
            await db.close()
        await asyncio.to_thread(storage.climbing.descend, url)
        assert await asyncio.to_thread(storage.version.current, url) is None


def _differences(work: Work) -> list[object]:
    """Between what the steps have made and what the code says."""
    return list(compare_metadata(MigrationContext.configure(work.sql), metadata))
