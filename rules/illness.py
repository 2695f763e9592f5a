"""A specialist cannot come: what each of their visits can become, and how long a new time is held."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from rules.availability import FreeTime
from rules.booking import Booking
from rules.clockwork import next_allowed, wall
from rules.closures import Hours
from rules.openings import Openings, Slot
from rules.people import Language
from rules.visits import Visit
from rules.waiting_list import QUIET_FROM, QUIET_TO

Outcome = Literal["colleague", "another", "line", "phone"]
"""The same time with a colleague; another time, held; the waiting list; nobody to write to."""
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

SPANS = (1, 2, 7)
"""Days from today on: today, until tomorrow, a week."""

HELD = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one visit is to become; `time` is the new one, where there is one."""

    visit: Visit
    outcome: Outcome
    time: FreeTime | None = None
    specialist: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What would become of each visit, before anything is done."""

    hours: Hours
    specialist: str
    proposals: tuple[Proposal, ...]

    def count(self, outcome: Outcome) -> int:
        return sum(each.outcome == outcome for each in self.proposals)


@dataclass(frozen=True, slots=True)
class Report:
    """How far it has come: `left` visits are still to be looked at, `phone` are those somebody has to call."""

    closure_id: int
    hours: Hours
    specialist: str
    left: int
    done: tuple[Outcome, ...] = ()
    phone: tuple[Visit, ...] = ()

    @property
    def counts(self) -> Mapping[Outcome, int]:
        found = Counter(self.done)
        return {outcome: found[outcome] for outcome in OUTCOMES}


def span(today: date, days: int, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Whole days from today on."""
    return wall(today, time(0), zone), wall(today + timedelta(days=days), time(0), zone)


def held_until(now: datetime, zone: ZoneInfo) -> datetime:
    """How long a new time waits for its tap: two hours, of the day only."""
    awake = next_allowed(now, zone, QUIET_FROM, QUIET_TO)
    until = awake + HELD
    morning = next_allowed(until, zone, QUIET_FROM, QUIET_TO)
    return until if morning == until else morning + HELD


def with_colleague(found: Openings, booking: Booking, languages: Mapping[int, tuple[Language, ...]]) -> FreeTime | None:
    """The very same time; somebody who speaks the language of the visit goes first."""
    soon = replace(found, wanted=replace(found.wanted, not_before=booking.starts_at))
    colleagues = [each.specialist_id for each in found.rosters if each.specialist_id != booking.specialist_id]
    in_order = sorted(colleagues, key=lambda each: booking.language not in languages.get(each, ()))
    times = (soon.at(Slot(each, booking.starts_at)) for each in in_order)
    return next((each for each in times if each is not None), None)


def later(found: Openings, booking: Booking, kept: datetime) -> FreeTime | None:
    """The next time that is not before the old one, nor before the person has had time to answer."""
    after = max(booking.starts_at, kept, found.wanted.not_before)
    times = replace(found, wanted=replace(found.wanted, not_before=after)).times()
    return next((each for each in times if each.starts_at > booking.starts_at), None)


def taken(found: Openings, spans: Iterable[tuple[int, tuple[int, int]]]) -> Openings:
    """The same without these cells of these specialists: what a plan has given away already."""
    busy = {each: list(those) for each, those in found.busy.items()}
    for specialist_id, cells in spans:
        busy.setdefault(specialist_id, []).append(cells)
    return replace(found, busy=busy)


def without(found: Openings, specialist_id: int, cells: tuple[int, int]) -> Openings:
    """The same with these cells of this specialist closed."""
    rosters = tuple(
        replace(each, closed=(*each.closed, cells)) if each.specialist_id == specialist_id else each
        for each in found.rosters
    )
    return replace(found, rosters=rosters)
