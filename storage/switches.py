"""Jobs switched on and off in the chat: each turn with who and when; the last one wins."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, func, insert, select, update

import storage.meetings
import storage.people
import storage.rows
from rules.booking import TAKING
from rules.jobs import JOBS, Job
from rules.switches import Switched
from storage.schema.booking import BookingRow
from storage.schema.broadcasts import BroadcastRow
from storage.schema.centres import CentreRow, SwitchRow
from storage.schema.people import PersonRow
from storage.schema.proposals import ProposalRow
from storage.schema.tenders import FilterRow
from storage.work import Work


def turns(work: Work, centre_id: int) -> tuple[Switched, ...]:
    """The last turn of each job that was ever switched in the chat."""
    newest = select(func.max(SwitchRow.id)).where(SwitchRow.centre_id == centre_id).group_by(SwitchRow.job)
    rows = (
        select(SwitchRow.job, SwitchRow.off, SwitchRow.created_at, SwitchRow.created_by, PersonRow.name)
        .outerjoin(PersonRow, PersonRow.id == SwitchRow.created_by)
        .where(SwitchRow.id.in_(newest))
        .order_by(SwitchRow.id)
    )
    names: dict[str, Job] = {job: job for job in JOBS}
    found = work.sql.execute(rows).all()
    ours = [row for row in found if row.job in names]
    return tuple(Switched(names[row.job], row.off, row.created_at, _by(row)) for row in ours)


def _by(row: Any) -> str | None:
    return storage.people.called(row.created_by, row.name)


def turn(work: Work, centre_id: int, job: Job, by: int, *, off: bool) -> None:
    """Switch it, and keep who did."""
    before = storage.rows.known(work, CentreRow, centre_id).jobs_off
    after = sorted({*before} - {job} | ({job} if off else set()))
    work.sql.execute(update(CentreRow).where(CentreRow.id == centre_id).values(jobs_off=after))
    line = {"centre_id": centre_id, "job": job, "off": off, "created_at": work.now, "created_by": by}
    work.sql.execute(insert(SwitchRow).values(line))


def visits_ahead(work: Work, centre_id: int) -> int:
    here = (BookingRow.centre_id == centre_id) & BookingRow.state.in_(TAKING) & (BookingRow.starts_at > work.now)
    return _count(work, here)


def subscriptions(work: Work, centre_id: int) -> int:
    return _count(work, (FilterRow.centre_id == centre_id) & FilterRow.ended_at.is_(None))


def proposals_waiting(work: Work, centre_id: int) -> int:
    waits = ProposalRow.state.in_(("registered", "passed", "review"))
    return _count(work, (ProposalRow.centre_id == centre_id) & ProposalRow.person_id.is_not(None) & waits)


def notices_set(work: Work, centre_id: int) -> int:
    set_before = BroadcastRow.state.in_(("scheduled", "running", "paused"))
    return _count(work, (BroadcastRow.centre_id == centre_id) & set_before)


def _count(work: Work, which: ColumnElement[bool]) -> int:
    return work.sql.scalar(select(func.count()).where(which)) or 0


PROMISED: Mapping[Job, Callable[[Work, int], int]] = {
    "booking": visits_ahead,
    "tenders": subscriptions,
    "proposals": proposals_waiting,
    "broadcasts": notices_set,
    "meetings": storage.meetings.count_ahead,
}
"""What each job has promised and keeps when it is switched off."""


def promised(work: Work, centre_id: int) -> tuple[tuple[Job, int], ...]:
    return tuple((job, count(work, centre_id)) for job, count in PROMISED.items())
