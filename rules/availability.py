"""Free times as bits: a specialist's day is one integer, a bit every five minutes."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache, reduce
from operator import or_
from zoneinfo import ZoneInfo

from rules.clockwork import local, wall

CELL_MINUTES = 5
CELL_SECONDS = 60 * CELL_MINUTES
DAY_CELLS = 288
_MIDNIGHT = time(0)
_FARTHEST = 2 * DAY_CELLS  # no day with its buffer is longer; keeps the integers small
_WHOLE = (1 << _FARTHEST) - 1

Interval = tuple[time, time]
"""Local hours from and until; until 00:00 means the midnight that ends the day."""
Hours = tuple[tuple[Interval, ...], ...]
"""Seven days, Monday first."""
Exceptions = Mapping[date, tuple[Interval, ...]]
"""Days that win over the week; no interval means closed."""
Span = tuple[int, int]
"""Cells (seconds since 1970 in UTC, by 300): the first, and the one after the last."""


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


def cells(starts_at: datetime, ends_at: datetime) -> range:
    """The cells a visit touches."""
    return range(_cell(starts_at), _cell_after(ends_at))


def _cell(moment: datetime) -> int:
    return int(moment.timestamp()) // CELL_SECONDS


def _cell_after(moment: datetime) -> int:
    return -int(-moment.timestamp() // CELL_SECONDS)


def _count(minutes: int) -> int:
    return -(-minutes // CELL_MINUTES)


def day_start_cell(day: date, zone: ZoneInfo) -> int:
    return _cell(wall(day, _MIDNIGHT, zone))


def open_mask(day: date, hours: Hours, exceptions: Exceptions, zone: ZoneInfo) -> int:
    """Bit n: the centre is open in the n-th cell of this day."""
    return _hours_mask(day, exceptions.get(day, hours[day.weekday()]), zone)


def _hours_mask(day: date, intervals: Iterable[Interval], zone: ZoneInfo) -> int:
    return busy_mask((_span(day, interval, zone) for interval in intervals), day_start_cell(day, zone))


def _span(day: date, interval: Interval, zone: ZoneInfo) -> Span:
    opens, closes = interval
    last_day = day if closes != _MIDNIGHT else day + timedelta(days=1)
    return _cell_after(wall(day, opens, zone)), _cell(wall(last_day, closes, zone))


def busy_mask(spans: Iterable[Span], day_start: int) -> int:
    """Bit n: one of the spans covers the n-th cell counted from `day_start`."""
    mask = 0
    for first, after in spans:
        low = first - day_start if first > day_start else 0
        high = after - day_start if after < day_start + _FARTHEST else _FARTHEST
        if low < high:
            mask |= (1 << high) - (1 << low)
    return mask


def grid_mask(day: date, slot_minutes: int, zone: ZoneInfo) -> int:
    """Bit n: a visit may start in the n-th cell. On a day of another length the wall is asked, cell by cell."""
    first, after = day_start_cell(day, zone), day_start_cell(day + timedelta(days=1), zone)
    if after - first == DAY_CELLS:
        return _even_grid(slot_minutes)
    there = (local(_moment(cell), zone) for cell in range(first, after))
    return sum(1 << bit for bit, at in enumerate(there) if _starts_here(at, slot_minutes))


@lru_cache
def _even_grid(slot_minutes: int) -> int:
    return sum(1 << bit for bit in range(0, DAY_CELLS, slot_minutes // CELL_MINUTES))


def _starts_here(at: datetime, slot_minutes: int) -> bool:
    """An hour that comes twice is offered once: its second coming could not be told apart in words."""
    return at.fold == 0 and (60 * at.hour + at.minute) % slot_minutes == 0


def starts(mask: int, cells_needed: int, grid: int) -> int:
    """Bit n: the run of set bits that begins there is long enough, and n is on the grid."""
    length = 1
    while length < cells_needed:
        step = min(length, cells_needed - length)
        mask &= mask >> step
        length += step
    return mask & grid


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
    visit = busy_mask([(_cell(starts_at), _cell_after(ends_at))], day.span[0])
    (working,) = _working_masks(timetable, [roster], day)
    return visit & ~working == 0


def _start_masks(
    timetable: Timetable, rosters: Sequence[Roster], busy: Mapping[int, Sequence[Span]], wanted: Wanted
) -> Iterator[tuple[_Day, list[tuple[int, int]], bool]]:
    """Of each day: (specialist, starts) of those who have any, and whether anybody works at all."""
    buffer = _count(wanted.buffer_minutes)
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
    span = day_start_cell(day, zone), day_start_cell(day + timedelta(days=1), zone)
    hours = open_mask(day, timetable.hours, timetable.exceptions, zone)
    special = timetable.exceptions.get(day)
    shut = _WHOLE if special == () else busy_mask(timetable.closed, span[0])
    extra = bool(special) and not timetable.hours[day.weekday()]
    return _Day(day, span, hours & ~shut, grid_mask(day, slot_minutes, zone), shut, extra)


def _from(day: _Day, moment: datetime) -> _Day:
    """The day without what lies before the moment."""
    gone = max(_cell_after(moment) - day.span[0], 0)
    return replace(day, open=day.open >> gone << gone, shut=day.shut | ((1 << gone) - 1)) if gone else day


def _working_masks(timetable: Timetable, rosters: Sequence[Roster], day: _Day) -> list[int]:
    """Of each specialist; hours that several share are worked out once."""
    own: dict[tuple[Interval, ...] | None, int] = {None: day.open}
    return [_working(each, day, timetable.zone, own) & ~busy_mask(each.closed, day.span[0]) for each in rosters]


def _working(roster: Roster, day: _Day, zone: ZoneInfo, own: dict[tuple[Interval, ...] | None, int]) -> int:
    special = roster.days.get(day.date)
    if special is not None:
        return _hours_mask(day.date, special, zone) & ~day.shut
    hours = own_hours(roster, day.date, extra=day.extra)
    if hours == () or not day.open:
        return 0
    if hours not in own:
        own[hours] = day.open & _hours_mask(day.date, hours or (), zone)
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
        return busy_mask(todays, first)


def _starts_of(working: int, busy_bits: int, grid: int, wanted: Wanted) -> int:
    """Where the visit lies in free working hours; its buffer may reach past closing, never into a visit."""
    needed, buffer = _count(wanted.minutes), _count(wanted.buffer_minutes)
    found = starts(working & ~busy_bits, needed, grid)
    return starts(~busy_bits, needed + buffer, found) if buffer else found


def _in_order(masks: list[tuple[int, int]], day_start: int, length: timedelta) -> Iterator[FreeTime]:
    left = _union(mask for _, mask in masks)
    while left:
        bit = left & -left
        left ^= bit
        starts_at = _moment(day_start + bit.bit_length() - 1)
        ends_at = starts_at + length
        for specialist_id, mask in masks:
            if mask & bit:
                yield FreeTime(starts_at, ends_at, specialist_id)


def _union(masks: Iterable[int]) -> int:
    return reduce(or_, masks, 0)


def _moment(cell: int) -> datetime:
    return datetime.fromtimestamp(cell * CELL_SECONDS, UTC)
