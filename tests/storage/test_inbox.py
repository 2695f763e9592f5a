"""The inbox keeps what came, finds what was done, and forgets in time."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

import storage.inbox
import tests.engines
from storage.database import Database, Place
from storage.inbox import Arrival, Kept, Step
from storage.work import Work


@dataclass(slots=True)
class Ink:
    """A database and the moment it is."""

    db: Database
    now: datetime

    def wait(self, period: timedelta) -> None:
        self.now += period


@pytest.fixture
async def ink(template: Path, tmp_path: Path) -> AsyncIterator[Ink]:
    moments: list[Ink] = []
    async with tests.engines.copy(template, tmp_path) as url:
        db = Database(Place(url, lambda: moments[0].now, 5))
        moments.append(Ink(db, datetime(2026, 11, 26, 4, tzinfo=UTC)))
        yield moments[0]
        await db.close()


async def rows(ink: Ink, query: str) -> list[tuple[Any, ...]]:
    return await ink.db.read(lambda work: [tuple(row) for row in work.sql.execute(text(query))])


@dataclass(frozen=True, slots=True)
class Thing:
    number: int
    at: datetime


def arrivals(*ids: int) -> list[Arrival]:
    return [Arrival(number, 5, 5, {"update_id": number, "message": {"text": "ұ"}}) for number in ids]


def thing(work: Work, number: int, done: list[int]) -> Thing:
    done.append(number)
    return Thing(number, work.now)


def refused(_work: Work, done: list[int]) -> None:
    done.append(0)
    raise LookupError


async def test_an_id_is_kept_once_whatever_its_order(ink: Ink) -> None:
    assert [kept.update_id for kept in await ink.db.do(storage.inbox.keep, arrivals(7, 9, 7))] == [7, 9]
    assert [kept.update_id for kept in await ink.db.do(storage.inbox.keep, arrivals(9, 3, 8, 7))] == [3, 8]
    left: list[Kept] = await ink.db.read(storage.inbox.unfinished)
    assert [kept.update_id for kept in left] == [3, 7, 8, 9]
    assert left[0].body == {"update_id": 3, "message": {"text": "ұ"}}


async def test_a_deed_done_again_is_found_with_all_it_came_to(ink: Ink) -> None:
    done: list[int] = []
    first = await ink.db.do(storage.inbox.once, Step(7, "thing"), thing, 1, done)
    ink.wait(timedelta(hours=1))
    assert await ink.db.do(storage.inbox.once, Step(7, "thing"), thing, 1, done) == first
    assert done == [1]


async def test_another_deed_another_time_and_another_update_are_not_the_same(ink: Ink) -> None:
    done: list[int] = []
    steps = [Step(7, "thing"), Step(7, "other"), Step(7, "thing", 1), Step(8, "thing")]
    for number, step in enumerate(steps):
        await ink.db.do(storage.inbox.once, step, thing, number, done)
    assert done == [0, 1, 2, 3]


async def test_a_deed_that_was_refused_is_tried_again(ink: Ink) -> None:
    done: list[int] = []
    for _ in range(2):
        with pytest.raises(LookupError):
            await ink.db.do(storage.inbox.once, Step(7, "refused"), refused, done)
    assert done == [0, 0]


async def test_what_is_done_leaves_only_its_number(ink: Ink) -> None:
    await ink.db.do(storage.inbox.keep, arrivals(7))
    await ink.db.do(storage.inbox.once, Step(7, "thing"), thing, 1, [])
    await ink.db.do(storage.inbox.done, 7)
    assert await rows(ink, "SELECT state, body, chat_id, sender_id FROM inbox") == [("done", None, 0, 0)]
    assert await rows(ink, "SELECT * FROM effect") == []
    assert await ink.db.do(storage.inbox.keep, arrivals(7)) == []


async def test_tries_are_counted_one_by_one(ink: Ink) -> None:
    await ink.db.do(storage.inbox.keep, arrivals(7, 8))
    assert [await ink.db.do(storage.inbox.attempt, 7) for _ in range(3)] == [1, 2, 3]
    assert await rows(ink, "SELECT update_id, attempts FROM inbox ORDER BY 1") == [(7, 3), (8, 0)]


async def test_what_is_set_aside_can_be_looked_at_for_72_hours(ink: Ink) -> None:
    await ink.db.do(storage.inbox.keep, arrivals(7))
    await ink.db.do(storage.inbox.set_aside, 7, "KeyError")
    ink.wait(timedelta(hours=72))
    await ink.db.do(storage.inbox.sweep)
    assert await rows(ink, "SELECT body IS NULL FROM inbox") == [(0,)]
    ink.wait(timedelta(seconds=1))
    await ink.db.do(storage.inbox.sweep)
    assert await rows(ink, "SELECT state, fault, body FROM inbox") == [("aside", "KeyError", None)]


async def test_what_is_over_is_forgotten_after_a_week_and_what_waits_never(ink: Ink) -> None:
    await ink.db.do(storage.inbox.keep, arrivals(7, 8))
    await ink.db.do(storage.inbox.done, 7)
    ink.wait(timedelta(days=7, seconds=1))
    await ink.db.do(storage.inbox.sweep)
    assert await rows(ink, "SELECT update_id FROM inbox") == [(8,)]


async def test_the_longest_wait_is_known(ink: Ink) -> None:
    assert await ink.db.read(storage.inbox.oldest_waiting) is None
    began = ink.now
    await ink.db.do(storage.inbox.keep, arrivals(7))
    ink.wait(timedelta(hours=1))
    await ink.db.do(storage.inbox.keep, arrivals(8))
    assert await ink.db.read(storage.inbox.oldest_waiting) == began
