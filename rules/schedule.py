"""Changing when a centre or a specialist works: what becomes of the week and of a date, and whom it touches."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from typing import TypeVar

import rules.availability
import rules.holidays
from rules.availability import Roster, Timetable
from rules.cells import Hours, Interval
from rules.centres import Centre, CentreDay, Specialist, Topic
from rules.holidays import Holiday
from rules.refusal import OutdatedButton, TimePassed
from rules.visits import Visit

AHEAD = timedelta(days=366)  # how far a date can be set
EVERY_DAY = range(7)
WORKING_WEEK = 0b0011111
LIMITS = (4, 6, 8, 10, 12, 16)
MOST_A_DAY = 99

Intervals = tuple[Interval, ...]
K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Change:
    """Other hours of a centre, or of one specialist: on these weekdays (Monday is 0), or on a date.

    No hours: not working then. None: as it would be if nobody had said anything.
    """

    centre_id: int
    specialist_id: int | None
    hours: Intervals | None
    weekdays: frozenset[int] = frozenset()
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would do: `before` are today's hours of what it changes, where they are all the same."""

    change: Change
    specialist: str | None
    before: Intervals | None
    after: Intervals | None
    touched: tuple[Visit, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """What a change has come to: `told` get a letter, `unreached` have no chat and are to be phoned."""

    change: Change
    specialist: str | None
    after: Intervals | None
    told: tuple[Visit, ...]
    unreached: tuple[Visit, ...]


@dataclass(frozen=True, slots=True)
class Working:
    """When everybody works, as free times are worked out of it."""

    timetable: Timetable
    rosters: Mapping[int, Roster]

    def receives(self, visit: Visit) -> bool:
        """Whether somebody is at work for the whole of this visit."""
        booking = visit.booking
        roster = self.rosters.get(booking.specialist_id or 0)
        return roster is not None and rules.availability.is_open(
            self.timetable, roster, booking.starts_at, booking.ends_at
        )


@dataclass(frozen=True, slots=True)
class Week:
    """A week as a screen tells it: `hours` by weekday, `days` the dates unlike their weekday."""

    centre: Centre
    specialist: Specialist | None
    hours: Hours
    days: Mapping[date, Intervals]
    may_change: bool
    reasons: Mapping[date, CentreDay] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DayOff:
    """A public holiday ahead; with `hours` the centre works then all the same."""

    holiday: Holiday
    hours: Intervals


@dataclass(frozen=True, slots=True)
class Rules:
    """How visits at a centre lie beside each other."""

    centre: Centre
    topics: tuple[Topic, ...] = ()


def check(change: Change, today: date) -> None:
    """Whether this can be set now. Raises a Refusal; a forged button is an outdated one."""
    unsaid = change.hours is None and change.specialist_id is None and change.day is None
    if bool(change.weekdays) == bool(change.day) or not change.weekdays <= set(EVERY_DAY) or unsaid:
        raise OutdatedButton
    if change.day is not None and not today <= change.day <= today + AHEAD:
        raise TimePassed


def applied(working: Working, change: Change) -> Working:
    """When everybody would work after the change."""
    if change.specialist_id is None:
        return replace(working, timetable=_centre(working.timetable, change))
    mine = working.rosters.get(change.specialist_id)
    if mine is None:
        return working
    return replace(working, rosters={**working.rosters, mine.specialist_id: _specialist(mine, change)})


def _centre(timetable: Timetable, change: Change) -> Timetable:
    if change.day is not None:
        hours = _holiday(change.day) if change.hours is None else change.hours
        return replace(timetable, exceptions=_put(timetable.exceptions, change.day, hours))
    week = (change.hours or () if day in change.weekdays else was for day, was in enumerate(timetable.hours))
    return replace(timetable, hours=tuple(week))


def _holiday(day: date) -> Intervals | None:
    return () if rules.holidays.between(day, day) else None


def _specialist(roster: Roster, change: Change) -> Roster:
    if change.day is not None:
        return replace(roster, days=_put(roster.days, change.day, change.hours))
    week = dict(roster.week)
    for weekday in change.weekdays:
        week = _put(week, weekday, change.hours)
    return replace(roster, week=week)


def _put(known: Mapping[K, Intervals], key: K, hours: Intervals | None) -> dict[K, Intervals]:
    rest = {each: value for each, value in known.items() if each != key}
    return rest if hours is None else rest | {key: hours}


def touched(visits: Iterable[Visit], before: Working, after: Working) -> list[Visit]:
    """Those received before and not after; what lies outside the hours already, by somebody's wish, is left alone."""
    return [visit for visit in visits if before.receives(visit) and not after.receives(visit)]


def hours_on(working: Working, specialist_id: int | None, day: date) -> Intervals:
    """The hours of that date: the centre's, or the specialist's within them."""
    centre = working.timetable.exceptions.get(day, working.timetable.hours[day.weekday()])
    if specialist_id is None or specialist_id not in working.rosters:
        return centre
    roster = working.rosters[specialist_id]
    if day in roster.days:
        return roster.days[day] if working.timetable.exceptions.get(day) != () else ()
    return _within(centre, roster, day, extra=bool(centre) and not working.timetable.hours[day.weekday()])


def hours_of_week(working: Working, specialist_id: int | None) -> Hours:
    """A week without any dates of its own, Monday first."""
    timetable = working.timetable
    if specialist_id is None or specialist_id not in working.rosters:
        return timetable.hours
    roster, monday = working.rosters[specialist_id], date(2026, 1, 5)
    return tuple(_within(timetable.hours[n], roster, monday + timedelta(days=n)) for n in EVERY_DAY)


def _within(centre: Sequence[Interval], roster: Roster, day: date, *, extra: bool = False) -> Intervals:
    own = rules.availability.own_hours(roster, day, extra=extra)
    return tuple(centre) if own is None else overlap(centre, own)


def overlap(one: Sequence[Interval], other: Sequence[Interval]) -> Intervals:
    """What both have in common, in order."""
    both = ((max(a, c), b if _end(b) <= _end(d) else d) for a, b in one for c, d in other)
    return tuple(sorted((opens, closes) for opens, closes in both if _minute(opens) < _end(closes)))


def _end(closes: time) -> int:
    """Midnight ends the day: it is never the beginning of an hour that closes."""
    return _minute(closes) or 24 * 60


def _minute(moment: time) -> int:
    return 60 * moment.hour + moment.minute
