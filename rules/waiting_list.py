"""People who wait for a time: what suits them, how long an offer is kept, when the line is looked at again."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal, get_args
from zoneinfo import ZoneInfo

import rules.offers
from rules.booking import Booking
from rules.centres import Topic
from rules.clockwork import is_quiet, local, next_allowed, wall
from rules.sessions import Session

State = Literal["waiting", "offered", "paused", "served", "left"]
Suits = Literal["any", "morning", "afternoon", "week"]
SUITS: tuple[Suits, ...] = get_args(Suits)

QUIET_FROM, QUIET_TO = time(21), time(8)
_KEPT, _KEPT_SHORT, _SOON = timedelta(minutes=20), timedelta(minutes=5), timedelta(hours=3)
_MISSED_AT_MOST = 1  # silence once keeps the place, twice pauses it
_DECLINED_KEPT = 50
_SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """One person's place in the line of one topic.

    `booking_id`: the person has this booking and wants an earlier time. `offered_id`: the booking held for them now.
    `declined`: half days, as `half_day` counts them, that are not offered again. `look_at`: when the line is next
    looked at for them without anything having come free. `first`: before all others, as the centre let them down.
    `session_id`: they wait for a seat at this group consultation, and for nothing else.
    """

    id: int
    centre_id: int
    topic_id: int
    person_id: int
    suits: Suits
    until: date | None
    created_at: datetime
    changed_at: datetime
    look_at: datetime | None
    state: State = "waiting"
    booking_id: int | None = None
    offered_id: int | None = None
    declined: tuple[int, ...] = ()
    missed: int = 0
    rev: int = 0
    first: bool = False
    session_id: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the line as a screen tells it. `usual`: how long those served last have waited, where it is known."""

    entry: Entry
    topic: Topic
    number: int
    usual: timedelta | None = None
    earlier_than: Booking | None = None
    session: Session | None = None


def fits(entry: Entry, there: datetime) -> bool:
    """Whether a start, on the clock of the centre, is what the person waits for."""
    if half_day(there) in entry.declined or (entry.until is not None and there.date() > entry.until):
        return False
    return entry.suits not in {"morning", "afternoon"} or rules.offers.part_of_day(there.time()) == entry.suits


def half_day(there: datetime) -> int:
    """A morning or an afternoon as one number: whoever passes on ten o'clock is not asked about a quarter past."""
    return 2 * there.toordinal() + (rules.offers.part_of_day(there.time()) == "afternoon")


def until(suits: Suits, today: date) -> date | None:
    """The last day that «this week» means."""
    return today + timedelta(days=_SUNDAY - today.weekday()) if suits == "week" else None


def kept_until(starts_at: datetime, now: datetime) -> datetime:
    """How long an offered time is held: twenty minutes, five where the visit is near."""
    return now + (_KEPT_SHORT if starts_at - now < _SOON else _KEPT)


def may_offer(now: datetime, zone: ZoneInfo) -> bool:
    """Nobody is woken for an offer."""
    return not is_quiet(local(now, zone).time(), QUIET_FROM, QUIET_TO)


def next_look(now: datetime, zone: ZoneInfo) -> datetime:
    """The next morning: then a new day has opened at the far end of the calendar. UTC."""
    tomorrow = local(now, zone).date() + timedelta(days=1)
    return next_allowed(wall(tomorrow, time(0), zone), zone, QUIET_FROM, QUIET_TO)


def offered(entry: Entry, booking_id: int, kept: datetime, now: datetime) -> Entry:
    return replace(entry, state="offered", offered_id=booking_id, look_at=kept, changed_at=now, rev=entry.rev + 1)


def passed_on(entry: Entry, half: int, look_at: datetime, now: datetime) -> Entry:
    """The person said no to this time: the place stays, that half of the day is not offered again.

    Who waits for a seat at one session has said no to all there is: they are asked no more until they want to.
    """
    if entry.session_id is not None:
        return replace(_back(entry, half, now), state="paused", look_at=None)
    return replace(_back(entry, half, now), look_at=look_at)


def missed(entry: Entry, half: int, look_at: datetime, now: datetime) -> Entry:
    """The person did not answer: once keeps the place, a second time pauses it."""
    back = _back(entry, half, now)
    if entry.missed >= _MISSED_AT_MOST:
        return replace(back, state="paused", look_at=None, missed=0)
    return replace(back, look_at=look_at, missed=entry.missed + 1)


def _back(entry: Entry, half: int, now: datetime) -> Entry:
    declined = (*entry.declined, half)[-_DECLINED_KEPT:]
    return replace(entry, state="waiting", offered_id=None, declined=declined, changed_at=now, rev=entry.rev + 1)


def resumed(entry: Entry, look_at: datetime, now: datetime) -> Entry:
    return replace(entry, state="waiting", look_at=look_at, changed_at=now, rev=entry.rev + 1)


def ended(entry: Entry, state: Literal["served", "left"], now: datetime) -> Entry:
    return replace(entry, state=state, offered_id=None, look_at=None, changed_at=now, rev=entry.rev + 1)
