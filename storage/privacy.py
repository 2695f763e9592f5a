"""A person's data as a whole: given out on request, and erased so that nothing leads back to them."""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, Table, cast, delete, insert, literal, select, update

import storage.attendance
import storage.call_backs
import storage.inbox
import storage.reservations
import storage.retention
import storage.rows
from rules.proposals import OPEN
from storage.schema import metadata
from storage.schema.booking import BookingRow, ClaimRow, HandoverRow
from storage.schema.letters import CopyRow, DeliveryRow, DialogueRow, LetterRow, ReachRow
from storage.schema.meetings import AttendanceRow
from storage.schema.organisations import OrganisationRow
from storage.schema.people import AuditRow, PersonRow, RoleRow, TombstoneRow
from storage.schema.pins import PinRow
from storage.schema.proposals import ProposalAnswerRow, ProposalRow
from storage.schema.reservations import ReservationRow
from storage.work import Work

_DOERS = frozenset(
    {
        "actor_id",
        "created_by",
        "linked_by",
        "used_by",
        "decided_by",
        "subject_id",
        "marked_by",
        "booked_by",
        "owner_id",
    }
)
_WAITING = ("ready", "sending")


def everything(work: Work, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Every exported column of every row about the person, by table; moments and days as ISO text."""
    telegram_id = work.sql.scalar(select(PersonRow.telegram_id).where(PersonRow.id == person_id))
    found = {table.name: list(_rows(work, table, person_id, telegram_id)) for table in metadata.sorted_tables}
    return {name: rows for name, rows in found.items() if rows}


def _rows(work: Work, table: Table, person_id: int, telegram_id: int | None) -> Iterator[dict[str, Any]]:
    about = _about(table, person_id, telegram_id)
    columns = [column for column in table.columns if column.info.get("exported")]
    if about is not None and columns:
        for row in work.sql.execute(select(*columns).where(about)).mappings():
            yield _spelled(work, {name: _plain(value) for name, value in row.items()})


def _spelled(work: Work, row: dict[str, Any]) -> dict[str, Any]:
    """An id says nothing to whom it concerns: beside it stands what the organisation is called."""
    one = storage.rows.get(work, OrganisationRow, row.get("organisation_id") or 0)
    return row | {"organisation": one.name, "bin": one.bin} if one else row


def _about(table: Table, person_id: int, telegram_id: int | None) -> ColumnElement[bool] | None:
    """Which rows of a table are about the person: by its id, as an audit's subject, or by the private chat."""
    if table.name == "person":
        return table.c.id == person_id
    if table.name in {"booking_log", "outcome", "feedback"}:
        mine = select(BookingRow.id).where(BookingRow.person_id == person_id)
        return table.c.booking_id.in_(mine)
    if table.name in {"proposal_answer", "proposal_log"}:
        sent = select(ProposalRow.id).where(ProposalRow.person_id == person_id)
        return table.c.proposal_id.in_(sent)
    if table.name == "reservation_log":
        asked = select(ReservationRow.id).where(ReservationRow.person_id == person_id)
        return table.c.reservation_id.in_(asked)
    for name, value in (("person_id", person_id), ("subject_id", person_id), ("chat_id", telegram_id)):
        if name in table.c:
            return table.c[name] == value
    return None


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime | date) else value


def fingerprint(telegram_id: int) -> str:
    """What is kept of somebody erased: enough to erase them again out of an old backup."""
    return hashlib.sha256(f"telegram:{telegram_id}".encode()).hexdigest()


def erase(work: Work, person_id: int) -> None:
    """Erase the person. Their past visits stay as numbers; a staff member's deeds stay without a name."""
    telegram_id = work.sql.scalar(select(PersonRow.telegram_id).where(PersonRow.id == person_id))
    if telegram_id is None:
        return
    _erase_letters(work, person_id, telegram_id)
    _erase_visits(work, person_id)
    storage.reservations.forget_person(work, person_id)
    _erase_proposals(work, person_id)
    _erase_deeds(work, person_id)
    for table in reversed(metadata.sorted_tables):
        _erase_belongings(work, table, person_id)
    work.sql.execute(delete(PersonRow).where(PersonRow.id == person_id))
    _bury(work, fingerprint(telegram_id))


