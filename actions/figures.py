"""The figures of a centre for those who may see them."""

import rules.figures
import storage.base_lines
import storage.centres
import storage.figures
import storage.people
from rules.centres import Centre
from rules.figures import Month, Report
from rules.people import Person, Role
from rules.refusal import NotYours
from storage.work import Work

READERS = (Role.COORDINATOR, Role.VIEWER)


def report(work: Work, person: Person, centre_id: int, month: int) -> Report:
    """The month of a button; 0 is this one. Raises NotYours, OutdatedButton."""
    if not storage.people.holds(work, person.id, centre_id, *READERS):
        raise NotYours
    centre = storage.centres.known(work, centre_id)
    return of(work, centre, rules.figures.chosen(month, work.now, centre.zone))


def of(work: Work, centre: Centre, month: Month) -> Report:
    """Everything counted anew, and the numbers from before beside it."""
    span = month.span(centre.zone)
    sections = tuple(count(work, centre.id, span) for count in storage.figures.SECTIONS)
    return Report(centre, month, work.now, sections, tuple(storage.base_lines.standing(work, centre.id)))
