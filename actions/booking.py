"""Deeds of a citizen about consultations: book, hold, confirm, move, cancel, and undo each of them."""

from dataclasses import replace
from datetime import timedelta

import actions.offers
import actions.reminders
import actions.requests
import rules.booking
import rules.limits
import rules.ways
import storage.availability
import storage.booking
import storage.cards
import storage.centres
import storage.field_days
import storage.memo
import storage.people
import storage.phones
import storage.sessions
from rules.availability import FreeTime
from rules.booking import Booking, Policy
from rules.cards import Card, Moved
from rules.centres import Centre
from rules.clockwork import local
from rules.jobs import Job
from rules.openings import Openings, Slot
from rules.people import Person
from rules.refusal import (
    AlreadyDone,
    ConsentMissing,
    HoldExpired,
    JobClosed,
    NotFound,
    NotYours,
    OutdatedButton,
    PhoneMissing,
    TimeTaken,
)
from storage.availability import Asker
from storage.booking import Did
from storage.work import Work

JOB: Job = "booking"


def book(work: Work, person: Person, centre_id: int, topic_id: int, slot: Slot, way: int = 0) -> Card:  # noqa: PLR0913, PLR0917 -- a time and what it is for
    """Book this time; where consent, name or the number to call is missing still, hold it until they are given.

    Raises BookingRefused or JobClosed. A person holds one time at most: choosing another lets the first go.
    """
    return keep(work, person, begun(work, person, (centre_id, topic_id), slot, way))


def keep(work: Work, person: Person, new: Booking) -> Card:
    """Keep what has been begun: as a booking, or held until what is missing is there."""
    ready = bool(person.name) and storage.people.agreed(work, person.id, new.centre_id) and _can_be_called(work, new)
    return _begin(work, person, new) if ready else hold(work, person, new)


def begun(work: Work, person: Person, about: tuple[int, int], slot: Slot, way: int, *, visits: bool = True) -> Booking:  # noqa: PLR0913 -- a time and what it is for
    """A booking of this free time that is not kept yet; not `visits`: another person comes. Raises a Refusal."""
    visitor_id = person.id if visits else None
    found = storage.availability.openings(work, *about, Asker(visitor_id), slot.starts_at)
    centre, policy = allowed(work, person, about, _time(found, slot), visitor_id)
    time = found.at(slot)
    if time is None:
        raise TimeTaken
    new = rules.booking.begun(person, centre, about[1], time, work.now)
    away = storage.field_days.at(work, centre.id, slot.specialist_id, local(slot.starts_at, centre.zone).date())
    return replace(new, mode="office" if away else rules.ways.chosen(way, policy.ways))


def allowed(
    work: Work, person: Person, about: tuple[int, int], time: FreeTime, visitor_id: int | None
) -> tuple[Centre, Policy]:
    """Whether the person may begin something new then; whatever they hold besides ends. Raises a Refusal."""
    centre, own = _open_centre(work, about[0]), _own_but_holds(work, person)
    policy = storage.availability.policy(work, *about)
    check(work, time, own, new_for=about, policy=policy, visitor_id=visitor_id)
    return centre, policy


def _can_be_called(work: Work, booked: Booking) -> bool:
    return booked.mode != "phone" or bool(storage.phones.number(work, booked.person_id or 0))


def _time(found: Openings, slot: Slot) -> FreeTime:
    """The visit that would begin then, free or not."""
    return FreeTime(slot.starts_at, slot.starts_at + timedelta(minutes=found.wanted.minutes), slot.specialist_id)


def check(  # noqa: PLR0913 -- the limits, and all they look at
    work: Work,
    time: FreeTime,
    own: list[Booking],
    *,
    new_for: tuple[int, int],
    policy: Policy,
    visitor_id: int | None,
) -> None:
    """The limits of the centre, and of one person who cannot be in two places; one's own topic is told first."""
    centre_id, topic_id = new_for
    visits = rules.limits.visits(own, visitor_id) if visitor_id else []
    here = [each for each in visits if each.centre_id == centre_id]
    rules.limits.check_topic(topic_id, here, policy, work.now)
    rules.limits.check_time(time, visits, policy, work.now)
    rules.limits.check_cap((each for each in own if each.centre_id == centre_id), policy, work.now)


def _begin(work: Work, person: Person, new: Booking) -> Card:
    policy = policy_of(work, new)
    booked = storage.booking.insert(work, replace(new, state="requested" if policy.confirm else "booked"))
    storage.booking.claim(work, booked, policy)
    storage.booking.log(work, person.id, "request" if policy.confirm else "book", None, booked)
    actions.requests.promise(work, person, booked, policy)
    actions.offers.booked(work, person, booked.topic_id)
    return storage.cards.card(work, booked)


def hold(work: Work, person: Person, new: Booking) -> Card:
    """Keep the time for some minutes, until what is missing is there."""
    policy = policy_of(work, new)
    held = storage.booking.insert(work, replace(new, state="held", hold_expires_at=work.now + policy.hold))
    storage.booking.claim(work, held, policy)
    storage.booking.log(work, person.id, "hold", None, held)
    return storage.cards.card(work, held)


