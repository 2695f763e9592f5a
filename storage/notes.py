"""What staff have written of a visit for themselves."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, delete, select

from storage.schema.booking import BookingRow
from storage.schema.outcomes import NoteRow
from storage.upserts import upsert
from storage.work import Work


def note(work: Work, booking_id: int) -> str:
    """Empty where there is none."""
    return work.sql.scalar(select(NoteRow.text).where(NoteRow.booking_id == booking_id)) or ""


def noted(work: Work, booking_ids: Collection[int]) -> set[int]:
    """Which of these visits have one."""
    return set(work.sql.scalars(select(NoteRow.booking_id).where(NoteRow.booking_id.in_(booking_ids))))


def write(work: Work, booking_id: int, text: str, actor_id: int) -> None:
    """Instead of whatever was written before."""
    values = {"text": text, "created_at": work.now, "created_by": actor_id}
    upsert(work, NoteRow, {"booking_id": booking_id}, values)


def strike(work: Work, booking_id: int) -> bool:
    """Take it away; False where there was none."""
    gone = delete(NoteRow).where(NoteRow.booking_id == booking_id).returning(NoteRow.booking_id)
    return work.sql.scalar(gone) is not None


def forget(work: Work, which: ColumnElement[bool]) -> None:
    """Every note of these visits."""
    work.sql.execute(delete(NoteRow).where(NoteRow.booking_id.in_(select(BookingRow.id).where(which))))
