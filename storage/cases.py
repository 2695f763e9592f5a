"""Which visits are one case."""

from sqlalchemy import update

from rules.booking import Booking
from storage.schema.booking import BookingRow
from storage.work import Work


def join(work: Work, booking_id: int, before: Booking) -> None:
    """This visit goes on with the case of an earlier one."""
    work.sql.execute(update(BookingRow).where(BookingRow.id == booking_id).values(case_id=before.case))
