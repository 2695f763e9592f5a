"""«All came except …»: a whole day noted at once, and taken back at once."""

from collections.abc import Collection
from datetime import date

import actions.desk
import actions.visits
import rules.desk
import rules.openings
import rules.roll_call
import storage.centres
from rules.booking import Policy
from rules.desk import Day
from rules.people import Person
from rules.refusal import OutdatedButton
from rules.roll_call import Noted
from rules.visits import Visit, by_time
from storage.work import Work


def waiting(work: Work, person: Person, centre_id: int, on: date) -> tuple[Visit, ...]:
    """Whom the person can note on this day now, in the order of time. Raises NotYours."""
    seen = _day(work, person, centre_id, on)
    actions.visits.noted(work, person, seen)
    return tuple(by_time(rules.roll_call.waiting(seen.visits, seen.post, work.now)))


def note(work: Work, person: Person, centre_id: int, on: date, absent: Collection[int]) -> Noted:
    """Note all who have not been noted: `absent` did not come, the others did. Raises OutdatedButton.

    Whoever is named before their ten minutes are over stays as they are.
    """
    seen, policy = _day(work, person, centre_id, on), _policy(work, centre_id)
    waits = rules.roll_call.waiting(seen.visits, seen.post, work.now)
    if not waits:
        raise OutdatedButton
    counted = {"arrived": 0, "no_show": 0, None: 0}
    for visit in waits:
        state = rules.roll_call.state(visit, absent, policy, work.now)
        counted[state] += 1
        if state is not None:
            actions.visits.mark(work, person, visit.booking.id, visit.booking.rev, state)
    return Noted(counted["arrived"], counted["no_show"], counted[None], int(work.now.timestamp()))


def take_back(work: Work, person: Person, centre_id: int, on: date, second: int) -> int:
    """Take back what was noted in this second; how many that were. Raises OutdatedButton."""
    seen = _day(work, person, centre_id, on)
    noted = rules.roll_call.noted_at(seen.visits, seen.post, second)
    if not noted:
        raise OutdatedButton
    for visit in noted:
        actions.visits.mark(work, person, visit.booking.id, visit.booking.rev, "booked")
    return len(noted)


def _day(work: Work, person: Person, centre_id: int, on: date) -> Day:
    mine = actions.desk.post(work, person, centre_id)
    rules.desk.changing(mine, mine.specialist_id)
    return actions.visits.of(work, mine, on)


def _policy(work: Work, centre_id: int) -> Policy:
    centre = storage.centres.known(work, centre_id)
    return rules.openings.policy(centre.settings)
