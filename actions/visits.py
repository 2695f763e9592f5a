"""Visits of a day: read by those who may, marked, unmarked; every reading of a name is noted."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import actions.desk
import actions.outcomes
import rules.booking
import rules.delays
import rules.desk
import rules.limits
import rules.openings
import storage.audit
import storage.booking
import storage.booking_log
import storage.call_backs
import storage.centres
import storage.closures
import storage.delays
import storage.enquiries
import storage.outbox
import storage.people
import storage.pins
import storage.reservations
import storage.visits
from rules.booking import Booking, State
from rules.clockwork import local
from rules.closures import Hours, whole_day
from rules.desk import Card, Day, Post, Week
from rules.people import Person
from rules.refusal import NotFound, NotYours, OutdatedButton
from rules.visits import Logged, Visit
from storage.booking import Did
from storage.work import Work

_DID: dict[State, Did] = {"arrived": "arrived", "no_show": "no_show", "done": "done", "booked": "unmark"}


def day(work: Work, person: Person, centre_id: int, on: date | None) -> Day:
    """The visits of a local day, today's without one, that this member of staff may see. Raises NotYours."""
    seen = of(work, actions.desk.post(work, person, centre_id), on)
    noted(work, person, seen)
    return seen


def noted(work: Work, person: Person, seen: Day) -> None:
    """Somebody of the staff has read the names of this day."""
    for visit in seen.visits:
        _note(work, person, "visits_read", visit)


def printed(work: Work, person: Person, centre_id: int, on: date) -> Day:
    """The day for the printer: each name that goes onto paper is noted. Raises NotYours."""
    seen = of(work, actions.desk.post(work, person, centre_id), on)
    for visit in seen.visits:
        _note(work, person, "visits_printed", visit)
    return seen


def tasks(work: Work, person: Person, centre_id: int, on: date | None) -> Day:
    """What a day has come to, and whether its list lies in the person's chat; nobody's name is shown."""
    mine = actions.desk.post(work, person, centre_id)
    pin = storage.pins.of_chat(work, person.telegram_id)
    return replace(of(work, mine, on), kept=pin is not None and pin.centre_id == centre_id)


def of(work: Work, mine: Post, on: date | None) -> Day:
    """A day as this post sees it; whoever shows it to somebody notes that they read names."""
    zone = _zone(work, mine)
    that_day = on or local(work.now, zone).date()
    hours = Hours(mine.centre_id, mine.specialist_id, *whole_day(that_day, zone))
    late = storage.delays.of_day(work, mine.centre_id, that_day)
    visits = tuple(_slipped(visit, late) for visit in storage.visits.between(work, hours))
    closures = tuple(storage.closures.live(work, hours))
    calls = storage.call_backs.to_make(work, mine.centre_id, hours.starts_at, hours.ends_at)
    written = (
        storage.enquiries.count(work, mine.centre_id)
        if mine.may_change and that_day == local(work.now, zone).date()
        else 0
    )
    lent = storage.reservations.between(work, mine.centre_id, hours.starts_at, hours.ends_at)
    rooms = tuple(replace(each, name="") for each in lent)
    return Day(mine, that_day, zone, work.now, visits, closures, calls, written, rooms=rooms)


def _slipped(visit: Visit, late: Mapping[int, int]) -> Visit:
    return replace(visit, late=late.get(visit.booking.specialist_id or 0, 0))


def week(work: Work, person: Person, centre_id: int, on: date) -> Week:
    """How many visits each day of that day's week has. Raises NotYours."""
    return week_of(work, actions.desk.post(work, person, centre_id), on)


def week_of(work: Work, mine: Post, on: date) -> Week:
    zone = _zone(work, mine)
    first = on - timedelta(days=on.weekday())
    days = [first + timedelta(days=n) for n in range(7)]
    since, until = whole_day(days[0], zone)[0], whole_day(days[-1], zone)[1]
    starts = storage.visits.starts(work, Hours(mine.centre_id, mine.specialist_id, since, until))
    counted = Counter(local(moment, zone).date() for moment in starts)
    return Week(mine, tuple((day, counted[day]) for day in days), zone)


def _zone(work: Work, mine: Post) -> ZoneInfo:
    return storage.centres.known(work, mine.centre_id).zone


def visit(work: Work, person: Person, booking_id: int) -> Card:
    """One visit with its name. Raises a Refusal."""
    seen = actions.desk.card(work, actions.desk.post_at(work, person, booking_id), booking_id)
    _note(work, person, "visit_read", seen.visit)
    return seen


def history(work: Work, person: Person, booking_id: int) -> tuple[Card, tuple[Logged, ...]]:
    """Every change of a booking, for whoever answers for the whole centre. Raises NotYours."""
    mine = actions.desk.post_at(work, person, booking_id)
    if mine.role not in rules.desk.LEADING:
        raise NotYours
    seen = actions.desk.card(work, mine, booking_id)
    _note(work, person, "visit_read", seen.visit)
    return seen, tuple(storage.booking_log.of_booking(work, booking_id))


def read(work: Work, person: Person, visit: Visit) -> None:
    """Somebody of the staff has read the name of one visit."""
    _note(work, person, "visits_read", visit)


def _note(work: Work, person: Person, deed: str, visit: Visit) -> None:
    booking = visit.booking
    if booking.person_id is not None:
        storage.audit.note(work, person.id, booking.centre_id, deed, booking.person_id, booking.id)


def mark(work: Work, person: Person, booking_id: int, rev: int, state: str) -> Card:
    """Note that the person arrived, did not come, is done; `booked` takes the mark back. Raises a Refusal.

    A no-show's kind letter waits a few minutes, so that a slip of the finger reaches nobody.
    """
    mine = actions.desk.post_at(work, person, booking_id)
    before = actions.desk.card(work, mine, booking_id).visit.booking
    rules.desk.changing(mine, before.specialist_id)
    wanted = _wanted(before, rev, state)
    rules.desk.check_today(before, work.now)
    centre = storage.centres.known(work, before.centre_id)
    patient = rules.delays.patient(rules.openings.policy(centre.settings), _late(work, before))
    rules.limits.check_mark(before, wanted, patient, work.now)
    after = storage.booking.change(work, before, rules.booking.marked(before, wanted, work.now))
    storage.booking.log(work, person.id, _DID[wanted], before, after)
    actions.outcomes.marked(work, after)
    seen = actions.desk.card(work, mine, booking_id)
    _note(work, person, "visit_marked", seen.visit)
    return seen


def _late(work: Work, booking: Booking) -> int:
    """By how many minutes the day of this visit has slipped."""
    day = local(booking.starts_at, ZoneInfo(booking.zone)).date()
    return storage.delays.of_day(work, booking.centre_id, day).get(booking.specialist_id or 0, 0)


def late(work: Work, booking_id: int) -> tuple[Booking, int]:
    """A booking and by how many minutes its day has slipped. Raises NotFound."""
    booking = storage.booking.booking(work, booking_id)
    if booking is None:
        raise NotFound
    return booking, _late(work, booking)


def _wanted(booking: Booking, rev: int, state: str) -> State:
    """The state a button asks for; a button of an earlier revision, or a forged one, is outdated."""
    wanted: State | None = next((known for known in _DID if known == state), None)
    came_unbooked = booking.source == "walk_in" and state not in {"arrived", "done"}
    if wanted is None or (booking.rev != rev and booking.state != wanted) or came_unbooked:
        raise OutdatedButton
    return wanted
