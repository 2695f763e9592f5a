"""Deeds of somebody who waits for a time: join the line, take what is offered, pass it on, pause, leave."""

from dataclasses import dataclass, replace

import actions.booking
import actions.offers
import actions.sessions
import rules.booking
import rules.openings
import rules.waiting_list
import storage.booking
import storage.centres
import storage.memo
import storage.people
import storage.waiting_list
from rules.availability import FreeTime
from rules.booking import Booking
from rules.cards import Card, Moved
from rules.centres import Centre
from rules.clockwork import local
from rules.people import Person
from rules.refusal import (
    AlreadyBooked,
    AlreadyDone,
    ConsentMissing,
    HoldExpired,
    JobClosed,
    NotFound,
    NotYours,
    OutdatedButton,
)
from rules.waiting_list import SUITS, Entry, Place
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to wait for; with `booking_id`, for an earlier time than that booking's.

    With `session_id`: for a seat at that group consultation.
    """

    centre_id: int
    topic_id: int
    suits: str
    booking_id: int = 0
    session_id: int = 0


@dataclass(frozen=True, slots=True)
class Taken:
    """The booking it has become; `moved` where it was moved there from a later time."""

    card: Card
    moved: Moved | None = None


def join(work: Work, person: Person, wanted: Wanted) -> Place:
    """Stand in the line, or change what suits and keep the place. A time that is free already is offered at once.

    Raises a Refusal; ConsentMissing before anything is written.
    """
    centre, topic = _open_centre(work, wanted.centre_id), storage.centres.topic(work, wanted.topic_id)
    if topic is None or topic.id not in {each.id for each in storage.centres.topics(work, centre.id)}:
        raise NotFound
    _check(work, person, wanted)
    if wanted.session_id:
        actions.sessions.open_one(work, wanted.session_id)
    if not person.name or not storage.people.agreed(work, person.id, centre.id):
        raise ConsentMissing
    entry = _stand(work, person, wanted, centre)
    actions.offers.freed(work, centre.id)
    return _place(work, person, entry.id)


def _open_centre(work: Work, centre_id: int) -> Centre:
    centre = storage.memo.read(work, storage.centres.centre, centre_id)
    if centre is None or actions.booking.JOB in centre.jobs_off:
        raise JobClosed
    return centre


def _check(work: Work, person: Person, wanted: Wanted) -> None:
    """One waits either for a first time, or for an earlier one than one's own. Raises a Refusal."""
    if wanted.suits not in SUITS:
        raise OutdatedButton
    live = [each for each in storage.booking.upcoming(work, person.id) if each.topic_id == wanted.topic_id]
    if wanted.booking_id and wanted.booking_id not in {each.id for each in live}:
        raise NotYours
    if live and not wanted.booking_id:
        raise AlreadyBooked(live[0].starts_at, live[0].id)


def _stand(work: Work, person: Person, wanted: Wanted, centre: Centre) -> Entry:
    """A new place, or another wish in the place one has; an offer that stands is answered first."""
    new, before = _entry(work, person, wanted, centre), storage.waiting_list.of_topic(work, person.id, wanted.topic_id)
    if before is None:
        return storage.waiting_list.join(work, new)
    if before.state == "offered":
        return before
    same = before.session_id == new.session_id  # another line is joined at its end
    since = before.created_at if same else new.created_at
    kept = replace(new, id=before.id, created_at=since, missed=before.missed, rev=before.rev + 1)
    return storage.waiting_list.change(work, before, kept)


def _entry(work: Work, person: Person, wanted: Wanted, centre: Centre) -> Entry:
    suits = next(each for each in SUITS if each == wanted.suits)
    return Entry(
        id=0,
        centre_id=centre.id,
        topic_id=wanted.topic_id,
        person_id=person.id,
        suits=suits,
        until=rules.waiting_list.until(suits, local(work.now, centre.zone).date()),
        booking_id=wanted.booking_id or None,
        session_id=wanted.session_id or None,
        created_at=work.now,
        changed_at=work.now,
        look_at=actions.offers.morning(work, centre.id),
    )


