"""The coordinator's side of halls and desks: yes, no with a reason, noted for a caller, hours closed, the day."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import actions.desk
import actions.reservation_letters
import actions.reservations
import actions.schedule
import actions.taking_back
import actions.vacancies
import rules.reservations
import rules.rooms
import storage.audit
import storage.centres
import storage.reservations
from rules.centres import Centre, Room
from rules.clockwork import local
from rules.closures import whole_day
from rules.people import Person
from rules.refusal import AlreadyDone, JobClosed, NotYours, OutdatedButton, TooLate
from rules.reservations import Aim, Reservation, Seen, Wanted
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Lent:
    """What is lent on a day, and whether the reader may change it."""

    centre_id: int
    day: date
    zone: ZoneInfo
    found: tuple[Seen, ...]
    leads: bool


@dataclass(frozen=True, slots=True)
class Closing:
    """What the closing of some hours of a room would touch."""

    room: Room
    wanted: Wanted
    touched: tuple[Seen, ...]


def leading(work: Work, person: Person, centre_id: int) -> Centre:
    """The centre, for somebody who lends its rooms. Raises NotYours, JobClosed."""
    centre = actions.schedule.setting(work, person, centre_id)
    if actions.vacancies.JOB in centre.jobs_off:
        raise JobClosed
    return centre


def waiting(work: Work, person: Person, centre_id: int) -> list[Seen]:
    """What waits for an answer, without names; nothing for who does not lend the rooms. Raises NotYours."""
    if actions.desk.post(work, person, centre_id).role not in actions.schedule.SETTING:
        return []
    return [nameless(each) for each in storage.reservations.waiting(work, centre_id)]


def nameless(seen: Seen) -> Seen:
    return replace(seen, name="")


def of_day(work: Work, person: Person, centre_id: int, on: date | None) -> Lent:
    """The day's reservations, without names; those of today without a day. Raises NotYours."""
    post = actions.desk.post(work, person, centre_id)
    zone = storage.centres.known(work, centre_id).zone
    day = on or local(work.now, zone).date()
    found = storage.reservations.between(work, centre_id, *whole_day(day, zone))
    leads = post.role in actions.schedule.SETTING
    return Lent(centre_id, day, zone, tuple(nameless(each) for each in found), leads)


def card(work: Work, person: Person, reservation_id: int) -> Seen:
    """One of them with its person's name; the reading is noted. Raises NotYours."""
    seen = _theirs(work, person, reservation_id)
    one = seen.reservation
    if one.person_id is not None:
        storage.audit.note(work, person.id, one.centre_id, "reservation_read", one.person_id, one.id)
    return seen


def _theirs(work: Work, person: Person, reservation_id: int) -> Seen:
    """What does not exist is not yours: a guessed number tells nothing."""
    seen = storage.reservations.one(work, reservation_id)
    if seen is None:
        raise NotYours
    actions.schedule.setting(work, person, seen.reservation.centre_id)
    return seen


def accept(work: Work, person: Person, reservation_id: int, rev: int) -> Seen:
    """The room is theirs: they are told, and reminded the day before. Raises a Refusal."""
    before = _theirs(work, person, reservation_id).reservation
    rules.reservations.check_answer(before, rev, work.now)
    after = rules.reservations.accepted(before, person.id, work.now)
    storage.reservations.change(work, before, after)
    storage.reservations.log(work, person.id, "accept", before, after)
    actions.reservation_letters.tell(work, after)
    return card(work, person, reservation_id)


def decline(work: Work, person: Person, reservation_id: int, rev: int, reason: str) -> Seen:
    """No, or no longer: its hours are free, and its person reads why. `reason` is a code or words. Raises a Refusal."""
    why = rules.reservations.reason(reason)
    before = _theirs(work, person, reservation_id).reservation
    if before.state == "reserved":
        return _take_back(work, person, before, rev, why)
    rules.reservations.check_answer(before, rev, work.now)
    after = rules.reservations.declined(before, person.id, why, work.now)
    actions.taking_back.end(work, person.id, before, after, "decline")
    actions.reservation_letters.tell(work, after)
    return card(work, person, reservation_id)


def _take_back(work: Work, person: Person, before: Reservation, rev: int, why: str) -> Seen:
    rules.reservations.check_change(before, rev, work.now)
    after = rules.reservations.cancelled(before, "centre", why)
    actions.taking_back.end(work, person.id, before, after, "open" if before.source == "closure" else "cancel")
    actions.reservation_letters.tell(work, after)
    return card(work, person, before.id)


def note(work: Work, person: Person, wanted: Wanted, said: str) -> Seen:
    """Keep hours for somebody who has called: who it is and what for, in a line. Raises a Refusal."""
    words = rules.reservations.purpose(said)
    centre, room = noting(work, person, wanted)
    resources = actions.reservations.chosen(work, centre, room, wanted)
    new = replace(
        actions.reservations.begun(work, centre, wanted, words),
        state="reserved",
        source="call",
        created_by=person.id,
        decided_by=person.id,
        decided_at=work.now,
    )
    kept = actions.reservations.keep(work, person, new, "note", resources)
    return actions.reservations.shown(work, kept.id)


def noting(work: Work, person: Person, wanted: Wanted) -> tuple[Centre, Room]:
    """Where it would be noted, before it is said for whom. Raises a Refusal."""
    centre, room = actions.vacancies.place(work, person, Aim(wanted.room_id, way="noted"))
    at_once = replace(centre.settings, room_notice_minutes=0)
    rules.reservations.check_hours(wanted, room, at_once, centre.zone, work.now)
    actions.reservations.chosen(work, centre, room, wanted)
    return centre, room


def closing(work: Work, person: Person, wanted: Wanted) -> Closing:
    """Whom it would touch if the room were closed then, without their names. Raises a Refusal."""
    _, room = actions.vacancies.place(work, person, Aim(wanted.room_id, way="closed"))
    if not timedelta() < wanted.ends_at - wanted.starts_at <= timedelta(days=1):
        raise OutdatedButton
    if wanted.ends_at <= work.now:
        raise TooLate
    touched = storage.reservations.of_room(work, room.id, wanted.starts_at, wanted.ends_at)
    return Closing(room, wanted, tuple(nameless(each) for each in touched))


def close(work: Work, person: Person, wanted: Wanted) -> tuple[Seen, tuple[Seen, ...]]:
    """Nobody has the room then: whoever had it is told. The closed hours, and whom only a call can reach.

    Raises a Refusal.
    """
    found = closing(work, person, wanted)
    centre = storage.centres.known(work, found.room.centre_id)
    if any(each.reservation.source == "closure" for each in found.touched):
        raise AlreadyDone
    unreached = actions.taking_back.put_off(work, person, found.touched)
    new = replace(
        actions.reservations.begun(work, centre, wanted, ""),
        state="reserved",
        source="closure",
        created_by=person.id,
    )
    resources = tuple(dict.fromkeys((f"r{found.room.id}", *rules.rooms.resources(found.room))))
    kept = actions.reservations.keep(work, person, new, "close", resources)
    return actions.reservations.shown(work, kept.id), unreached


def expire(work: Work) -> None:
    """Requests that nobody has answered in time end with a kind word."""
    for each in storage.reservations.overdue(work):
        after = rules.reservations.expired(each)
        actions.taking_back.end(work, None, each, after, "expire")
        actions.reservation_letters.tell(work, after)
