"""Visits that staff have to confirm: a request owns its time from the start, so two for one time cannot exist."""

from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

import actions.closures
import actions.desk
import actions.offers
import actions.reminders
import rules.booking
import rules.desk
import rules.requests
import screens.booking
import screens.requests
import storage.audit
import storage.availability
import storage.booking
import storage.cards
import storage.centres
import storage.outbox
import storage.people
import storage.visits
from rules.booking import Booking, Policy
from rules.desk import Card
from rules.letters import Lane, Letter, Recipient, Screen
from rules.people import Person, Role
from rules.refusal import NotYours
from rules.visits import Visit
from screens.words import Words
from storage.booking import Did
from storage.work import Work

ASKED, ACCEPTED, DECLINED, UNANSWERED = (
    "requests.asked",
    "requests.accepted",
    "requests.declined",
    "requests.unanswered",
)

Data = Mapping[str, str | int | None]


def promise(work: Work, person: Person, booked: Booking, policy: Policy) -> None:
    """What a booking says by itself; one that waits for a yes asks the staff for it."""
    storage.outbox.retract(work, _about(booked.id))
    if booked.state != "requested":
        actions.reminders.promise(work, person, booked, policy)
        return
    for each in _deciding(work, booked):
        _put(work, each, booked, ASKED)
    unanswered = max(work.now, booked.starts_at - rules.requests.SOON)
    letter = Letter(UNANSWERED, Lane.REMINDER, _data(booked), centre_id=booked.centre_id)
    to = Recipient(person.telegram_id, person.id)
    storage.outbox.put(work, to, letter, about=_about(booked.id), due_at=unanswered, expires_at=booked.starts_at)


def _deciding(work: Work, booked: Booking) -> list[Person]:
    """The centre's coordinators, and the specialist it is about."""
    found = storage.people.staff(work, booked.centre_id, Role.COORDINATOR, Role.SPECIALIST)
    return [each for each in found if _decides(each, booked)]


def _decides(person: Person, booked: Booking) -> bool:
    here = [grant for grant in person.grants if grant.centre_id == booked.centre_id]
    leading = any(grant.role is Role.COORDINATOR for grant in here)
    return leading or any(grant.specialist_id == booked.specialist_id for grant in here if grant.specialist_id)


def _put(work: Work, to: Person, booked: Booking, kind: str) -> None:
    """A letter to staff is no personal matter of theirs; one to the person needs their consent."""
    centre_id = None if kind == ASKED else booked.centre_id
    letter = Letter(kind, Lane.ANSWER, _data(booked), centre_id=centre_id)
    until = booked.starts_at
    storage.outbox.put(work, Recipient(to.telegram_id, to.id), letter, about=_about(booked.id), expires_at=until)


def _data(booked: Booking) -> dict[str, str | int | None]:
    return {"booking": booked.id, "rev": booked.rev}


def _about(booking_id: int) -> str:
    return f"request:{booking_id}"


def waiting(work: Work, person: Person, centre_id: int) -> list[Visit]:
    """What waits for the person's yes, without names. Raises NotYours."""
    mine = actions.desk.recording(work, person, centre_id)
    theirs = [each for each in storage.booking.requested(work, centre_id) if mine.sees(each.specialist_id)]
    found = (storage.visits.visit(work, each.id) for each in theirs)
    return [actions.closures.nameless(each) for each in found if each]


def request(work: Work, person: Person, booking_id: int) -> Card:
    """One of them, with its name; the reading is noted. Raises NotYours."""
    return _noted(work, person, _seen(work, person, booking_id))


def _noted(work: Work, person: Person, seen: Card) -> Card:
    """Whoever reads a name leaves a line."""
    booking = seen.visit.booking
    if booking.person_id is not None:
        storage.audit.note(work, person.id, booking.centre_id, "request_read", booking.person_id, booking.id)
    return seen


