"""A case: visits of one person on one matter, each going on where the last one ended."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from rules.availability import FreeTime
from rules.booking import Booking
from rules.feedback import Feedback
from rules.outcomes import CAME, Outcome
from rules.refusal import OutdatedButton
from rules.visits import Visit

LATER = timedelta(days=7)  # what was agreed takes a while to do
AT_MOST = 400  # free times looked at for one


@dataclass(frozen=True, slots=True)
class Case:
    """Its visits, earliest first, as one of them (`about`) leads to it; `next_time` is free to go on with."""

    about: Booking
    visits: tuple[Visit, ...]
    outcomes: Mapping[int, Outcome] = field(default_factory=dict)
    said: Feedback | None = None
    next_time: FreeTime | None = None

    @property
    def visit(self) -> Visit:
        """The one it is looked at from."""
        return next(each for each in self.visits if each.booking.id == self.about.id)

    @property
    def earlier(self) -> tuple[Visit, ...]:
        return tuple(each for each in self.visits if each.booking.starts_at < self.about.starts_at)


def check_goes_on(before: Booking, now: datetime) -> None:
    """Whether another visit can go on with this one: one that was kept, or whose time has come. Raises a Refusal."""
    if before.state not in CAME and not (before.state == "booked" and before.starts_at <= now):
        raise OutdatedButton


def proposed(times: Iterable[FreeTime], before: Booking) -> FreeTime | None:
    """The first free time a week after the visit; where there is none so late, the last before it."""
    last = None
    for time in times:
        last = time
        if time.starts_at >= before.starts_at + LATER:
            break
    return last
