"""Letters to be sent: put in with a deed, taken back while they wait, counted from their rows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    bindparam,
    cast,
    delete,
    func,
    insert,
    literal,
    select,
    true,
    update,
)
from sqlalchemy.sql.dml import ReturningInsert, ReturningUpdate

import storage.dialogues
import storage.rows
import storage.upserts
from rules.letters import Letter, Recipient
from storage.schema.letters import DeliveryRow, LetterRow, ReachRow
from storage.types import Instant
from storage.work import Work

_PAGE = 500


@dataclass(frozen=True, slots=True)
class Terms:
    """When a letter goes, until when it makes sense, what it is about (the key it is retracted under).

    `once`: a second letter of the same kind under the same key is not put in; None where nothing else guards it.
    `own`: this bot itself has to carry it, as a file in it is known to no other.
    """

    about: str
    once: str | None
    due_at: datetime
    expires_at: datetime | None = None
    own: bool = False


def put(  # noqa: PLR0913 -- the terms of a letter are read by name at every call
    work: Work,
    to: Recipient,
    letter: Letter,
    *,
    about: str,
    once: str | None = None,
    due_at: datetime | None = None,
    expires_at: datetime | None = None,
) -> int:
    """The letter's id. It leaves at `due_at` (now without one), unless `expires_at` comes first."""
    return put_many(work, [to], letter, Terms(about, once, due_at or work.now, expires_at))


def put_many(work: Work, to: Sequence[Recipient], letter: Letter, terms: Terms) -> int:
    """One letter to many chats, each through the bot it talks with; again, with the same `once`, only to new ones."""
    letter_id = _letter(work, letter, terms)
    for start in range(0, len(to), _PAGE):
        page = {f"{letter_id}:{one.chat_id}": one for one in to[start : start + _PAGE]}
        others = {} if terms.own else storage.dialogues.others(work, [one.chat_id for one in page.values()])
        known = set(work.sql.scalars(_put_before(), {"these": list(page)}))
        fresh = [
            _delivery(work, letter_id, one, letter, terms)
            | {"once": once, "bot_id": others.get(one.chat_id, work.bot_id)}
            for once, one in page.items()
            if once not in known
        ]
        if fresh:
            work.sql.execute(insert(DeliveryRow), fresh)
    return letter_id


def put_among(work: Work, people: Select[int, int], letter: Letter, terms: Terms) -> None:
    """As `put_many` to whomever `people` finds, by the ids of person and chat; one statement, for very many."""
    letter_id, who = _letter(work, letter, terms), people.subquery()
    person_id, chat_id = who.columns
    same = _delivery(work, letter_id, Recipient(0), letter, terms)
    kinds = DeliveryRow.table.c
    row: dict[str, ColumnElement[Any]] = {name: literal(value, kinds[name].type) for name, value in same.items()}
    row |= {"person_id": person_id, "chat_id": chat_id, "once": literal(f"{letter_id}:").concat(cast(chat_id, String))}
    row["bot_id"] = literal(work.bot_id) if terms.own else storage.dialogues.carrier(work, chat_id)
    whole = select(*row.values()).where(true())  # SQLite cannot tell ON CONFLICT from a join without one
    put_in = storage.upserts.inserting(work, DeliveryRow).from_select(list(row), whole)
    work.sql.execute(put_in.on_conflict_do_nothing(index_elements=["once"]))


def _letter(work: Work, letter: Letter, terms: Terms) -> int:
    once = terms.once and f"{letter.kind}:{terms.once}"
    if once and (known := work.sql.scalar(_once(), {"once": once})):
        return known
    return write(work, letter, about=terms.about, once=once)


@cache
def _once() -> Select[int]:
    return select(LetterRow.id).where(LetterRow.once == bindparam("once"))


@cache
def _new_letter() -> ReturningInsert[int]:
    return insert(LetterRow).returning(LetterRow.id)


@cache
def _put_before() -> Select[str | None]:
    return select(DeliveryRow.once).where(DeliveryRow.once.in_(bindparam("these", expanding=True)))


def write(work: Work, letter: Letter, *, about: str, once: str | None = None) -> int:
    """Keep a letter that goes to nobody yet."""
    values = {
        "kind": letter.kind,
        "version": letter.version,
        "data": dict(letter.data),
        "centre_id": letter.centre_id,
        "about": about,
        "once": once,
        "created_at": work.now,
    }
    return work.sql.execute(_new_letter(), values).scalar_one()


