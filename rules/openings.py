"""What a person may choose from: everything free times are worked out of, read once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import rules.availability
from rules.availability import FreeTime, Roster, Timetable, Wanted
from rules.booking import Policy
from rules.cells import Span
from rules.clockwork import local
from rules.settings import CentreSettings


@dataclass(frozen=True, slots=True)
class Slot:
    """A time somebody tapped: when, and with whom."""

    specialist_id: int
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Openings:
    """Free times of one topic at one centre. `busy`: cells claimed for each specialist, buffers included.

    `names` are the specialists'; `passed_over` is a start not offered: the one that a person is moving away from.
    """

    timetable: Timetable
    rosters: tuple[Roster, ...]
    busy: Mapping[int, Sequence[Span]]
    wanted: Wanted
    names: Mapping[int, str] = field(default_factory=dict)
    passed_over: datetime | None = None

    def times(self) -> Iterator[FreeTime]:
        """Earliest first; worked out as they are read."""
        found = rules.availability.free_times(self.timetable, self.rosters, self.busy, self.wanted)
        return (time for time in found if time.starts_at != self.passed_over)

    def at(self, slot: Slot) -> FreeTime | None:
        """This very time with this specialist, if it is free."""
        mine = self.of(slot.specialist_id)
        return rules.availability.free_at(mine.timetable, mine.rosters, mine.busy, mine.wanted, slot.starts_at)

    def receives(self, specialist_id: int, starts_at: datetime, ends_at: datetime) -> bool:
        """Whether the specialist is at work during all of this time, other visits left aside."""
        return any(
            rules.availability.is_open(self.timetable, roster, starts_at, ends_at)
            for roster in self.of(specialist_id).rosters
        )

    def by_day(self) -> dict[date, int]:
        """Starts left on each day that somebody works; 0 is a full day."""
        counts = rules.availability.counts_by_day(self.timetable, self.rosters, self.busy, self.wanted)
        return {day: free - self._passes_over(day) for day, free in counts.items()}

    def _passes_over(self, day: date) -> bool:
        """Whether the start not offered would be free on this day."""
        if self.passed_over is None or local(self.passed_over, self.timetable.zone).date() != day:
            return False
        there = rules.availability.free_at(self.timetable, self.rosters, self.busy, self.wanted, self.passed_over)
        return there is not None

    def on(self, day: date) -> "Openings":
        """The same for one local day; a day beyond the horizon has nothing."""
        return replace(self, wanted=replace(self.wanted, days=tuple(each for each in self.wanted.days if each == day)))

    def of(self, specialist_id: int) -> "Openings":
        """The same with one specialist alone."""
        return replace(self, rosters=tuple(each for each in self.rosters if each.specialist_id == specialist_id))

    def instead_of(self, starts_at: datetime, specialist_id: int | None) -> "Openings":
        """For moving away from this time: it is not offered, and at any other the same specialist stands first."""
        in_order = sorted(self.rosters, key=lambda roster: roster.specialist_id != specialist_id)
        return replace(self, rosters=tuple(in_order), passed_over=starts_at)


def policy(settings: CentreSettings, topic: str = "") -> Policy:
    """The rules of visits as the centre has set them, for the topic of this code; the rest keeps its default."""
    terms = settings.of_topic(topic)
    notice = settings.notice_minutes if terms.notice_minutes is None else terms.notice_minutes
    return Policy(
        slot_minutes=settings.slot_minutes,
        horizon_days=terms.horizon_days or settings.horizon_days,
        max_open_bookings=settings.max_open_bookings,
        most_of_topic=terms.most or 1,
        ways=terms.ways or settings.ways,
        confirm=terms.confirm,
        buffer_minutes=settings.buffer_minutes,
        notice=timedelta(minutes=notice),
        hold=timedelta(minutes=settings.hold_minutes),
    )
