"""A day as bits: a cell is five minutes, a mask one integer with a bit for each cell."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from rules.clockwork import local, wall

CELL_MINUTES = 5
CELL_SECONDS = 60 * CELL_MINUTES
DAY_CELLS = 288
_MIDNIGHT = time(0)
FARTHEST = 2 * DAY_CELLS  # no day with its buffer is longer; keeps the integers small

Interval = tuple[time, time]
"""Local hours from and until; until 00:00 means the midnight that ends the day."""
Hours = tuple[tuple[Interval, ...], ...]
"""Seven days, Monday first."""
Exceptions = Mapping[date, tuple[Interval, ...]]
"""Days that win over the week; no interval means closed."""
Span = tuple[int, int]
"""Cells (seconds since 1970 in UTC, by 300): the first, and the one after the last."""


def cells(starts_at: datetime, ends_at: datetime) -> range:
    """The cells a visit touches."""
    return range(cell_of(starts_at), cell_after(ends_at))


def cell_of(moment: datetime) -> int:
    return int(moment.timestamp()) // CELL_SECONDS


def cell_after(moment: datetime) -> int:
    return -int(-moment.timestamp() // CELL_SECONDS)


def count(minutes: int) -> int:
    return -(-minutes // CELL_MINUTES)


def day_start_cell(day: date, zone: ZoneInfo) -> int:
    return cell_of(wall(day, _MIDNIGHT, zone))


def open_mask(day: date, hours: Hours, exceptions: Exceptions, zone: ZoneInfo) -> int:
    """Bit n: the centre is open in the n-th cell of this day."""
    return hours_mask(day, exceptions.get(day, hours[day.weekday()]), zone)


def hours_mask(day: date, intervals: Iterable[Interval], zone: ZoneInfo) -> int:
    return busy_mask((_span(day, interval, zone) for interval in intervals), day_start_cell(day, zone))


def _span(day: date, interval: Interval, zone: ZoneInfo) -> Span:
    opens, closes = interval
    last_day = day if closes != _MIDNIGHT else day + timedelta(days=1)
    return cell_after(wall(day, opens, zone)), cell_of(wall(last_day, closes, zone))


def busy_mask(spans: Iterable[Span], day_start: int) -> int:
    """Bit n: one of the spans covers the n-th cell counted from `day_start`."""
    mask = 0
    for first, after in spans:
        low = first - day_start if first > day_start else 0
        high = after - day_start if after < day_start + FARTHEST else FARTHEST
        if low < high:
            mask |= (1 << high) - (1 << low)
    return mask


def grid_mask(day: date, slot_minutes: int, zone: ZoneInfo) -> int:
    """Bit n: a visit may start in the n-th cell. On a day of another length the wall is asked, cell by cell."""
    first, after = day_start_cell(day, zone), day_start_cell(day + timedelta(days=1), zone)
    if after - first == DAY_CELLS:
        return _even_grid(slot_minutes)
    there = (local(moment_of(cell), zone) for cell in range(first, after))
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


def moment_of(cell: int) -> datetime:
    return datetime.fromtimestamp(cell * CELL_SECONDS, UTC)
