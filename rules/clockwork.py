"""Zones, wall time, working days and the quiet of the night."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

KAZAKHSTAN_OFFSET = timedelta(hours=5)  # the whole country since 2024-03-01
_OFFSET_BEFORE_IN_THE_EAST = timedelta(hours=6)
_WEEK = 7


def wall(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The moment, in UTC, when a clock on the wall of `zone` shows this time on this day.

    A time that comes twice means its first coming; one that is skipped means as long after the jump.
    """
    return datetime.combine(day, at, zone).astimezone(UTC)


def local(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone)


def on_the_wall(moment: datetime, zone: ZoneInfo) -> str:
    """What was promised, to be stored beside the moment: 2026-11-26T10:00."""
    return local(moment, zone).strftime("%Y-%m-%dT%H:%M")


def zone_data_is_current() -> bool:
    """Whether the installed zone data knows the law of 2024: one Kazakhstan, +05:00."""
    try:
        almaty, atyrau = ZoneInfo("Asia/Almaty"), ZoneInfo("Asia/Atyrau")
    except ZoneInfoNotFoundError:
        return False
    return (
        _offset(almaty, date(2026, 7, 1)) == _offset(atyrau, date(2026, 7, 1)) == KAZAKHSTAN_OFFSET
        and _offset(almaty, date(2024, 2, 15)) == _OFFSET_BEFORE_IN_THE_EAST
    )


def _offset(zone: ZoneInfo, day: date) -> timedelta | None:
    return datetime.combine(day, time(12), zone).utcoffset()


def is_quiet(at: time, quiet_from: time, quiet_to: time) -> bool:
    """Whether the hour lies in the quiet, which may cross midnight; equal ends mean no quiet at all."""
    if quiet_from <= quiet_to:
        return quiet_from <= at < quiet_to
    return at >= quiet_from or at < quiet_to


def next_allowed(moment: datetime, zone: ZoneInfo, quiet_from: time, quiet_to: time) -> datetime:
    """The moment itself by day; in the quiet, the moment it ends. UTC."""
    there = local(moment, zone)
    if not is_quiet(there.time(), quiet_from, quiet_to):
        return moment.astimezone(UTC)
    ends_tomorrow = there.time() >= quiet_to
    return wall(there.date() + timedelta(days=ends_tomorrow), quiet_to, zone)


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Days the law counts. `opened` are days off made working days, `closed` the holidays; `opened` wins."""

    weekend: frozenset[int] = frozenset({5, 6})  # Monday is 0
    closed: frozenset[date] = field(default_factory=frozenset)
    opened: frozenset[date] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        if len(self.weekend) >= _WEEK:
            raise ValueError("A week without a working day never comes to an end.")

    def is_working(self, day: date) -> bool:
        if day in self.opened:
            return True
        return day.weekday() not in self.weekend and day not in self.closed

    def add_working_days(self, start: date, count: int) -> date:
        """The day on which `count` working days have passed, the day of the start not counted."""
        day = start
        while count > 0:
            day += timedelta(days=1)
            count -= self.is_working(day)
        return day

    def working_days(self, after: date, until: date) -> int:
        """How many working days there are after the one and up to the other, that one counted."""
        days = (after + timedelta(days=number) for number in range(1, (until - after).days + 1))
        return sum(self.is_working(day) for day in days)
