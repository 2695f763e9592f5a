"""A centre set up from a filled-in sheet: looked at, carried out, taken back.

What a preview shows is the deed itself, done and undone again within one transaction: it cannot promise another thing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import actions.closures
import actions.offers
import actions.schedule
import actions.sheet_rows
import rules.schedule
import storage.audit
import storage.availability
import storage.centre_sheets
import storage.centres
import storage.departments
import storage.reservations
import storage.setup
import storage.visits
from actions.closures import Notice
from rules.centre_sheets import Applied, Item, Line, Look, Week
from rules.centres import Centre, Department, Room, Specialist
from rules.clockwork import local
from rules.closures import Hours
from rules.people import Person
from rules.refusal import AlreadyDone, AlreadyTold, BookedSince, NotYours, OutdatedButton
from rules.schedule import AHEAD, Working
from rules.setup import Taught
from rules.visits import Visit
from storage.centre_sheets import Sheet
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Standing:
    """A centre as its sheet tells it."""

    centre: Centre
    topics: tuple[Taught, ...]
    rooms: tuple[Room, ...]
    departments: tuple[Department, ...]
    specialists: tuple[tuple[Specialist, Week], ...]


def standing(work: Work, person: Person, centre_id: int) -> Standing:
    """What is written into the sheet. Raises NotYours."""
    centre = actions.schedule.setting(work, person, centre_id)
    today = local(work.now, centre.zone).date()
    return Standing(
        centre,
        tuple(storage.setup.taught(work, centre_id)),
        tuple(storage.centres.rooms(work, centre_id)),
        tuple(storage.departments.living(work, centre_id, today)),
        tuple((each, actions.sheet_rows.week_of(each)) for each in storage.centres.specialists(work, centre_id)),
    )


def look(work: Work, person: Person, centre_id: int, lines: Sequence[Line]) -> Look:
    """Keep what was read, and say what it would change. Raises NotYours."""
    actions.schedule.setting(work, person, centre_id)
    return _look(work, _sheet(work, storage.centre_sheets.keep(work, centre_id, lines, person.id)))


def again(work: Work, person: Person, sheet_id: int) -> Look:
    """The same against the centre of now. Raises a Refusal."""
    return _look(work, _own(work, person, sheet_id, "read"))


def _sheet(work: Work, sheet_id: int) -> Sheet:
    """What does not exist is not yours: a guessed number tells nothing."""
    found = storage.centre_sheets.sheet(work, sheet_id)
    if found is None:
        raise NotYours
    return found


def _own(work: Work, person: Person, sheet_id: int, state: str) -> Sheet:
    found = _sheet(work, sheet_id)
    actions.schedule.setting(work, person, found.centre_id)
    if found.state != state:
        raise AlreadyDone if state == "read" or found.state == "undone" else OutdatedButton
    return found


def _look(work: Work, sheet: Sheet) -> Look:
    items, touched = storage.centre_sheets.tried(work, lambda there: _carry_out(there, sheet))
    shown = tuple(actions.closures.nameless(each) for each in touched if actions.closures.is_visit(each))
    return Look(sheet.id, sheet.centre_id, items, shown)


def _carry_out(work: Work, sheet: Sheet) -> tuple[tuple[Item, ...], list[Visit]]:
    """What became of each row, and the visits that nobody receives any more."""
    before = _working(work, sheet.centre_id)
    items = actions.sheet_rows.carry_out(work, sheet.centre_id, sheet.lines)
    return items, _touched(work, sheet.centre_id, before)


def _working(work: Work, centre_id: int) -> Working:
    centre = storage.centres.known(work, centre_id)
    today = local(work.now, centre.zone).date()
    return storage.availability.working(work, centre, today, today + AHEAD)


def _touched(work: Work, centre_id: int, before: Working) -> list[Visit]:
    """Also visits outside the hours, by somebody's wish, of a specialist who works there no longer."""
    ahead, after = (
        storage.visits.touched(work, Hours(centre_id, None, work.now, work.now + AHEAD)),
        _working(work, centre_id),
    )
    gone = before.rosters.keys() - after.rosters.keys()
    lost = {each.booking.id for each in rules.schedule.touched(ahead, before, after)}
    return [each for each in ahead if each.booking.id in lost or each.booking.specialist_id in gone]


def apply(work: Work, person: Person, sheet_id: int, shown: int) -> Applied | Look:
    """Set the centre up as the sheet says; whoever was booked outside of it is told, with other times.

    Where it touches others than stood on the preview, nothing is done and it is looked at again. Raises a Refusal.
    """
    sheet = _own(work, person, sheet_id, "read")
    before = _look(work, sheet)
    if len(before.touched) != shown:
        return before
    was = storage.centre_sheets.as_it_is(work, sheet.centre_id)
    items, touched = _carry_out(work, sheet)
    notice = Notice(f"sheet:{sheet.id}", whole=False, offer=True)
    told, unreached = actions.closures.put_off(work, person, touched, notice)
    storage.centre_sheets.done(work, sheet.id, was, len(touched))
    storage.audit.note(work, person.id, sheet.centre_id, "setup.sheet", None, sheet.id)
    actions.offers.freed(work, sheet.centre_id)
    return Applied(Look(sheet.id, sheet.centre_id, items, ()), told, unreached)


def undo(work: Work, person: Person, sheet_id: int) -> int:
    """The centre as it was before; its id. Raises AlreadyTold where people heard of it, BookedSince, AlreadyDone."""
    sheet = _own(work, person, sheet_id, "done")
    if sheet.told:
        raise AlreadyTold
    before, rooms = _working(work, sheet.centre_id), _rooms(work, sheet.centre_id)
    storage.centre_sheets.put_back(work, sheet.centre_id, sheet.before)
    if any(actions.closures.is_visit(each) for each in _touched(work, sheet.centre_id, before)):
        raise BookedSince
    if any(storage.reservations.of_room(work, each, work.now) for each in rooms - _rooms(work, sheet.centre_id)):
        raise BookedSince
    storage.centre_sheets.undone(work, sheet.id)
    storage.audit.note(work, person.id, sheet.centre_id, "setup.sheet_undone", None, sheet.id)
    return sheet.centre_id


def _rooms(work: Work, centre_id: int) -> frozenset[int]:
    return frozenset(each.id for each in storage.centres.rooms(work, centre_id))
