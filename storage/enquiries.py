"""Questions asked in writing."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, insert, select, update

import rules.enquiries
import storage.rows
from rules.enquiries import Enquiry, Line
from storage.schema.enquiries import EnquiryLineRow, EnquiryRow
from storage.schema.letters import CopyRow, DeliveryRow, LetterRow
from storage.work import Work

KEPT = timedelta(days=90)


def enquiry(work: Work, enquiry_id: int) -> Enquiry | None:
    return next(iter(_found(work, EnquiryRow.id == enquiry_id)), None)


def own(work: Work, enquiry_id: int, person_id: int) -> Enquiry | None:
    return next(iter(_found(work, EnquiryRow.id == enquiry_id, EnquiryRow.person_id == person_id)), None)


def live(work: Work, person_id: int, topic_id: int) -> Enquiry | None:
    """The question on this topic that waits for its answer."""
    mine = (EnquiryRow.person_id == person_id) & (EnquiryRow.topic_id == topic_id)
    return next(iter(_found(work, mine, EnquiryRow.state == "open")), None)


def of_visit(work: Work, person_id: int, topic_id: int) -> list[Line]:
    """What was asked and answered in writing on this topic before: the visit does not begin anew."""
    mine = select(EnquiryRow.id).where(EnquiryRow.person_id == person_id, EnquiryRow.topic_id == topic_id)
    return _lines(work, EnquiryLineRow.enquiry_id.in_(mine))


def due(work: Work, until: datetime) -> list[Enquiry]:
    """Those of this bot that wait for an answer promised before this moment."""
    return _found(work, EnquiryRow.state == "open", EnquiryRow.due_at < until, EnquiryRow.bot_id == work.bot_id)


def waiting(work: Work, centre_id: int) -> list[Enquiry]:
    """Those that wait for an answer at a centre, the most urgent first."""
    found = _found(work, EnquiryRow.centre_id == centre_id, EnquiryRow.state == "open")
    return sorted(found, key=lambda each: each.due_at)


def count(work: Work, centre_id: int) -> int:
    """How many wait there."""
    these = (EnquiryRow.centre_id == centre_id) & (EnquiryRow.state == "open")
    return work.sql.scalar(select(func.count()).where(these)) or 0


def in_thread(work: Work, chat_id: int, thread_id: int | None, message_id: int | None) -> Enquiry | None:
    """Which question a message in a group belongs to: by its thread, else by the bot's message it replies to."""
    if thread_id is not None:
        here = (EnquiryRow.bot_id == work.bot_id) & (EnquiryRow.chat_id == chat_id)
        found = _found(work, here, EnquiryRow.thread_id == thread_id)
        if found:
            return found[0]
    about = _about(work, chat_id, message_id) if message_id is not None else None
    kind, _, number = (about or "").partition(":")
    one = enquiry(work, int(number)) if kind == "enquiry" and number.isdigit() else None
    return one if one is not None and one.chat_id == chat_id else None


def _about(work: Work, chat_id: int, message_id: int) -> str | None:
    this = (CopyRow.bot_id == work.bot_id) & (CopyRow.chat_id == chat_id) & (CopyRow.message_id == message_id)
    rows = (
        select(LetterRow.about)
        .join(DeliveryRow, DeliveryRow.letter_id == LetterRow.id)
        .join(CopyRow, CopyRow.delivery_id == DeliveryRow.id)
        .where(this)
    )
    return work.sql.scalar(rows)


def _found(work: Work, *which: ColumnElement[bool]) -> list[Enquiry]:
    rows = select(EnquiryRow).where(*which).order_by(EnquiryRow.id)
    return [
        Enquiry(
            row.id,
            row.centre_id,
            row.topic_id,
            row.person_id,
            row.chat_id,
            row.thread_id,
            rules.enquiries.state(row.state),
            row.due_at,
            row.created_at,
            row.owner_id,
        )
        for row in storage.rows.every(work, rows)
    ]


def lines(work: Work, enquiry_id: int) -> list[Line]:
    return _lines(work, EnquiryLineRow.enquiry_id == enquiry_id)


def _lines(work: Work, which: ColumnElement[bool]) -> list[Line]:
    rows = select(EnquiryLineRow).where(which).order_by(EnquiryLineRow.id)
    return [Line(row.id, row.text, row.from_staff, row.created_at) for row in storage.rows.every(work, rows)]


def since(work: Work, centre_id: int, moment: datetime) -> int:
    """How many were asked at the centre since then."""
    these = (EnquiryRow.centre_id == centre_id) & (EnquiryRow.created_at >= moment)
    return work.sql.scalar(select(func.count()).where(these)) or 0


def begin(work: Work, new: Enquiry) -> Enquiry:
    values = {
        "centre_id": new.centre_id,
        "topic_id": new.topic_id,
        "person_id": new.person_id,
        "bot_id": work.bot_id,
        "chat_id": new.chat_id,
        "state": new.state,
        "due_at": new.due_at,
        "created_at": work.now,
        "changed_at": work.now,
    }
    made = work.sql.execute(insert(EnquiryRow).values(values).returning(EnquiryRow.id)).scalar_one()
    found = enquiry(work, made)
    return found or new


def change(work: Work, after: Enquiry) -> None:
    values = {
        "state": after.state,
        "due_at": after.due_at,
        "owner_id": after.owner_id,
        "thread_id": after.thread_id,
        "changed_at": work.now,
    }
    work.sql.execute(update(EnquiryRow).where(EnquiryRow.id == after.id).values(values))


def add(work: Work, one: Enquiry, text: str, by: int, *, from_staff: bool) -> int:
    """One line more; its id."""
    values = {
        "enquiry_id": one.id,
        "person_id": one.person_id,
        "from_staff": from_staff,
        "text": text,
        "created_at": work.now,
        "created_by": by,
    }
    return work.sql.execute(insert(EnquiryLineRow).values(values).returning(EnquiryLineRow.id)).scalar_one()


def forget(work: Work) -> None:
    """Those whose last line is three months old."""
    old = select(EnquiryRow.id).where(EnquiryRow.changed_at < work.now - KEPT)
    work.sql.execute(delete(EnquiryLineRow).where(EnquiryLineRow.enquiry_id.in_(old)))
    work.sql.execute(delete(EnquiryRow).where(EnquiryRow.id.in_(old)))