def _seen(work: Work, person: Person, booking_id: int) -> Card:
    booking = storage.booking.booking(work, booking_id)
    if booking is None:
        raise NotYours
    mine = actions.desk.post(work, person, booking.centre_id)
    rules.desk.changing(mine, booking.specialist_id)
    return actions.desk.card(work, mine, booking_id)


def accept(work: Work, person: Person, booking_id: int, rev: int) -> Card:
    """The visit takes place: its person is told, and reminded as of any. Raises a Refusal."""
    before = _seen(work, person, booking_id).visit.booking
    rules.requests.check(before, rev, work.now)
    after = rules.booking.accepted(before)
    citizen = _answered(work, person, before, after, "accept")
    if citizen is not None:
        policy = storage.availability.policy(work, after.centre_id, after.topic_id)
        actions.reminders.promise(work, citizen, after, policy)
        actions.reminders.seen(work, after.id)
        _put(work, citizen, after, ACCEPTED)
    return _noted(work, person, _seen(work, person, booking_id))


def decline(work: Work, person: Person, booking_id: int, rev: int, reason: str) -> Card:
    """The visit does not take place: its person is told why, with other times. Raises a Refusal."""
    why = rules.requests.reason(reason)
    before = _seen(work, person, booking_id).visit.booking
    rules.requests.check(before, rev, work.now)
    after = rules.booking.cancelled(before, "centre", f"declined_{why}", work.now)
    citizen = _answered(work, person, before, after, "decline")
    storage.booking.release(work, after.id)
    if citizen is not None:
        _put(work, citizen, after, DECLINED)
    actions.offers.cancelled(work, after)
    return _noted(work, person, _seen(work, person, booking_id))


def _answered(work: Work, person: Person, before: Booking, after: Booking, did: Did) -> Person | None:
    storage.booking.change(work, before, after)
    storage.booking.log(work, person.id, did, before, after)
    storage.outbox.retract(work, _about(before.id))
    return storage.people.person(work, before.person_id) if before.person_id is not None else None


def asked_letter(work: Work, person: Person, data: Data) -> Screen | None:
    """Nothing to say where somebody has answered, or the reader decides no longer."""
    visit = storage.visits.visit(work, int(data["booking"] or 0))
    if visit is None or visit.booking.state != "requested" or visit.booking.rev != data["rev"]:
        return None
    if not _decides(person, visit.booking):
        return None
    return screens.requests.asked(actions.closures.nameless(visit), _words(person, visit.booking))


def _words(person: Person, booking: Booking) -> Words:
    return Words(person.language, ZoneInfo(booking.zone))


def _own(work: Work, person: Person, data: Data) -> Booking | None:
    """The booking, if it is still as the letter was written for."""
    found = storage.booking.own(work, int(data["booking"] or 0), person.id)
    return found if found is not None and found.rev == data["rev"] else None


def accepted_letter(work: Work, person: Person, data: Data) -> Screen | None:
    found = _own(work, person, data)
    if found is None or found.state != "booked":
        return None
    words = _words(person, found)
    return screens.booking.booked(storage.cards.card(work, found), words, screens.requests.confirmed(words))


def declined_letter(work: Work, person: Person, data: Data) -> Screen | None:
    found = _own(work, person, data)
    if found is None or found.state != "cancelled":
        return None
    times = actions.closures.offers(work, person, found)
    return screens.requests.declined(storage.cards.card(work, found), times, _words(person, found))


def unanswered_letter(work: Work, person: Person, data: Data) -> Screen | None:
    found = _own(work, person, data)
    if found is None or found.state != "requested":
        return None
    return screens.requests.unanswered(storage.cards.card(work, found), _words(person, found))


RENDERERS: dict[str, Callable[[Work, Person, Data], Screen | None]] = {
    ASKED: asked_letter,
    ACCEPTED: accepted_letter,
    DECLINED: declined_letter,
    UNANSWERED: unanswered_letter,
}
"""How each kind of letter is worded, at the send."""
