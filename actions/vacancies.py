"""What a centre lends, and when it is free: what is looked at before hours are taken."""

from dataclasses import dataclass
from datetime import date, timedelta

import actions.schedule
import rules.rooms
import storage.centres
import storage.organisations
import storage.reservations
import storage.rooms
from rules.centres import Centre, Room
from rules.clockwork import local
from rules.jobs import Job
from rules.organisations import LIVE, Organisation
from rules.people import Person
from rules.refusal import JobClosed, NotYours, OutdatedButton
from rules.reservations import Aim, Reservation
from rules.rooms import Free
from storage.work import Work

JOB: Job = "booking"


@dataclass(frozen=True, slots=True)
class Offered:
    """What a centre lends, and for whom the person would ask; `lends` is false where they cannot."""

    centre: Centre
    rooms: tuple[Room, ...]
    organisation: Organisation | None

    @property
    def lends(self) -> bool:
        return self.organisation is not None or self.centre.settings.rooms_for_all


@dataclass(frozen=True, slots=True)
class Hours:
    """What is free of a room on these days, for so many of its places."""

    centre: Centre
    room: Room
    aim: Aim
    days: tuple[Free, ...]
    many: int
    longest: timedelta
    moving: Reservation | None = None

    def on(self, day: date) -> Free | None:
        return next((each for each in self.days if each.day == day), None)


def offered(work: Work, person: Person, centre_id: int) -> Offered:
    """The rooms that can be asked for. Raises JobClosed."""
    centre = storage.centres.known(work, centre_id)
    if JOB in centre.jobs_off:
        raise JobClosed
    return Offered(centre, tuple(storage.rooms.lent(work, centre_id)), _organisation(work, person, centre_id))


def _organisation(work: Work, person: Person, centre_id: int) -> Organisation | None:
    """For whom somebody asks: whom they speak for here, or have asked to; the confirmed one first."""
    here = [each for each in storage.organisations.cards_of(work, person.id) if each.membership.state in LIVE]
    mine = [each for each in here if each.organisation.centre_id == centre_id]
    mine.sort(key=lambda each: each.membership.state != "confirmed")
    return mine[0].organisation if mine else None


def place(work: Work, person: Person, aim: Aim) -> tuple[Centre, Room]:
    """The room and its centre, if the person may take hours of it in this way. Raises a Refusal."""
    room = storage.rooms.open_room(work, aim.room_id)
    if room is None or not 0 <= aim.people <= room.seats:
        raise OutdatedButton
    if aim.way != "asked":
        actions.schedule.setting(work, person, room.centre_id)
    centre = storage.centres.known(work, room.centre_id)
    if aim.way == "closed":
        return centre, room
    if JOB in centre.jobs_off:
        raise JobClosed
    if room.lent == "none":
        raise OutdatedButton
    return centre, room


def hours(work: Work, person: Person, aim: Aim) -> Hours:
    """Every day up to the horizon on which the centre works, with what is free. Raises a Refusal."""
    centre, room = place(work, person, aim)
    settings = centre.settings
    notice = timedelta(minutes=settings.room_notice_minutes if aim.way == "asked" else 0)
    today = local(work.now, centre.zone).date()
    on = [today + timedelta(days=ahead) for ahead in range(settings.room_horizon_days + 1)]
    nothing_claimed = storage.rooms.open_days(work, centre, on)
    worked = {each.day for each in nothing_claimed if any(each.masks)}
    found = nothing_claimed
    if aim.way != "closed":
        found = storage.rooms.days(work, centre, room, (on, work.now + notice), aim.moving)
    days = tuple(each for each in found if each.day in worked)
    many = 1 if aim.way == "closed" else rules.rooms.needed(room, aim.people)
    longest = timedelta(days=1) if aim.way == "closed" else timedelta(minutes=settings.room_longest_minutes)
    moving = storage.reservations.own(work, aim.moving, person.id) if aim.moving else None
    if aim.moving and moving is None:
        raise NotYours
    return Hours(centre, room, aim, days, many, longest, moving)
