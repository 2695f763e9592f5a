"""A person and their data: looking, taking along, erasing."""

import json
from dataclasses import dataclass

import actions.cancelling
import actions.meetings
import actions.organisations
import actions.reservations
import storage.booking
import storage.inbox
import storage.people
import storage.privacy
from rules.booking import TAKING
from rules.people import Person
from rules.refusal import StillNeeded
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Kept:
    """What a person sees first: bookings in all, of these upcoming, times that staff opened their data, roles held."""

    bookings: int
    upcoming: int
    looks: int
    roles: int = 0


def kept(work: Work, person: Person) -> Kept:
    mine = storage.booking.of_person(work, person.id)
    upcoming = [booking for booking in mine if booking.state in TAKING and booking.starts_at > work.now]
    known = storage.people.person(work, person.id)
    roles = len(known.grants) if known else 0
    return Kept(len(mine), len(upcoming), storage.privacy.looks(work, person.id), roles)


def export(work: Work, person: Person) -> bytes:
    """Everything kept about the person as readable JSON."""
    return json.dumps(storage.privacy.everything(work, person.id), ensure_ascii=False, indent=2).encode()


def leaving(work: Work, person: Person) -> Kept:
    """What ends with the person, before they say yes. Raises StillNeeded."""
    _check_not_needed(work, person)
    return kept(work, person)


def _check_not_needed(work: Work, person: Person) -> None:
    """An administrator whom the settings name would be back at the next start; without the last one nobody is told."""
    administrators = {each.id for each in storage.people.administrators(work)}
    listed = person.id in storage.people.appointed(work).values()
    if listed or administrators == {person.id}:
        raise StillNeeded


def erase(work: Work, person: Person, update_id: int) -> None:
    """Withdraw consent: upcoming visits are cancelled and freed, then the person is erased.

    The update that asked for it ends in the same transaction: handled again it would bring them back.
    Raises StillNeeded.
    """
    _check_not_needed(work, person)
    _erase(work, person)
    storage.inbox.done(work, update_id)


def _erase(work: Work, person: Person) -> None:
    actions.cancelling.cancel_all(work, person)
    actions.organisations.gone(work, person)
    actions.meetings.withdraw(work, person)
    actions.reservations.give_up_all(work, person)
    storage.privacy.erase(work, person.id)


def forget_idle(work: Work, months: int) -> int:
    """Erase those whose time of keeping is over; how many they were."""
    people = storage.privacy.idle(work, months)
    for person_id in people:
        person = storage.people.person(work, person_id)
        if person is not None:
            _erase(work, person)
    return len(people)
