"""Field days as they are kept: who goes where, and on which day."""

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta

from sqlalchemy import ColumnElement, bindparam, insert, select, update

import storage.memo
from rules.field_days import Away, FieldDay
from rules.refusal import AlreadyDone
from storage.schema.sessions import FieldDayRow, FieldSpecialistRow
from storage.types import Instant
from storage.work import Work

_NAMES = tuple(field.name for field in fields(FieldDay) if field.name != "specialists")
_COLUMNS = tuple(getattr(FieldDayRow, name) for name in _NAMES)
_A_DAY = timedelta(days=1)
_OPEN = FieldDayRow.state == "open"
_AWAY = (  # written once: it is asked for every screen of times
    select(FieldSpecialistRow.specialist_id, *_COLUMNS)
    .join(FieldDayRow, FieldDayRow.id == FieldSpecialistRow.field_day_id)
    .where(
        FieldDayRow.centre_id == bindparam("centre"),
        FieldDayRow.ends_at > bindparam("since", type_=Instant),
        ~FieldSpecialistRow.off,
    )
)
_AHEAD = (
    select(*_COLUMNS)
    .where(FieldDayRow.centre_id == bindparam("centre"), FieldDayRow.ends_at > bindparam("since", type_=Instant), _OPEN)
    .order_by(FieldDayRow.starts_at, FieldDayRow.id)
)


def field_day(work: Work, field_day_id: int) -> FieldDay | None:
    return next(iter(_found(work, FieldDayRow.id == field_day_id)), None)


def ahead(work: Work, centre_id: int) -> list[FieldDay]:
    """Those that take place and are not over, the earliest first."""
    asked = {"centre": centre_id, "since": work.now}
    return [_whole(work, FieldDay(*row)) for row in work.sql.execute(_AHEAD, asked).all()]


def at(work: Work, centre_id: int, specialist_id: int, day: date) -> FieldDay | None:
    """Where the specialist receives on this day to come, if not at the centre; it does not say who else does."""
    away = of(work, centre_id, {specialist_id}).get(specialist_id, ())
    return next((one for one in away if one.day == day), None)


@dataclass(frozen=True, slots=True)
class Districts:
    """Who of a centre, by id, is away from it on which days to come."""

    id: int
    away: Away


def districts(work: Work, centre_id: int) -> Districts:
    found: dict[int, list[FieldDay]] = {}
    since = work.now - _A_DAY  # a local day may have begun a day before the moment
    for specialist_id, *values in work.sql.execute(_AWAY, {"centre": centre_id, "since": since}):
        found.setdefault(specialist_id, []).append(FieldDay(*values))
    return Districts(centre_id, found)


def of(work: Work, centre_id: int, specialist_ids: Collection[int]) -> Away:
    """The days on which each of them is away from the centre; asked of the centre once a transaction."""
    known = storage.memo.read(work, districts, centre_id)
    away = known.away if known else {}
    return {each: days for each, days in away.items() if each in specialist_ids}


def _found(work: Work, *which: ColumnElement[bool]) -> list[FieldDay]:
    rows = select(*_COLUMNS).where(*which).order_by(FieldDayRow.starts_at, FieldDayRow.id)
    return [_whole(work, FieldDay(*row)) for row in work.sql.execute(rows).all()]


def _whole(work: Work, one: FieldDay) -> FieldDay:
    who = select(FieldSpecialistRow.specialist_id).where(FieldSpecialistRow.field_day_id == one.id)
    return replace(one, specialists=tuple(work.sql.scalars(who.order_by(FieldSpecialistRow.specialist_id))))


def add(work: Work, new: FieldDay) -> FieldDay:
    """Write a new one; its id is given here."""
    values = {name: getattr(new, name) for name in _NAMES if name != "id"}
    field_day_id = work.sql.scalars(insert(FieldDayRow).values(values).returning(FieldDayRow.id)).one()
    who = [{"field_day_id": field_day_id, "specialist_id": each, "day": new.day} for each in new.specialists]
    work.sql.execute(insert(FieldSpecialistRow), who)
    storage.memo.forget(work)
    return replace(new, id=field_day_id)


def cancel(work: Work, one: FieldDay) -> None:
    """Its people are at the centre again. Raises AlreadyDone where somebody was faster."""
    mine = (FieldDayRow.id == one.id) & _OPEN
    if work.sql.scalar(update(FieldDayRow).where(mine).values(state="cancelled").returning(FieldDayRow.id)) is None:
        raise AlreadyDone
    theirs = FieldSpecialistRow.field_day_id == one.id
    work.sql.execute(update(FieldSpecialistRow).where(theirs).values(off=True))
    storage.memo.forget(work)
