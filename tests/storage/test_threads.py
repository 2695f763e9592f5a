"""What deeds and queries may count on when they wait together."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from storage.database import Database, Place
from storage.schema import metadata
from storage.schema.letters import DialogueRow
from storage.work import Work

NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)
CROWD = 20  # more than one commit's worth would hide nothing; less than one shows all


class Refused(Exception):
    """Stands for any refusal of a deed."""


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database(Place(f"sqlite:///{tmp_path / 'threads.db'}", lambda: NOW, 1))
    await opened.do(lambda work: metadata.create_all(work.sql))
    yield opened
    await opened.close()


def write(work: Work, chat_id: int) -> int:
    row = {"bot_id": 1, "chat_id": chat_id, "states": {}, "draft": {}, "last_id": 0, "changed_at": work.now}
    work.sql.execute(insert(DialogueRow), [row])
    return chat_id


def write_and_refuse(work: Work, chat_id: int) -> int:
    write(work, chat_id)
    raise Refused


def write_and_lose_all(work: Work, chat_id: int) -> int:
    """As when the disk is full: SQLite takes the whole transaction back by itself."""
    write(work, chat_id)
    work.sql.exec_driver_sql("ROLLBACK")
    raise Refused


def stop(_work: Work) -> int:
    return next(iter(()))


def chats(work: Work) -> list[int]:
    return list(work.sql.scalars(select(DialogueRow.chat_id).order_by(DialogueRow.chat_id)))


async def test_a_refused_deed_takes_no_other_with_it(db: Database) -> None:
    deeds = [db.do(write_and_refuse if number % 3 == 0 else write, number) for number in range(1, CROWD)]
    results = await asyncio.gather(*deeds, return_exceptions=True)
    done = [number for number in range(1, CROWD) if number % 3]
    assert [result for result in results if isinstance(result, int)] == done
    assert sum(isinstance(result, Refused) for result in results) == CROWD - 1 - len(done)
    assert await db.read(chats) == done


async def test_a_transaction_that_sqlite_takes_back_costs_only_the_deed_that_caused_it(db: Database) -> None:
    deeds = [db.do(write_and_lose_all if number == CROWD // 2 else write, number) for number in range(1, CROWD)]
    results = await asyncio.gather(*deeds, return_exceptions=True)
    assert await db.read(chats) == [number for number in range(1, CROWD) if number != CROWD // 2]
    assert [number for number, result in enumerate(results, 1) if isinstance(result, Exception)] == [CROWD // 2]


async def test_what_a_deed_is_told_to_be_done_is_on_the_disk(db: Database) -> None:
    async def write_and_look(number: int) -> bool:
        await db.do(write, number)
        return number in await db.read(chats)

    assert all(await asyncio.gather(*(write_and_look(number) for number in range(1, CROWD))))


async def test_deeds_that_wait_together_keep_their_order(db: Database) -> None:
    seen = await asyncio.gather(*(db.do(lambda work, n: (write(work, n), chats(work))[1], n) for n in range(1, CROWD)))
    assert [len(each) for each in seen] == list(range(1, CROWD))


async def test_a_query_that_fails_leaves_those_beside_it_alone(db: Database) -> None:
    await db.do(write, 1)
    asked = [db.read(write_and_refuse if number % 3 == 0 else _first, number) for number in range(CROWD)]
    results = await asyncio.gather(*asked, return_exceptions=True)
    assert [result == 1 for result in results] == [number % 3 != 0 for number in range(CROWD)]


def _first(work: Work, _number: int) -> int:
    return chats(work)[0]


@pytest.mark.parametrize("beside", [0, CROWD])
async def test_a_deed_that_raises_stop_iteration_hangs_nobody(db: Database, beside: int) -> None:
    others = [db.do(write, number) for number in range(1, beside + 1)]
    *written, stopped = await asyncio.gather(*others, db.do(stop), return_exceptions=True)
    assert isinstance(stopped, RuntimeError)
    assert len(written) == beside


async def test_a_cancelled_waiter_does_not_stop_its_deed(db: Database) -> None:
    async def impatient() -> None:
        async with asyncio.timeout(0):
            await db.do(write, 1)

    with pytest.raises(TimeoutError):
        await impatient()
    assert await db.read(chats) == [1]


async def test_a_reader_cannot_write(db: Database) -> None:
    with pytest.raises(Exception, match="readonly"):
        await db.read(lambda work: work.sql.execute(text("DELETE FROM dialogue")))
