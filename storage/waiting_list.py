"""The lines of people who wait, in the order they came."""

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, select, update

from rules.refusal import OutdatedButton
from rules.waiting_list import Entry
from storage.schema.waiting_list import WaitingRow
from storage.work import Work

_NAMES = tuple(field.name for field in fields(Entry))
_COLUMNS = tuple(getattr(WaitingRow, name) for name in _NAMES)
_LIVE = WaitingRow.state.in_(("waiting", "offered", "paused"))
_IN_LINE = WaitingRow.state.in_(("waiting", "offered"))
_OLDEST_FIRST = select(*_COLUMNS).order_by(WaitingRow.created_at, WaitingRow.id)
_OF_PERSON = _OLDEST_FIRST.where(WaitingRow.person_id == bindparam("person"), _LIVE)
_WAITING = _OLDEST_FIRST.where(WaitingRow.centre_id == bindparam("centre"), WaitingRow.state == "waiting")
_KEPT = timedelta(days=365)
_SERVED_LATELY, _ENOUGH_SERVED = 20, 3


def own(work: Work, entry_id: int, person_id: int) -> Entry | None:
    """This place, if it is this person's."""
    return next(iter(_entries(work, WaitingRow.id == entry_id, WaitingRow.person_id == person_id)), None)


def of_person(work: Work, person_id: int) -> list[Entry]:
    """Every line a person stands in, oldest first; paused ones too."""
    return [_entry(row) for row in work.sql.execute(_OF_PERSON, {"person": person_id})]


def of_topic(work: Work, person_id: int, topic_id: int) -> Entry | None:
    return next((each for each in of_person(work, person_id) if each.topic_id == topic_id), None)


def line(work: Work, centre_id: int) -> list[Entry]:
    """Who waits for an offer at this centre: those the centre let down, then the oldest."""
    waiting = [_entry(row) for row in work.sql.execute(_WAITING, {"centre": centre_id})]
    return sorted(waiting, key=lambda entry: not entry.first)


def due(work: Work) -> list[Entry]:
    """Whose time to be looked at has come."""
    return _entries(work, WaitingRow.look_at <= work.now, _IN_LINE)


def next_due(work: Work) -> datetime | None:
    return work.sql.scalar(select(func.min(WaitingRow.look_at)).where(_IN_LINE))


def place(work: Work, entry: Entry) -> int:
    """How many stand in the line up to this one, itself counted."""
    older = (WaitingRow.created_at < entry.created_at) | (
        (WaitingRow.created_at == entry.created_at) & (WaitingRow.id <= entry.id)
    )
    before = WaitingRow.first & older if entry.first else WaitingRow.first | older
    here = (WaitingRow.centre_id == entry.centre_id) & (WaitingRow.topic_id == entry.topic_id)
    here &= WaitingRow.session_id.is_not_distinct_from(entry.session_id)
    ahead = select(func.count()).select_from(WaitingRow).where(here, before, _IN_LINE | (WaitingRow.id == entry.id))
    return work.sql.scalar(ahead) or 0


def length(work: Work, centre_id: int, topic_id: int) -> int:
    """How many wait for a time of this topic."""
    here = (WaitingRow.centre_id == centre_id) & (WaitingRow.topic_id == topic_id) & WaitingRow.session_id.is_(None)
    return work.sql.scalar(select(func.count()).select_from(WaitingRow).where(here, _IN_LINE)) or 0


def usual_wait(work: Work, centre_id: int, topic_id: int) -> timedelta | None:
    """How long those served last have waited, in the middle; None while too few were."""
    here = (WaitingRow.centre_id == centre_id) & (WaitingRow.topic_id == topic_id) & (WaitingRow.state == "served")
    served = select(WaitingRow.created_at, WaitingRow.changed_at).where(here).order_by(WaitingRow.changed_at.desc())
    waited = [ended - began for began, ended in work.sql.execute(served.limit(_SERVED_LATELY))]
    return sorted(waited)[len(waited) // 2] if len(waited) >= _ENOUGH_SERVED else None


def _entries(work: Work, *which: ColumnElement[bool]) -> list[Entry]:
    return [_entry(row) for row in work.sql.execute(_OLDEST_FIRST.where(*which))]


def _entry(row: Iterable[Any]) -> Entry:
    values = dict(zip(_NAMES, row, strict=True))
    return Entry(**values | {"declined": tuple(values["declined"])})


def join(work: Work, new: Entry) -> Entry:
    """Write a new place; its id is given here."""
    values = {name: value for name, value in _values(new).items() if name != "id"}
    return replace(new, id=work.sql.execute(insert(WaitingRow).values(values).returning(WaitingRow.id)).scalar_one())


def change(work: Work, before: Entry, after: Entry) -> Entry:
    """Write what differs, if nobody was faster. Raises OutdatedButton."""
    old, new = _values(before), _values(after)
    values = {name: value for name, value in new.items() if value != old[name]}
    mine = (WaitingRow.id == before.id) & (WaitingRow.rev == before.rev)
    if work.sql.scalar(update(WaitingRow).where(mine).values(values).returning(WaitingRow.id)) is None:
        raise OutdatedButton
    return after


def _values(entry: Entry) -> dict[str, Any]:
    values = {name: getattr(entry, name) for name in _NAMES}
    return values | {"declined": list(entry.declined)}


def sweep(work: Work) -> None:
    """Forget places that ended a year ago."""
    gone = WaitingRow.state.in_(("served", "left")) & (WaitingRow.changed_at < work.now - _KEPT)
    work.sql.execute(delete(WaitingRow).where(gone))
