"""What a few words add to a wish, and how such parts come together. Parts that contradict each other make no wish."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, time, timedelta
from typing import Any

from rules.spoken_words import HalfDay
from rules.wishes import Wish

_HOURS: dict[HalfDay, tuple[time | None, time | None]] = {
    "morning": (None, time(12)),
    "before lunch": (None, time(13)),
    "noon": (time(12), time(14)),
    "day": (time(12), time(17)),
    "after lunch": (time(13), None),
    "evening": (time(16), None),
}
_BEFORE_NOON = ("morning", "before lunch")
_NOON = 12
_OPENING = 8  # «в 3» is three in the afternoon: nobody is received before eight


class Contradiction(Exception):
    """Two parts of a sentence cannot both be meant."""


class Unknown(Exception):
    """Words that nothing here knows."""


class NoSuchDay(Exception):
    """No calendar has this day."""


class Past(Exception):
    """The day is over."""


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour as it was said: «3» may be either half of the day unless the words beside it tell."""

    hour: int
    minute: int = 0
    half_day: HalfDay | None = None

    def at(self, half_day: HalfDay | None) -> time:
        """On the clock of 24 hours. `half_day` is what the rest of the sentence says."""
        told = self.half_day or half_day
        early = self.hour < (_NOON if told else _OPENING)
        return time(self.hour + _NOON * (early and told not in _BEFORE_NOON), self.minute)


@dataclass(frozen=True, slots=True)
class Part:
    """What one phrase says; None where it says nothing of the kind."""

    since: date | None = None
    until: date | None = None
    weekday: int | None = None  # Monday is 0
    at: Hour | None = None
    after: Hour | None = None
    before: Hour | None = None
    half_day: HalfDay | None = None
    soon: bool | None = None  # as early as possible


_NAMES = tuple(field.name for field in fields(Part))


def on(day: date) -> Part:
    return Part(since=day, until=day)


def joined(parts: Iterable[Part]) -> Part:
    """All that was said, together. Raises Contradiction."""
    whole = Part()
    for part in parts:
        whole = replace(whole, **{name: _one(getattr(whole, name), getattr(part, name)) for name in _NAMES})
    return whole


def _one(known: Any, said: Any) -> Any:
    if known is not None and said is not None and known != said:
        raise Contradiction
    return known if said is None else said


def wish(said: Part, today: date) -> Wish:
    """The window that was said, from today on. Raises Contradiction, Past."""
    since, until = _days(said, today)
    if until is not None and until < today:
        raise Past
    half = said.half_day
    at, after, before = (hour.at(half) if hour else None for hour in (said.at, said.after, said.before))
    earliest, latest = _HOURS[half] if half and not (at or after or before) else (None, None)
    return Wish(max(since, today), until, after or earliest, before or latest, at)


def _days(said: Part, today: date) -> tuple[date, date | None]:
    since = said.since or today
    if said.weekday is None:
        return since, said.until
    start = since if said.until == said.since else max(since, today)
    day = start + timedelta(days=(said.weekday - start.weekday()) % 7)
    if said.until is not None and day > said.until:
        raise Contradiction
    return day, day
