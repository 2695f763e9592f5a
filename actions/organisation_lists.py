"""Deeds about lists of organisations: taken in, taken back, and an invitation for each."""

from collections.abc import Sequence

import actions.organisations
import storage.audit
import storage.organisation_lists
import storage.organisations
from rules.centres import Centre
from rules.organisation_lists import Row, Taken, TakenBack
from rules.organisations import Link
from rules.people import Person
from rules.refusal import NotFound
from storage.work import Work


def take_in(work: Work, person: Person | None, centre_id: int, rows: Sequence[Row]) -> Taken:
    """What is new is known to the centre from now on; one wrong row stops nothing, nobody is written to.

    None stands for the command line. Raises NotYours.
    """
    if person is not None:
        actions.organisations.registering(work, person, centre_id)
    right = [row for row in rows if not row.reasons]
    known = storage.organisations.known(work, centre_id, [row.bin for row in right])
    new = [row for row in right if row.bin not in known]
    list_id = _add(work, person, centre_id, new) if new else 0
    wrong = tuple(row for row in rows if row.reasons)
    return Taken(centre_id, list_id, len(new), len(right) - len(new), wrong)


def _add(work: Work, person: Person | None, centre_id: int, new: Sequence[Row]) -> int:
    by = person.id if person else None
    list_id = storage.organisation_lists.begin(work, centre_id, by)
    for row in new:
        one = storage.organisations.add(work, centre_id, row.bin, row.name, known=True)
        storage.organisation_lists.came(work, list_id, one.id)
    if by is not None:
        storage.audit.note(work, by, centre_id, "organisation.import", None, list_id)
    return list_id


def undo(work: Work, person: Person, list_id: int) -> TakenBack:
    """Take back what a list brought, but for whoever has answered already. Twice does no more. Raises NotYours."""
    centre_id = storage.organisation_lists.centre_id(work, list_id)
    if centre_id is None:
        raise NotFound
    actions.organisations.registering(work, person, centre_id)
    gone = storage.organisation_lists.take_back(work, list_id)
    storage.audit.note(work, person.id, centre_id, "organisation.undo", None, list_id)
    return TakenBack(centre_id, gone, storage.organisation_lists.left(work, list_id))


def waiting(work: Work, person: Person, centre_id: int) -> tuple[Centre, int]:
    """The centre, and for how many of its organisations nobody speaks yet. Raises NotYours."""
    centre = actions.organisations.registering(work, person, centre_id)
    return centre, len(storage.organisations.without_people(work, centre_id))


def invite_all(work: Work, person: Person, centre_id: int) -> tuple[Centre, list[Link]]:
    """A fresh link for each organisation for which nobody speaks yet; earlier ones stay good. Raises NotYours."""
    centre = actions.organisations.registering(work, person, centre_id)
    these = storage.organisations.without_people(work, centre_id)
    storage.audit.note(work, person.id, centre_id, "organisation.invite_all", None, None)
    return centre, storage.organisations.invite_all(work, these, person.id)
