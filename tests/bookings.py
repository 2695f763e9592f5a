"""A centre with its specialists over a real database, a clock that is moved, and people who book."""

from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import insert, select

import actions.booking
import rules.booking
import storage.availability
import storage.booking
import storage.centres
import storage.people
import tests.engines
from rules.availability import FreeTime
from rules.booking import Booking
from rules.cards import Card
from rules.cells import cells
from rules.centres import Centre, Topic
from rules.openings import Slot
from rules.people import Person
from storage.availability import Asker
from storage.database import Database, Place
from storage.schema.booking import BookingLogRow, ClaimRow, ClosureRow
from storage.schema.letters import DeliveryRow, LetterRow
from storage.work import Work

MORNING = datetime(2026, 11, 26, 4, tzinfo=UTC)  # Thursday, 09:00 in Atyrau

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(slots=True)
class Ground:
    """`clock` holds the moment it is; `do` runs a deed as the bot does."""

    db: Database
    clock: list[datetime]
    centre: Centre
    topic: Topic

    @property
    def now(self) -> datetime:
        return self.clock[0]

    async def do(self, deed: Callable[Concatenate[Work, P], T], *args: P.args, **named: P.kwargs) -> T:
        return await self.db.do(deed, *args, **named)

    def later(self, **passed: float) -> None:
        self.clock[0] += timedelta(**passed)

    async def person(self, telegram_id: int, *, known: bool = True) -> Person:
        """Somebody; `known` where consent and name are given."""
        return await self.do(_person, telegram_id, self.centre.id if known else None)

    async def crowd(self, count: int) -> list[Person]:
        """So many people at once, all with consent and a name."""
        return await self.do(_crowd, count, self.centre.id)

    async def times(self, person: Person | None = None, moving: Card | None = None) -> list[FreeTime]:
        asker = Asker(person.id if person else None, moving.booking.id if moving else None)
        return await self.do(_times, self.centre.id, self.topic.id, asker)

    async def slot(self, number: int = 0) -> Slot:
        free = (await self.times())[number]
        return Slot(free.specialist_id, free.starts_at)

    async def book(self, person: Person, slot: Slot | None = None, topic: Topic | None = None) -> Card:
        at = slot or await self.slot()
        return await self.do(actions.booking.book, person, self.centre.id, (topic or self.topic).id, at)

    async def waiting(self, kind: str = "") -> list[datetime]:
        """When the letters leave that have not been taken back."""
        return await self.do(_waiting, kind)

    async def sound(self) -> None:
        """The promise of the table of claims, worked out from the bookings alone."""
        await self.do(sound)


def introduce(work: Work, person: Person, centre_id: int) -> Person:
    """Consent and a name, given by somebody who has been here without."""
    storage.people.rename(work, person.id, "N")
    storage.people.consent(work, person.id, centre_id, "kk", "0" * 64)
    return replace(person, name="N", consents=(centre_id,))


def _person(work: Work, telegram_id: int, agreed_at: int | None) -> Person:
    person = storage.people.welcome(work, telegram_id, "kk")
    if agreed_at is not None:
        storage.people.rename(work, person.id, f"N{telegram_id}")
        storage.people.consent(work, person.id, agreed_at, "kk", "0" * 64)
    known = storage.people.person(work, person.id)
    assert known is not None
    return known


def _crowd(work: Work, count: int, centre_id: int) -> list[Person]:
    return [_person(work, 10_000 + each, centre_id) for each in range(count)]


def _times(work: Work, centre_id: int, topic_id: int, asker: Asker) -> list[FreeTime]:
    return list(storage.availability.free_times(work, centre_id, topic_id, asker))


def _waiting(work: Work, kind: str) -> list[datetime]:
    rows = select(DeliveryRow.due_at).join(LetterRow, LetterRow.id == DeliveryRow.letter_id)
    mine = rows.where(DeliveryRow.state == "ready", LetterRow.kind.contains(kind))
    return list(work.sql.scalars(mine.order_by(DeliveryRow.due_at)))


def sound(work: Work) -> list[Booking]:
    """Every booking there is; no two that live overlap, and the claims are theirs."""
    there = sorted(storage.booking.bookings(work), key=lambda each: each.id)
    live = [each for each in there if rules.booking.is_live(each, work.now)]
    for one, other in combinations(live, 2):
        assert not _collide(one, other), (one, other)
    dead = {each.id for each in there if each.state == "held"} - {each.id for each in live}
    rows = work.sql.execute(select(ClaimRow.resource, ClaimRow.cell, ClaimRow.booking_id))
    ahead = int(work.now.timestamp()) // 300
    claimed = Counter(tuple(row) for row in rows if row[2] and row[2] not in dead and row[1] >= ahead)
    assert claimed == Counter(claim for each in live for claim in _claims(each) if claim[1] >= ahead)
    return there


def _collide(one: Booking, other: Booking) -> bool:
    same = one.visitor_id is not None and one.visitor_id == other.visitor_id
    side_by_side = one.session_id is not None and one.session_id == other.session_id  # two seats of one session
    together = (one.specialist_id == other.specialist_id and not side_by_side) or same
    return together and one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _claims(booked: Booking) -> list[tuple[str, int, int]]:
    own = [] if booked.session_id else [f"s{booked.specialist_id}"]  # a session claims its specialist once
    whose = [*own, *([f"p{booked.visitor_id}"] if booked.visitor_id else [])]
    return [(each, cell, booked.id) for each in whose for cell in cells(booked.starts_at, booked.ends_at)]


def log(work: Work, booking_id: int) -> list[str]:
    rows = select(BookingLogRow.deed).where(BookingLogRow.booking_id == booking_id).order_by(BookingLogRow.id)
    return list(work.sql.scalars(rows))


def shut(work: Work, centre_id: int, starts_at: datetime, ends_at: datetime) -> None:
    values = {"centre_id": centre_id, "starts_at": starts_at, "ends_at": ends_at, "created_at": work.now}
    work.sql.execute(insert(ClosureRow).values(values))


def topic(work: Work, code: str) -> Topic:
    found = storage.centres.topic_by_code(work, code)
    assert found is not None
    return found


def _place(work: Work) -> tuple[Centre, Topic]:
    centre = storage.centres.by_code(work, "atyrau")
    assert centre is not None
    return centre, topic(work, "grants")


@asynccontextmanager
async def ground(folder: Path, template: Path) -> AsyncIterator[Ground]:
    """A fresh copy of the sample centres at MORNING."""
    clock = [MORNING]
    async with tests.engines.copy(template, folder) as url:
        db = Database(Place(url, lambda: clock[0], 1))
        try:
            yield Ground(db, clock, *(await db.do(_place)))
        finally:
            await db.close()