def _delivery(work: Work, letter_id: int, to: Recipient, letter: Letter, terms: Terms) -> dict[str, Any]:
    return {
        "letter_id": letter_id,
        "chat_id": to.chat_id,
        "thread_id": to.thread_id,
        "person_id": to.person_id,
        "lane": letter.lane,
        "due_at": terms.due_at,
        "expires_at": terms.expires_at,
        "changed_at": work.now,
    }


def retract(work: Work, about: str) -> int:
    """Cancel what has not left yet under this key, whichever bot carries it; how many that were."""
    return len(work.sql.scalars(_retract(), {"what": about, "now": work.now}).all())


@cache
def _retract() -> ReturningUpdate[int]:
    letters = select(LetterRow.id).where(LetterRow.about == bindparam("what"))
    cancelled = update(DeliveryRow).where(DeliveryRow.letter_id.in_(letters), DeliveryRow.state == "ready")
    values = {"state": "cancelled", "changed_at": bindparam("now", type_=Instant)}
    return cancelled.values(values).returning(DeliveryRow.id)


def was_sent(work: Work, about: str) -> bool:
    """Whether something under this key has left, or is leaving."""
    letters = select(LetterRow.id).where(LetterRow.about == about)
    left = DeliveryRow.letter_id.in_(letters) & DeliveryRow.state.in_(("sending", "sent", "uncertain"))
    return work.sql.scalar(select(DeliveryRow.id).where(left).limit(1)) is not None


def resend(work: Work, delivery_id: int) -> int | None:
    """Staff send again what is in doubt: a new delivery that says it may be a repeat; None if nothing is in doubt.

    A second press comes to the same new delivery.
    """
    before = storage.rows.get(work, DeliveryRow, delivery_id)
    if before is None or before.state != "uncertain":
        return None
    once = f"again:{delivery_id}"
    if known := work.sql.scalar(select(DeliveryRow.id).where(DeliveryRow.once == once)):
        return known
    kept = ("bot_id", "letter_id", "chat_id", "thread_id", "person_id", "lane", "expires_at")
    values = {name: getattr(before, name) for name in kept}
    again = insert(DeliveryRow).values(**values, once=once, repeat=True, due_at=work.now, changed_at=work.now)
    return work.sql.execute(again.returning(DeliveryRow.id)).scalar_one()


def hold_letter(work: Work, letter_id: int, why: str) -> None:
    """Nobody gets this letter until `resume_letter`: its kind or its content fails."""
    work.sql.execute(update(LetterRow).where(LetterRow.id == letter_id).values(held=why))


def resume_letter(work: Work, letter_id: int) -> None:
    work.sql.execute(update(LetterRow).where(LetterRow.id == letter_id).values(held=""))


def progress(work: Work, letter_id: int) -> Mapping[str, int]:
    """How many deliveries of a letter are in each state, resends and later edits not counted."""
    first = (DeliveryRow.letter_id == letter_id) & (DeliveryRow.op == "send") & DeliveryRow.repeat.is_(False)
    rows = select(DeliveryRow.state, func.count()).where(first).group_by(DeliveryRow.state)
    return Counter({state: count for state, count in work.sql.execute(rows)})  # noqa: C416 -- as a dict of two


def forget(work: Work, person_id: int) -> None:
    """Erase a person's letters, whatever their state, with what is known of their chat."""
    mine = DeliveryRow.person_id == person_id
    letters = _letters(work, mine)
    work.sql.execute(delete(DeliveryRow).where(mine))
    others = _letters(work, DeliveryRow.letter_id.in_(letters) | DeliveryRow.then_id.in_(letters))
    work.sql.execute(delete(LetterRow).where(LetterRow.id.in_(letters - others)))
    work.sql.execute(delete(ReachRow).where(ReachRow.person_id == person_id))


def _letters(work: Work, which: ColumnElement[bool]) -> set[int]:
    said = work.sql.execute(select(DeliveryRow.letter_id, DeliveryRow.then_id).where(which))
    return {letter_id for pair in said for letter_id in pair if letter_id is not None}
