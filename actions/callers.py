"""Callers: a name for the record of a call, and the record given up when they call again."""

import actions.desk
import rules.callers
import rules.desk
import storage.booking
import storage.callers
from rules.desk import Card
from rules.people import Person
from rules.refusal import OutdatedButton
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
