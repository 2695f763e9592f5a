"""Closing a day or some hours: the bookings it touches end with it, and their people are told."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

import actions.desk
import actions.offers
import actions.reminders
import actions.taking_back
import actions.visits
import rules.booking
import rules.closures
import rules.desk
import rules.offers
import screens.closures
import storage.availability
import storage.booking
import storage.centres
import storage.closures
import storage.outbox
import storage.people
import storage.reservations
import storage.sessions
import storage.visits
from rules.availability import FreeTime
from rules.booking import TAKING, Booking
from rules.cells import Interval
from rules.centres import Centre, Specialist
from rules.clockwork import local
from rules.closures import Closed, Closure, Hours, Preview
from rules.letters import Lane, Letter, Recipient, Screen
from rules.people import Person
from rules.refusal import AlreadyDone, NotFound, NotYours
from rules.reservations import Seen
from rules.visits import Visit
from screens.words import Words
from storage.availability import Asker
from storage.work import Work

TOLD = "closures.told"
_READ_AT_MOST = 400  # free times looked at for three offers


def days(work: Work, person: Person, centre_id: int) -> list[date]:
    """Days on which the centre works, from today to its horizon. Raises NotYours."""
    actions.desk.recording(work, person, centre_id)
    centre = storage.centres.known(work, centre_id)
    today = local(work.now, centre.zone).date()
    following = [today + timedelta(days=n) for n in range(centre.settings.horizon_days + 1)]
    special = storage.centres.days(work, centre_id, following[0], following[-1])
    return [day for day in following if (special[day].hours if day in special else centre.hours[day.weekday()])]


@dataclass(frozen=True, slots=True)
class Choice:
    """Whose hours may be closed: one's `own` alone, or the whole centre's and anybody's."""

    own: int | None
    specialists: tuple[Specialist, ...]


def whom(work: Work, person: Person, centre_id: int) -> Choice:
    """Whose hours the person may close. Raises NotYours."""
    mine = actions.desk.recording(work, person, centre_id)
    return Choice(mine.specialist_id, tuple(storage.centres.specialists(work, centre_id)))


def ahead(work: Work, person: Person, hours: Sequence[Hours]) -> list[Hours]:
    """Those of them that are not over yet. Raises NotYours."""
    for each in hours:
        actions.desk.recording(work, person, each.centre_id)
    return [each for each in hours if each.ends_at > work.now]


def hours_of(work: Work, person: Person, centre: Centre, day: date) -> tuple[Interval, ...]:
    """The centre's hours of this day, for those who may close some. Raises NotYours."""
    actions.desk.recording(work, person, centre.id)
    special = storage.centres.days(work, centre.id, day, day).get(day)
    return special.hours if special else centre.hours[day.weekday()]


def preview(work: Work, person: Person, hours: Hours) -> Preview:
    """Whom the closing would touch, without their names. Raises a Refusal."""
    specialist = _allowed(work, person, hours)
    touched = tuple(nameless(visit) for visit in storage.visits.touched(work, hours) if is_visit(visit))
    rooms = tuple(replace(each, name="") for each in _rooms(work, hours))
    same = storage.closures.same(work, hours)
    return Preview(hours, specialist.name if specialist else None, touched, same, rooms)


def _rooms(work: Work, hours: Hours) -> list[Seen]:
    """Halls and desks lent then: they end where the whole centre is closed."""
    if hours.specialist_id is not None:
        return []
    found = storage.reservations.between(work, hours.centre_id, hours.starts_at, hours.ends_at)
    return [each for each in found if each.reservation.source != "closure"]


def _allowed(work: Work, person: Person, hours: Hours) -> Specialist | None:
    """Who is to be closed, if the person may; None is the whole centre."""
    mine = actions.desk.post(work, person, hours.centre_id)
    rules.desk.changing(mine, hours.specialist_id)
    rules.closures.check(hours, work.now)
    if hours.specialist_id is None:
        return None
    specialist = storage.centres.specialist(work, hours.specialist_id)
    if specialist is None or specialist.centre_id != hours.centre_id:
        raise NotYours
    return specialist


def is_visit(visit: Visit) -> bool:
    """A hold is nobody's visit yet: it ends without a word, and its person's next tap shows other times."""
    return visit.booking.state in TAKING


def nameless(visit: Visit) -> Visit:
    return replace(visit, name=None)


