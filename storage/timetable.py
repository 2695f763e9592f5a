"""When a centre and its specialists work, as staff have set it: weeks, dates, limits. Read and written here."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

import storage.memo
import storage.rows
from rules.cells import Interval
from storage.centres import intervals
from storage.schema.centres import CentreDayRow, CentreRow, SpecialistDayRow, SpecialistRow
from storage.work import Work

_DAYS = select(SpecialistDayRow.specialist_id, SpecialistDayRow.day, SpecialistDayRow.hours).where(
    SpecialistDayRow.specialist_id.in_(bindparam("specialists", expanding=True))
)

Dates = Mapping[date, tuple[Interval, ...]]


def days_of(work: Work, specialist_ids: Sequence[int]) -> dict[int, dict[date, tuple[Interval, ...]]]:
    """Dates on which each of them works other hours than on the weekday."""
    found: dict[int, dict[date, tuple[Interval, ...]]] = {}
    for specialist_id, day, hours in work.sql.execute(_DAYS, {"specialists": specialist_ids}):
        found.setdefault(specialist_id, {})[day] = intervals(hours)
    return found


def set_centre_week(work: Work, centre_id: int, week: Mapping[int, tuple[Interval, ...]]) -> None:
    """These weekdays of the centre, Monday is 0."""
    before = storage.rows.known(work, CentreRow, centre_id).hours
    after = [plain(week[day]) if day in week else hours for day, hours in enumerate(before)]
    work.sql.execute(update(CentreRow).where(CentreRow.id == centre_id).values(hours=after))
    storage.memo.forget(work)


def set_week(work: Work, specialist_id: int, week: Mapping[int, tuple[Interval, ...] | None]) -> None:
    """These weekdays of a specialist; None: as it was before anybody set it here."""
    before = storage.rows.known(work, SpecialistRow, specialist_id).week
    kept = {day: hours for day, hours in before.items() if int(day) not in week}
    after = kept | {str(day): plain(hours) for day, hours in week.items() if hours is not None}
    work.sql.execute(update(SpecialistRow).where(SpecialistRow.id == specialist_id).values(week=after))
    storage.memo.forget(work)


def set_centre_day(work: Work, centre_id: int, day: date, hours: tuple[Interval, ...] | None) -> None:
    """A date of the centre; None: as its weekday, or the holiday it is."""
    mine = (CentreDayRow.centre_id == centre_id) & (CentreDayRow.day == day)
    work.sql.execute(delete(CentreDayRow).where(mine))
    if hours is not None:
        work.sql.execute(insert(CentreDayRow).values(centre_id=centre_id, day=day, hours=plain(hours)))


def set_day(work: Work, specialist_id: int, day: date, hours: tuple[Interval, ...] | None) -> None:
    """A date of a specialist; None: as its weekday."""
    mine = (SpecialistDayRow.specialist_id == specialist_id) & (SpecialistDayRow.day == day)
    work.sql.execute(delete(SpecialistDayRow).where(mine))
    if hours is not None:
        work.sql.execute(insert(SpecialistDayRow).values(specialist_id=specialist_id, day=day, hours=plain(hours)))


def limit(work: Work, specialist_id: int, most: int | None) -> None:
    """How many visits a specialist takes a day."""
    mine = SpecialistRow.id == specialist_id
    work.sql.execute(update(SpecialistRow).where(mine).values(most_a_day=most))


def plain(hours: Sequence[Interval]) -> list[Any]:
    """A day's hours as they are kept: pairs like ["09:00", "13:00"]."""
    return [[f"{opens:%H:%M}", f"{closes:%H:%M}"] for opens, closes in hours]
