"""Who booked by telephone, as staff heard it."""

from sqlalchemy import ColumnElement, delete, select

from rules.callers import Caller
from storage.schema.booking import BookingRow
from storage.schema.calls import CallerRow
from storage.upserts import upsert
from storage.work import Work


def keep(work: Work, booking_id: int, caller: Caller) -> None:
    values = {"name": caller.name, "number": caller.number}
    upsert(work, CallerRow, {"booking_id": booking_id}, values)


def drop(work: Work, booking_id: int) -> None:
    """Their record is withdrawn: nothing is kept of them."""
    work.sql.execute(delete(CallerRow).where(CallerRow.booking_id == booking_id))


def forget(work: Work, which: ColumnElement[bool]) -> None:
    """Whoever called for these visits."""
    work.sql.execute(delete(CallerRow).where(CallerRow.booking_id.in_(select(BookingRow.id).where(which))))
