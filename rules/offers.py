"""Which free times are offered first: few, early, and in different parts of the day."""

from collections.abc import Iterable, Iterator
from datetime import date, time
from itertools import islice
from typing import Literal
from zoneinfo import ZoneInfo

from rules.availability import FreeTime
from rules.clockwork import local

DayPart = Literal["morning", "afternoon"]
HalfDay = tuple[date, DayPart]

AT_MOST = 3
AFTERNOON = time(13)  # when the centres go to lunch
_PARTS = 2


def part_of_day(at: time) -> DayPart:
    """By the clock of the centre: the morning ends at 13:00."""
    return "morning" if at < AFTERNOON else "afternoon"


def half_day(free: FreeTime, zone: ZoneInfo) -> HalfDay:
    there = local(free.starts_at, zone)
    return there.date(), part_of_day(there.time())


def once_each(times: Iterable[FreeTime]) -> Iterator[FreeTime]:
    """Each start once, with the first specialist who has it. `times` come in order."""
    before = None
    for free in times:
        if free.starts_at != before:
            yield free
        before = free.starts_at


def three_earliest(times: Iterable[FreeTime], zone: ZoneInfo) -> tuple[FreeTime, ...]:
    """The earliest time, the earliest in the other part of a day, and the earliest of one more half-day.

    Where one part of the day is never free, further half-days stand in for it; where fewer than three
    half-days are free, further starts of the same ones. `times` come in order; no more are read than needed.
    """
    halves, others = _read(once_each(times), zone)
    firsts = list(halves.values())
    other_part = [free for half, free in halves.items() if half[1] != next(iter(halves))[1]]
    preferred = dict.fromkeys([*firsts[:1], *other_part[:1], *firsts[1:], *others])
    return tuple(sorted(islice(preferred, AT_MOST), key=lambda free: free.starts_at))


def _read(times: Iterator[FreeTime], zone: ZoneInfo) -> tuple[dict[HalfDay, FreeTime], list[FreeTime]]:
    """The first time of each half-day, until there are enough in both parts; and a few times between them."""
    halves: dict[HalfDay, FreeTime] = {}
    others: list[FreeTime] = []
    for free in times:
        if halves.setdefault(half_day(free, zone), free) is not free and len(others) < AT_MOST:
            others.append(free)
        if len(halves) >= AT_MOST and len({part for _, part in halves}) == _PARTS:
            break
    return halves, others
