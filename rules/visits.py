"""A visit as the desk reads it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from rules.booking import Booking
from rules.centres import Texts


@dataclass(frozen=True, slots=True)
class Visit:
    """A booking with its names. `name` is the person's own; None where there is none to read.

    `call`: the number to call where the visit is held by phone and the person has sent one.
    `late`: by how many minutes its specialist's day has slipped. `many`: it stands for so many people, each with a
    seat at one group consultation.
    """

    booking: Booking
    topic: Texts
    specialist: str | None
    name: str | None = None
    call: str | None = None
    late: int = 0
    many: int = 0


@dataclass(frozen=True, slots=True)
class Logged:
    """One change of a booking. Without `actor_id` it was the bot itself, or somebody who is erased since."""

    at: datetime
    deed: str
    actor_id: int | None
    actor: str | None
    starts_at: datetime | None


@dataclass(frozen=True, slots=True)
class Tally:
    """What has become of the visits of a day; what nobody has noted is unknown, not a no-show."""

    booked: int
    came: int
    missed: int

    @property
    def unknown(self) -> int:
        return self.booked - self.came - self.missed


def tally(visits: Sequence[Visit]) -> Tally:
    states = [visit.booking.state for visit in visits]
    return Tally(len(states), states.count("arrived") + states.count("done"), states.count("no_show"))


def by_time(visits: Iterable[Visit]) -> list[Visit]:
    return sorted(visits, key=lambda visit: (visit.booking.starts_at, visit.booking.id))


def gathered(visits: Iterable[Visit]) -> list[Visit]:
    """The seats of a group consultation as one line of the day; the rest as they are."""
    found: dict[tuple[int, int], list[Visit]] = {}
    for visit in visits:
        session_id = visit.booking.session_id
        found.setdefault((session_id, 0) if session_id else (0, visit.booking.id), []).append(visit)
    return [replace(those[0], many=len(those)) if those[0].booking.session_id else those[0] for those in found.values()]


def standing(visits: Sequence[Visit], now: datetime) -> int:
    """The place, in the order of time, of the first visit that is still to be received; 0 where none is."""
    waiting = (place for place, visit in enumerate(visits) if _waits(visit.booking, now))
    return next(waiting, 0)


def _waits(booking: Booking, now: datetime) -> bool:
    return booking.state == "booked" and booking.ends_at > now
