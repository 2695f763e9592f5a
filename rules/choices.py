"""What a screen of times offers: three to begin with, a week of days, a day of hours."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

import rules.offers
from rules.availability import FreeTime
from rules.cards import Card
from rules.centres import Topic
from rules.clockwork import local
from rules.field_days import FieldDay
from rules.offers import AT_MOST, DayPart
from rules.openings import Openings
from rules.sessions import Seen
from rules.ways import Mode

PAGE = 6  # times on one screen

Day = tuple[date, int]
"""A day and how many times are free on it."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What a time is chosen for: booking this topic, or moving `booking_id` in its revision `rev`.

    `specialist_id`: with this specialist alone; 0 for whoever is free. `way`: as `rules.ways` counts them; 0 for the
    one offered first.
    """

    topic_id: int
    booking_id: int = 0
    rev: int = 0
    specialist_id: int = 0
    way: int = 0


@dataclass(frozen=True, slots=True)
class Offer:
    starts_at: datetime
    specialist_id: int
    specialist: str


@dataclass(frozen=True, slots=True)
class Earliest:
    """The first times of a topic; `until` is the last day looked at. `moving` is the booking to be moved.

    `specialists`: how many there are to choose from. `ways`: how the visit can be held.
    `written`: whether one may ask in writing instead. `sessions`: group consultations on the topic; `away`: days on
    which somebody receives about it in a district.
    """

    topic: Topic
    offers: tuple[Offer, ...]
    until: date
    moving: Card | None = None
    specialists: int = 1
    ways: tuple[Mode, ...] = ("office",)
    written: bool = False
    sessions: tuple[Seen, ...] = ()
    away: tuple[FieldDay, ...] = ()


Fit = Literal["fits", "near", "none"]


@dataclass(frozen=True, slots=True)
class Wished:
    """Times for what was asked in words: they fit, lie near the hour asked, or are the earliest as nothing does."""

    found: Earliest
    fit: Fit


@dataclass(frozen=True, slots=True)
class Week:
    """Days on which somebody works; `before` and `after` are days of the weeks beside it, if there are such."""

    days: tuple[Day, ...]
    before: date | None = None
    after: date | None = None


@dataclass(frozen=True, slots=True)
class HalfDay:
    part: DayPart
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Hours:
    """One page of a day. With more than one half on it, it is the whole day. `more` and `other` are pages beside it."""

    day: date
    halves: tuple[HalfDay, ...]
    more: int | None = None
    other: tuple[DayPart, int] | None = None


def three(found: Openings, preferred: int | None) -> tuple[FreeTime, ...]:
    """The three earliest, of the preferred specialist as far as they have any."""
    zone = found.timetable.zone
    theirs = rules.offers.three_earliest(found.of(preferred).times(), zone) if preferred else ()
    if len(theirs) == AT_MOST:
        return theirs
    others = rules.offers.three_earliest(found.times(), zone)
    fill = [time for time in others if time.starts_at not in {each.starts_at for each in theirs}]
    return tuple(sorted([*theirs, *fill][:AT_MOST], key=lambda time: time.starts_at))


def week(by_day: Mapping[date, int], day: date | None) -> Week:
    """The week of `day`; without one, or where it has nothing to show, the first with a free time."""
    weeks: dict[tuple[int, int], list[Day]] = {}
    for each, free in sorted(by_day.items()):
        weeks.setdefault(_week(each), []).append((each, free))
    if not weeks:
        return Week(())
    first_free = next((each for each, free in sorted(by_day.items()) if free), min(by_day))
    order = list(weeks)
    asked = _week(day) if day else None
    at = order.index(asked if asked in weeks else _week(first_free))
    before, after = order[at - 1] if at else None, order[at + 1] if at + 1 < len(order) else None
    return Week(
        tuple(weeks[order[at]]),
        weeks[before][0][0] if before else None,
        weeks[after][0][0] if after else None,
    )


def _week(day: date) -> tuple[int, int]:
    year, number, _ = day.isocalendar()
    return year, number


def hours(day: date, offers: Sequence[Offer], zone: ZoneInfo, page: int) -> Hours:
    """The page of this number; one beyond the last is the last."""
    halves = _halves(offers, zone)
    if len(offers) <= PAGE:
        return Hours(day, tuple(halves))
    pages = [HalfDay(half.part, part) for half in halves for part in _cut(half.offers)]
    at = min(max(page, 0), len(pages) - 1)
    here = pages[at].part
    following = at + 1 if at + 1 < len(pages) and pages[at + 1].part == here else None
    other = next(((each.part, number) for number, each in enumerate(pages) if each.part != here), None)
    return Hours(day, (pages[at],), following, other)


def _halves(offers: Iterable[Offer], zone: ZoneInfo) -> list[HalfDay]:
    parts: dict[DayPart, list[Offer]] = {}
    for offer in offers:
        parts.setdefault(rules.offers.part_of_day(local(offer.starts_at, zone).time()), []).append(offer)
    return [HalfDay(part, tuple(those)) for part, those in parts.items()]


def _cut(offers: Sequence[Offer]) -> list[tuple[Offer, ...]]:
    return [tuple(offers[start : start + PAGE]) for start in range(0, len(offers), PAGE)]