def take(work: Work, person: Person, entry_id: int, rev: int) -> Taken:
    """The offered time is booked; where the person had a later one, the two change places. Raises a Refusal."""
    entry, held = _offered(work, person, entry_id, rev)
    if not rules.booking.is_live(held, work.now):
        raise HoldExpired
    mine = storage.booking.own(work, entry.booking_id, person.id) if entry.booking_id else None
    if mine is not None and mine.state == "booked" and mine.starts_at > work.now:
        return _swap(work, person, entry, held, mine)
    booked = replace(rules.booking.confirmed(held, work.now), source="chat")
    card = actions.booking.change(work, person, held, booked, "confirm")
    actions.offers.end(work, entry, "served")
    return Taken(card)


def _swap(work: Work, person: Person, entry: Entry, held: Booking, mine: Booking) -> Taken:
    """All in one transaction: the old time is let go only with the new one in hand."""
    centre = _open_centre(work, entry.centre_id)
    actions.offers.end(work, entry, "served")
    storage.booking.release(work, mine.id)
    after = rules.booking.moved(mine, FreeTime(held.starts_at, held.ends_at, held.specialist_id or 0))
    storage.booking.claim(work, after, rules.openings.policy(centre.settings))
    card = actions.booking.change(work, person, mine, after, "move")
    actions.offers.freed(work, entry.centre_id)
    return Taken(card, Moved(card, mine.starts_at, mine.specialist_id))


def _offered(work: Work, person: Person, entry_id: int, rev: int) -> tuple[Entry, Booking]:
    entry = _own(work, person, entry_id)
    if entry.state == "served":
        raise AlreadyDone
    held = storage.booking.own(work, entry.offered_id, person.id) if entry.offered_id else None
    if entry.state != "offered" or entry.rev != rev or held is None:
        raise OutdatedButton
    return entry, held


def _own(work: Work, person: Person, entry_id: int) -> Entry:
    """Authority is this query: what is not the person's own is not there."""
    entry = storage.waiting_list.own(work, entry_id, person.id)
    if entry is None:
        raise NotYours
    return entry


def pass_on(work: Work, person: Person, entry_id: int, rev: int) -> Place:
    """Not this time: it goes to the next, one's own place stays. Raises a Refusal."""
    entry, held = _offered(work, person, entry_id, rev)
    if held.state == "held":
        storage.booking.log(work, person.id, "pass", held, storage.booking.end_hold(work, held))
    after = rules.waiting_list.passed_on(
        entry, actions.offers.half_day(held), actions.offers.morning(work, entry.centre_id), work.now
    )
    storage.waiting_list.change(work, entry, after)
    actions.offers.freed(work, entry.centre_id, {entry.id})
    return _place(work, person, entry.id)


def leave(work: Work, person: Person, entry_id: int) -> None:
    """Raises AlreadyDone where the person stands in this line no longer, NotYours."""
    entry = _own(work, person, entry_id)
    if entry.state in {"left", "served"}:
        raise AlreadyDone
    actions.offers.end(work, entry, "left")
    actions.offers.freed(work, entry.centre_id)


def resume(work: Work, person: Person, entry_id: int) -> Place:
    """Wait on, after two offers without an answer. Raises AlreadyDone, NotYours."""
    entry = _own(work, person, entry_id)
    if entry.state != "paused":
        raise AlreadyDone
    after = rules.waiting_list.resumed(entry, actions.offers.morning(work, entry.centre_id), work.now)
    storage.waiting_list.change(work, entry, after)
    actions.offers.freed(work, entry.centre_id)
    return _place(work, person, entry.id)


def place(work: Work, person: Person, entry_id: int) -> Place:
    """Where the person stands. Raises NotYours, AlreadyDone."""
    if _own(work, person, entry_id).state in {"left", "served"}:
        raise AlreadyDone
    return _place(work, person, entry_id)


def _place(work: Work, person: Person, entry_id: int) -> Place:
    return actions.offers.place(work, _own(work, person, entry_id))


def places(work: Work, person: Person) -> list[Place]:
    """Every line the person stands in."""
    return [actions.offers.place(work, entry) for entry in storage.waiting_list.of_person(work, person.id)]


def length(work: Work, centre_id: int, topic_id: int) -> int:
    """How many wait for this topic now."""
    return storage.waiting_list.length(work, centre_id, topic_id)
