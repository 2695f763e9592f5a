"""Deeds of a citizen about a group consultation: look at it, take a seat. A seat is a booking like any other."""

from dataclasses import dataclass

import actions.booking
import storage.booking
import storage.cards
import storage.sessions
import storage.waiting_list
from rules.availability import FreeTime
from rules.booking import Booking
from rules.cards import Card
from rules.people import Person
from rules.refusal import NotFound, SessionFull, SessionOver
from rules.sessions import Seen, Session, check_open, seated
from rules.waiting_list import Entry
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Standing:
    """A session, and how somebody stands there: their seat, or their place in its queue."""

    seen: Seen
    seat: Booking | None = None
    entry: Entry | None = None


def standing(work: Work, person: Person, session_id: int) -> Standing:
    """Raises NotFound, SessionOver."""
    one = open_one(work, session_id)
    own = [each for each in storage.booking.open_of(work, person.id) if each.session_id == one.id and each.seat]
    seat = next((each for each in own if each.state == "booked"), None)
    entry = storage.waiting_list.of_topic(work, person.id, one.topic_id)
    return Standing(storage.sessions.seen(work, one), seat, entry if entry and entry.session_id == one.id else None)


def open_one(work: Work, session_id: int) -> Session:
    """A session that will take place. Raises NotFound, SessionOver."""
    known = storage.sessions.session(work, session_id)
    if known is None:
        raise NotFound
    held = storage.sessions.held(work, session_id)
    if held is None:
        raise SessionOver(known.starts_at, known.topic_id)
    check_open(held, work.now)
    return held


def take(work: Work, person: Person, session_id: int) -> Card:
    """Take the first free seat; where consent or name is missing still, hold it until they are given.

    Raises SessionFull, BookingRefused or JobClosed. A person holds one time at most.
    """
    one = open_one(work, session_id)
    time = FreeTime(one.starts_at, one.ends_at, one.specialist_id)
    actions.booking.allowed(work, person, (one.centre_id, one.topic_id), time, person.id)
    seat = storage.sessions.free_seat(work, one)
    if seat is None:
        raise SessionFull(one.id)
    return actions.booking.keep(work, person, seated(person, one, seat, work.now))


def own_seat(work: Work, person: Person, session_id: int) -> Card | None:
    """The person's seat there, as it stands: a second tap on «take a seat» is no mistake to speak of."""
    found = storage.booking.looked_after(work, person.id)
    mine = next((each for each in found if each.session_id == session_id), None)
    return storage.cards.shown(work, mine, person.id) if mine else None
