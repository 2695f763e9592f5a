"""A day on which some of a centre's people receive in a district, at another place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from rules.availability import Roster
from rules.cells import Interval
from rules.centres import Texts
from rules.clockwork import local, wall
from rules.refusal import AlreadyDone, OutdatedButton, TextTooLong, TextTooShort, TooLate
from rules.visits import Visit

State = Literal["open", "cancelled"]

PLACE_LEAST, PLACE_MOST = 3, 200


@dataclass(frozen=True, slots=True)
class FieldDay:
    id: int
    centre_id: int
    day: date
    starts_at: datetime
    ends_at: datetime
    place_kk: str
    place_ru: str
    state: State
    created_at: datetime
    created_by: int | None = None
    specialists: tuple[int, ...] = ()

    @property
    def place(self) -> Texts:
        return Texts(self.place_kk, self.place_ru)

    def hours(self, zone: ZoneInfo) -> Interval:
        return local(self.starts_at, zone).time(), local(self.ends_at, zone).time()


def check(one: FieldDay, zone: ZoneInfo, now: datetime) -> None:
    """Whether it can be held: from tomorrow on, within a year, by somebody. Raises a Refusal."""
    today = local(now, zone).date()
    if one.day <= today:
        raise TooLate
    if one.day > today + timedelta(days=365) or not one.specialists or one.starts_at >= one.ends_at:
        raise OutdatedButton
    if local(one.starts_at, zone).date() != one.day or one.ends_at > whole(one.day, zone)[1]:
        raise OutdatedButton
    for words in (one.place_kk, one.place_ru):
        check_place(words)


def check_place(words: str) -> None:
    """Raises TextTooShort, TextTooLong."""
    if len(words) < PLACE_LEAST:
        raise TextTooShort(PLACE_LEAST)
    if len(words) > PLACE_MOST:
        raise TextTooLong(len(words), PLACE_MOST)


def whole(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The local day from midnight to midnight."""
    midnight = time(0)
    return wall(day, midnight, zone), wall(day + timedelta(days=1), midnight, zone)


def check_cancel(one: FieldDay, now: datetime) -> None:
    """Raises AlreadyDone, TooLate."""
    if one.state == "cancelled":
        raise AlreadyDone
    if one.ends_at <= now:
        raise TooLate


def cancelled(one: FieldDay) -> FieldDay:
    return replace(one, state="cancelled")


Away = Mapping[int, Sequence[FieldDay]]


def at_the_office(rosters: Sequence[Roster], away: Away) -> tuple[Roster, ...]:
    """Who is in a district on a day is not at the centre, at no hour of it."""
    return _on_dates(rosters, {whose: {one.day: () for one in days} for whose, days in away.items()})


def wherever(rosters: Sequence[Roster], away: Away, zone: ZoneInfo) -> tuple[Roster, ...]:
    """When each of them receives, be it at the centre or in a district."""
    return _on_dates(rosters, {whose: {one.day: (one.hours(zone),) for one in days} for whose, days in away.items()})


def _on_dates(
    rosters: Sequence[Roster], dates: Mapping[int, Mapping[date, tuple[Interval, ...]]]
) -> tuple[Roster, ...]:
    if not dates:
        return tuple(rosters)
    return tuple(replace(each, days={**each.days, **dates.get(each.specialist_id, {})}) for each in rosters)


def in_the_district(rosters: Sequence[Roster], one: FieldDay, zone: ZoneInfo) -> tuple[Roster, ...]:
    """Its people at its hours, and at no others."""
    hours = {one.day: (one.hours(zone),)}
    return tuple(
        replace(each, weekdays=frozenset(), week={}, days=hours)
        for each in rosters
        if each.specialist_id in one.specialists
    )


def today(zone: ZoneInfo, now: datetime) -> date:
    return local(now, zone).date()


def planned(centre_id: int, day: date, hours: Interval, who: Sequence[int], zone: ZoneInfo) -> FieldDay:
    """One that is not held yet; its place is still to be named."""
    opens, closes = hours
    ends_on = day if closes != time(0) else day + timedelta(days=1)
    starts_at, ends_at = wall(day, opens, zone), wall(ends_on, closes, zone)
    return FieldDay(0, centre_id, day, starts_at, ends_at, "", "", "open", starts_at, None, tuple(sorted(set(who))))


@dataclass(frozen=True, slots=True)
class Preview:
    """A field day that is not held yet, the names of those who go, and whom it touches at the centre."""

    field_day: FieldDay
    names: tuple[str, ...]
    touched: tuple[Visit, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """What a plan came to: `told` get a letter, `unreached` have no chat and are to be phoned."""

    field_day: FieldDay
    names: tuple[str, ...]
    told: tuple[Visit, ...]
    unreached: tuple[Visit, ...]


@dataclass(frozen=True, slots=True)
class Cancelled:
    field_day: FieldDay
    told: tuple[Visit, ...]
    unreached: tuple[Visit, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """Whom to expect there, in the order of time."""

    field_day: FieldDay
    names: tuple[str, ...]
    visits: tuple[Visit, ...]
    is_over: bool
