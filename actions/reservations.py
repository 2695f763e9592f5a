"""A hall or desks of the centre: asked for, moved, given up.

It belongs to the job of booking: the same desk answers for it, and the same table of claims keeps it apart.
A request owns its hours from the start, so two for the same hours cannot exist.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import actions.reservation_letters
import actions.taking_back
import actions.vacancies
import rules.reservations
import rules.rooms
import storage.people
import storage.reservations
import storage.rooms
import storage.working_days
from actions.vacancies import Offered
from rules.centres import Centre, Room
from rules.clockwork import local
from rules.people import Person
from rules.refusal import ConsentMissing, NotYours, OrganisationMissing, OutdatedButton, TimeTaken
from rules.reservations import Aim, Reservation, Seen, Wanted
from storage.reservations import Did
from storage.work import Work


def asking(work: Work, person: Person, wanted: Wanted) -> tuple[Offered, Room]:
    """For whom it would be asked, before it is said what for. Raises a Refusal, ConsentMissing too."""
    centre, room = actions.vacancies.place(work, person, Aim(wanted.room_id))
    found = actions.vacancies.offered(work, person, centre.id)
    if not found.lends:
        raise OrganisationMissing
    if not person.name or not storage.people.agreed(work, person.id, centre.id):
        raise ConsentMissing
    rules.reservations.check_hours(wanted, room, centre.settings, centre.zone, work.now)
    _check_count(work, person, found, wanted.moving)
    chosen(work, centre, room, wanted)
    return found, room


def _check_count(work: Work, person: Person, found: Offered, moving: int) -> None:
    organisation_id = found.organisation.id if found.organisation else None
    theirs = storage.reservations.of_asker(work, found.centre.id, person.id, organisation_id)
    others = [each for each in theirs if each.id != moving]
    rules.reservations.check_count(others, found.centre.settings.max_open_reservations, work.now)


def chosen(work: Work, centre: Centre, room: Room, wanted: Wanted) -> tuple[str, ...]:
    """The hall, or so many desks that are free the whole time. Raises TimeTaken."""
    day = local(wanted.starts_at, centre.zone).date()
    (free,) = storage.rooms.days(work, centre, room, ([day], work.now), wanted.moving)
    many = rules.rooms.needed(room, wanted.people)
    numbers = rules.rooms.chosen(free, many, wanted.starts_at, wanted.ends_at)
    if len(numbers) < many:
        raise TimeTaken
    every = rules.rooms.resources(room)
    return tuple(every[number] for number in numbers)


def request(work: Work, person: Person, wanted: Wanted, purpose: str) -> Seen:
    """Ask for some hours: they are kept from now on, and the coordinators are asked. Raises a Refusal."""
    said = rules.reservations.purpose(purpose)
    found, room = asking(work, person, wanted)
    new = begun(work, found.centre, wanted, said)
    organisation_id = found.organisation.id if found.organisation else None
    until = answer_by(work, found.centre, wanted.starts_at)
    asked = replace(new, person_id=person.id, organisation_id=organisation_id, answer_by=until)
    kept = keep(work, person, asked, "request", chosen(work, found.centre, room, wanted))
    actions.reservation_letters.ask(work, kept)
    return shown(work, kept.id)


def move(work: Work, person: Person, wanted: Wanted) -> Seen:
    """Other hours instead: they are asked for anew, and the old ones are free only once the new ones are kept.

    Raises a Refusal.
    """
    before = _own(work, person, wanted.moving)
    rules.reservations.check_change(before, wanted.rev, work.now)
    found, room = asking(work, person, wanted)
    if room.centre_id != before.centre_id:
        raise OutdatedButton
    resources = chosen(work, found.centre, room, wanted)
    until = answer_by(work, found.centre, wanted.starts_at)
    after = storage.reservations.change(
        work, before, rules.reservations.moved(before, wanted, found.centre.zone, until)
    )
    storage.reservations.release(work, before.id)
    storage.reservations.claim(work, after, resources)
    storage.reservations.log(work, person.id, "move", before, after)
    actions.reservation_letters.retract(work, before.id)
    actions.reservation_letters.ask(work, after)
    return shown(work, after.id)


def cancel(work: Work, person: Person, reservation_id: int, rev: int) -> Seen:
    """The person needs the room no more: its hours are free, and whoever has said yes hears of it. Raises a Refusal."""
    before = _own(work, person, reservation_id)
    rules.reservations.check_change(before, rev, work.now)
    actions.taking_back.end(work, person.id, before, rules.reservations.cancelled(before, "person"), "cancel")
    if before.state == "reserved":
        actions.reservation_letters.given_up(work, before)
    return shown(work, before.id)


def give_up_all(work: Work, person: Person) -> None:
    """Whoever leaves gives back what they have asked for."""
    for each in storage.reservations.ahead(work, person.id):
        cancel(work, person, each.id, each.rev)


def mine(work: Work, person: Person) -> list[Seen]:
    """What the person has asked for and is not over."""
    return [shown(work, each.id) for each in storage.reservations.ahead(work, person.id)]


def show(work: Work, person: Person, reservation_id: int) -> Seen:
    """One of them. Raises NotYours."""
    return shown(work, _own(work, person, reservation_id).id)


def _own(work: Work, person: Person, reservation_id: int) -> Reservation:
    found = storage.reservations.own(work, reservation_id, person.id)
    if found is None:
        raise NotYours
    return found


def shown(work: Work, reservation_id: int) -> Seen:
    found = storage.reservations.one(work, reservation_id)
    if found is None:
        raise NotYours
    return found


def begun(work: Work, centre: Centre, wanted: Wanted, purpose: str) -> Reservation:
    """Hours of a room that are not kept yet."""
    return Reservation(
        id=0,
        centre_id=centre.id,
        room_id=wanted.room_id,
        person_id=None,
        organisation_id=None,
        state="requested",
        starts_at=wanted.starts_at,
        ends_at=wanted.ends_at,
        local_start=rules.reservations.promised(wanted.starts_at, centre.zone),
        zone=centre.zone.key,
        people=wanted.people,
        purpose=purpose,
        created_at=work.now,
    )


def answer_by(work: Work, centre: Centre, starts_at: datetime) -> datetime:
    """Until when the centre answers, counted in its working days."""
    today = local(work.now, centre.zone).date()
    calendar = storage.working_days.calendar(work, centre, today)
    last = calendar.add_working_days(today, rules.reservations.WORKING_DAYS)
    return rules.reservations.answer_by(work.now, starts_at, last, centre.zone)


def keep(work: Work, person: Person, new: Reservation, did: Did, resources: Sequence[str]) -> Reservation:
    """Write it with its claims, or nothing of it. Raises TimeTaken."""
    kept = storage.reservations.add(work, new)
    storage.reservations.claim(work, kept, resources)
    storage.reservations.log(work, person.id, did, None, kept)
    return kept