def close(work: Work, person: Person, hours: Hours, offer: int) -> Closed:
    """Close the hours and end what is booked in them at this moment, whatever a preview showed before.

    With `offer` the letters show other times too. Raises AlreadyDone where these very hours are closed.
    """
    _allowed(work, person, hours)
    if storage.closures.same(work, hours):
        raise AlreadyDone
    touched, rooms = storage.visits.touched(work, hours), _rooms(work, hours)
    closure = _kept(work, storage.closures.close(work, hours, person.id))
    about, whole = f"closure:{closure.id}", closure.specialist_id is None
    told, unreached = put_off(work, person, touched, Notice(about, whole=whole, offer=bool(offer)))
    return Closed(closure, told, unreached, actions.taking_back.put_off(work, person, rooms))


@dataclass(frozen=True, slots=True)
class Notice:
    """How people are told: `whole` is the centre's doing, not one specialist's; `offer` shows other times."""

    about: str
    whole: bool
    offer: bool


def put_off(
    work: Work, person: Person, touched: Sequence[Visit], notice: Notice
) -> tuple[tuple[Visit, ...], tuple[Visit, ...]]:
    """End these visits and tell their people; who is told, and who can only be phoned, without their names."""
    for visit in touched:
        _end(work, person, visit.booking)
    storage.sessions.end(work, {each.booking.session_id for each in touched if each.booking.session_id})
    visits = [nameless(visit) for visit in touched if is_visit(visit)]
    told = tuple(visit for visit in visits if _tell(work, visit.booking, notice))
    return told, tuple(visit for visit in visits if visit not in told)


def _end(work: Work, person: Person, before: Booking) -> None:
    if before.state == "held":
        storage.booking.end_hold(work, before)
        return
    after = storage.booking.change(work, before, rules.booking.cancelled(before, "centre", "closed", work.now))
    storage.booking.release(work, before.id)
    storage.booking.log(work, person.id, "close", before, after)
    actions.reminders.retract(work, before.id)


def _tell(work: Work, booking: Booking, notice: Notice) -> bool:
    """Write to the booking's person; False where there is nobody to write to."""
    person = storage.people.person(work, booking.person_id) if booking.person_id is not None else None
    if person is None:
        return False
    data = {"booking_id": booking.id, "whole": int(notice.whole), "offer": int(notice.offer)}
    letter = Letter(TOLD, Lane.ANSWER, data, centre_id=booking.centre_id)
    storage.outbox.put(work, Recipient(person.telegram_id, person.id), letter, about=notice.about)
    return True


def lift(work: Work, person: Person, closure_id: int) -> Closure:
    """Open the hours again; what was cancelled stays cancelled. Raises a Refusal."""
    closure = storage.closures.closure(work, closure_id)
    if closure is None:
        raise NotYours
    mine = actions.desk.post(work, person, closure.centre_id)
    rules.desk.changing(mine, closure.specialist_id)
    rules.closures.check_lift(closure, work.now)
    if not storage.closures.lift(work, closure_id):
        raise AlreadyDone
    actions.offers.freed(work, closure.centre_id)
    return _kept(work, closure_id)


def _kept(work: Work, closure_id: int) -> Closure:
    closure = storage.closures.closure(work, closure_id)
    if closure is None:
        raise NotFound
    return closure


def told(work: Work, person: Person, data: Mapping[str, str | int | None]) -> Screen | None:
    """To somebody whose visit the centre has cancelled, in their language then, with what is free then."""
    visit = storage.visits.visit(work, int(data["booking_id"] or 0))
    if visit is None or visit.booking.person_id != person.id or visit.booking.state != "cancelled":
        return None
    centre = storage.centres.known(work, visit.booking.centre_id)
    words = Words(person.language, centre.zone)
    times = offers(work, person, visit.booking) if data["offer"] else ()
    return screens.closures.told(visit, centre, times, whole=bool(data["whole"]), words=words)


def offers(work: Work, person: Person, booking: Booking) -> tuple[FreeTime, ...]:
    """Three other times of the same topic; none where the person has moved on to another centre."""
    if person.centre_id != booking.centre_id:
        return ()
    found = storage.availability.openings(work, booking.centre_id, booking.topic_id, Asker(person.id))
    times = islice(found.times(), _READ_AT_MOST)
    return rules.offers.three_earliest(times, found.timetable.zone)


RENDERERS: dict[str, Callable[[Work, Person, Mapping[str, str | int | None]], Screen | None]] = {
    TOLD: told,
}
