"""A person and their data: looking, taking along, erasing."""

import json
from dataclasses import dataclass

import actions.booking
import storage.booking
import storage.privacy
from rules.people import Person
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Kept:
    """What a person sees first: bookings in all, of these upcoming, times that staff opened their data."""

    bookings: int
    upcoming: int
    looks: int


def kept(work: Work, person: Person) -> Kept:
    mine = storage.booking.of_person(work, person.id)
    upcoming = [booking for booking in mine if booking.state == "booked" and booking.starts_at > work.now]
    return Kept(len(mine), len(upcoming), storage.privacy.looks(work, person.id))


def export(work: Work, person: Person) -> bytes:
    """Everything kept about the person as readable JSON."""
    return json.dumps(storage.privacy.everything(work, person.id), ensure_ascii=False, indent=2).encode()


def erase(work: Work, person: Person) -> None:
    """Withdraw consent: upcoming visits are cancelled and freed, then the person is erased."""
    actions.booking.cancel_all(work, person)
    storage.privacy.erase(work, person.id)


def forget_idle(work: Work, months: int) -> int:
    """Erase those whose time of keeping is over; how many they were."""
    people = storage.privacy.idle(work, months)
    for person_id in people:
        storage.privacy.erase(work, person_id)
    return len(people)
