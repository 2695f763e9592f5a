"""Killed at every write of a plan for an ill specialist: the clock finishes it, and everybody hears once."""

import asyncio
import os
import shutil
import signal
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import Engine, event, select

import actions.booking
import actions.illness
import storage.centres
import storage.people
import storage.rehoming
from rules.openings import Slot
from rules.people import Grant, Person, Role
from storage.database import Database, Place
from storage.schema.booking import BookingRow, RehomedRow
from storage.schema.letters import DeliveryRow, LetterRow
from storage.work import Work
from tests.kill import harness
from tests.office import NINE, at, settled

T = TypeVar("T")

HOURS, WEEK, AUTHOR = (9, 10, 11), 7, 99


def opened(file: Path, later: timedelta = timedelta()) -> Database:
    return Database(Place(f"sqlite:///{file}", lambda: NINE + later, 100001))


def _prepare(work: Work) -> None:
    """Three people with an hour each, and a coordinator."""
    centre = storage.centres.by_code(work, "atyrau")
    topic = storage.centres.topic_by_code(work, "grants")
    assert centre is not None
    assert topic is not None
    aina = storage.centres.specialist_by_code(work, centre.id, "at1")
    assert aina is not None
    settled(work, AUTHOR, "Сәуле", centre.id, [Grant(Role.COORDINATOR, centre.id)])
    for hour in HOURS:
        person = settled(work, hour, f"Person {hour}", centre.id, [])
        actions.booking.book(work, person, centre.id, topic.id, Slot(aina.id, at(27, hour)))


def _author(work: Work) -> tuple[Person, int, int]:
    author = storage.people.by_telegram(work, [AUTHOR])[AUTHOR]
    centre_id = author.centre_id or 0
    aina = storage.centres.specialist_by_code(work, centre_id, "at1")
    assert aina is not None
    return author, centre_id, aina.id


async def _tap(file: Path, die_at: int) -> None:
    """The plan as the coordinator sets it going, killed right before the commit number `die_at`."""
    db, left = opened(file), [die_at]

    def commit(_connection: object) -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    author, centre_id, specialist_id = await db.read(_author)
    event.listen(Engine, "commit", commit)
    report = await db.do(actions.illness.begin, author, centre_id, specialist_id, WEEK)
    while report.left:
        report = await db.do(actions.illness.step, author, report.closure_id)
    await db.close()


async def _clock(file: Path) -> None:
    """What the next start does with it, two minutes later."""
    db = opened(file, timedelta(minutes=2))
    while (closure_id := await db.read(storage.rehoming.due)) is not None:
        await db.do(actions.illness.go_on, closure_id)
    await db.close()


@dataclass(frozen=True, slots=True)
class Standing:
    """How many proposals each chat got, how many visits are written down, which times are held."""

    told: Counter[int]
    rehomed: int
    held: frozenset[datetime]


def _standing(work: Work) -> Standing:
    letters = LetterRow.id == DeliveryRow.letter_id
    proposals = select(DeliveryRow.chat_id).join(LetterRow, letters).where(LetterRow.kind.like("illness.%"))
    told = Counter(chat for chat in work.sql.scalars(proposals) if chat != AUTHOR)
    held = select(BookingRow.starts_at).where(BookingRow.state == "held")
    return Standing(told, len(list(work.sql.scalars(select(RehomedRow)))), frozenset(work.sql.scalars(held)))


async def _done(file: Path, deed: Callable[[Work], T]) -> T:
    db = opened(file)
    done = await db.do(deed)
    await db.close()
    return done


@pytest.mark.kill
def test_killed_at_every_write_everybody_gets_one_proposal(tmp_path: Path, template: Path) -> None:
    prepared = tmp_path / "prepared.db"
    shutil.copyfile(template, prepared)
    asyncio.run(_done(prepared, _prepare))
    for number in range(1, len(HOURS) + 3):
        file = tmp_path / f"{number}.db"
        shutil.copyfile(prepared, file)
        status = harness.ended(harness.fork(partial(_set_going, file, number)))
        assert status == (-signal.SIGKILL if number <= len(HOURS) + 1 else 0), number
        asyncio.run(_clock(file))
        seen = asyncio.run(_done(file, _standing))
        many = len(HOURS) if number > 1 else 0  # killed before the first commit nothing was ordered
        assert (seen.told, seen.rehomed, len(seen.held)) == (Counter(HOURS[:many]), many, many), number


def _set_going(file: Path, number: int) -> None:
    asyncio.run(_tap(file, number))
