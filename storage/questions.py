"""Questions brought along to visits."""

from typing import get_args

from sqlalchemy import delete, func, insert, select

import storage.rows
from rules.letters import Attachment, MediaKind
from rules.questions import Question, Said
from storage.schema.questions import QuestionRow
from storage.work import Work


def of_booking(work: Work, booking_id: int) -> list[Question]:
    """In the order they were said."""
    rows = select(QuestionRow).where(QuestionRow.booking_id == booking_id).order_by(QuestionRow.id)
    return [_question(work, row) for row in storage.rows.every(work, rows)]


def question(work: Work, question_id: int) -> Question | None:
    row = storage.rows.get(work, QuestionRow, question_id)
    return _question(work, row) if row else None


def _question(work: Work, row: QuestionRow) -> Question:
    kind: MediaKind | None = next((each for each in get_args(MediaKind) if each == row.media_kind), None)
    media = Attachment(kind, row.media_id) if kind and row.bot_id == work.bot_id else None
    return Question(row.id, row.booking_id, row.text, row.created_at, row.media_kind, media)


def count(work: Work, booking_id: int) -> int:
    return work.sql.scalar(select(func.count()).where(QuestionRow.booking_id == booking_id)) or 0


def add(work: Work, booking_id: int, person_id: int, said: Said) -> None:
    values = {
        "booking_id": booking_id,
        "person_id": person_id,
        "text": said.text,
        "media_kind": said.media.kind if said.media else "",
        "media_id": said.media.file_id if said.media else "",
        "bot_id": work.bot_id,
        "created_at": work.now,
    }
    work.sql.execute(insert(QuestionRow).values(values))


def take_back(work: Work, booking_id: int) -> None:
    work.sql.execute(delete(QuestionRow).where(QuestionRow.booking_id == booking_id))
