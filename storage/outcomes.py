"""What came of visits, and what their people thought of them."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, func, select

import rules.feedback
import rules.outcomes
import storage.departments
import storage.memo
import storage.rows
import storage.sentences
from rules.feedback import REASONS, Feedback
from rules.figures import Line, Section, Span
from rules.outcomes import TEMPLATES, Chosen, Outcome
from storage.schema.booking import BookingRow
from storage.schema.outcomes import FeedbackRow, OutcomeRow
from storage.upserts import upsert
from storage.work import Work


def outcome(work: Work, booking_id: int) -> Outcome | None:
    return outcomes(work, [booking_id]).get(booking_id)


def outcomes(work: Work, booking_ids: Collection[int]) -> dict[int, Outcome]:
    """Of those visits that have one."""
    rows = storage.rows.every(work, select(OutcomeRow).where(OutcomeRow.booking_id.in_(booking_ids)))
    return {row.booking_id: _outcome(work, row) for row in rows}


def _outcome(work: Work, row: OutcomeRow) -> Outcome:
    department = storage.memo.read(work, storage.departments.department, row.department_id or 0)
    template = rules.outcomes.template(row.template)
    listed = storage.memo.read(work, storage.sentences.sentence, row.sentence_id or 0)
    return Outcome(
        booking_id=row.booking_id,
        template=template,
        created_at=row.created_at,
        department=department.names if department else None,
        text=row.text,
        listed=listed.texts if listed else None,
    )


def write(work: Work, booking_id: int, chosen: Chosen, actor_id: int) -> None:
    """Instead of whatever was written before."""
    values = {
        "template": chosen.template,
        "department_id": chosen.department_id or None,
        "sentence_id": chosen.sentence_id or None,
        "text": chosen.text,
        "created_at": work.now,
        "created_by": actor_id,
    }
    upsert(work, OutcomeRow, {"booking_id": booking_id}, values)


def strike(work: Work, booking_id: int) -> None:
    work.sql.execute(delete(OutcomeRow).where(OutcomeRow.booking_id == booking_id))


def agreed(work: Work, centre_id: int, span: Span) -> Section:
    """What came of the visits of a month, where it was written."""
    counted = _counted(work, OutcomeRow, OutcomeRow.template, (centre_id, span))
    return Section("agreed", tuple(Line(each, counted.get(each, 0)) for each in TEMPLATES))


def thumbs(work: Work, centre_id: int, span: Span) -> Section:
    """What their people thought of them, as numbers: whoever says nothing is not counted."""
    useful = _counted(work, FeedbackRow, FeedbackRow.useful, (centre_id, span))
    why = _counted(work, FeedbackRow, FeedbackRow.reason, (centre_id, span))
    judged = (Line("useful", useful.get(True, 0)), Line("not_quite", useful.get(False, 0)))
    return Section("thumbs", (*judged, *(Line(f"because_{each}", why.get(each, 0)) for each in REASONS)))


def _counted(work: Work, row: type[OutcomeRow | FeedbackRow], by: Any, of: tuple[int, Span]) -> dict[Any, int]:
    centre_id, span = of
    here = (BookingRow.centre_id == centre_id) & (BookingRow.starts_at >= span.since)
    rows: Any = (
        select(by, func.count())
        .join(BookingRow, BookingRow.id == row.booking_id)
        .where(here, BookingRow.starts_at < span.until)
        .group_by(by)
    )
    return dict(work.sql.execute(rows).all())


def feedback(work: Work, booking_id: int) -> Feedback | None:
    row = storage.rows.get(work, FeedbackRow, booking_id)
    return Feedback(row.booking_id, row.useful, rules.feedback.reason(row.reason), row.text) if row else None


def words(work: Work, centre_id: int, most: int = 50) -> list[str]:
    """What people wrote about visits at this centre, newest first."""
    rows = (
        select(FeedbackRow.text)
        .join(BookingRow, BookingRow.id == FeedbackRow.booking_id)
        .where(BookingRow.centre_id == centre_id, FeedbackRow.text != "")
        .order_by(FeedbackRow.created_at.desc())
    )
    return list(work.sql.scalars(rows.limit(most)))


def say(work: Work, said: Feedback) -> None:
    """Instead of whatever the person said before."""
    values = {"useful": said.useful, "reason": said.reason, "text": said.text, "created_at": work.now}
    upsert(work, FeedbackRow, {"booking_id": said.booking_id}, values)
