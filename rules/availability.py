"""Free times as bits: a specialist's day is one integer, a bit every five minutes."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from zoneinfo import ZoneInfo

import rules.cells
from rules.cells import CELL_MINUTES, FARTHEST, Exceptions, Hours, Interval, Span
from rules.clockwork import local

_WHOLE = (1 << FARTHEST) - 1


@dataclass(frozen=True, slots=True)
class Timetable:
    """When a centre receives people; `closed` are hours shut besides."""

    zone: ZoneInfo
    hours: Hours
    exceptions: Exceptions = field(default_factory=dict)
    closed: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Roster:
    """When a specialist works: weekdays (Monday is 0) and hours narrow the centre's, never widen them.

    `week`: weekdays with hours of their own. `days`: dates with hours of their own, which may lie outside the
    centre's, unless the centre is shut that day. `full`: dates on which no more visits are taken.
    """

    specialist_id: int
    weekdays: frozenset[int]
    hours: tuple[Interval, ...] | None = None
    closed: tuple[Span, ...] = ()
    week: Mapping[int, tuple[Interval, ...]] = field(default_factory=dict)
    days: Mapping[date, tuple[Interval, ...]] = field(default_factory=dict)
    full: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: a visit of so many minutes, on these local days, from this moment on.

    Starts lie on the grid of `slot_minutes` counted from local midnight; `buffer_minutes` after the visit
    must be nobody's. All three are taken in whole cells.
    """

    minutes: int
    days: tuple[date, ...]
    not_before: datetime
    slot_minutes: int = 15
    buffer_minutes: int = 0

    def __post_init__(self) -> None:
        if self.minutes <= 0 or self.slot_minutes <= 0 or self.slot_minutes % CELL_MINUTES:
            raise ValueError("A visit takes time, and its grid is made of whole cells of five minutes.")


@dataclass(frozen=True, slots=True)
class FreeTime:
    starts_at: datetime
    ends_at: datetime
    specialist_id: int


@dataclass(frozen=True, slots=True)
class _Day:
    """A local day: its cells in UTC, the bits in which the centre is open, the bits of the grid.

    `shut`: the bits in which nobody is received, whoever would be there. `extra`: open although its weekday is not.
    """

    date: date
    span: Span
    open: int
    grid: int
    shut: int = 0
    extra: bool = False


def free_times(
    timetable: Timetable, rosters: Sequence[Roster], busy: Mapping[int, Sequence[Span]], wanted: Wanted
) -> Iterator[FreeTime]:
    """Every time that can be booked, earliest first; at the same moment in the order of the rosters.

    `busy` are the cells claimed for each specialist, buffers included. Days are worked out as they are read.
    """
    for day, masks, _ in _start_masks(timetable, rosters, busy, wanted):
        yield from _in_order(masks, day.span[0], timedelta(minutes=wanted.minutes))


def earliest(
    timetable: Timetable, rosters: Sequence[Roster], busy: Mapping[int, Sequence[Span]], wanted: Wanted
) -> FreeTime | None:
    return next(free_times(timetable, rosters, busy, wanted), None)


def free_at(
    timetable: Timetable,
    rosters: Sequence[Roster],
    busy: Mapping[int, Sequence[Span]],
    wanted: Wanted,
    starts_at: datetime,
) -> FreeTime | None:
    """This very time, if it can still be booked, with the first specialist who has it."""
    day = local(starts_at, timetable.zone).date()
    that_day = replace(wanted, days=tuple(each for each in wanted.days if each == day))
    times = free_times(timetable, rosters, busy, that_day)
    return next((time for time in times if time.starts_at == starts_at), None)


def counts_by_day(
    timetable: Timetable, rosters: Sequence[Roster], busy: Mapping[int, Sequence[Span]], wanted: Wanted
) -> dict[date, int]:
    """How many different starts each day still has: 0 is a full day; a day nobody works on is not there."""
    return {
        day.date: _union(mask for _, mask in masks).bit_count()
        for day, masks, somebody_works in _start_masks(timetable, rosters, busy, wanted)
        if somebody_works
    }


