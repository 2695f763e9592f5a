"""A centre's office on a real database: its staff, people with bookings, and a clock that the test moves."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import select

import actions.booking
import actions.people
import storage.centres
import storage.people
import storage.rows
import tests.engines
from rules.booking import Booking
from rules.centres import Centre, Specialist, Topic
from rules.closures import Hours
from rules.openings import Slot
from rules.people import Grant, Person, Role
from storage.database import Database, Place
from storage.schema.booking import BookingRow
from storage.types import Base
from storage.work import Work

T = TypeVar("T")
R = TypeVar("R", bound=Base)

ZONE = ZoneInfo("Asia/Atyrau")
NINE = datetime(2026, 11, 26, 4, tzinfo=UTC)  # Thursday, 09:00 in Atyrau


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026 on the centre's wall clock."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE).astimezone(UTC)


@dataclass(slots=True)
class Office:
    """Atyrau's centre. `grants` is its topic of 60 minutes; `aina` the specialist who answers for it."""

    db: Database
    clock: list[datetime]
    centre: Centre
    other: Centre
    aina: Specialist
    lawyer: Specialist
    topic: Topic
    numbers: list[int] = field(default_factory=lambda: [500])

    async def do(self, deed: Callable[..., T], *args: Any) -> T:
        return await self.db.do(deed, *args)

    def wait_until(self, moment: datetime) -> None:
        self.clock[0] = moment

    def wait(self, **period: float) -> None:
        self.clock[0] += timedelta(**period)

    async def person(self, name: str, *grants: Grant) -> Person:
        self.numbers[0] += 1
        return await self.do(settled, self.numbers[0], name, self.centre.id, grants)

    async def coordinator(self) -> Person:
        return await self.person("Сәуле", Grant(Role.COORDINATOR, self.centre.id))

    async def specialist(self) -> Person:
        return await self.person("Айна", Grant(Role.SPECIALIST, self.centre.id, self.aina.id))

    async def booked(self, name: str, starts_at: datetime) -> Booking:
        """Somebody new who has booked the topic then, with Aina."""
        person = await self.person(name)
        slot = Slot(self.aina.id, starts_at)
        card = await self.do(actions.booking.book, person, self.centre.id, self.topic.id, slot)
        return card.booking

    async def booking(self, booking_id: int) -> Booking:
        return await self.do(_booking, booking_id)

    async def rows(self, row: type[R]) -> Sequence[R]:
        return await self.do(_rows, row)

    def whole(self, day: int, specialist_id: int | None = None) -> Hours:
        return Hours(self.centre.id, specialist_id, at(day, 0), at(day, 0) + timedelta(days=1))


def settled(work: Work, telegram_id: int, name: str, centre_id: int, grants: Sequence[Grant]) -> Person:
    person = actions.people.come_in(work, telegram_id, "kk")
    person = actions.people.choose_centre(work, person, centre_id)
    person = actions.people.agree(work, person, centre_id, "the words shown")
    for grant in grants:
        storage.people.grant(work, person.id, grant)
    return actions.people.introduce(work, person, name)


def _booking(work: Work, booking_id: int) -> Booking:
    row = storage.rows.known(work, BookingRow, booking_id)
    return Booking(**{name: getattr(row, name) for name in Booking.__slots__})


def _rows(work: Work, row: type[R]) -> Sequence[R]:
    return storage.rows.every(work, select(row))


def _places(work: Work) -> tuple[Centre, Centre, Specialist, Specialist, Topic]:
    centre, other = storage.centres.by_code(work, "atyrau"), storage.centres.by_code(work, "mangystau")
    assert centre is not None
    assert other is not None
    aina = storage.centres.specialist_by_code(work, centre.id, "at1")
    lawyer = storage.centres.specialist_by_code(work, centre.id, "at2")
    topic = storage.centres.topic_by_code(work, "grants")
    assert aina is not None
    assert lawyer is not None
    assert topic is not None
    return centre, other, aina, lawyer, topic


@asynccontextmanager
async def office(folder: Path, template: Path) -> AsyncIterator[Office]:
    clock = [NINE]
    async with tests.engines.copy(template, folder) as url:
        db = Database(Place(url, lambda: clock[0], 100001))
        try:
            yield Office(db, clock, *await db.do(_places))
        finally:
            await db.close()
