"""When a visit is recalled to its person."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from rules.booking import Booking, Policy
from rules.clockwork import is_quiet, local, next_allowed, wall

Kind = Literal["day_before", "soon"]

QUIET_FROM, QUIET_TO = time(21), time(8)
EVENING = time(20)
FIRST_CALL = time(7)
_MIDNIGHT = time(0)


@dataclass(frozen=True, slots=True)
class Reminder:
    kind: Kind
    due_at: datetime
    expires_at: datetime


def reminder_times(booking: Booking, policy: Policy, now: datetime) -> tuple[Reminder, ...]:
    """The reminders still to come: a day before and two hours before, those already past left out.

    Nobody is woken: between 21:00 and 08:00 the first comes at 20:00 of the evening before that night; the
    second may be early, but not between midnight and 07:00, and not after the visit has begun.
    """
    return recalled(booking.starts_at, ZoneInfo(booking.zone), policy, now)


def recalled(starts_at: datetime, zone: ZoneInfo, policy: Policy, now: datetime) -> tuple[Reminder, ...]:
    """The same for anything that begins at this moment; later than that a reminder is worth nothing."""
    both: tuple[tuple[Kind, datetime], ...] = (
        ("day_before", _day_before(starts_at - policy.remind_day_before, zone)),
        ("soon", next_allowed(starts_at - policy.remind_soon, zone, _MIDNIGHT, FIRST_CALL)),
    )
    return tuple(Reminder(kind, due, starts_at) for kind, due in both if now < due < starts_at)


def reminder_expiry(booking: Booking) -> datetime:
    """Later than the start a reminder is worth nothing."""
    return booking.starts_at


def _day_before(due: datetime, zone: ZoneInfo) -> datetime:
    there = local(due, zone)
    if not is_quiet(there.time(), QUIET_FROM, QUIET_TO):
        return due
    return wall(there.date() - timedelta(days=there.time() < QUIET_TO), EVENING, zone)
