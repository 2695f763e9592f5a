"""Closed hours as they are kept: written once, lifted at most once."""

from sqlalchemy import insert, select, update

import storage.pins
from rules.closures import Closure, Hours
from storage.schema.booking import ClosureRow
from storage.schema.centres import SpecialistRow
from storage.work import Work

_CLOSURE = (
    ClosureRow.id,
    ClosureRow.centre_id,
    ClosureRow.specialist_id,
    ClosureRow.starts_at,
    ClosureRow.ends_at,
    ClosureRow.lifted_at,
    SpecialistRow.name,
)
_CLOSURES = select(*_CLOSURE).outerjoin(SpecialistRow, SpecialistRow.id == ClosureRow.specialist_id)


def closure(work: Work, closure_id: int) -> Closure | None:
    row = work.sql.execute(_CLOSURES.where(ClosureRow.id == closure_id)).one_or_none()
    return Closure(*row) if row else None


def same(work: Work, hours: Hours) -> Closure | None:
    """The closing in force of exactly these hours, if there is one."""
    mine = (ClosureRow.centre_id == hours.centre_id) & ClosureRow.specialist_id.is_not_distinct_from(
        hours.specialist_id
    )
    then = (ClosureRow.starts_at == hours.starts_at) & (ClosureRow.ends_at == hours.ends_at)
    rows = _CLOSURES.where(mine, then, ClosureRow.lifted_at.is_(None)).order_by(ClosureRow.id.desc())
    row = work.sql.execute(rows.limit(1)).one_or_none()
    return Closure(*row) if row else None


def live(work: Work, hours: Hours) -> list[Closure]:
    """Closings in force that overlap these hours: the whole centre's, and the specialist's or everybody's."""
    rows = _CLOSURES.where(
        ClosureRow.centre_id == hours.centre_id,
        ClosureRow.starts_at < hours.ends_at,
        ClosureRow.ends_at > hours.starts_at,
        ClosureRow.lifted_at.is_(None),
    )
    found = [Closure(*row) for row in work.sql.execute(rows.order_by(ClosureRow.starts_at, ClosureRow.id))]
    return [each for each in found if hours.specialist_id in {None, each.specialist_id} or each.specialist_id is None]


def close(work: Work, hours: Hours, actor_id: int) -> int:
    """Write it down, for the lists of the day too; the closing's id."""
    storage.pins.closed(work, hours.centre_id)
    written = insert(ClosureRow).values(
        centre_id=hours.centre_id,
        specialist_id=hours.specialist_id,
        starts_at=hours.starts_at,
        ends_at=hours.ends_at,
        created_at=work.now,
        created_by=actor_id,
    )
    return work.sql.scalars(written.returning(ClosureRow.id)).one()


def lift(work: Work, closure_id: int) -> bool:
    """Open the hours again; False when somebody was faster."""
    in_force = (ClosureRow.id == closure_id) & ClosureRow.lifted_at.is_(None)
    lifted = update(ClosureRow).where(in_force).values(lifted_at=work.now).returning(ClosureRow.centre_id)
    centre_id = work.sql.scalar(lifted)
    if centre_id is None:
        return False
    storage.pins.closed(work, centre_id)
    return True
