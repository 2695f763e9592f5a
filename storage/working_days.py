"""Working days as Kazakhstan counts them: the library's holidays, then the centre's own days, which win."""

from datetime import date, timedelta
from functools import cache

import holidays

import storage.centres
from rules.centres import Centre
from rules.clockwork import WorkingCalendar
from storage.work import Work

AHEAD = timedelta(days=200)  # more than any term of an answer


def calendar(work: Work, centre: Centre, since: date) -> WorkingCalendar:
    """The days of half a year from `since` on.

    A centre's day with hours opens a day off only where its week has none: a short Saturday of a centre that works
    on Saturdays is no working day of the departments.
    """
    until = since + AHEAD
    off, moved = _holidays(since.year, until.year)
    days = storage.centres.days(work, centre.id, since, until).values()
    closed = {each.day for each in days if not each.hours}
    opened = {each.day for each in days if each.hours and (each.day in off or not centre.hours[each.day.weekday()])}
    return WorkingCalendar(closed=frozenset((off | closed) - opened), opened=frozenset((moved | opened) - closed))


@cache
def _holidays(first: int, last: int) -> tuple[frozenset[date], frozenset[date]]:
    """Days off, with those moved from a weekend; and weekend days made working days for others."""
    known = holidays.country_holidays("KZ", years=range(first, last + 1))
    return frozenset(known), frozenset(known.weekend_workdays)
