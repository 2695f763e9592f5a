"""Calls that people have asked for."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, false, func, insert, select, update

from rules.call_backs import CallBack, Seen
from rules.centres import Texts
from rules.refusal import OutdatedButton
from storage.schema.calls import CallRow, PhoneRow
from storage.schema.centres import TopicRow
from storage.schema.people import PersonRow
from storage.work import Work

KEPT = timedelta(days=365)
_NAMES = tuple(field.name for field in fields(CallBack))
_COLUMNS = tuple(getattr(CallRow, name) for name in _NAMES)
_SEEN = (*_COLUMNS, PersonRow.name, PhoneRow.number, TopicRow.name_kk, TopicRow.name_ru, TopicRow.name_en)


def own(work: Work, call_id: int, person_id: int) -> CallBack | None:
    """This call, if it is this person's."""
    return _one(work, CallRow.id == call_id, CallRow.person_id == person_id)


def call(work: Work, call_id: int) -> CallBack | None:
    return _one(work, CallRow.id == call_id)


def waiting(work: Work, person_id: int, centre_id: int) -> CallBack | None:
    """The call the person waits for at this centre."""
    mine = (CallRow.person_id == person_id) & (CallRow.centre_id == centre_id)
    return _one(work, mine, CallRow.state == "waiting")


def between(work: Work, centre_id: int, since: datetime, until: datetime) -> Sequence[Seen]:
    """Calls to be made within these hours, or made; what nobody has done before comes first."""
    return [_seen(row) for row in work.sql.execute(_joined(_within(work, centre_id, since, until)))]


def to_make(work: Work, centre_id: int, since: datetime, until: datetime) -> int:
    """How many of them wait still."""
    waits = _within(work, centre_id, since, until) & (CallRow.state == "waiting")
    return work.sql.scalar(select(func.count()).select_from(CallRow).where(waits)) or 0


def _within(work: Work, centre_id: int, since: datetime, until: datetime) -> ColumnElement[bool]:
    here = (CallRow.centre_id == centre_id) & (CallRow.state != "withdrawn") & (CallRow.starts_at < until)
    left = (CallRow.state == "waiting") if since <= work.now < until else false()
    return here & ((CallRow.starts_at >= since) | left)


def seen(work: Work, call_id: int) -> Seen | None:
    row = work.sql.execute(_joined(CallRow.id == call_id)).one_or_none()
    return _seen(row) if row else None


def _joined(which: ColumnElement[bool]) -> Any:
    return (
        select(*_SEEN)
        .outerjoin(PersonRow, PersonRow.id == CallRow.person_id)
        .outerjoin(PhoneRow, PhoneRow.person_id == CallRow.person_id)
        .outerjoin(TopicRow, TopicRow.id == CallRow.topic_id)
        .where(which)
        .order_by(CallRow.starts_at, CallRow.id)
    )


def _seen(row: Row[Any]) -> Seen:
    name, number, *topic = row[len(_NAMES) :]
    return Seen(CallBack(*row[: len(_NAMES)]), name, number, Texts(*topic) if topic[0] else None)


def insert_new(work: Work, new: CallBack) -> int:
    values = {name: getattr(new, name) for name in _NAMES if name != "id"}
    return work.sql.scalars(insert(CallRow).values(values).returning(CallRow.id)).one()


def change(work: Work, before: CallBack, after: CallBack) -> CallBack:
    """Write what has changed. OutdatedButton when the call is no longer as `before`."""
    values = {name: getattr(after, name) for name in _NAMES if getattr(after, name) != getattr(before, name)}
    mine = (CallRow.id == before.id) & (CallRow.rev == before.rev) & (CallRow.state == before.state)
    if work.sql.scalar(update(CallRow).where(mine).values(values).returning(CallRow.id)) is None:
        raise OutdatedButton
    return after


def forget(work: Work, *which: ColumnElement[bool]) -> None:
    """The number of calls stays, whom they were for does not."""
    work.sql.execute(update(CallRow).where(*which).values(person_id=None))


def forget_old(work: Work) -> None:
    forget(work, CallRow.person_id.is_not(None), CallRow.ends_at < work.now - KEPT)


def forget_person(work: Work, person_id: int) -> None:
    mine = CallRow.person_id == person_id
    waits = mine & (CallRow.state == "waiting")
    work.sql.execute(update(CallRow).where(waits).values(state="withdrawn", rev=CallRow.rev + 1))
    forget(work, mine)


def _one(work: Work, *which: ColumnElement[bool]) -> CallBack | None:
    row = work.sql.execute(select(*_COLUMNS).where(*which).order_by(CallRow.id.desc()).limit(1)).one_or_none()
    return CallBack(*row) if row else None
