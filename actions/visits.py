"""Visits of a day: read by those who may, marked, unmarked; every reading of a name is noted."""

from datetime import date

import actions.desk
import actions.outcomes
import rules.booking
import rules.desk
import rules.openings
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
from rules.desk import Card, Day
from rules.people import Person
from rules.refusal import NotFound, OutdatedButton
from rules.visits import Visit
from storage.booking import Did
from storage.work import Work

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
    seen = actions.desk.card(work, actions.desk.post_at(work, person, booking_id), booking_id)
    _note(work, person, "visit_read", seen.visit)
    return seen


def _note(work: Work, person: Person, deed: str, visit: Visit) -> None:
    booking = visit.booking
    if booking.person_id is not None:
        storage.audit.note(work, person.id, booking.centre_id, deed, booking.person_id, booking.id)


def mark(work: Work, person: Person, booking_id: int, rev: int, state: str) -> Card:
    """Note that the person arrived or did not come; `booked` takes the mark back. Raises a Refusal.

    A no-show's kind letter waits a few minutes, so that a slip of the finger reaches nobody.
    """
    mine = actions.desk.post_at(work, person, booking_id)
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
    actions.outcomes.marked(work, after)
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
