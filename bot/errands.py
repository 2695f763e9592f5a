"""What the clock does by itself, besides letters: nightly backup, forgetting what is old."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, time

import structlog

import actions.alerts
import actions.illness
import actions.lending
import actions.offers
import actions.pins
import actions.privacy
import actions.spreading
import storage.booking
import storage.broadcasts
import storage.centre_sheets
import storage.dialogues
import storage.duties
import storage.errands
import storage.inbox
import storage.organisations
import storage.pins
import storage.rehoming
import storage.reservations
import storage.retention
import storage.tenders
import storage.waiting_list
from screens.words import KAZAKHSTAN
from storage.database import Database
from storage.work import Work

log = structlog.get_logger()

SWEEP_AT = time(4, 15)
DAY_BEGINS_AT = time(7, 30)  # when the staff's lists turn to the new day
OWED_AT = time(9)  # when staff hear which answers they owe


_NEXT = (
    storage.errands.next_due,
    storage.waiting_list.next_due,
    storage.broadcasts.next_due,
    storage.rehoming.next_due,
    storage.pins.next_due,
    storage.reservations.next_overdue,
)


@dataclass(frozen=True, slots=True)
class Duty:
    """What is done by `deed` while `asks` finds something; `again`: a deed does a part, the next one the next part."""

    asks: Callable[[Work], object]
    deed: Callable[[Work], object]
    again: bool = True


_DUTIES = (
    Duty(storage.tenders.to_spread, actions.alerts.spread_next),  # also what a command published, which knows no bot
    Duty(storage.waiting_list.due, actions.offers.look),
    Duty(storage.broadcasts.due, actions.spreading.next_step),
    Duty(storage.broadcasts.over, actions.spreading.finish, again=False),
    Duty(storage.reservations.overdue, actions.lending.expire),
    Duty(storage.pins.due, actions.pins.look_after, again=False),
)


def _waiting(work: Work) -> list[Duty]:
    return [duty for duty in _DUTIES if duty.asks(work)]


@dataclass(frozen=True, slots=True)
class Errand:
    """Something done once a day at this time of Kazakhstan's wall clock; the first time at the first start."""

    name: str
    at: time
    do: Callable[[], Awaitable[object]]


class Errands:
    """Runs what is due; compare-and-swap on the due time gives each firing to one process."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._all: list[Errand] = []

    def daily(self, name: str, at: time, do: Callable[[], Awaitable[object]]) -> None:
        self._all.append(Errand(name, at, do))

    async def run_due(self) -> None:
        """Until nothing is due; one look tells whether anything is, and mostly nothing is."""
        if await self._db.read(storage.duties.wait, [errand.name for errand in self._all]):
            await self._walk()

    async def _walk(self) -> None:
        done: set[Duty] = set()
        while waiting := [duty for duty in await self._db.read(_waiting) if duty not in done]:
            for duty in waiting:
                await self._db.do(duty.deed)
            done.update(duty for duty in waiting if not duty.again)
        await self._finish_plans()
        await self._once_a_day()

    async def _finish_plans(self) -> None:
        """What was begun for an ill specialist and cut short; one that fails waits, and keeps nobody else waiting."""
        while (closure_id := await self._db.read(storage.rehoming.due)) is not None:
            try:
                await self._db.do(actions.illness.go_on, closure_id)
            except Exception:
                await self._db.do(actions.illness.put_off, closure_id)
                raise

    async def _once_a_day(self) -> None:
        due = await self._db.read(storage.errands.due, [errand.name for errand in self._all])
        for errand in self._all:
            if errand.name in due and await self._db.do(storage.errands.daily, errand.name, errand.at, KAZAKHSTAN):
                log.info("errand", name=errand.name)
                await errand.do()

    async def next_due(self, until: datetime) -> datetime | None:
        """The next moment at or before `until` that something falls due."""
        return await self._db.read(_next_due, until)


def _next_due(work: Work, until: datetime) -> datetime | None:
    moments = [query(work) for query in _NEXT]
    return min((moment for moment in moments if moment is not None and moment <= until), default=None)


def sweep(work: Work, retention_months: int) -> None:
    """Forget what has been kept long enough, table by table."""
    storage.inbox.sweep(work)
    storage.dialogues.sweep(work)
    storage.booking.sweep(work)
    storage.waiting_list.sweep(work)
    storage.broadcasts.sweep(work)
    storage.organisations.sweep(work)
    storage.centre_sheets.forget(work)
    storage.retention.letters(work)
    storage.retention.visits(work)
    storage.retention.phones(work)
    storage.retention.papers(work)
    storage.retention.contests(work)
    actions.privacy.forget_idle(work, retention_months)