def _erase_letters(work: Work, person_id: int, telegram_id: int) -> None:
    """What was to be sent is not; what was sent stays as a number in the reports."""
    mine = (DeliveryRow.person_id == person_id) | (DeliveryRow.chat_id == telegram_id)
    letters = select(DeliveryRow.letter_id).where(mine)
    shared = select(DeliveryRow.letter_id).where(~mine)
    own = LetterRow.id.in_(letters) & LetterRow.id.not_in(shared)
    work.sql.execute(update(LetterRow).where(own).values(data={}, about=""))
    work.sql.execute(delete(CopyRow).where(CopyRow.chat_id == telegram_id))
    stopped = mine & DeliveryRow.state.in_(_WAITING)
    work.sql.execute(update(DeliveryRow).where(stopped).values(state="cancelled", changed_at=work.now))
    key = literal("erased:").concat(cast(DeliveryRow.id, String))  # the key it was put in under names the chat
    blank = {"person_id": None, "chat_id": 0, "target_id": None, "once": key}
    work.sql.execute(update(DeliveryRow).where(mine).values(blank))
    work.sql.execute(delete(DialogueRow).where(DialogueRow.chat_id == telegram_id))
    work.sql.execute(delete(ReachRow).where(ReachRow.chat_id == telegram_id))
    work.sql.execute(delete(PinRow).where(PinRow.chat_id == telegram_id))
    storage.inbox.forget(work, telegram_id)


def _erase_visits(work: Work, person_id: int) -> None:
    work.sql.execute(delete(ClaimRow).where(ClaimRow.resource == f"p{person_id}"))
    mine = BookingRow.person_id == person_id
    storage.retention.forget_words(work, mine)
    work.sql.execute(delete(HandoverRow).where(HandoverRow.booking_id.in_(select(BookingRow.id).where(mine))))
    work.sql.execute(update(BookingRow).where(mine).values(person_id=None, case_id=None, for_name=None))
    booked = BookingRow.booked_by == person_id
    work.sql.execute(update(BookingRow).where(booked).values(booked_by=None, for_name=None))
    storage.attendance.leave(work, storage.attendance.ahead_of(work, person_id), person_id)
    storage.call_backs.forget_person(work, person_id)
    gone = AttendanceRow.person_id == person_id
    work.sql.execute(update(AttendanceRow).where(gone).values(person_id=None))


def _erase_proposals(work: Work, person_id: int) -> None:
    """What was sent and answered stays as a number in the figures, without a word of it.

    Also what was sent for an organisation: the words were the person's, and a small one would lead back to them.
    """
    mine = ProposalRow.person_id == person_id
    answered = ProposalAnswerRow.proposal_id.in_(select(ProposalRow.id).where(mine))
    work.sql.execute(update(ProposalAnswerRow).where(answered).values(text="", letter=""))
    waiting = mine & ProposalRow.state.in_(OPEN)
    work.sql.execute(update(ProposalRow).where(waiting).values(state="withdrawn", rev=ProposalRow.rev + 1))
    values = {"person_id": None, "organisation_id": None, "text": "", "show_name": False, "public": False}
    work.sql.execute(update(ProposalRow).where(mine).values(values))


def _erase_belongings(work: Work, table: Table, person_id: int) -> None:
    """Rows that are nothing without the person: consents, roles, subscriptions, whatever a later table adds."""
    for column in table.columns:
        if not column.nullable and any(key.column.table.name == "person" for key in column.foreign_keys):
            work.sql.execute(delete(table).where(column == person_id))


def _erase_deeds(work: Work, person_id: int) -> None:
    """Who did it is forgotten, that it was done is not."""
    for table in metadata.sorted_tables:
        for name in _DOERS & set(table.columns.keys()):
            theirs = table.c[name] == person_id
            work.sql.execute(update(table).where(theirs).values({name: None}))


def _bury(work: Work, telegram_hash: str) -> None:
    known = select(TombstoneRow.telegram_hash).where(TombstoneRow.telegram_hash == telegram_hash)
    if work.sql.scalar(known) is None:
        work.sql.execute(insert(TombstoneRow).values(telegram_hash=telegram_hash, erased_at=work.now))


def tombstones(work: Work) -> list[str]:
    """Fingerprints of everybody erased."""
    return list(work.sql.scalars(select(TombstoneRow.telegram_hash)))


def rebury(work: Work, fingerprints: frozenset[str]) -> int:
    """Erase again, after a restore, everybody whose fingerprint is among these; how many they were."""
    people = work.sql.execute(select(PersonRow.id, PersonRow.telegram_id)).all()
    found = [person_id for person_id, telegram_id in people if fingerprint(telegram_id) in fingerprints]
    for person_id in found:
        erase(work, person_id)
    return len(found)


def idle(work: Work, months: int, limit: int = 100) -> list[int]:
    """People who did nothing for so many months (of 30 days) and hold no role: their time of keeping is over."""
    before = work.now - timedelta(days=30 * months)
    employed = select(RoleRow.person_id).where(RoleRow.ended_at.is_(None))
    rows = select(PersonRow.id).where(PersonRow.seen_at < before, PersonRow.id.not_in(employed))
    return list(work.sql.scalars(rows.limit(limit)))


def looks(work: Work, person_id: int) -> int:
    """How many times staff opened what is the person's."""
    return len(work.sql.scalars(select(AuditRow.id).where(AuditRow.subject_id == person_id)).all())