def is_open(timetable: Timetable, roster: Roster, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether the specialist receives people during the whole of this time, leaving other visits aside."""
    day = _day(timetable, local(starts_at, timetable.zone).date(), CELL_MINUTES)
    visit = rules.cells.busy_mask([(rules.cells.cell_of(starts_at), rules.cells.cell_after(ends_at))], day.span[0])
    (working,) = _working_masks(timetable, [roster], day)
    return visit & ~working == 0


def open_until(timetable: Timetable, day: date) -> datetime | None:
    """When the centre closes on this day; None where it is not open at all."""
    found = _day(timetable, day, CELL_MINUTES)
    return rules.cells.moment_of(found.span[0] + found.open.bit_length()) if found.open else None


def _start_masks(
    timetable: Timetable, rosters: Sequence[Roster], busy: Mapping[int, Sequence[Span]], wanted: Wanted
) -> Iterator[tuple[_Day, list[tuple[int, int]], bool]]:
    """Of each day: (specialist, starts) of those who have any, and whether anybody works at all."""
    buffer = rules.cells.count(wanted.buffer_minutes)
    agendas = [_Agenda(busy.get(each.specialist_id, ()), buffer) for each in rosters]
    for date_wanted in sorted(set(wanted.days)):
        day = _from(_day(timetable, date_wanted, wanted.slot_minutes), wanted.not_before)
        working = _working_masks(timetable, rosters, day)
        found = [
            (roster.specialist_id, _starts_of(mask, agenda.busy(day), day.grid, wanted))
            for roster, mask, agenda in zip(rosters, working, agendas, strict=True)
            if mask and day.date not in roster.full
        ]
        yield day, [pair for pair in found if pair[1]], any(working)


def _day(timetable: Timetable, day: date, slot_minutes: int) -> _Day:
    zone = timetable.zone
    span = rules.cells.day_start_cell(day, zone), rules.cells.day_start_cell(day + timedelta(days=1), zone)
    hours = rules.cells.open_mask(day, timetable.hours, timetable.exceptions, zone)
    special = timetable.exceptions.get(day)
    shut = _WHOLE if special == () else rules.cells.busy_mask(timetable.closed, span[0])
    extra = bool(special) and not timetable.hours[day.weekday()]
    return _Day(day, span, hours & ~shut, rules.cells.grid_mask(day, slot_minutes, zone), shut, extra)


def _from(day: _Day, moment: datetime) -> _Day:
    """The day without what lies before the moment."""
    gone = max(rules.cells.cell_after(moment) - day.span[0], 0)
    return replace(day, open=day.open >> gone << gone, shut=day.shut | ((1 << gone) - 1)) if gone else day


def _working_masks(timetable: Timetable, rosters: Sequence[Roster], day: _Day) -> list[int]:
    """Of each specialist; hours that several share are worked out once."""
    own: dict[tuple[Interval, ...] | None, int] = {None: day.open}
    return [
        _working(each, day, timetable.zone, own) & ~rules.cells.busy_mask(each.closed, day.span[0]) for each in rosters
    ]


def _working(roster: Roster, day: _Day, zone: ZoneInfo, own: dict[tuple[Interval, ...] | None, int]) -> int:
    special = roster.days.get(day.date)
    if special is not None:
        return rules.cells.hours_mask(day.date, special, zone) & ~day.shut
    hours = own_hours(roster, day.date, extra=day.extra)
    if hours == () or not day.open:
        return 0
    if hours not in own:
        own[hours] = day.open & rules.cells.hours_mask(day.date, hours or (), zone)
    return own[hours]


def own_hours(roster: Roster, day: date, *, extra: bool = False) -> tuple[Interval, ...] | None:
    """A specialist's hours on a date without hours of its own: () is none, None the centre's.

    `extra`: the centre works although its weekday is a day off; then everybody does who has not said otherwise.
    """
    weekday = day.weekday()
    if weekday in roster.week:
        return roster.week[weekday]
    if weekday not in roster.weekdays:
        return None if extra else ()
    return roster.hours


class _Agenda:
    """The spans of one specialist, read day after day: each is looked at on its own days only."""

    def __init__(self, spans: Iterable[Span], buffer: int) -> None:
        self.ahead, self.position, self.buffer = sorted(spans), 0, buffer
        self.unended: list[Span] = []

    def busy(self, day: _Day) -> int:
        first, after = day.span
        reach = bisect_left(self.ahead, (after + self.buffer,), self.position)
        todays = self.unended + self.ahead[self.position : reach]
        self.unended = [span for span in todays if span[1] > after]
        self.position = reach
        return rules.cells.busy_mask(todays, first)


def _starts_of(working: int, busy_bits: int, grid: int, wanted: Wanted) -> int:
    """Where the visit lies in free working hours; its buffer may reach past closing, never into a visit."""
    needed, buffer = rules.cells.count(wanted.minutes), rules.cells.count(wanted.buffer_minutes)
    found = rules.cells.starts(working & ~busy_bits, needed, grid)
    return rules.cells.starts(~busy_bits, needed + buffer, found) if buffer else found


def _in_order(masks: list[tuple[int, int]], day_start: int, length: timedelta) -> Iterator[FreeTime]:
    left = _union(mask for _, mask in masks)
    while left:
        bit = left & -left
        left ^= bit
        starts_at = rules.cells.moment_of(day_start + bit.bit_length() - 1)
        ends_at = starts_at + length
        for specialist_id, mask in masks:
            if mask & bit:
                yield FreeTime(starts_at, ends_at, specialist_id)


def _union(masks: Iterable[int]) -> int:
    return reduce(or_, masks, 0)
