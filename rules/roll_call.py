"""The end of a day: everybody came but those who are named; what nobody knows stays unknown."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from rules.booking import Booking, Policy, State
from rules.delays import turn
from rules.desk import Post
from rules.visits import Visit

_MARKED = frozenset({"arrived", "no_show"})


@dataclass(frozen=True, slots=True)
class Noted:
    """What a roll call has come to. `second`: by it the whole of it is taken back."""

    came: int
    missed: int
    early: int
    second: int


def waiting(visits: Iterable[Visit], post: Post, now: datetime) -> list[Visit]:
    """Whom this post can note now: those whose visit has begun and who are not noted yet."""
    return [visit for visit in visits if _is_open(visit.booking, now) and post.sees(visit.booking.specialist_id)]


def _is_open(booking: Booking, now: datetime) -> bool:
    return booking.state == "booked" and booking.starts_at <= now


def state(visit: Visit, absent: Collection[int], policy: Policy, now: datetime) -> State | None:
    """What to note of them; None: it is too early to write them off."""
    if visit.booking.id not in absent:
        return "arrived"
    return "no_show" if now >= turn(visit.booking, visit.late) + policy.no_show_after else None


def noted_at(visits: Iterable[Visit], post: Post, second: int) -> list[Visit]:
    """Those noted in this second."""
    return [
        visit
        for visit in visits
        if visit.booking.state in _MARKED
        and visit.booking.source != "walk_in"
        and visit.booking.marked_at is not None
        and int(visit.booking.marked_at.timestamp()) == second
        and post.sees(visit.booking.specialist_id)
    ]
