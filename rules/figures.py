"""The figures of a month: numbers counted from rows, in sections; what is not known stays apart as not known."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Self
from zoneinfo import ZoneInfo

from rules.base_lines import BaseLine
from rules.centres import Centre, Texts
from rules.clockwork import local, wall
from rules.refusal import OutdatedButton

MONTHS = 12
BACK = 60  # months that can be looked at, this one not counted
_MIDNIGHT = time(0)


@dataclass(frozen=True, slots=True, order=True)
class Month:
    year: int
    month: int

    @classmethod
    def of(cls, number: int) -> Self:
        """The month that `number` stands for on a button."""
        return cls(number // MONTHS, number % MONTHS + 1)

    @classmethod
    def at(cls, moment: datetime, zone: ZoneInfo) -> Self:
        """The month on the wall calendar of `zone`."""
        there = local(moment, zone)
        return cls(there.year, there.month)

    @property
    def number(self) -> int:
        return self.year * MONTHS + self.month - 1

    def later(self, months: int) -> "Month":
        return Month.of(self.number + months)

    def span(self, zone: ZoneInfo) -> "Span":
        following = self.later(1)
        first, end = date(self.year, self.month, 1), date(following.year, following.month, 1)
        return Span(wall(first, _MIDNIGHT, zone), wall(end, _MIDNIGHT, zone), zone)


@dataclass(frozen=True, slots=True)
class Span:
    """From `since` on, before `until`; days are those of `zone`."""

    since: datetime
    until: datetime
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Line:
    """One number. `what` is worded by the screens; `named` is a name from the data, as a topic's."""

    what: str
    count: int
    named: Texts | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Numbers of one kind, none of them left out where it is nought."""

    name: str
    lines: tuple[Line, ...]

    def count(self, what: str) -> int:
        return sum(line.count for line in self.lines if line.what == what)

    @property
    def total(self) -> int:
        return sum(line.count for line in self.lines)


@dataclass(frozen=True, slots=True)
class Report:
    """A centre's month as it was at `now`. `base` are numbers from before, which nothing here was counted into."""

    centre: Centre
    month: Month
    now: datetime
    sections: tuple[Section, ...]
    base: tuple[BaseLine, ...]

    def section(self, name: str) -> Section:
        return next(section for section in self.sections if section.name == name)


def chosen(number: int, now: datetime, zone: ZoneInfo) -> Month:
    """The month of a button, 0 for this one. Raises OutdatedButton for one to come, or too long ago."""
    this = Month.at(now, zone)
    month = Month.of(number) if number else this
    if not this.later(-BACK) <= month <= this:
        raise OutdatedButton
    return month
