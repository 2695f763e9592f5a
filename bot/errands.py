"""What the clock does by itself, besides letters: nightly backup, forgetting what is old."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, time

import structlog

import actions.alerts
import actions.illness
import actions.offers
import actions.pins
import actions.privacy
import actions.spreading
import storage.booking
import storage.broadcasts
import storage.centre_sheets
import storage.dialogues
import storage.errands
import storage.inbox
import storage.organisations
import storage.pins
import storage.rehoming
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
)


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
        """What a command has published finds its people here: it knows no bot to write with."""
        while await self._db.read(storage.tenders.to_spread) is not None:
            await self._db.do(actions.alerts.spread_next)
        while await self._db.read(storage.waiting_list.due):
            await self._db.do(actions.offers.look)
        while await self._db.read(storage.broadcasts.due):
            await self._db.do(actions.spreading.next_step)
        await self._finish_plans()
        await self._look_after()

    async def _finish_plans(self) -> None:
        """What was begun for an ill specialist and cut short; one that fails waits, and keeps nobody else waiting."""
        while (closure_id := await self._db.read(storage.rehoming.due)) is not None:
            try:
                await self._db.do(actions.illness.go_on, closure_id)
            except Exception:
                await self._db.do(actions.illness.put_off, closure_id)
                raise

    async def _look_after(self) -> None:
        if await self._db.read(storage.broadcasts.over):
            await self._db.do(actions.spreading.finish)
        if await self._db.read(storage.pins.due):
            await self._db.do(actions.pins.look_after)
        for errand in self._all:
            if await self._db.do(storage.errands.daily, errand.name, errand.at, KAZAKHSTAN):
                log.info("errand", name=errand.name)
                await errand.do()

    async def next_due(self, until: datetime) -> datetime | None:
        """The next moment at or before `until` that something falls due."""
        moments = [await self._db.read(query) for query in _NEXT]
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
