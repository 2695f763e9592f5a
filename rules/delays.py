"""Running late: by how much a specialist's day has slipped, and who still waits for their turn."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from rules.booking import Booking, Policy
from rules.desk import Post
from rules.refusal import AlreadyDone, OutdatedButton
from rules.visits import Visit

STEPS = (15, 30)
MOST = 240  # minutes: who is later than that closes hours instead
SECOND_THOUGHTS = timedelta(seconds=30)  # a slip of the finger must not reach everybody who waits


@dataclass(frozen=True, slots=True)
class Running:
    """One specialist's day as it goes: minutes late, and how many wait still; some of them cannot be written to."""

    specialist_id: int
    specialist: str
    minutes: int
    waiting: int
    unreached: int


@dataclass(frozen=True, slots=True)
class Delays:
    """All who receive today, for one post. `in_group`: a whole group reads it."""

    post: Post
    running: tuple[Running, ...]
    in_group: bool = False


def waits(booking: Booking, late: int, policy: Policy, now: datetime) -> bool:
    """Whether somebody's turn is still to come, so far as one knows: nobody is told who sits before the specialist."""
    turn = booking.starts_at + timedelta(minutes=late)
    if booking.state == "arrived":
        return booking.source != "walk_in" and turn > now
    return booking.state == "booked" and turn + policy.no_show_after > now


def turn(booking: Booking, late: int) -> datetime:
    return booking.starts_at + timedelta(minutes=late)


def after(standing: int, minutes: int, before: int) -> int:
    """The minutes after a press of +15, +30 or 0, on a button made for `before`. Raises a Refusal."""
    if standing != before:
        raise AlreadyDone
    wanted = standing + minutes if minutes else 0
    if minutes not in {0, *STEPS} or wanted > MOST or wanted == standing:
        raise OutdatedButton
    return wanted


def patient(policy: Policy, late: int) -> Policy:
    """Nobody is written off while those before them are late."""
    return replace(policy, no_show_after=policy.no_show_after + timedelta(minutes=late))


def by_specialist(visits: Iterable[Visit]) -> dict[int, list[Visit]]:
    found: dict[int, list[Visit]] = {}
    for visit in visits:
        if visit.booking.specialist_id is not None:
            found.setdefault(visit.booking.specialist_id, []).append(visit)
    return found
