"""Callers: a name for the record of a call; and another time, for a caller or for anybody who has booked."""

import actions.desk
import actions.offers
import actions.reminders
import rules.booking
import rules.callers
import rules.desk
import rules.offers
import rules.openings
import storage.availability
import storage.booking
import storage.callers
import storage.centres
from rules.availability import FreeTime
from rules.booking import Booking
from rules.desk import Card
from rules.openings import Slot
from rules.people import Person
from rules.refusal import OutdatedButton, TimeTaken, TooLate
from storage.availability import NOBODY, Asker
from storage.work import Work


def naming(work: Work, person: Person, booking_id: int) -> Card:
    """The record of a call, for whoever may name its caller. Raises NotYours, OutdatedButton."""
    seen = actions.desk.card(work, actions.desk.post_at(work, person, booking_id), booking_id)
    rules.desk.changing(seen.post, seen.visit.booking.specialist_id)
    if seen.visit.booking.source != "call":
        raise OutdatedButton
    return seen


def name(work: Work, person: Person, booking_id: int, typed: str) -> Card:
    """Keep who called. Raises NotYours, NotText, IinTyped."""
    seen = naming(work, person, booking_id)
    storage.callers.keep(work, booking_id, rules.callers.read(typed))
    booking = seen.visit.booking
    storage.booking.log(work, person.id, "name", booking, booking)
    return actions.desk.card(work, seen.post, booking_id)


def moving(work: Work, person: Person, booking_id: int) -> Card:
    """A visit to come that this member of staff may give another time; a seat in a group moves with the group.

    Raises NotYours, OutdatedButton, TooLate.
    """
    seen = actions.desk.card(work, actions.desk.post_at(work, person, booking_id), booking_id)
    rules.desk.changing(seen.post, seen.visit.booking.specialist_id)
    if seen.visit.booking.state != "booked" or seen.visit.booking.session_id is not None:
        raise OutdatedButton
    if seen.visit.booking.starts_at <= work.now:
        raise TooLate
    return seen


def times(work: Work, person: Person, centre_id: int, topic_id: int, booking_id: int = 0) -> tuple[FreeTime, ...]:
    """Every free start of the topic that this member of staff may give; for a booking, what suits its person.

    Raises a Refusal.
    """
    mine = actions.desk.calling(work, person, centre_id)
    asker = _asker(moving(work, person, booking_id).visit.booking) if booking_id else NOBODY
    found = storage.availability.openings(work, centre_id, topic_id, asker)
    found = found if mine.specialist_id is None else found.of(mine.specialist_id)
    return tuple(rules.offers.once_each(found.times()))


def move(work: Work, person: Person, booking_id: int, rev: int, slot: Slot) -> Card:
    """Give another time; the old one is let go with it, or stays. Whoever booked it is told. Raises a Refusal."""
    seen = moving(work, person, booking_id)
    before = seen.visit.booking
    rules.desk.changing(seen.post, slot.specialist_id)
    if before.rev != rev:
        raise OutdatedButton
    time = storage.availability.openings(work, before.centre_id, before.topic_id, _asker(before)).at(slot)
    if time is None:
        raise TimeTaken
    _take(work, person, before, rules.booking.moved(before, time))
    return actions.desk.card(work, seen.post, booking_id)


def _asker(booking: Booking) -> Asker:
    """Their other visits are in the way; the one to be moved is not."""
    return Asker(booking.visitor_id, booking.id)


def _take(work: Work, person: Person, before: Booking, after: Booking) -> None:
    centre = storage.centres.known(work, before.centre_id)
    storage.booking.release(work, before.id)
    storage.booking.claim(work, after, rules.openings.policy(centre.settings))
    storage.booking.log(work, person.id, "move", before, storage.booking.change(work, before, after))
    actions.reminders.moved_by_staff(work, before, after)
    actions.offers.freed(work, before.centre_id)
