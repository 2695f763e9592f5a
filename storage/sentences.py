"""A centre's own sentences for outcomes: added and taken off the list, never rewritten, as outcomes name them."""

from sqlalchemy import ColumnElement, insert, select, update

import storage.memo
import storage.rows
from rules.centres import Texts
from rules.sentences import Sentence
from storage.schema.outcomes import SentenceRow
from storage.work import Work


def of_centre(work: Work, centre_id: int) -> list[Sentence]:
    """Those on the list, as they were added."""
    return _found(work, SentenceRow.centre_id == centre_id, SentenceRow.closed_at.is_(None))


def sentence(work: Work, sentence_id: int) -> Sentence | None:
    """One sentence, also one that is off the list."""
    return next(iter(_found(work, SentenceRow.id == sentence_id)), None)


def _found(work: Work, *which: ColumnElement[bool]) -> list[Sentence]:
    rows = storage.rows.every(work, select(SentenceRow).where(*which).order_by(SentenceRow.id))
    return [
        Sentence(row.id, row.centre_id, Texts(row.text_kk, row.text_ru), closed=row.closed_at is not None)
        for row in rows
    ]


def add(work: Work, centre_id: int, texts: Texts, actor_id: int) -> int:
    values = {"centre_id": centre_id, "text_kk": texts.kk, "text_ru": texts.ru, "created_by": actor_id}
    new = insert(SentenceRow).values(values | {"created_at": work.now})
    return work.sql.scalars(new.returning(SentenceRow.id)).one()


def keep(work: Work, sentence_id: int, *, on: bool) -> None:
    """On the list, or off it."""
    values = {"closed_at": None if on else work.now}
    work.sql.execute(update(SentenceRow).where(SentenceRow.id == sentence_id).values(values))
    storage.memo.forget(work)
