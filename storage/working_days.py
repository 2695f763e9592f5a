"""Working days as Kazakhstan counts them: the holidays of the law, then the centre's own days, which win."""

from datetime import date, timedelta

import rules.holidays
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
    off = frozenset(each.day for each in rules.holidays.between(since, until))
    days = storage.centres.days(work, centre.id, since, until).values()
    closed = {each.day for each in days if not each.hours}
    opened = {each.day for each in days if each.hours and (each.day in off or not centre.hours[each.day.weekday()])}
    return WorkingCalendar(closed=frozenset((off | closed) - opened), opened=frozenset(opened - closed))
