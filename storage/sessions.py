"""Group consultations as they are kept: their hours are claimed once, their seats are bookings."""

from collections.abc import Collection, Sequence
from dataclasses import fields, replace
from datetime import datetime
from functools import cache
from itertools import count
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, delete, exists, func, insert, select, update
from sqlalchemy.exc import IntegrityError

import rules.sessions
import storage.booking
import storage.centres
import storage.memo
from rules.cells import cells
from rules.refusal import NotFound, OutdatedButton, TimeTaken
from rules.sessions import Seen, Session
from storage.schema.booking import BookingRow, ClaimRow, ClosureRow
from storage.schema.centres import SpecialistRow
from storage.schema.sessions import SessionRow
from storage.schema.waiting_list import WaitingRow
from storage.types import Instant
from storage.work import Work

_NAMES = tuple(field.name for field in fields(Session))
_COLUMNS = tuple(getattr(SessionRow, name) for name in _NAMES)
_OPEN = SessionRow.state == "open"


def session(work: Work, session_id: int) -> Session | None:
    return next(iter(_found(work, SessionRow.id == session_id)), None)


def held(work: Work, session_id: int) -> Session | None:
    """This session, if it takes place: nobody has cancelled it or closed its hours."""
    return next(iter(_found(work, SessionRow.id == session_id, _OPEN, ~_closed(), _at_work())), None)


def ahead(work: Work, centre_id: int, topic_id: int | None = None) -> list[Session]:
    """Those of a centre that will take place, the earliest first."""
    asked = {"centre": centre_id, "now": work.now, "topic": topic_id}
    return [Session(*row) for row in work.sql.execute(_ahead(topic_id is not None), asked)]


@cache
def _ahead(of_topic: bool) -> Select[Any]:  # noqa: FBT001 -- the one thing it depends on
    """Built once: every screen of times asks for it."""
    here = (SessionRow.centre_id == bindparam("centre"), SessionRow.starts_at > bindparam("now", type_=Instant), _OPEN)
    about = (SessionRow.topic_id == bindparam("topic"),) if of_topic else ()
    return _ordered(*here, ~_closed(), _at_work(), *about)


def not_over(work: Work, centre_id: int) -> list[Session]:
    """Those of a centre that take place or will, the earliest first; also in hours that were closed since."""
    return _found(work, SessionRow.centre_id == centre_id, SessionRow.ends_at > work.now, _OPEN)


def between(work: Work, centre_id: int, since: datetime, until: datetime) -> list[Session]:
    """Those of a centre that begin within these hours, cancelled ones left out."""
    begins = (SessionRow.starts_at >= since) & (SessionRow.starts_at < until)
    return _found(work, SessionRow.centre_id == centre_id, _OPEN, begins)


def _closed() -> ColumnElement[bool]:
    whose = ClosureRow.specialist_id.is_(None) | (ClosureRow.specialist_id == SessionRow.specialist_id)
    meets = (ClosureRow.starts_at < SessionRow.ends_at) & (ClosureRow.ends_at > SessionRow.starts_at)
    return exists().where(ClosureRow.centre_id == SessionRow.centre_id, whose, meets, ClosureRow.lifted_at.is_(None))


def _at_work() -> ColumnElement[bool]:
    return exists().where(SpecialistRow.id == SessionRow.specialist_id, SpecialistRow.closed_at.is_(None))


def _found(work: Work, *which: ColumnElement[bool]) -> list[Session]:
    return [Session(*row) for row in work.sql.execute(_ordered(*which))]


def _ordered(*which: ColumnElement[bool]) -> Select[Any]:
    return select(*_COLUMNS).where(*which).order_by(SessionRow.starts_at, SessionRow.id)


def seen(work: Work, one: Session) -> Seen:
    """With its names and numbers. Raises NotFound where its topic is gone, which never happens."""
    topic = storage.memo.read(work, storage.centres.topic, one.topic_id)
    specialist = storage.memo.read(work, storage.centres.specialist, one.specialist_id)
    if topic is None or specialist is None:
        raise NotFound
    room_id = one.room_id or (0 if one.place_kk else specialist.room_id or 0)
    room = storage.memo.read(work, storage.centres.room, room_id)
    return Seen(one, topic, specialist.name, room, len(taken(work, one.id)), _waiting(work, one.id))


def taken(work: Work, session_id: int) -> set[int]:
    """The numbers of the seats that are somebody's; a dead hold keeps none."""
    dead = (BookingRow.state == "held") & (BookingRow.hold_expires_at <= work.now)
    rows = select(BookingRow.seat).where(BookingRow.session_id == session_id, BookingRow.seat.is_not(None), ~dead)
    return {seat for seat in work.sql.scalars(rows) if seat is not None}


def _waiting(work: Work, session_id: int) -> int:
    there = (WaitingRow.session_id == session_id) & WaitingRow.state.in_(("waiting", "offered"))
    return work.sql.scalar(select(func.count()).select_from(WaitingRow).where(there)) or 0


def free_seat(work: Work, one: Session) -> int | None:
    """The lowest number that is nobody's; None where all are taken. Two who take it at once clash."""
    dead = (BookingRow.state == "held") & (BookingRow.hold_expires_at <= work.now)
    for hold in storage.booking.bookings(work, BookingRow.session_id == one.id, dead):
        storage.booking.end_hold(work, hold)
    known = taken(work, one.id)
    return next(number for number in count(1) if number not in known) if len(known) < one.seats else None


def add(work: Work, new: Session, resources: Sequence[str]) -> Session:
    """Write it, and claim its hours of these resources, all of them or none. Raises TimeTaken."""
    values = {name: getattr(new, name) for name in _NAMES if name != "id"}
    kept = replace(new, id=work.sql.scalars(insert(SessionRow).values(values).returning(SessionRow.id)).one())
    wanted = {resource: cells(new.starts_at, new.ends_at) for resource in resources}
    storage.booking.expire(work, wanted)
    rows = [
        {"resource": resource, "cell": cell, "session_id": kept.id}
        for resource, those in sorted(wanted.items())
        for cell in those
    ]
    try:
        with work.sql.begin_nested():
            work.sql.execute(insert(ClaimRow), rows)
    except IntegrityError as error:
        raise TimeTaken from error
    return kept


def change(work: Work, before: Session, after: Session) -> Session:
    """Write what has changed. OutdatedButton when somebody was faster."""
    values = {name: getattr(after, name) for name in _NAMES if getattr(after, name) != getattr(before, name)}
    mine = (SessionRow.id == before.id) & (SessionRow.rev == before.rev)
    if work.sql.scalar(update(SessionRow).where(mine).values(values).returning(SessionRow.id)) is None:
        raise OutdatedButton
    return after


def end(work: Work, session_ids: Collection[int]) -> None:
    """They do not take place: their hours are free again, and nobody waits for them any more."""
    for one in _found(work, SessionRow.id.in_(session_ids), _OPEN) if session_ids else ():
        change(work, one, rules.sessions.cancelled(one))
        work.sql.execute(delete(ClaimRow).where(ClaimRow.session_id == one.id))
