"""Booking for another person: by name, with a link to hand on; once opened, the booking is theirs.

Who has booked looks after it still: they are reminded, may move and cancel it, and see nothing more of it.
"""

from dataclasses import dataclass, replace

import actions.booking
import actions.people
import rules.booking
import rules.limits
import storage.availability
import storage.booking
import storage.cards
import storage.centres
import storage.handovers
import storage.memo
import storage.people
import storage.phones
from rules.booking import Booking
from rules.cards import Card
from rules.openings import Slot
from rules.people import Person, clean_name
from rules.refusal import AlreadyDone, ConsentMissing, InvitationSpent, NotFound, NotText, NotYours, PhoneMissing
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Handed:
    """A booking for another person, and the token of its link, told this once."""

    card: Card
    token: str


def begin(work: Work, person: Person, about: tuple[int, int], slot: Slot, way: int) -> Card:
    """Hold a time for another person while their name is typed; `about` are centre and topic. Raises a Refusal."""
    if not person.name or not storage.people.agreed(work, person.id, about[0]):
        raise ConsentMissing
    if held := _held(work, person, slot):
        return storage.cards.card(work, held)
    new = replace(actions.booking.begun(work, person, about, slot, way, visits=False), for_name="")
    _callable(work, new, person)
    return actions.booking.hold(work, person, new)


def _held(work: Work, person: Person, slot: Slot) -> Booking | None:
    """This very time, if it is held for another already: a button pressed twice."""
    own = storage.booking.open_of(work, person.id)
    held = (each for each in own if each.state == "held" and each.for_name is not None)
    same = (each for each in held if (each.specialist_id, each.starts_at) == (slot.specialist_id, slot.starts_at))
    return next((each for each in same if rules.booking.is_live(each, work.now)), None)


def _callable(work: Work, booked: Booking, person: Person) -> None:
    if booked.mode == "phone" and not storage.phones.number(work, person.id):
        raise PhoneMissing


def look(work: Work, person: Person, booking_id: int) -> Card:
    """A booking of one's own that may be handed on still. Raises a Refusal."""
    return storage.cards.card(work, _mine(work, person, booking_id))


def _mine(work: Work, person: Person, booking_id: int) -> Booking:
    before = storage.booking.own(work, booking_id, person.id)
    if before is None:
        raise NotYours
    rules.limits.check_change(before, person.id, before.rev, work.now)
    if before.booked_by is not None:
        raise AlreadyDone
    return before


def name(work: Work, person: Person, booking_id: int, typed: str) -> Handed:
    """The booking is for this person; a time held for them is booked. Raises a Refusal."""
    before, named = _mine(work, person, booking_id), clean_name(typed)
    if not named:
        raise NotText
    booked = rules.booking.confirmed(before, work.now) if before.state == "held" else before
    after = replace(booked, for_name=named, rev=before.rev + 1)
    _claim_again(work, after)
    card = actions.booking.change(work, person, before, after, "for_other")
    return Handed(card, storage.handovers.make(work, after.id))


def _claim_again(work: Work, after: Booking) -> None:
    """Who comes has changed: their own time is claimed, nobody else's."""
    storage.booking.release(work, after.id)
    policy = storage.availability.policy(work, after.centre_id, after.topic_id)
    storage.booking.claim(work, after, policy)


def link(work: Work, person: Person, booking_id: int) -> Handed:
    """A new link for a booking whose person has not opened one. Raises a Refusal."""
    before = _mine(work, person, booking_id)
    if not before.for_name:
        raise AlreadyDone
    return Handed(storage.cards.card(work, before), storage.handovers.make(work, before.id))


def opened(work: Work, token: str) -> Card:
    """What the link hands on, without a number of anybody's. Raises InvitationSpent."""
    return replace(storage.cards.card(work, _behind(work, token)), call="", for_name="")


def _behind(work: Work, token: str) -> Booking:
    found = storage.handovers.behind(work, token)
    if found is None or found.state != "booked" or found.starts_at <= work.now or found.booked_by is not None:
        raise InvitationSpent
    return found


def accept(work: Work, person: Person, token: str) -> Card:
    """Whoever has opened the link takes the booking over. Raises a Refusal; PersonBusy leaves all as it was."""
    before = _behind(work, token)
    if before.person_id == person.id:
        raise NotYours
    if not storage.people.agreed(work, person.id, before.centre_id):
        raise ConsentMissing
    _callable(work, before, person)
    known = person if person.name else actions.people.introduce(work, person, before.for_name or "")
    centre = storage.memo.read(work, storage.centres.centre, before.centre_id)
    if centre is None:
        raise NotFound
    after = rules.booking.handed_on(before, known, rules.booking.spoken(known.language, centre))
    _claim_again(work, after)
    storage.handovers.end(work, before.id)
    return actions.booking.change(work, known, before, after, "join")
