"""Hours in which a centre, or one of its specialists, receives nobody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rules.cells import CELL_SECONDS, Interval
from rules.clockwork import local, wall
from rules.offers import AFTERNOON
from rules.refusal import AlreadyDone, OutdatedButton, TooLate
from rules.reservations import Seen
from rules.visits import Visit

CHOICES = 8  # buttons of hours on one screen
LONGEST = timedelta(hours=25)  # one local day, also where the clock is put back
_MIDNIGHT = time(0)

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Hours:
    """Some hours of one specialist; without a specialist, of the whole centre."""

    centre_id: int
    specialist_id: int | None
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Closure:
    """Closed hours; `specialist` is the name of the one they are for."""

    id: int
    centre_id: int
    specialist_id: int | None
    starts_at: datetime
    ends_at: datetime
    lifted_at: datetime | None = None
    specialist: str | None = None


@dataclass(frozen=True, slots=True)
class Closed:
    """What a closing came to: `told` get a letter, `unreached` have no chat and are to be phoned.

    `rooms`: halls and desks that ended with it and whose people are to be phoned.
    """

    closure: Closure
    told: tuple[Visit, ...]
    unreached: tuple[Visit, ...]
    rooms: tuple[Seen, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """Whom a closing would touch; `closure` is there where these very hours are closed already.

    `rooms`: halls and desks lent then, which end with the hours of the whole centre.
    """

    hours: Hours
    specialist: str | None
    touched: tuple[Visit, ...]
    closure: Closure | None = None
    rooms: tuple[Seen, ...] = ()


def check(hours: Hours, now: datetime) -> None:
    """Whether these hours can be closed still. Raises a Refusal; a forged button is an outdated one."""
    length = hours.ends_at - hours.starts_at
    on_grid = all(moment.timestamp() % CELL_SECONDS == 0 for moment in (hours.starts_at, hours.ends_at))
    if not timedelta() < length <= LONGEST or not on_grid:
        raise OutdatedButton
    if hours.ends_at <= now:
        raise TooLate


def check_lift(closure: Closure, now: datetime) -> None:
    """Whether the hours can be opened again. Raises a Refusal."""
    if closure.lifted_at is not None:
        raise AlreadyDone
    if closure.ends_at <= now:
        raise TooLate


def whole_day(day: date, zone: ZoneInfo) -> Span:
    return wall(day, _MIDNIGHT, zone), wall(day + timedelta(days=1), _MIDNIGHT, zone)


def halves(day: date, zone: ZoneInfo) -> tuple[Span, Span]:
    """Before and after the hour when the centres go to lunch."""
    starts_at, ends_at = whole_day(day, zone)
    noon = wall(day, AFTERNOON, zone)
    return (starts_at, noon), (noon, ends_at)


def is_whole_day(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> bool:
    return whole_day(local(starts_at, zone).date(), zone) == (starts_at, ends_at)


def from_hours(day: date, hours: Iterable[Interval], zone: ZoneInfo) -> list[datetime]:
    """Whole hours of work from which closing may begin, eight at most."""
    inside = [time(hour) for hour in range(24) if any(opens <= time(hour) < _end(closes) for opens, closes in hours)]
    return _thinned([wall(day, at, zone) for at in inside])


def until_hours(since: datetime, hours: Sequence[Interval], zone: ZoneInfo) -> list[datetime]:
    """Whole hours of work at which closing may end, and the end of the day; eight at most."""
    there = local(since, zone)
    later = (time(hour) for hour in range(there.hour + 1, 24))
    inside = [at for at in later if any(opens < at <= _end(closes) for opens, closes in hours)]
    _, midnight = whole_day(there.date(), zone)
    return [*_thinned([wall(there.date(), at, zone) for at in inside], CHOICES - 1), midnight]


def _end(closes: time) -> time:
    return time.max if closes == _MIDNIGHT else closes


def _thinned(moments: list[datetime], most: int = CHOICES) -> list[datetime]:
    step = -(-len(moments) // most) if moments else 1
    return moments[::step]
