"""Forgetting what has been kept long enough, as each table's `kept` says."""

from datetime import timedelta

from sqlalchemy import ColumnElement, delete, exists, func, select, union, update

import storage.call_backs
import storage.callers
import storage.enquiries
import storage.notes
import storage.reservations
from storage.schema.booking import BookingRow, ClosureRow, DelayRow
from storage.schema.calls import CallRow, PhoneRow
from storage.schema.letters import DeliveryRow, LetterRow
from storage.schema.meetings import AttendanceRow, MeetingRow
from storage.schema.outcomes import FeedbackRow, OutcomeRow
from storage.schema.people import AuditRow, InvitationRow, RoleRow, TombstoneRow
from storage.schema.questions import QuestionRow
from storage.schema.tenders import ContestImportRow, ContestRow, FilterRow
from storage.work import Work

MONTH = timedelta(days=30)
LETTERS_KEPT = PHONES_KEPT = MONTH
VISITS_KEPT = CLOSURES_KEPT = INVITATIONS_KEPT = 12 * MONTH
AUDIT_KEPT = ROLES_KEPT = CONTESTS_KEPT = 36 * MONTH
FILTERS_KEPT = MONTH
SHEETS_KEPT = timedelta(days=7)
QUESTIONS_KEPT = 3 * MONTH
TOMBSTONES_KEPT = 3 * MONTH  # longer than the oldest backup
AT_ONCE = 2_000  # rows a statement, so that nobody waits behind the sweep

_OPEN = ("ready", "sending", "uncertain")


def letters(work: Work) -> None:
    """Deliveries that ended 30 days ago, with their copies; then the letters nobody needs any more."""
    over = DeliveryRow.state.not_in(_OPEN) & (DeliveryRow.changed_at < work.now - LETTERS_KEPT)
    old = select(DeliveryRow.id).where(over).limit(AT_ONCE)
    work.sql.execute(delete(DeliveryRow).where(DeliveryRow.id.in_(old)))
    used = exists().where((DeliveryRow.letter_id == LetterRow.id) | (DeliveryRow.then_id == LetterRow.id))
    idle = select(LetterRow.id).where(LetterRow.created_at < work.now - LETTERS_KEPT, ~used).limit(AT_ONCE)
    work.sql.execute(delete(LetterRow).where(LetterRow.id.in_(idle)))


def visits(work: Work) -> None:
    """Visits of a year ago, and who came to a meeting then, stay as numbers, without their person."""
    old = BookingRow.person_id.is_not(None) & (BookingRow.ends_at < work.now - VISITS_KEPT)
    forget_words(work, old)
    asked = select(BookingRow.id).where(BookingRow.ends_at < work.now - QUESTIONS_KEPT)
    work.sql.execute(delete(QuestionRow).where(QuestionRow.booking_id.in_(asked)))
    storage.enquiries.forget(work)
    nobody = {"person_id": None, "case_id": None, "booked_by": None, "for_name": None}
    work.sql.execute(update(BookingRow).where(old).values(nobody))
    past = select(MeetingRow.id).where(MeetingRow.ends_at < work.now - VISITS_KEPT)
    gone = AttendanceRow.person_id.is_not(None) & AttendanceRow.meeting_id.in_(past)
    work.sql.execute(update(AttendanceRow).where(gone).values(person_id=None))
    storage.call_backs.forget_old(work)
    storage.reservations.forget_old(work)
    storage.callers.forget(work, BookingRow.ends_at < work.now - MONTH)
    storage.notes.forget(work, BookingRow.ends_at < work.now - VISITS_KEPT)
    work.sql.execute(delete(DelayRow).where(DelayRow.created_at < work.now - CLOSURES_KEPT))
    work.sql.execute(delete(ClosureRow).where(ClosureRow.ends_at < work.now - CLOSURES_KEPT))


def phones(work: Work) -> None:
    """Numbers that nothing needs any more."""
    month_ago = work.now - PHONES_KEPT
    visits = select(BookingRow.person_id).where(BookingRow.mode == "phone", BookingRow.ends_at >= month_ago)
    calls = select(CallRow.person_id).where(CallRow.ends_at >= month_ago, CallRow.person_id.is_not(None))
    needed = union(visits.where(BookingRow.person_id.is_not(None)), calls)
    old = (PhoneRow.given_at < month_ago) & PhoneRow.person_id.not_in(needed)
    work.sql.execute(delete(PhoneRow).where(old))


def forget_words(work: Work, which: ColumnElement[bool]) -> None:
    """What was written of these visits stays as a number, without a word of it."""
    those = select(BookingRow.id).where(which)
    for row in (OutcomeRow, FeedbackRow):
        work.sql.execute(update(row).where(row.booking_id.in_(those)).values(text=""))
    storage.notes.forget(work, which)


def papers(work: Work) -> None:
    """Old audit, ended roles, dead invitations, tombstones older than any backup."""
    work.sql.execute(delete(AuditRow).where(AuditRow.at < work.now - AUDIT_KEPT))
    work.sql.execute(delete(RoleRow).where(RoleRow.ended_at < work.now - ROLES_KEPT))
    work.sql.execute(delete(InvitationRow).where(InvitationRow.expires_at < work.now - INVITATIONS_KEPT))
    work.sql.execute(delete(TombstoneRow).where(TombstoneRow.erased_at < work.now - TOMBSTONES_KEPT))


def contests(work: Work) -> None:
    """Subscriptions that ended, sheets that nobody took in, contests of three years ago."""
    work.sql.execute(delete(FilterRow).where(FilterRow.ended_at < work.now - FILTERS_KEPT))
    forgotten = ContestImportRow.state.in_(("read", "running")) & (ContestImportRow.created_at < work.now - SHEETS_KEPT)
    work.sql.execute(update(ContestImportRow).where(forgotten).values(contents=[], state="undone"))
    old = func.coalesce(ContestRow.deadline, ContestRow.created_at) < work.now - CONTESTS_KEPT
    work.sql.execute(delete(ContestRow).where(old))
