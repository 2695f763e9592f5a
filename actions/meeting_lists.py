"""A list of meetings taken in: what is new is announced, what is there already is left as it stands."""

from collections.abc import Sequence

import actions.convening
import rules.meeting_lists
import storage.audit
import storage.centres
import storage.meetings
import storage.people
from rules.centres import Centre
from rules.meeting_lists import Line, Outcome, Planned, Reason, There
from rules.people import Person, Role
from storage.work import Work


def take_in(work: Work, person: Person | None, lines: Sequence[Line]) -> list[Outcome]:
    """Every row with what has become of it; one bad row stops nothing, nobody is written to.

    A person takes in meetings of their own centres only; a command (None) of all.
    """
    return [_take(work, person, line) for line in lines]


def _take(work: Work, person: Person | None, line: Line) -> Outcome:
    code = line.said("code")
    centre = storage.centres.by_code(work, line.said("centre"))
    if centre is None:
        return _wrong(line, "centre_unknown")
    if person is not None and not storage.people.holds(work, person.id, centre.id, Role.COORDINATOR):
        return _wrong(line, "not_yours")
    known = {each.code: each.id for each in actions.convening.departments(work, centre)}
    read = rules.meeting_lists.read(line, There(centre.id, centre.zone, known), work.now)
    if not isinstance(read, Planned):
        return _wrong(line, *read)
    there = storage.meetings.by_code(work, centre.id, read.meeting.code) if read.meeting.code else None
    if there is None:
        _add(work, person, centre, read)
        return Outcome(line.number, code, "new")
    taking_part = tuple(each.id for each in storage.meetings.departments(work, there.id))
    same = rules.meeting_lists.is_same(there, read.meeting) and taking_part == read.departments
    return Outcome(line.number, code, "same" if same else "differs")


def _wrong(line: Line, *reasons: Reason) -> Outcome:
    return Outcome(line.number, line.said("code"), "wrong", reasons)


def _add(work: Work, person: Person | None, centre: Centre, planned: Planned) -> None:
    by = person.id if person else None
    kept = storage.meetings.add(work, planned.meeting, planned.departments, by)
    if by is not None:
        storage.audit.note(work, by, centre.id, "meeting.publish", None, kept.id)
