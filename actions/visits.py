"""Visits of a day: read by those who may, marked, unmarked; every reading of a name is noted."""

from collections.abc import Mapping
from datetime import date

import actions.desk
import rules.booking
import rules.desk
import rules.openings
import screens.visits
import storage.audit
import storage.booking
import storage.call_backs
import storage.centres
import storage.closures
import storage.outbox
import storage.people
import storage.visits
from rules.booking import Booking, State
from rules.clockwork import local
from rules.closures import Hours, whole_day
from rules.desk import LETTER_WAITS, Card, Day, Post
from rules.letters import Lane, Letter, Recipient, Screen
from rules.people import Person
from rules.refusal import NotFound, NotYours, OutdatedButton
from rules.visits import Visit
from screens.words import Words
from storage.booking import Did
from storage.work import Work

MISSED = "visits.missed"
_DID: dict[State, Did] = {"arrived": "arrived", "no_show": "no_show", "booked": "unmark"}


def day(work: Work, person: Person, centre_id: int, on: date | None) -> Day:
    """The visits of a local day, today's without one, that this member of staff may see. Raises NotYours."""
    mine = actions.desk.post(work, person, centre_id)
    centre = storage.centres.centre(work, centre_id)
    if centre is None:
        raise NotFound
    that_day = on or local(work.now, centre.zone).date()
    hours = Hours(centre_id, mine.specialist_id, *whole_day(that_day, centre.zone))
    visits = storage.visits.between(work, hours)
    for visit in visits:
        _note(work, person, "visits_read", visit)
    closures = tuple(storage.closures.live(work, hours))
    calls = storage.call_backs.to_make(work, centre_id, hours.starts_at, hours.ends_at)
    return Day(mine, that_day, centre.zone, work.now, tuple(visits), closures, calls)


def visit(work: Work, person: Person, booking_id: int) -> Card:
    """One visit with its name. Raises a Refusal."""
    seen = actions.desk.card(work, _post_at(work, person, booking_id), booking_id)
    _note(work, person, "visit_read", seen.visit)
    return seen


def _post_at(work: Work, person: Person, booking_id: int) -> Post:
    """The post at the booking's centre. What does not exist is not yours: a guessed number tells nothing."""
    booking = storage.booking.booking(work, booking_id)
    if booking is None:
        raise NotYours
    return actions.desk.post(work, person, booking.centre_id)


def _note(work: Work, person: Person, deed: str, visit: Visit) -> None:
    booking = visit.booking
    if booking.person_id is not None:
        storage.audit.note(work, person.id, booking.centre_id, deed, booking.person_id, booking.id)


def mark(work: Work, person: Person, booking_id: int, rev: int, state: str) -> Card:
    """Note that the person arrived or did not come; `booked` takes the mark back. Raises a Refusal.

    A no-show's kind letter waits a few minutes, so that a slip of the finger reaches nobody.
    """
    mine = _post_at(work, person, booking_id)
    before = actions.desk.card(work, mine, booking_id).visit.booking
    rules.desk.changing(mine, before.specialist_id)
    wanted = _wanted(before, rev, state)
    rules.desk.check_today(before, work.now)
    centre = storage.centres.centre(work, before.centre_id)
    if centre is None:
        raise NotFound
    rules.booking.check_mark(before, wanted, rules.openings.policy(centre.settings), work.now)
    after = storage.booking.change(work, before, rules.booking.marked(before, wanted, work.now))
    storage.booking.log(work, person.id, _DID[wanted], before, after)
    _write_kindly(work, after)
    seen = actions.desk.card(work, mine, booking_id)
    _note(work, person, "visit_marked", seen.visit)
    return seen


def _wanted(booking: Booking, rev: int, state: str) -> State:
    """The state a button asks for; a button of an earlier revision, or a forged one, is outdated."""
    wanted: State | None = next((known for known in _DID if known == state), None)
    came_unbooked = booking.source == "walk_in"
    if wanted is None or (booking.rev != rev and booking.state != wanted) or came_unbooked:
        raise OutdatedButton
    return wanted


def _write_kindly(work: Work, booking: Booking) -> None:
    """Let a no-show know they may choose another time; any other state takes the letter back."""
    about = f"missed:{booking.id}"
    storage.outbox.retract(work, about)
    if booking.state != "no_show" or booking.person_id is None:
        return
    person = storage.people.person(work, booking.person_id)
    if person is not None:
        letter = Letter(MISSED, Lane.ANSWER, {"booking_id": booking.id}, centre_id=booking.centre_id)
        due_at = work.now + LETTER_WAITS
        storage.outbox.put(work, Recipient(person.telegram_id, person.id), letter, about=about, due_at=due_at)


def missed(work: Work, person: Person, data: Mapping[str, str | int | None]) -> Screen | None:
    """The kind letter, in the person's language then; none where they came after all."""
    booking = storage.booking.own(work, int(data["booking_id"] or 0), person.id)
    if booking is None or booking.state != "no_show":
        return None
    return screens.visits.missed(booking.topic_id, Words(person.language))
