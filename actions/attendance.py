"""Deeds of staff about those who come to a meeting: look who they are, note afterwards who came."""

from dataclasses import dataclass, replace

import actions.convening
import storage.attendance
import storage.audit
import storage.meetings
import storage.organisations
from rules.meetings import PAGE, Attendance, Card, Goer
from rules.people import Person
from rules.refusal import NotBegun, NotFound, NotYours, OutdatedButton
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Roll:
    """One page of those who go; `came` and `missed`: how many are noted so far."""

    card: Card
    goers: tuple[Goer, ...]
    page: int
    came: int
    missed: int


def roll(work: Work, person: Person, meeting_id: int, page: int) -> Roll:
    """Who goes, by name. Each name shown leaves a line in the book. Raises NotYours."""
    card = actions.convening.managed(work, person, meeting_id)
    here = page if 0 <= page * PAGE < card.counts.going else 0
    found = storage.attendance.goers(work, meeting_id, slice(here * PAGE, (here + 1) * PAGE))
    for _, subject in found:
        if subject is not None:
            storage.audit.note(work, person.id, card.meeting.centre_id, "meeting.goers", subject, meeting_id)
    goers = tuple(_with_organisations(work, goer, subject, card.meeting.centre_id) for goer, subject in found)
    return Roll(card, goers, here, *storage.attendance.came(work, meeting_id))


def _with_organisations(work: Work, goer: Goer, person_id: int | None, centre_id: int) -> Goer:
    """A centre sees its own organisations only."""
    known = storage.organisations.of_person(work, person_id) if person_id is not None else []
    return replace(goer, speaks_for=tuple(each.name for each in known if each.centre_id == centre_id))


def mark(work: Work, person: Person, attendance_id: int, came: int, page: int) -> Roll:
    """Note that one of them came, or did not; the last word counts. Raises NotBegun, NotYours."""
    if came not in {0, 1}:
        raise OutdatedButton
    noted = _attendance(work, attendance_id)
    card = _begun(work, person, noted.meeting_id)
    if noted.answer != "going":
        raise OutdatedButton
    storage.attendance.mark(work, attendance_id, bool(came))
    storage.audit.note(work, person.id, card.meeting.centre_id, "meeting.mark", noted.person_id, noted.meeting_id)
    return roll(work, person, noted.meeting_id, page)


def _attendance(work: Work, attendance_id: int) -> Attendance:
    found = storage.attendance.one(work, attendance_id)
    if found is None:
        raise NotYours
    return found


def _begun(work: Work, person: Person, meeting_id: int) -> Card:
    card = actions.convening.managed(work, person, meeting_id)
    if card.meeting.state != "open":
        raise NotFound
    if card.meeting.starts_at > work.now:
        raise NotBegun
    return card


def all_came(work: Work, person: Person, meeting_id: int) -> Roll:
    """Everybody not noted yet has come; who has not is noted one by one. Raises NotBegun, NotYours."""
    card = _begun(work, person, meeting_id)
    storage.attendance.mark_the_rest(work, meeting_id)
    storage.audit.note(work, person.id, card.meeting.centre_id, "meeting.all_came", None, meeting_id)
    return roll(work, person, meeting_id, 0)
