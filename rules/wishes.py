"""When somebody would like to come: a window of days and hours, and the free times that fit it best."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

import rules.offers
from rules.availability import FreeTime
from rules.clockwork import local
from rules.offers import AT_MOST

Unread = Literal["unknown", "no_such_day", "past"]
"""Why a sentence names no window: it is not understood, its day is in no calendar, or is over."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Local days and hours: both days included, `after` included, `before` not. `at` is one exact hour."""

    since: date
    until: date | None = None
    after: time | None = None
    before: time | None = None
    at: time | None = None

    def covers(self, there: datetime) -> bool:
        """Whether a start lies in the window; with an exact hour, any start of the day does: `best` sorts them."""
        day, hour = there.date(), there.time()
        in_days = self.since <= day and (self.until is None or day <= self.until)
        return in_days and (self.after is None or hour >= self.after) and (self.before is None or hour < self.before)


def best(wish: Wish, times: Iterable[FreeTime], zone: ZoneInfo) -> tuple[FreeTime, ...]:
    """At most three free times within the wish; round an exact hour the nearest. `times` come in order, so do these."""
    fitting = [free for free in rules.offers.once_each(times) if wish.covers(local(free.starts_at, zone))]
    if wish.at is None:
        return rules.offers.three_earliest(fitting, zone)
    return _nearest(fitting, wish.at, zone)


def _nearest(times: Sequence[FreeTime], at: time, zone: ZoneInfo) -> tuple[FreeTime, ...]:
    """The exact hour alone where it is free on the first day that has it; else what lies nearest to it."""
    exact = next((free for free in times if local(free.starts_at, zone).time() == at), None)
    if exact is not None:
        return (exact,)
    near = sorted(times, key=lambda free: (_apart(local(free.starts_at, zone).time(), at), free.starts_at))
    return tuple(sorted(near[:AT_MOST], key=lambda free: free.starts_at))


def _apart(one: time, other: time) -> int:
    return abs(one.hour * 60 + one.minute - other.hour * 60 - other.minute)
