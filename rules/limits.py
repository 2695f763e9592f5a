"""What a person, and staff, may do with a booking at this moment. Each no is a Refusal."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from rules.availability import FreeTime
from rules.booking import MARKS, TAKING, TRANSITIONS, Booking, Policy, State, is_live
from rules.refusal import (
    AlreadyBooked,
    AlreadyDone,
    HoldExpired,
    NotYet,
    NotYours,
    OutdatedButton,
    PersonBusy,
    TooLate,
    TooManyBookings,
    TooSoon,
)


def visits(own: Iterable[Booking], person_id: int) -> list[Booking]:
    """Those that the person comes to, of all they look after."""
    return [booking for booking in own if booking.visitor_id == person_id]


def check(time: FreeTime, topic_id: int, own: Sequence[Booking], policy: Policy, now: datetime) -> None:
    """Whether a person whose bookings at this centre are `own` may take this time. Raises BookingRefused."""
    live = [booking for booking in own if is_live(booking, now)]
    check_topic(topic_id, live, policy, now)
    check_time(time, live, policy, now)
    check_cap(live, policy, now)


def check_cap(own: Iterable[Booking], policy: Policy, now: datetime) -> None:
    """Whether the person may look after one booking more, their own or another's. Raises TooManyBookings."""
    if sum(is_live(booking, now) for booking in own) >= policy.max_open_bookings:
        raise TooManyBookings(policy.max_open_bookings)


def check_topic(topic_id: int, own: Iterable[Booking], policy: Policy, now: datetime) -> None:
    """Whether the person may hold one booking more about this topic. Raises AlreadyBooked, which names the first."""
    same = [booking for booking in own if booking.topic_id == topic_id and is_live(booking, now)]
    if len(same) >= policy.most_of_topic:
        raise AlreadyBooked(same[0].starts_at, same[0].id)


def check_time(time: FreeTime, others: Iterable[Booking], policy: Policy, now: datetime) -> None:
    """Whether the time is far enough ahead and beside the person's other visits: for booking and for moving."""
    if time.starts_at < now + policy.notice:
        raise TooSoon
    if any(_overlap(time, booking) for booking in others if is_live(booking, now)):
        raise PersonBusy


def _overlap(time: FreeTime, booking: Booking) -> bool:
    return time.starts_at < booking.ends_at and booking.starts_at < time.ends_at


def check_change(booking: Booking, person_id: int, rev: int, now: datetime) -> None:
    """Whether this person may still move or cancel, by a button made for `rev`. Raises a Refusal."""
    if person_id not in {booking.person_id, booking.booked_by}:
        raise NotYours
    if booking.state in {"cancelled", "expired"}:
        raise AlreadyDone
    if booking.rev != rev or booking.state not in {"held", *TAKING}:
        raise OutdatedButton
    if now >= booking.starts_at:
        raise TooLate
    if not is_live(booking, now):
        raise HoldExpired


def check_mark(booking: Booking, state: State, policy: Policy, now: datetime) -> None:
    """Whether staff may set this state now, or take a mark back to `booked`. Raises a Refusal."""
    if booking.state == state:
        raise AlreadyDone
    if state not in TRANSITIONS[booking.state] or booking.state not in MARKS | {"booked"}:
        raise OutdatedButton
    if booking.state in MARKS and now > (booking.marked_at or booking.ends_at) + policy.unmark:
        raise TooLate
    if state == "no_show" and now < booking.starts_at + policy.no_show_after:
        raise NotYet


def check_undo_cancel(booking: Booking, policy: Policy, now: datetime) -> None:
    """Whether a cancelled visit may come back; that its time is still free is for the claims to say."""
    if booking.state != "cancelled":
        raise AlreadyDone
    if booking.cancelled_at is None or now > booking.cancelled_at + policy.undo or now >= booking.starts_at:
        raise TooLate


def may_undo(booking: Booking, policy: Policy, now: datetime) -> bool:
    """Whether a booking just made is still offered an undoing, without a question why."""
    return booking.state in TAKING and now <= booking.created_at + policy.undo and now < booking.starts_at
