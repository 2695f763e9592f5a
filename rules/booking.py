"""A consultation: what it is, and what becomes of it."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from rules.availability import FreeTime, Wanted
from rules.cells import cells
from rules.centres import Centre
from rules.clockwork import local, on_the_wall, wall
from rules.people import Language, Person
from rules.refusal import (
    HoldExpired,
)
from rules.ways import Mode

State = Literal["held", "requested", "booked", "arrived", "done", "no_show", "cancelled", "expired"]
Source = Literal["chat", "walk_in", "call", "offer"]  # an offer from the waiting list, until it is taken
Actor = Literal["person", "centre"]

TRANSITIONS: dict[State, frozenset[State]] = {
    "held": frozenset({"requested", "booked", "cancelled", "expired"}),
    "requested": frozenset({"booked", "cancelled", "expired"}),
    "booked": frozenset({"arrived", "no_show", "done", "cancelled"}),
    "arrived": frozenset({"done", "booked", "no_show"}),
    "no_show": frozenset({"booked", "arrived"}),
    "done": frozenset({"arrived", "booked"}),
    "cancelled": frozenset({"requested", "booked"}),
    "expired": frozenset(),
}
"""From each state to the next ones; a way back is an undoing, within the policy's time."""

TAKING: frozenset[State] = frozenset({"requested", "booked"})
"""A visit that takes its time, also while it waits for the staff to confirm it: it owns its claims from the start."""

MARKS: frozenset[State] = frozenset({"arrived", "no_show", "done"})
"""What staff note of a visit."""

_YEARS = "ABEHKMPCTX"  # look the same in Latin and Cyrillic: a number can be read out and typed on any keyboard


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules of one centre for its visits."""

    slot_minutes: int = 15
    horizon_days: int = 30
    max_open_bookings: int = 2
    most_of_topic: int = 1
    ways: tuple[Mode, ...] = ("office",)
    confirm: bool = False  # staff say yes first
    buffer_minutes: int = 0
    notice: timedelta = timedelta(minutes=30)
    hold: timedelta = timedelta(minutes=10)
    undo: timedelta = timedelta(minutes=10)
    remind_day_before: timedelta = timedelta(hours=24)
    remind_soon: timedelta = timedelta(hours=2)
    no_show_after: timedelta = timedelta(minutes=10)
    unmark: timedelta = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Booking:
    """`local_start` is the wall time that was promised (2026-11-26T10:00 in `zone`); `rev` grows with each change.

    Without `person_id` it is a walk-in or a caller; without `specialist_id`, an old record. A case of several visits
    is called by the id of its first; `case_id` is None where the visit goes on with none.
    The bits of `packed` tell which of the things to bring are ticked. With `for_name` it is for another
    person: whose link is not opened yet, as long as nobody is `booked_by`; then `person_id` is that person.
    With `session_id` it is a seat at a group consultation, numbered as long as it is taken.
    """

    id: int
    centre_id: int
    specialist_id: int | None
    person_id: int | None
    topic_id: int
    state: State
    starts_at: datetime
    ends_at: datetime
    local_start: str
    zone: str
    language: Language
    created_at: datetime
    rev: int = 0
    source: Source = "chat"
    mode: Mode = "office"
    hold_expires_at: datetime | None = None
    coming: bool | None = None
    for_name: str | None = None
    booked_by: int | None = None
    cancelled_at: datetime | None = None
    cancelled_by: Actor | None = None
    cancel_reason: str | None = None
    marked_at: datetime | None = None
    case_id: int | None = None
    packed: int = 0
    session_id: int | None = None
    seat: int | None = None

    @property
    def case(self) -> int:
        """The id of the visit that its case began with, perhaps its own."""
        return self.case_id or self.id

    @property
    def number(self) -> str:
        return number(self.id, self.created_at.year)

    @property
    def visitor_id(self) -> int | None:
        """Who comes, where the bot knows them."""
        unopened = self.for_name is not None and self.booked_by is None
        return None if unopened else self.person_id

    @property
    def day(self) -> date:
        """The local day that was promised."""
        return date.fromisoformat(self.local_start[:10])

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds()) // 60


def number(booking_id: int, year: int) -> str:
    """What a person reads out at the desk, such as A-0042: the letter of the year, and nothing about anybody."""
    return f"{_YEARS[year % len(_YEARS)]}-{booking_id:04}"


def local_start(starts_at: datetime, zone: ZoneInfo) -> str:
    """The promise on the wall, to be stored beside the moment: 2026-11-26T10:00."""
    return on_the_wall(starts_at, zone)


def retimed(booking: Booking) -> Booking:
    """The same booking at the moment when the clock on the wall shows what was promised, by the zone as it is now."""
    promised = datetime.fromisoformat(booking.local_start)
    start = wall(promised.date(), promised.time(), ZoneInfo(booking.zone))
    if start == booking.starts_at:
        return booking
    return replace(booking, starts_at=start, ends_at=start + (booking.ends_at - booking.starts_at), rev=booking.rev + 1)


def wanted(minutes: int, policy: Policy, zone: ZoneInfo, now: datetime) -> Wanted:
    """What a person may look for today: from the minimum notice on, up to the horizon."""
    today = local(now, zone).date()
    days = tuple(today + timedelta(days=ahead) for ahead in range(policy.horizon_days + 1))
    return Wanted(minutes, days, now + policy.notice, policy.slot_minutes, policy.buffer_minutes)


def is_live(booking: Booking, now: datetime) -> bool:
    """Whether it still takes its time: a hold until it expires, a booking until the visit is over."""
    if booking.hold_expires_at is not None:
        return booking.state == "held" and booking.hold_expires_at > now
    return booking.state in TAKING and booking.ends_at > now


def spoken(own: Language, centre: Centre) -> Language:
    """The language of a visit, until somebody chooses: one's own where the centre speaks it."""
    return own if own in centre.settings.languages else centre.default_language


