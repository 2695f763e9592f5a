"""A hall or desks for some hours: asked for, answered by the centre, cancelled, or left without an answer."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal, get_args
from zoneinfo import ZoneInfo

import rules.bins
from rules.booking import number
from rules.centres import Room
from rules.clockwork import local, next_allowed, on_the_wall, wall
from rules.folding import clean
from rules.refusal import (
    AlreadyDone,
    IinTyped,
    OutdatedButton,
    TextTooLong,
    TextTooShort,
    TooLate,
    TooManyPeople,
    TooManyReservations,
    TooSoon,
)
from rules.settings import CentreSettings

State = Literal["requested", "reserved", "declined", "cancelled", "expired"]
Source = Literal["chat", "call", "closure"]  # noted for a caller; hours in which the staff lend the room to nobody
Actor = Literal["person", "centre"]

TAKING: frozenset[State] = frozenset({"requested", "reserved"})
"""It owns its hours, also while it waits for an answer."""

Reason = Literal["needed", "other_use", "call"]
"""The centre needs the room itself; it is not lent for this; the matter is better talked over by phone."""
REASONS: tuple[Reason, ...] = get_args(Reason)
CLOSED = "closed"  # what stands instead where the room is closed to everybody

PURPOSE_LEAST, PURPOSE_MOST = 3, 200
_LAST_HOUR = timedelta(hours=1)  # an answer that comes later than that before the hour helps nobody
WORKING_DAYS = 2  # within which the centre answers
_QUIET_FROM, _QUIET_TO = time(18), time(9)  # the staff are reminded while they are at work
_END_OF_WORK = time(18)


@dataclass(frozen=True, slots=True)
class Reservation:
    """`local_start` is the wall time that was promised; `answer_by` is there as long as it waits for an answer.

    Without `person_id` staff have noted it, or its person is erased. Of a room lent by desks `people` is their number.
    """

    id: int
    centre_id: int
    room_id: int
    person_id: int | None
    organisation_id: int | None
    state: State
    starts_at: datetime
    ends_at: datetime
    local_start: str
    zone: str
    people: int
    purpose: str
    created_at: datetime
    source: Source = "chat"
    answer_by: datetime | None = None
    rev: int = 0
    created_by: int | None = None
    decided_at: datetime | None = None
    decided_by: int | None = None
    cancelled_by: Actor | None = None
    reason: str | None = None

    @property
    def number(self) -> str:
        """What is read out at the entrance, such as H-P-0042."""
        return f"H-{number(self.id, self.created_at.year)}"

    @property
    def day(self) -> date:
        return date.fromisoformat(self.local_start[:10])


@dataclass(frozen=True, slots=True)
class Wanted:
    """Some hours of a room for so many people; `moving`: the reservation, as it was at `rev`, that goes there."""

    room_id: int
    people: int
    starts_at: datetime
    ends_at: datetime
    moving: int = 0
    rev: int = 0


Way = Literal["asked", "noted", "closed"]
"""Who takes hours: somebody asks for them; staff note them for a caller; staff close them to everybody."""
WAYS: tuple[Way, ...] = get_args(Way)


@dataclass(frozen=True, slots=True)
class Aim:
    """What hours are looked for, as buttons carry it: `people` is 0 until it is chosen; `moving` as in Wanted."""

    room_id: int
    people: int = 0
    way: Way = "asked"
    moving: int = 0
    rev: int = 0

    def at(self, starts_at: datetime, ends_at: datetime) -> Wanted:
        return Wanted(self.room_id, self.people, starts_at, ends_at, self.moving, self.rev)


@dataclass(frozen=True, slots=True)
class Seen:
    """A reservation with its names. `name`: whose it is, where the reader may know; `confirmed`: the organisation's
    person has been confirmed by the centre.
    """

    reservation: Reservation
    room: Room
    organisation: str = ""
    name: str = ""
    confirmed: bool = True


def is_live(one: Reservation, now: datetime) -> bool:
    """Whether it owns its hours still: unanswered, until the answer is overdue; then until they are over."""
    if one.answer_by is not None and one.answer_by <= now:
        return False
    return one.state in TAKING and one.ends_at > now


def answer_by(now: datetime, starts_at: datetime, last_day: date, zone: ZoneInfo) -> datetime:
    """Until when the centre answers: the end of work on this day, or an hour before, whichever comes first."""
    return max(min(wall(last_day, _END_OF_WORK, zone), starts_at - _LAST_HOUR), now + _LAST_HOUR)


def nudge_at(one: Reservation) -> datetime | None:
    """When the staff are reminded that nobody has answered: past half the time, while they are at work."""
    if one.answer_by is None:
        return None
    middle = one.answer_by - (one.answer_by - one.created_at) / 3
    at = next_allowed(middle, ZoneInfo(one.zone), _QUIET_FROM, _QUIET_TO)
    return at if at < one.answer_by else middle


def check_hours(wanted: Wanted, room: Room, settings: CentreSettings, zone: ZoneInfo, now: datetime) -> None:
    """Whether these hours of this room can be asked for at all. Raises a Refusal."""
    length = wanted.ends_at - wanted.starts_at
    if not timedelta() < length <= timedelta(minutes=settings.room_longest_minutes) or wanted.people < 1:
        raise OutdatedButton
    if wanted.people > room.seats:
        raise TooManyPeople(room.seats)
    if wanted.starts_at < now + timedelta(minutes=settings.room_notice_minutes):
        raise TooSoon
    if local(wanted.starts_at, zone).date() > local(now, zone).date() + timedelta(days=settings.room_horizon_days):
        raise OutdatedButton


def check_count(live: Iterable[Reservation], most: int, now: datetime) -> None:
    """Raises TooManyReservations."""
    if sum(is_live(each, now) for each in live) >= most:
        raise TooManyReservations(most)


def purpose(typed: str) -> str:
    """What it is for, in a line. Raises TextTooShort, TextTooLong, IinTyped."""
    said = clean(typed)
    if len(said) < PURPOSE_LEAST:
        raise TextTooShort(PURPOSE_LEAST)
    if len(said) > PURPOSE_MOST:
        raise TextTooLong(len(said), PURPOSE_MOST)
    if rules.bins.holds_iin(said):
        raise IinTyped
    return said


def reason(given: str) -> str:
    """Why the centre says no: one of REASONS, or its own words. Raises as `purpose` does."""
    return given if given in REASONS else purpose(given)


def promised(starts_at: datetime, zone: ZoneInfo) -> str:
    return on_the_wall(starts_at, zone)


def check_answer(one: Reservation, rev: int, now: datetime) -> None:
    """Whether the centre can still say yes or no, by a button made for `rev`. Raises a Refusal."""
    if one.state in {"cancelled", "expired"}:
        raise OutdatedButton
    if one.state != "requested":
        raise AlreadyDone
    if one.rev != rev:
        raise OutdatedButton
    if not is_live(one, now) or one.starts_at <= now:
        raise TooLate


def check_change(one: Reservation, rev: int, now: datetime) -> None:
    """Whether it can be moved or given up, by a button made for `rev`. Raises a Refusal."""
    if one.state not in TAKING:
        raise AlreadyDone
    if one.rev != rev:
        raise OutdatedButton
    if one.ends_at <= now:
        raise TooLate


def accepted(one: Reservation, by: int | None, now: datetime) -> Reservation:
    return replace(one, state="reserved", answer_by=None, decided_by=by, decided_at=now, rev=one.rev + 1)


def declined(one: Reservation, by: int, reason: str, now: datetime) -> Reservation:
    said = replace(one, state="declined", answer_by=None, decided_by=by, decided_at=now, rev=one.rev + 1)
    return replace(said, cancelled_by="centre", reason=reason)


def cancelled(one: Reservation, by: Actor, reason: str | None = None) -> Reservation:
    return replace(one, state="cancelled", answer_by=None, cancelled_by=by, reason=reason, rev=one.rev + 1)


def expired(one: Reservation) -> Reservation:
    return replace(one, state="expired", answer_by=None, rev=one.rev + 1)


def moved(one: Reservation, wanted: Wanted, zone: ZoneInfo, until: datetime) -> Reservation:
    """The same at other hours: asked for anew."""
    return replace(
        one,
        room_id=wanted.room_id,
        people=wanted.people,
        starts_at=wanted.starts_at,
        ends_at=wanted.ends_at,
        local_start=promised(wanted.starts_at, zone),
        state="requested",
        answer_by=until,
        decided_at=None,
        decided_by=None,
        rev=one.rev + 1,
    )
