"""What has become of each visit of an ill specialist: one row a visit, written in its transaction."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, insert, select, update

import storage.visits
from rules.closures import Closure, Hours
from rules.illness import OUTCOMES, Outcome
from rules.visits import Visit
from storage.schema.booking import BookingRow, ClosureRow, RehomedRow
from storage.work import Work

_RUNNING = ClosureRow.ill & ClosureRow.lifted_at.is_(None) & ClosureRow.look_at.is_not(None)


def begin(work: Work, hours: Hours, actor_id: int) -> int:
    """The closing's id; the one that stands, where these very hours are closed for this reason already."""
    alike = (
        ClosureRow.centre_id == hours.centre_id,
        ClosureRow.specialist_id == hours.specialist_id,
        ClosureRow.starts_at == hours.starts_at,
        ClosureRow.ends_at == hours.ends_at,
    )
    known = select(ClosureRow.id).where(*alike, ClosureRow.ill, ClosureRow.lifted_at.is_(None))
    begun = work.sql.scalar(known.order_by(ClosureRow.id.desc()).limit(1))
    if begun is not None:
        return begun
    values = {"centre_id": hours.centre_id, "specialist_id": hours.specialist_id, "ill": True}
    when = {"starts_at": hours.starts_at, "ends_at": hours.ends_at, "created_at": work.now, "created_by": actor_id}
    return work.sql.scalars(insert(ClosureRow).values(values | when).returning(ClosureRow.id)).one()


def left(work: Work, closure: Closure) -> list[Visit]:
    """Visits still to be looked at, the earliest first."""
    hours = Hours(closure.centre_id, closure.specialist_id, closure.starts_at, closure.ends_at)
    return in_order(storage.visits.touched(work, hours))


def look_at(work: Work, closure_id: int, moment: datetime | None) -> None:
    """When the clock looks whether somebody still goes on with it; None: nothing is left."""
    work.sql.execute(update(ClosureRow).where(ClosureRow.id == closure_id).values(look_at=moment))


def due(work: Work) -> int | None:
    """A plan that was begun and that nobody goes on with."""
    waiting = _RUNNING & (ClosureRow.look_at <= work.now)
    return work.sql.scalar(select(ClosureRow.id).where(waiting).order_by(ClosureRow.look_at).limit(1))


def next_due(work: Work) -> datetime | None:
    return work.sql.scalar(select(func.min(ClosureRow.look_at)).where(_RUNNING))


def ordered_by(work: Work, closure_id: int) -> int | None:
    """Who has ordered it; None once they are erased."""
    return work.sql.scalar(select(ClosureRow.created_by).where(ClosureRow.id == closure_id))


def in_order(visits: Iterable[Visit]) -> list[Visit]:
    return sorted(visits, key=lambda visit: (visit.booking.starts_at, visit.booking.id))


def is_illness(work: Work, closure_id: int) -> bool:
    """Whether the visits of this closing are looked at one by one."""
    mine = select(ClosureRow.id).where(ClosureRow.id == closure_id, ClosureRow.ill)
    return work.sql.scalar(mine) is not None


def done(work: Work, closure_id: int, booking_id: int, outcome: Outcome) -> None:
    values = {"closure_id": closure_id, "booking_id": booking_id, "outcome": outcome, "at": work.now}
    work.sql.execute(insert(RehomedRow).values(values))


def outcomes(work: Work, closure_id: int) -> list[tuple[int, Outcome]]:
    """Booking and outcome, by the time of the visit."""
    rows = (
        select(RehomedRow.booking_id, RehomedRow.outcome)
        .join(BookingRow, BookingRow.id == RehomedRow.booking_id)
        .where(RehomedRow.closure_id == closure_id)
        .order_by(BookingRow.starts_at, RehomedRow.booking_id)
    )
    known: dict[str, Outcome] = {outcome: outcome for outcome in OUTCOMES}
    return [(booking_id, known[outcome]) for booking_id, outcome in work.sql.execute(rows)]
