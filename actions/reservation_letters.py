"""What is written about a hall or desks: to the coordinators who decide, and to whoever has asked."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import rules.reminders
import rules.reservations
import screens.lending
import screens.reservations
import storage.centres
import storage.outbox
import storage.people
import storage.reservations
from rules.booking import Policy
from rules.letters import Lane, Letter, Recipient, Screen
from rules.people import Person, Role
from rules.reservations import Reservation, Seen
from screens.words import Words
from storage.work import Work

ASKED, UNANSWERED, GIVEN_UP, TOLD, DAY_BEFORE = (
    "reservation.asked",
    "reservation.unanswered",
    "reservation.given_up",
    "reservation.told",
    "reservation.day_before",
)

Data = Mapping[str, str | int | None]


def ask(work: Work, one: Reservation) -> None:
    """The coordinators are asked, and reminded while there is still time to answer."""
    _to_staff(work, one, ASKED, one.rev)
    nudge = rules.reservations.nudge_at(one)
    if nudge is not None:
        _to_staff(work, one, UNANSWERED, one.rev, nudge)


def given_up(work: Work, one: Reservation) -> None:
    """What they have said yes to is not needed any more."""
    _to_staff(work, one, GIVEN_UP, one.rev + 1)


def _to_staff(work: Work, one: Reservation, kind: str, rev: int, due_at: datetime | None = None) -> None:
    """A letter to staff is no personal matter of theirs, so it needs no consent."""
    letter = Letter(kind, Lane.ANSWER, {"reservation": one.id, "rev": rev})
    for each in storage.people.staff(work, one.centre_id, Role.COORDINATOR):
        to = Recipient(each.telegram_id, each.id)
        storage.outbox.put(work, to, letter, about=_about(one.id), due_at=due_at, expires_at=one.starts_at)


def tell(work: Work, one: Reservation) -> bool:
    """What became of it, to whoever has asked; False where there is nobody to write to."""
    retract(work, one.id)
    person = storage.people.person(work, one.person_id) if one.person_id is not None else None
    if person is None:
        return False
    _to_person(work, person, one, TOLD)
    for each in _recalled(work, one) if one.state == "reserved" else ():
        _to_person(work, person, one, DAY_BEFORE, each)
    return True


def _recalled(work: Work, one: Reservation) -> list[datetime]:
    """When it is recalled: the day before, as a visit is."""
    found = rules.reminders.recalled(one.starts_at, ZoneInfo(one.zone), Policy(), work.now)
    return [each.due_at for each in found if each.kind == "day_before"]


def _to_person(work: Work, person: Person, one: Reservation, kind: str, due_at: datetime | None = None) -> None:
    lane = Lane.ANSWER if kind == TOLD else Lane.REMINDER
    letter = Letter(kind, lane, {"reservation": one.id, "rev": one.rev}, centre_id=one.centre_id)
    to = Recipient(person.telegram_id, person.id)
    storage.outbox.put(work, to, letter, about=_about(one.id), due_at=due_at, expires_at=one.ends_at)


def retract(work: Work, reservation_id: int) -> None:
    storage.outbox.retract(work, _about(reservation_id))


def _about(reservation_id: int) -> str:
    return f"reservation:{reservation_id}"


def _as_written(work: Work, data: Data) -> Seen | None:
    """The reservation, if it is still as the letter was written for."""
    found = storage.reservations.one(work, int(data["reservation"] or 0))
    return found if found is not None and found.reservation.rev == data["rev"] else None


def asked(work: Work, person: Person, data: Data) -> Screen | None:
    seen = _to_decide(work, person, data)
    return screens.lending.asked(seen, _words(person, seen)) if seen else None


def unanswered(work: Work, person: Person, data: Data) -> Screen | None:
    seen = _to_decide(work, person, data)
    return screens.lending.unanswered(seen, _words(person, seen)) if seen else None


def _to_decide(work: Work, person: Person, data: Data) -> Seen | None:
    """Without the name, which is behind a tap; nothing where somebody has answered, or the reader decides no longer."""
    seen = _as_written(work, data)
    if seen is None or not rules.reservations.is_live(seen.reservation, work.now):
        return None
    waits = seen.reservation.state == "requested" and _leads(work, person, seen)
    return replace(seen, name="") if waits else None


def _leads(work: Work, person: Person, seen: Seen) -> bool:
    return storage.people.holds(work, person.id, seen.reservation.centre_id, Role.COORDINATOR)


def no_more(work: Work, person: Person, data: Data) -> Screen | None:
    seen = _as_written(work, data)
    if seen is None or not _leads(work, person, seen):
        return None
    return screens.lending.given_up(replace(seen, name=""), _words(person, seen))


def told(work: Work, person: Person, data: Data) -> Screen | None:
    seen = _own(work, person, data)
    if seen is None:
        return None
    centre = storage.centres.known(work, seen.reservation.centre_id)
    return screens.reservations.told(seen, centre, _words(person, seen))


def day_before(work: Work, person: Person, data: Data) -> Screen | None:
    seen = _own(work, person, data)
    if seen is None or seen.reservation.state != "reserved":
        return None
    centre = storage.centres.known(work, seen.reservation.centre_id)
    return screens.reservations.day_before(seen, centre, _words(person, seen))


def _own(work: Work, person: Person, data: Data) -> Seen | None:
    seen = _as_written(work, data)
    return seen if seen is not None and seen.reservation.person_id == person.id else None


def _words(person: Person, seen: Seen) -> Words:
    return Words(person.language, ZoneInfo(seen.reservation.zone))


RENDERERS: dict[str, Callable[[Work, Person, Data], Screen | None]] = {
    ASKED: asked,
    UNANSWERED: unanswered,
    GIVEN_UP: no_more,
    TOLD: told,
    DAY_BEFORE: day_before,
}
"""How each kind of letter is worded, at the send."""
