"""Who of the staff read or changed something of a person's, and when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from storage.schema.people import AuditRow
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Noted:
    """One look or change: `deed` is its short name, `thing_id` the booking or the like it was about."""

    at: datetime
    centre_id: int | None
    deed: str
    thing_id: int | None
    actor_id: int | None


def note(  # noqa: PLR0913, PLR0917 -- the columns of one line in the book
    work: Work, actor_id: int | None, centre_id: int | None, deed: str, subject_id: int | None, thing_id: int | None
) -> None:
    """A line in the book. `subject_id` is the person whose it is; without `actor_id` a group of staff has read it."""
    line = {"at": work.now, "actor_id": actor_id, "centre_id": centre_id, "deed": deed}
    work.sql.execute(insert(AuditRow).values(**line, subject_id=subject_id, thing_id=thing_id))


def shown(work: Work, actor_id: int | None, deed: str, subjects: Collection[int]) -> set[int | None]:
    """The things that this deed of this actor has been noted of already, among those of these people."""
    same = (AuditRow.actor_id == actor_id) & (AuditRow.deed == deed)
    return set(work.sql.scalars(select(AuditRow.thing_id).where(AuditRow.subject_id.in_(subjects), same)))


def of_subject(work: Work, subject_id: int) -> list[Noted]:
    """Everything noted about this person, oldest first."""
    columns = (AuditRow.at, AuditRow.centre_id, AuditRow.deed, AuditRow.thing_id, AuditRow.actor_id)
    rows = select(*columns).where(AuditRow.subject_id == subject_id).order_by(AuditRow.id)
    return [Noted(*row) for row in work.sql.execute(rows)]
