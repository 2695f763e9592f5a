"""Deeds of staff who call a meeting: publish, change, move, call off."""

from dataclasses import dataclass, replace

import actions.meetings
import actions.seats
import rules.convening
import rules.meetings
import storage.attendance
import storage.audit
import storage.centres
import storage.departments
import storage.meetings
import storage.people
from rules.centres import Centre, Department, Texts
from rules.clockwork import local
from rules.convening import Sketch
from rules.meetings import ON_THE_DESK, Card, Counts, Listing, Meeting
from rules.people import Person, Role
from rules.refusal import AlreadyDone, JobClosed, MeetingPast, NotYours, OutdatedButton
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Told:
    """What a change came to: the meeting as it stands, and how many are told and asked anew."""

    card: Card
    told: int


def convening(work: Work, person: Person, centre_id: int) -> Centre:
    """The centre, for somebody who may call a meeting there at this moment. Raises NotYours."""
    if not storage.people.holds(work, person.id, centre_id, Role.COORDINATOR):
        raise NotYours
    return storage.centres.known(work, centre_id)


def composing(work: Work, person: Person, centre_id: int) -> Centre:
    """The same for a new one. Raises JobClosed too."""
    centre = convening(work, person, centre_id)
    if actions.meetings.JOB in centre.jobs_off:
        raise JobClosed
    return centre


def desk(work: Work, person: Person, centre_id: int, page: int, past: int) -> Listing:
    """A page of the centre's meetings: the coming ones, or those behind us."""
    centre = convening(work, person, centre_id)
    count, find = (
        (storage.meetings.count_behind, storage.meetings.behind)
        if past
        else (storage.meetings.count_ahead, storage.meetings.ahead)
    )
    total = count(work, centre_id)
    here = page if 0 <= page * ON_THE_DESK < total else 0
    found = find(work, centre_id, slice(here * ON_THE_DESK, (here + 1) * ON_THE_DESK))
    return Listing(storage.meetings.cards(work, found), total, here, centre.zone)


def managed(work: Work, person: Person, meeting_id: int) -> Card:
    """A meeting of one's own centre. Raises NotFound, NotYours."""
    card = storage.meetings.card(work, meeting_id)
    convening(work, person, card.meeting.centre_id)
    return card


def departments(work: Work, centre: Centre) -> list[Department]:
    """Those that live today."""
    return storage.departments.living(work, centre.id, local(work.now, centre.zone).date())


def preview(work: Work, person: Person, sketch: Sketch) -> tuple[Card, int]:
    """The meeting as it would be, and how many would be told and asked anew. Raises a Refusal."""
    centre = _may(work, person, sketch)
    if not sketch.meeting_id:
        return _previewed(work, centre, rules.convening.shaped(_blank(sketch), sketch, centre.zone), sketch), 0
    before = _changing(work, sketch)
    after = rules.convening.shaped(before, sketch, centre.zone)
    return _previewed(work, centre, after, sketch), _concerned(work, before, after)


def _may(work: Work, person: Person, sketch: Sketch) -> Centre:
    may = convening if sketch.meeting_id else composing
    return may(work, person, sketch.centre_id)


def _previewed(work: Work, centre: Centre, meeting: Meeting, sketch: Sketch) -> Card:
    named = [storage.departments.department(work, each) for each in sketch.departments]
    counts = storage.attendance.counts(work, meeting.id) if meeting.id else Counts()
    return Card(meeting, centre.zone, tuple(each for each in named if each), counts)


def _blank(sketch: Sketch) -> Meeting:
    some = rules.meetings.LONG_AGO
    none = Texts("", "")
    return Meeting(0, sketch.centre_id, "meeting", "open", some, some, some, "all", none, none, none)


def _concerned(work: Work, before: Meeting, after: Meeting) -> int:
    if not rules.convening.is_moved(before, after):
        return 0
    return len(storage.attendance.recipients(work, before.id, "going", "waiting", "no"))


def publish(work: Work, person: Person, sketch: Sketch) -> Card:
    """Announced in the list of meetings; nobody is written to. Raises a Refusal."""
    centre = composing(work, person, sketch.centre_id)
    if sketch.step() != "preview":
        raise OutdatedButton
    new = rules.convening.shaped(_blank(sketch), sketch, centre.zone)
    if new.starts_at <= work.now:
        raise MeetingPast
    kept = storage.meetings.add(work, new, _own(work, centre, sketch), person.id)
    storage.audit.note(work, person.id, centre.id, "meeting.publish", None, kept.id)
    return storage.meetings.card(work, kept.id)


def _own(work: Work, centre: Centre, sketch: Sketch) -> list[int]:
    """Departments of this very centre; a draft may be older than one of them."""
    known = {each.id for each in departments(work, centre)}
    return [each for each in sketch.departments if each in known]


def sketch_of(work: Work, person: Person, meeting_id: int, step: str) -> Sketch:
    """A published meeting laid open to be changed in one step, or in one still to be said. Raises a Refusal."""
    if step and step not in rules.convening.CHANGEABLE:
        raise OutdatedButton
    card = managed(work, person, meeting_id)
    rules.meetings.check_stands(card.meeting, work.now)
    named = tuple(each.id for each in card.departments)
    whole = rules.convening.sketched(card.meeting, named, card.zone)
    return whole.again(step) if step else whole


def _changing(work: Work, sketch: Sketch) -> Meeting:
    """Raises OutdatedButton where somebody else was faster."""
    before = storage.meetings.meeting(work, sketch.meeting_id)
    if before is None or before.rev != sketch.rev or before.centre_id != sketch.centre_id:
        raise OutdatedButton
    rules.meetings.check_stands(before, work.now)
    return before


def change(work: Work, person: Person, sketch: Sketch) -> Told:
    """Write a change. Another day or place is told to everybody who answered; more seats go to the line."""
    centre = convening(work, person, sketch.centre_id)
    if sketch.step() != "preview":
        raise OutdatedButton
    before = _changing(work, sketch)
    after = rules.convening.shaped(before, sketch, centre.zone)
    if after.starts_at <= work.now:
        raise MeetingPast
    rules.convening.check_seats(after.capacity, storage.attendance.counts(work, before.id).going)
    is_moved = rules.convening.is_moved(before, after)
    kept = storage.meetings.change(work, before, replace(after, moves=before.moves + is_moved))
    storage.audit.note(work, person.id, centre.id, "meeting.change", None, kept.id)
    told = actions.seats.moved(work, before, kept) if is_moved else 0
    actions.seats.freed(work, kept)
    return Told(storage.meetings.card(work, kept.id), told)


def call_off(work: Work, person: Person, meeting_id: int, rev: int) -> Told:
    """It will not take place: everybody who goes or waits is told. Raises a Refusal."""
    before = managed(work, person, meeting_id).meeting
    if before.state == "cancelled":
        raise AlreadyDone
    rules.meetings.check_stands(before, work.now)
    if before.rev != rev:
        raise OutdatedButton
    kept = storage.meetings.change(work, before, replace(before, state="cancelled"))
    storage.audit.note(work, person.id, kept.centre_id, "meeting.call_off", None, kept.id)
    told = actions.seats.cancelled(work, kept)
    return Told(storage.meetings.card(work, kept.id), told)
