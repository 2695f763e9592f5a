"""Notes of the staff about a visit: each reading leaves a line, and the person never sees them."""

import actions.desk
import rules.desk
import rules.outcomes
import storage.audit
import storage.booking
import storage.notes
from rules.desk import Card
from rules.people import Person
from rules.refusal import AlreadyDone
from storage.booking import Did
from storage.work import Work


def read(work: Work, person: Person, booking_id: int) -> tuple[Card, str]:
    """The visit and its note, empty where there is none. Raises NotYours."""
    seen = actions.desk.card(work, actions.desk.post_at(work, person, booking_id), booking_id)
    _note(work, person, "note_read", seen)
    return seen, storage.notes.note(work, booking_id)


def write(work: Work, person: Person, booking_id: int, typed: str) -> Card:
    """Keep these words instead of what was there. Raises NotYours, TextTooShort, TextTooLong, IinTyped."""
    seen = _changing(work, person, booking_id)
    storage.notes.write(work, booking_id, rules.outcomes.check_words(typed), person.id)
    return _done(work, person, "note", seen)


def strike(work: Work, person: Person, booking_id: int) -> Card:
    """Take the note away. Raises NotYours, AlreadyDone."""
    seen = _changing(work, person, booking_id)
    if not storage.notes.strike(work, booking_id):
        raise AlreadyDone
    return _done(work, person, "unnote", seen)


def _changing(work: Work, person: Person, booking_id: int) -> Card:
    seen = actions.desk.card(work, actions.desk.post_at(work, person, booking_id), booking_id)
    rules.desk.changing(seen.post, seen.visit.booking.specialist_id)
    return seen


def _done(work: Work, person: Person, did: Did, seen: Card) -> Card:
    booking = seen.visit.booking
    storage.booking.log(work, person.id, did, booking, booking)
    _note(work, person, "note_written", seen)
    return actions.desk.card(work, seen.post, booking.id)


def _note(work: Work, person: Person, deed: str, seen: Card) -> None:
    booking = seen.visit.booking
    if booking.person_id is not None:
        storage.audit.note(work, person.id, booking.centre_id, deed, booking.person_id, booking.id)
