"""The statements by which letters leave. Each is built at its first use: to build one costs more than to run it."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Exists,
    Integer,
    Select,
    String,
    bindparam,
    exists,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from rules.letters import UNASKED
from storage.schema.letters import DeliveryRow, LetterRow, ReachRow
from storage.schema.people import ConsentRow
from storage.types import Instant

READY = literal_column("'ready'", String)  # a bound value would hide from SQLite that its partial indexes fit
SENDING = literal_column("'sending'", String)
_NOW = bindparam("now", type_=Instant)
_BOT = bindparam("bot", type_=BigInteger)
_BY_INDEX = ("lane", "ambiguous", "due_at", "id")

Conditions = tuple[ColumnElement[bool], ...]


@cache
def next_lane() -> Select[int]:
    """The first lane after `after` in which anything waits; a jump along the index."""
    waiting = select(DeliveryRow.lane).where(*_waits(), DeliveryRow.lane > bindparam("after"))
    return waiting.order_by(*_order()).limit(1)


@cache
def anything() -> Select[bool]:
    """Whether something waits whose time has come, to leave or to be skipped."""
    due, late = DeliveryRow.due_at <= _NOW, DeliveryRow.expires_at <= _NOW
    return select(or_(exists().where(*_waits(), due), exists().where(*_waits(), late)))


@cache
def next_due() -> Select[datetime]:
    """When the next letter that may leave is due, if not after `until`."""
    soon = DeliveryRow.due_at <= bindparam("until", type_=Instant)
    return select(DeliveryRow.due_at).where(*_allowed(), soon).order_by(DeliveryRow.due_at).limit(1)


@cache
def head() -> Select[int, int]:
    """Ids and chats of what may leave first in one queue; what another process is taking now is passed over."""
    queue = (DeliveryRow.lane == bindparam("queue"), DeliveryRow.ambiguous == bindparam("doubts"))
    first = select(DeliveryRow.id, DeliveryRow.chat_id).where(*queue, DeliveryRow.due_at <= _NOW, *_allowed())
    some = first.order_by(DeliveryRow.due_at, DeliveryRow.id).limit(bindparam("most", type_=Integer))
    return some.with_for_update(skip_locked=True, of=DeliveryRow)


@cache
def mark() -> ReturningUpdate[int]:
    """Takes the `chosen`, in the statement that asks whether they may still be sent to this person."""
    chosen = DeliveryRow.id.in_(bindparam("chosen", expanding=True))
    taken = (
        update(DeliveryRow)
        .where(chosen, DeliveryRow.due_at <= _NOW, *_allowed())
        .values(state="sending", process=bindparam("taker"), attempts=DeliveryRow.attempts + 1, changed_at=_NOW)
    )
    return taken.returning(DeliveryRow.id)


@cache
def taken() -> Select[Any]:
    """What `mark` took, whole, with what its letter says."""
    words = (LetterRow.kind, LetterRow.data, LetterRow.version)
    whole = select(*DeliveryRow.table.columns, *words).join(LetterRow, LetterRow.id == DeliveryRow.letter_id)
    those = whole.where(DeliveryRow.id.in_(bindparam("taken", expanding=True)))
    return those.order_by(*_order())


@cache
def skips() -> tuple[ReturningUpdate[int], ...]:
    """What is no longer worth sending, or may not be sent any more, comes to its end."""
    lost = exists().where(*_here(), ReachRow.state != "active")
    due = DeliveryRow.due_at <= _NOW
    refused = exists().where(LetterRow.id == DeliveryRow.letter_id, LetterRow.centre_id.is_not(None), ~_consents())
    return (
        _skip("expired", DeliveryRow.expires_at <= _NOW),
        _skip("no_consent", due, refused),
        _skip("unreachable", due, DeliveryRow.lane >= UNASKED, lost),
    )


def _skip(why: str, *which: ColumnElement[bool]) -> ReturningUpdate[int]:
    skipped = update(DeliveryRow).where(*_waits(), *which).values(state="skipped", fault=why, changed_at=_NOW)
    return skipped.returning(DeliveryRow.id)


def _order() -> tuple[Any, ...]:
    return tuple(getattr(DeliveryRow, name) for name in _BY_INDEX)


def _waits() -> Conditions:
    return (DeliveryRow.bot_id == _BOT, DeliveryRow.state == READY)


@cache
def _allowed() -> Conditions:
    in_time = or_(DeliveryRow.expires_at.is_(None), DeliveryRow.expires_at > _NOW)
    return (*_waits(), in_time, ~_chat_is_busy(), ~_chat_is_shut(), _wanted())


def _here() -> Conditions:
    return (ReachRow.bot_id == DeliveryRow.bot_id, ReachRow.chat_id == DeliveryRow.chat_id)


def _chat_is_busy() -> Exists:
    flying = DeliveryRow.table.alias().c
    return exists().where(
        flying.bot_id == DeliveryRow.bot_id, flying.chat_id == DeliveryRow.chat_id, flying.state == SENDING
    )


def _chat_is_shut() -> Exists:
    return exists().where(*_here(), or_(ReachRow.state != "active", ReachRow.hold_until > _NOW))


def _wanted() -> Exists:
    agreed = or_(LetterRow.centre_id.is_(None), _consents())
    return exists().where(LetterRow.id == DeliveryRow.letter_id, LetterRow.held == "", agreed)


def _consents() -> Exists:
    given = exists().where(
        ConsentRow.person_id == DeliveryRow.person_id,
        ConsentRow.centre_id == LetterRow.centre_id,
        ConsentRow.withdrawn_at.is_(None),
    )
    return given.correlate(DeliveryRow, LetterRow)  # two levels up: left to itself it would ask for anybody's consent
