"""Deeds of a coordinator: a job of the centre switched off, or on again. What was promised before is kept."""

import storage.centres
import storage.people
import storage.switches
from rules.centres import Centre
from rules.jobs import Job
from rules.people import Person, Role
from rules.refusal import NotYours
from rules.switches import Board
from storage.work import Work


def board(work: Work, person: Person, centre_id: int) -> Board:
    """How every job stands. Raises NotYours."""
    centre = _switching(work, person, centre_id)
    return Board(centre, storage.switches.turns(work, centre_id), storage.switches.promised(work, centre_id))


def switch(work: Work, person: Person, centre_id: int, job: Job, *, off: bool) -> Board:
    """Make it stand so; one that stands so already is left as it is. Raises NotYours."""
    centre = _switching(work, person, centre_id)
    if (job in centre.jobs_off) != off:
        storage.switches.turn(work, centre_id, job, person.id, off=off)
    return board(work, person, centre_id)


def _switching(work: Work, person: Person, centre_id: int) -> Centre:
    if not storage.people.holds(work, person.id, centre_id, Role.COORDINATOR):
        raise NotYours
    return storage.centres.known(work, centre_id)
