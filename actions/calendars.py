"""Visits for calendar programs: links given and taken back, and what such a link leads to."""

from dataclasses import dataclass
from datetime import datetime

import storage.booking
import storage.cards
import storage.centres
import storage.feeds
import storage.memo
import storage.people
from rules.booking import Booking
from rules.cards import Card
from rules.people import Language, Person, Role
from rules.refusal import NotYours, OutdatedButton
from storage.work import Work

SHOWN = frozenset({"booked", "arrived", "done", "cancelled"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One visit with the code and name of its centre."""

    card: Card
    centre_code: str
    centre: str


@dataclass(frozen=True, slots=True)
class Feed:
    """What a link leads to, in its owner's language."""

    entries: tuple[Entry, ...]
    language: Language
    of_work: bool
    now: datetime


@dataclass(frozen=True, slots=True)
class Links:
    """Since when each link is live; `works`: whether this is a specialist, who may have one of their days."""

    own: datetime | None
    of_work: datetime | None
    works: bool


def entry(work: Work, person: Person, booking_id: int) -> Entry:
    """One's own booking, to be put into a calendar or taken out of it. Raises NotYours, OutdatedButton."""
    booking = storage.booking.own(work, booking_id, person.id)
    if booking is None:
        raise NotYours
    if booking.state not in SHOWN:
        raise OutdatedButton
    return _entry(work, person.language, booking)


def _entry(work: Work, language: Language, booking: Booking) -> Entry:
    centre = storage.memo.read(work, storage.centres.centre, booking.centre_id)
    return Entry(
        storage.cards.card(work, booking), centre.code if centre else "", centre.name(language) if centre else ""
    )


def links(work: Work, person: Person) -> Links:
    own = storage.feeds.since(work, person.id, of_work=False)
    of_work = storage.feeds.since(work, person.id, of_work=True)
    return Links(own, of_work, _specialist(work, person.id) is not None)


def _specialist(work: Work, person_id: int) -> int | None:
    """As which specialist this person works at this very moment."""
    known = storage.people.person(work, person_id)
    grants = known.grants if known else ()
    return next((each.specialist_id for each in grants if each.role is Role.SPECIALIST and each.specialist_id), None)


def begin(work: Work, person: Person, of_work: int) -> str:
    """The token of a new link, told this once; the link before is dead. Raises NotYours."""
    if of_work and _specialist(work, person.id) is None:
        raise NotYours
    return storage.feeds.begin(work, person.id, of_work=bool(of_work))


def end(work: Work, person: Person, of_work: int) -> Links:
    """Take a link back."""
    storage.feeds.end(work, person.id, of_work=bool(of_work))
    return links(work, person)


def feed(work: Work, token: str) -> Feed | None:
    """What a program that follows the link reads; None where nobody has it, or has lost the post it was for."""
    found = storage.feeds.whose(work, token)
    person = storage.people.person(work, found[0]) if found else None
    if found is None or person is None:
        return None
    if not found[1]:
        return _feed(work, person, storage.feeds.visits(work, person.id), of_work=False)
    specialist_id = _specialist(work, person.id)
    return _feed(work, person, storage.feeds.days(work, specialist_id), of_work=True) if specialist_id else None


def _feed(work: Work, person: Person, visits: list[Booking], *, of_work: bool) -> Feed:
    entries = tuple(_entry(work, person.language, each) for each in visits)
    return Feed(entries, person.language, of_work, work.now)
