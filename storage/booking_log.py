"""What has happened to a booking: each change with who and when."""

from datetime import datetime

from sqlalchemy import select

from rules.visits import Logged
from storage.schema.booking import BookingLogRow
from storage.schema.centres import SpecialistRow
from storage.schema.people import PersonRow, RoleRow
from storage.work import Work


def of_booking(work: Work, booking_id: int) -> list[Logged]:
    """Oldest first. A member of staff is named as the centre names them, else as they named themselves."""
    columns = (BookingLogRow.at, BookingLogRow.deed, BookingLogRow.actor_id, BookingLogRow.after, PersonRow.name)
    rows = (
        select(*columns)
        .outerjoin(PersonRow, PersonRow.id == BookingLogRow.actor_id)
        .where(BookingLogRow.booking_id == booking_id)
        .order_by(BookingLogRow.id)
    )
    found = work.sql.execute(rows).all()
    names = _specialists(work, {row.actor_id for row in found})
    return [
        Logged(row.at, row.deed, row.actor_id, names.get(row.actor_id) or row.name, _start(row.after)) for row in found
    ]


def _specialists(work: Work, people: set[int | None]) -> dict[int | None, str]:
    """How the centre names those of them who are specialists."""
    named = select(RoleRow.person_id, SpecialistRow.name).join(SpecialistRow, SpecialistRow.id == RoleRow.specialist_id)
    rows = work.sql.execute(named.where(RoleRow.person_id.in_(people - {None})))
    return {person_id: name for person_id, name in rows}  # noqa: C416 -- as a dict of two


def _start(after: dict[str, object]) -> datetime | None:
    starts_at = after.get("starts_at")
    return datetime.fromisoformat(starts_at) if isinstance(starts_at, str) else None