def begun(person: Person, centre: Centre, topic_id: int, time: FreeTime, now: datetime) -> Booking:
    """A booking of this person that is not kept yet, at the centre."""
    return Booking(
        id=0,
        centre_id=centre.id,
        specialist_id=time.specialist_id,
        person_id=person.id,
        topic_id=topic_id,
        state="booked",
        starts_at=time.starts_at,
        ends_at=time.ends_at,
        local_start=local_start(time.starts_at, centre.zone),
        zone=centre.zone.key,
        language=spoken(person.language, centre),
        created_at=now,
    )


def handed_on(booking: Booking, to: Person, language: Language) -> Booking:
    """The person it is for has opened the link: it is theirs now, and the booker's to look after."""
    return replace(
        booking, person_id=to.id, booked_by=booking.person_id, language=language, coming=None, rev=booking.rev + 1
    )


def moved(booking: Booking, time: FreeTime) -> Booking:
    """The same booking at another time: same id, next revision, the answer to the reminder forgotten."""
    return replace(
        booking,
        specialist_id=time.specialist_id,
        starts_at=time.starts_at,
        ends_at=time.ends_at,
        local_start=local_start(time.starts_at, ZoneInfo(booking.zone)),
        rev=booking.rev + 1,
        coming=None,
        session_id=None,
        seat=None,
    )


def expired(booking: Booking) -> Booking:
    """A hold that nobody has confirmed in time."""
    return replace(booking, state="expired", hold_expires_at=None, seat=None, rev=booking.rev + 1)


def cancelled(booking: Booking, by: Actor, reason: str | None, now: datetime) -> Booking:
    return replace(
        booking,
        state="cancelled",
        hold_expires_at=None,
        cancelled_at=now,
        cancelled_by=by,
        cancel_reason=reason,
        seat=None,
        rev=booking.rev + 1,
    )


def restored(booking: Booking, *, ask: bool = False) -> Booking:
    return replace(
        booking,
        state="requested" if ask else "booked",
        cancelled_at=None,
        cancelled_by=None,
        cancel_reason=None,
        rev=booking.rev + 1,
    )


def confirmed(booking: Booking, now: datetime, *, ask: bool = False) -> Booking:
    """A hold made a booking, or with `ask` a request. Raises HoldExpired."""
    if not is_live(booking, now):
        raise HoldExpired
    return replace(booking, state="requested" if ask else "booked", hold_expires_at=None, rev=booking.rev + 1)


def accepted(booking: Booking) -> Booking:
    """A request that staff have said yes to."""
    return replace(booking, state="booked", rev=booking.rev + 1)


def marked(booking: Booking, state: State, now: datetime) -> Booking:
    at = now if state in MARKS else None
    return replace(booking, state=state, marked_at=at, rev=booking.rev + 1)


def claimed_cells(starts_at: datetime, ends_at: datetime, policy: Policy) -> range:
    """Cells of the specialist: the visit with its buffer. A person or a room is claimed without one."""
    return cells(starts_at, ends_at + timedelta(minutes=policy.buffer_minutes))
