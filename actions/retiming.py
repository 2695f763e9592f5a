"""A law has moved a zone of time: what was promised on the wall is kept, and the moment follows.

It never happens by itself. The doctor tells of it, and `retime` is what the operator then runs.
"""

import actions.reminders
import rules.booking
import storage.availability
import storage.booking
import storage.people
from rules.booking import Booking, Policy
from rules.refusal import PersonBusy, TimeTaken
from storage.work import Work


class Clash(Exception):
    """Two visits would meet: nothing was changed. Says the number of one of them."""


def shifted(work: Work) -> list[Booking]:
    """Visits to come whose moment shows another time on the wall than was promised."""
    return [each for each in storage.booking.ahead(work) if rules.booking.retimed(each) is not each]


def retime(work: Work) -> int:
    """Keep every promise on the wall, or none: all let their time go before any takes its new one. Raises Clash."""
    found = shifted(work)
    for each in found:
        storage.booking.release(work, each.id)
    for each in found:
        _keep(work, each)
    return len(found)


def _keep(work: Work, before: Booking) -> None:
    after = storage.booking.change(work, before, rules.booking.retimed(before))
    policy = storage.availability.policy(work, after.centre_id, after.topic_id)
    try:
        storage.booking.claim(work, after, policy)
    except (TimeTaken, PersonBusy) as error:
        raise Clash(after.number) from error
    storage.booking.log(work, None, "retime", before, after)
    _promise(work, after, policy)


def _promise(work: Work, booked: Booking, policy: Policy) -> None:
    """Reminders move along; nobody is written to, as on the wall nothing has changed."""
    actions.reminders.retract(work, booked.id)
    person = storage.people.person(work, booked.person_id) if booked.person_id else None
    if person is not None and booked.state == "booked":
        actions.reminders.promise(work, person, booked, policy)
        actions.reminders.seen(work, booked.id)
