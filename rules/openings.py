"""What a person may choose from: everything free times are worked out of, read once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import rules.availability
from rules.availability import FreeTime, Roster, Span, Timetable, Wanted
from rules.booking import Policy
from rules.settings import CentreSettings


@dataclass(frozen=True, slots=True)
class Openings:
    """Free times of one topic at one centre. `busy`: cells claimed for each specialist, buffers included."""

    timetable: Timetable
    rosters: tuple[Roster, ...]
    busy: Mapping[int, Sequence[Span]]
    wanted: Wanted

    def times(self) -> Iterator[FreeTime]:
        """Earliest first; worked out as they are read."""
        return rules.availability.free_times(self.timetable, self.rosters, self.busy, self.wanted)

    def at(self, starts_at: datetime, specialist_id: int) -> FreeTime | None:
        """This very time with this specialist, if it is free."""
        mine = self.of(specialist_id)
        return rules.availability.free_at(mine.timetable, mine.rosters, mine.busy, mine.wanted, starts_at)

    def by_day(self) -> dict[date, int]:
        """Starts left on each day that somebody works; 0 is a full day."""
        return rules.availability.counts_by_day(self.timetable, self.rosters, self.busy, self.wanted)

    def on(self, day: date) -> "Openings":
        """The same for one local day; a day beyond the horizon has nothing."""
        return replace(self, wanted=replace(self.wanted, days=tuple(each for each in self.wanted.days if each == day)))

    def of(self, specialist_id: int) -> "Openings":
        """The same with one specialist alone."""
        return replace(self, rosters=tuple(each for each in self.rosters if each.specialist_id == specialist_id))

    def preferring(self, specialist_id: int | None) -> "Openings":
        """At the same moment, this specialist stands first."""
        in_order = sorted(self.rosters, key=lambda roster: roster.specialist_id != specialist_id)
        return replace(self, rosters=tuple(in_order))


def policy(settings: CentreSettings) -> Policy:
    """The rules of visits as the centre has set them; what it cannot set keeps its default."""
    return Policy(
        slot_minutes=settings.slot_minutes,
        horizon_days=settings.horizon_days,
        max_open_bookings=settings.max_open_bookings,
        buffer_minutes=settings.buffer_minutes,
        notice=timedelta(minutes=settings.notice_minutes),
        hold=timedelta(minutes=settings.hold_minutes),
    )