def let_go(work: Work, person: Person) -> None:
    """End whatever the person holds, as they do not give consent."""
    _own_but_holds(work, person)


def _own_but_holds(work: Work, person: Person) -> list[Booking]:
    """What the person is booked for; whatever they hold besides ends here."""
    own = storage.booking.open_of(work, person.id)
    for each in own:
        if each.state == "held":
            storage.booking.end_hold(work, each)
    return [each for each in own if each.state != "held"]


def confirm(work: Work, person: Person) -> Card:
    """Make the time the person holds a booking. Raises NotFound, HoldExpired, ConsentMissing, PhoneMissing."""
    hold = storage.booking.last_hold(work, person.id)
    if hold is None:
        raise NotFound
    if hold.state == "expired":
        raise HoldExpired
    if not person.name or not storage.people.agreed(work, person.id, hold.centre_id):
        raise ConsentMissing
    if not _can_be_called(work, hold):
        raise PhoneMissing
    actions.offers.booked(work, person, hold.topic_id)
    asks = policy_of(work, hold).confirm
    return change(work, person, hold, rules.booking.confirmed(hold, work.now, ask=asks), "confirm")


def move(work: Work, person: Person, booking_id: int, rev: int, slot: Slot) -> Moved:
    """Move to this time; the old one is let go in the same transaction, or stays. Raises a Refusal."""
    before = own(work, person, booking_id)
    rules.limits.check_change(before, person.id, rev, work.now)
    if (before.specialist_id, before.starts_at) == (slot.specialist_id, slot.starts_at):
        raise AlreadyDone
    _open_centre(work, before.centre_id)
    policy = policy_of(work, before)
    asker = Asker(before.visitor_id, before.id)
    found = storage.availability.openings(work, before.centre_id, before.topic_id, asker, slot.starts_at)
    rules.limits.check_time(_time(found, slot), _others(work, before), policy, work.now)
    time = found.at(slot)
    if time is None:
        raise TimeTaken
    storage.booking.release(work, before.id)
    after = rules.booking.moved(before, time)
    storage.booking.claim(work, after, policy)
    card = change(work, person, before, after, "move")
    actions.offers.freed(work, before.centre_id)
    return Moved(card, before.starts_at, None if before.session_id else before.specialist_id)


def _others(work: Work, booked: Booking) -> list[Booking]:
    """What else the visitor comes to."""
    visitor_id = booked.visitor_id
    own = storage.booking.open_of(work, visitor_id) if visitor_id else []
    return [each for each in rules.limits.visits(own, visitor_id or 0) if each.id != booked.id]


def come(work: Work, person: Person, booking_id: int, rev: int) -> Card:
    """The answer to a reminder: I will come. Raises a Refusal."""
    before = own(work, person, booking_id)
    rules.limits.check_change(before, person.id, rev, work.now)
    after = storage.booking.change(work, before, replace(before, coming=True))
    storage.booking.log(work, person.id, "coming", before, after)
    return storage.cards.shown(work, after, person.id)


def speak(work: Work, person: Person, booking_id: int, language: str) -> Card:
    """In which language the visit will be: one that the centre speaks. Raises a Refusal."""
    before = own(work, person, booking_id)
    rules.limits.check_change(before, person.id, before.rev, work.now)
    spoken = next((each for each in storage.cards.card(work, before).languages if each == language), None)
    if spoken is None:
        raise OutdatedButton
    after = storage.booking.change(work, before, replace(before, language=spoken))
    storage.booking.log(work, person.id, "speak", before, after)
    return storage.cards.shown(work, after, person.id)


def shown(work: Work, booking_id: int) -> None:
    """The person has seen the booking as it is now: no letter need say it again."""
    actions.reminders.seen(work, booking_id)


def own(work: Work, person: Person, booking_id: int) -> Booking:
    """Authority is this query: what the person neither comes to nor has booked for another is not there."""
    booked = storage.booking.managed(work, booking_id, person.id)
    if booked is None:
        raise NotYours
    return booked


def change(work: Work, person: Person, before: Booking, after: Booking, did: Did) -> Card:
    """Write a live booking's new shape, and promise what it promises now."""
    storage.booking.change(work, before, after)
    storage.booking.log(work, person.id, did, before, after)
    actions.reminders.retract(work, after.id)
    actions.requests.promise(work, person, after, policy_of(work, after))
    actions.reminders.tell_the_other(work, person, after, did)
    return storage.cards.shown(work, after, person.id)


def policy_of(work: Work, booked: Booking) -> Policy:
    """Who holds a group consultation has said yes to everybody who finds a seat."""
    policy = storage.availability.policy(work, booked.centre_id, booked.topic_id)
    return policy if booked.session_id is None else replace(policy, confirm=False)


def _open_centre(work: Work, centre_id: int) -> Centre:
    """A centre that takes bookings now. Raises JobClosed."""
    found = storage.centres.open_centres(work)
    storage.memo.keep(work, storage.centres.centre, found)
    centre = next((each for each in found if each.id == centre_id), None)
    if centre is None or JOB in centre.jobs_off:
        raise JobClosed
    return centre
