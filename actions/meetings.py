"""Deeds of whoever is invited to a meeting: look, come, stay away; as often as they change their mind."""

import actions.seats
import rules.meetings
import storage.attendance
import storage.centres
import storage.meetings
import storage.people
from rules.centres import Centre
from rules.jobs import Job
from rules.letters import Recipient
from rules.meetings import PAGE, Card, Listing, Meeting
from rules.people import Person
from rules.refusal import ConsentMissing, JobClosed, MeetingMoved, NotFound, OtherCentre
from storage.work import Work

JOB: Job = "meetings"


def open_centre(work: Work, centre_id: int) -> Centre:
    """A centre that does this job. Raises JobClosed."""
    centre = storage.centres.centre(work, centre_id)
    if centre is None or JOB in centre.jobs_off:
        raise JobClosed
    return centre


def listing(work: Work, person: Person, centre_id: int, page: int) -> Listing:
    """A page of what is still to come, the nearest first."""
    centre = open_centre(work, centre_id)
    total = storage.meetings.count_ahead(work, centre.id)
    here = page if 0 <= page * PAGE < total else 0
    found = storage.meetings.ahead(work, centre.id, slice(here * PAGE, (here + 1) * PAGE))
    return Listing(storage.meetings.cards(work, found, person.id), total, here, centre.zone)


def card(work: Work, person: Person, meeting_id: int) -> Card:
    """A meeting with this person's own answer. Raises NotFound."""
    return storage.meetings.card(work, meeting_id, person.id)


def _meeting(work: Work, meeting_id: int, moves: int) -> Meeting:
    """Raises MeetingMoved where the button was made for another day or place."""
    meeting = storage.meetings.meeting(work, meeting_id)
    if meeting is None:
        raise NotFound
    if meeting.state == "open" and meeting.moves != moves:
        raise MeetingMoved
    return meeting


def going(work: Work, person: Person, meeting_id: int, moves: int) -> Card:
    """They come: a seat, or a place in the line where none is left. A second tap changes nothing. Raises a Refusal."""
    meeting = _meeting(work, meeting_id, moves)
    open_centre(work, meeting.centre_id)
    mine = storage.attendance.of_person(work, meeting_id, person.id)
    if mine is not None and mine.answer == "going":
        rules.meetings.check_stands(meeting, work.now)
        storage.attendance.confirm(work, mine.id)
        return card(work, person, meeting_id)
    rules.meetings.check_answer(meeting, work.now)
    _check_introduced(work, person, meeting)
    _sit(work, person, meeting, waits=mine is not None and mine.answer == "waiting")
    return card(work, person, meeting_id)


def _check_introduced(work: Work, person: Person, meeting: Meeting) -> None:
    """Staff will see who comes: that needs the consent to this very centre, and a name."""
    if person.centre_id != meeting.centre_id:
        raise OtherCentre(meeting.centre_id)
    known = storage.people.person(work, person.id)
    if known is None or not known.name or meeting.centre_id not in known.consents:
        raise ConsentMissing


def _sit(work: Work, person: Person, meeting: Meeting, *, waits: bool) -> None:
    """On the lowest free seat; behind those who wait, as long as they can still be told."""
    actions.seats.freed(work, meeting)
    number = storage.attendance.free_seat(work, meeting.id, meeting.capacity)
    if number is not None:
        storage.attendance.answer(work, meeting.id, person.id, "going", number)
        actions.seats.promise(work, meeting, Recipient(person.telegram_id, person.id))
    elif not waits:
        storage.attendance.answer(work, meeting.id, person.id, "waiting")


def not_going(work: Work, person: Person, meeting_id: int, moves: int) -> Card:
    """They do not come, nor wait; the seat is the next one's. Without consent nothing is kept. Raises a Refusal."""
    meeting = _meeting(work, meeting_id, moves)
    rules.meetings.check_stands(meeting, work.now)
    mine = storage.attendance.of_person(work, meeting_id, person.id)
    agreed = storage.people.agreed(work, person.id, meeting.centre_id)
    if mine is not None and mine.answer != "no":
        storage.attendance.answer(work, meeting_id, person.id, "no")
        actions.seats.forget(work, meeting_id, person.id)
        actions.seats.freed(work, meeting)
    elif mine is None and agreed:
        storage.attendance.answer(work, meeting_id, person.id, "no")
    return card(work, person, meeting_id)


def withdraw(work: Work, person: Person) -> None:
    """They leave for good: seats of meetings still to come are the next ones'."""
    ahead = storage.attendance.ahead_of(work, person.id)
    storage.attendance.leave(work, ahead, person.id)
    for meeting_id in ahead:
        actions.seats.forget(work, meeting_id, person.id)
        meeting = storage.meetings.meeting(work, meeting_id)
        if meeting is not None:
            actions.seats.freed(work, meeting)
