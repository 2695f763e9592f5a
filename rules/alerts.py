"""The law of peace: a person is told at most three unasked things a day, none at night, the rest in one evening card.

Two come at once; from the third on they wait for the card at 19:00, which is the third. Deadlines of a contest
that somebody takes part in are asked for, so they are outside; only the night is theirs as well.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from rules.clockwork import is_quiet, local, next_allowed, wall

QUIET_FROM, QUIET_TO = time(21), time(8)
CARD_AT = time(19)
MOST_A_DAY = 3
ON_A_CARD = 12
UNDO = timedelta(minutes=5)  # a slip of the finger must not reach anybody
BEFORE_DEADLINE = (timedelta(hours=72), timedelta(hours=24))
_EVENING = time(20)

Decision = Literal["now", "card"]


def first_try(now: datetime, zone: ZoneInfo) -> datetime:
    """When an alert may leave: after the time for undoing, by day."""
    return next_allowed(now + UNDO, zone, QUIET_FROM, QUIET_TO)


def decide(now: datetime, zone: ZoneInfo, told_today: int, deadline: datetime | None = None) -> Decision:
    """Whether one alert leaves at this moment or waits for an evening card; `told_today` counts all kinds.

    What would be over before the card may take the card's own place, never a fourth one.
    """
    if is_quiet(local(now, zone).time(), QUIET_FROM, QUIET_TO):
        return "card"
    urgent = deadline is not None and deadline <= card_moment(card_day(now, zone), zone)
    return "now" if told_today < MOST_A_DAY - (not urgent) else "card"


def card_day(now: datetime, zone: ZoneInfo) -> date:
    """The day whose evening card is still to come."""
    there = local(now, zone)
    return there.date() + timedelta(days=there.time() >= CARD_AT)


def card_moment(day: date, zone: ZoneInfo) -> datetime:
    return wall(day, CARD_AT, zone)


def room_from(day: date, carried: Sequence[int]) -> date:
    """The first evening, from `day` on, whose card has room; `carried`: how many the coming cards carry, by day."""
    ahead = next((number for number, count in enumerate(carried) if count < ON_A_CARD), len(carried))
    return day + timedelta(days=ahead)


def morning_after(now: datetime, zone: ZoneInfo) -> datetime:
    """When the next day's first message may come."""
    return next_allowed(day_of(now, zone)[1], zone, QUIET_FROM, QUIET_TO)


def room_for(now: datetime, zone: ZoneInfo, told_today: int) -> datetime:
    """When one more unasked message may come: now, when the night ends, with the evening's card, or tomorrow."""
    if is_quiet(local(now, zone).time(), QUIET_FROM, QUIET_TO):
        return next_allowed(now, zone, QUIET_FROM, QUIET_TO)
    if decide(now, zone, told_today) == "now":
        return now
    evening = card_moment(local(now, zone).date(), zone)
    if told_today >= MOST_A_DAY:
        return morning_after(now, zone)
    return max(now, evening)


def day_of(now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The local day that `now` is in: its beginning and its end."""
    today = local(now, zone).date()
    return wall(today, time(0), zone), wall(today + timedelta(days=1), time(0), zone)


def deadline_reminders(deadline: datetime, zone: ZoneInfo, now: datetime) -> list[datetime]:
    """When those who take part are reminded: 72 and 24 hours before, not at night but the evening before it."""
    due = [_awake(deadline - before, zone) for before in BEFORE_DEADLINE]
    return sorted({each for each in due if now < each < deadline})


def _awake(moment: datetime, zone: ZoneInfo) -> datetime:
    there = local(moment, zone)
    if not is_quiet(there.time(), QUIET_FROM, QUIET_TO):
        return moment
    return wall(there.date() - timedelta(days=there.time() < QUIET_TO), _EVENING, zone)


def evening_has_room(now: datetime, zone: ZoneInfo, told_today: int) -> bool:
    """Whether the card may come now: it is the last of its day, and never at night."""
    return told_today < MOST_A_DAY and not is_quiet(local(now, zone).time(), QUIET_FROM, QUIET_TO)
