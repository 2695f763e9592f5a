"""A centre sets up its rooms: names, seats, steps, how each is lent. Nothing is deleted, only closed."""

from dataclasses import dataclass

import actions.lending
import actions.schedule
import actions.taking_back
import rules.setup
import storage.audit
import storage.centres
import storage.reservations
import storage.rooms
import storage.setup
from rules.centres import LENT, Centre, Room, Texts
from rules.people import Person
from rules.refusal import OutdatedButton
from rules.reservations import Seen
from storage.work import Work

MOST_SEATS = 500


@dataclass(frozen=True, slots=True)
class Rooms:
    """The rooms of a centre, lent or not."""

    centre: Centre
    rooms: tuple[Room, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """One room, and who has it still in the time to come, without names."""

    room: Room
    ahead: tuple[Seen, ...] = ()


def rooms(work: Work, person: Person, centre_id: int) -> Rooms:
    """Raises NotYours."""
    centre = actions.schedule.setting(work, person, centre_id)
    return Rooms(centre, tuple(storage.centres.rooms(work, centre_id)))


def room(work: Work, person: Person, centre_id: int, room_id: int) -> Kept:
    """One of them. Raises a Refusal."""
    found = next((each for each in rooms(work, person, centre_id).rooms if each.id == room_id), None)
    if found is None:
        raise OutdatedButton
    ahead = storage.reservations.of_room(work, room_id, work.now)
    return Kept(found, tuple(actions.lending.nameless(each) for each in ahead))


def add(work: Work, person: Person, centre_id: int, names: Texts, seats: int) -> int:
    """A new room; its id. One of the same name is that one. Raises a Refusal."""
    known = rooms(work, person, centre_id).rooms
    same = next((each.id for each in known if each.names.ru.casefold() == names.ru.casefold()), None)
    if same is not None:
        return same
    if any(rules.setup.problem("name", each) for each in (names.kk, names.ru)):
        raise OutdatedButton
    added = storage.rooms.add(work, centre_id, names)
    _noted(work, person, centre_id, added)
    return reseat(work, person, centre_id, added, seats)


def rename(work: Work, person: Person, centre_id: int, room_id: int, names: Texts) -> int:
    room(work, person, centre_id, room_id)
    if any(rules.setup.problem("name", each) for each in (names.kk, names.ru)):
        raise OutdatedButton
    storage.rooms.put(work, room_id, {"name_kk": names.kk, "name_ru": names.ru})
    _noted(work, person, centre_id, room_id)
    return room_id


def reseat(work: Work, person: Person, centre_id: int, room_id: int, seats: int) -> int:
    """How many fit in; of a room lent by desks, how many desks. What is promised stays. Raises a Refusal."""
    room(work, person, centre_id, room_id)
    if not 1 <= seats <= MOST_SEATS:
        raise OutdatedButton
    storage.rooms.put(work, room_id, {"seats": seats})
    _noted(work, person, centre_id, room_id)
    return room_id


def step_free(work: Work, person: Person, centre_id: int, room_id: int, on: int) -> Kept:
    room(work, person, centre_id, room_id)
    storage.rooms.put(work, room_id, {"step_free": bool(on)})
    _noted(work, person, centre_id, room_id)
    return room(work, person, centre_id, room_id)


def lend(work: Work, person: Person, centre_id: int, room_id: int, lent: str) -> tuple[Kept, bool]:
    """How it is lent from now on, and whether that has been written.

    Between «as a whole» and «by desks» it changes only while nobody has it: their claims are of different things.
    What is promised stays where it is lent no more. Raises a Refusal.
    """
    before = room(work, person, centre_id, room_id)
    if lent not in LENT:
        raise OutdatedButton
    claimed = storage.reservations.by_desks(work, room_id, [each.reservation.id for each in before.ahead])
    if lent != "none" and claimed - {lent == "desk"}:
        return before, False
    storage.rooms.put(work, room_id, {"lent": lent})
    _noted(work, person, centre_id, room_id)
    return room(work, person, centre_id, room_id), True


def for_all(work: Work, person: Person, centre_id: int, on: int) -> Rooms:
    """Whether anybody may ask for a room, or organisations alone. Raises NotYours."""
    rooms(work, person, centre_id)
    storage.setup.settle(work, centre_id, {"rooms_for_all": bool(on)})
    _noted(work, person, centre_id, None)
    return rooms(work, person, centre_id)


def shut(work: Work, person: Person, centre_id: int, room_id: int) -> tuple[Room, tuple[Seen, ...]]:
    """The room is there no more: whoever has it still is told; who can only be phoned. Raises a Refusal."""
    before = room(work, person, centre_id, room_id)
    unreached = actions.taking_back.put_off(work, person, before.ahead)
    storage.rooms.close(work, room_id, closed=True)
    _noted(work, person, centre_id, room_id)
    return before.room, unreached


def reopen(work: Work, person: Person, centre_id: int, room_id: int) -> Kept:
    """The room is there again. Raises a Refusal."""
    rooms(work, person, centre_id)
    found = storage.centres.room(work, room_id)
    if found is None or found.centre_id != centre_id:
        raise OutdatedButton
    storage.rooms.close(work, room_id, closed=False)
    _noted(work, person, centre_id, room_id)
    return room(work, person, centre_id, room_id)


def _noted(work: Work, person: Person, centre_id: int, room_id: int | None) -> None:
    storage.audit.note(work, person.id, centre_id, "setup.room", None, room_id)
