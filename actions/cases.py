"""Going on with a case: the next visit with whoever knows it, and the visits of a case side by side."""

from dataclasses import replace
from itertools import islice

import actions.booking
import actions.desk
import rules.cases
import storage.audit
import storage.availability
import storage.booking
import storage.cards
import storage.cases
import storage.outcomes
import storage.visits
from rules.availability import FreeTime
from rules.booking import Booking
from rules.cards import Card
from rules.cases import Case
from rules.openings import Slot
from rules.people import Person
from rules.refusal import NotFound, NotYours, OutdatedButton
from rules.visits import Visit
from storage.availability import Asker
from storage.work import Work


def own(work: Work, person: Person, booking_id: int) -> Case:
    """The case of one's own visit, with a time to go on at. Raises NotYours."""
    about = _own(work, person, booking_id)
    return replace(_case(work, about), next_time=_next_time(work, person, about))


def _own(work: Work, person: Person, booking_id: int) -> Booking:
    found = storage.booking.own(work, booking_id, person.id)
    if found is None:
        raise NotYours
    return found


def _case(work: Work, about: Booking) -> Case:
    visits = storage.visits.of_case(work, about.case)
    if about.id not in {each.booking.id for each in visits}:
        raise OutdatedButton
    outcomes = storage.outcomes.outcomes(work, [each.booking.id for each in visits])
    return Case(about, tuple(visits), outcomes, storage.outcomes.feedback(work, about.id))


def _next_time(work: Work, person: Person, about: Booking) -> FreeTime | None:
    """With the same specialist; none while another visit on the topic is ahead, or nobody is free."""
    ahead = storage.booking.open_of(work, person.id)
    if about.specialist_id is None or any(each.topic_id == about.topic_id for each in ahead):
        return None
    try:
        rules.cases.check_goes_on(about, work.now)
        found = storage.availability.openings(work, about.centre_id, about.topic_id, Asker(person.id))
    except (OutdatedButton, NotFound):
        return None
    times = islice(found.of(about.specialist_id).times(), rules.cases.AT_MOST)
    return rules.cases.proposed(times, about)


def past(work: Work, person: Person) -> list[Visit]:
    """The newest visit of each of one's cases, newest case first; those ahead left out."""
    newest: dict[int, Visit] = {}
    for each in storage.visits.past(work, person.id):
        newest.setdefault(each.booking.case, each)
    return list(newest.values())


def go_on(work: Work, person: Person, booking_id: int, slot: Slot) -> Card:
    """Book the next visit of the case. Raises BookingRefused, JobClosed or another Refusal."""
    before = _own(work, person, booking_id)
    rules.cases.check_goes_on(before, work.now)
    booked = actions.booking.book(work, person, before.centre_id, before.topic_id, slot)
    return join(work, person, booked.booking.id, booking_id)


def join(work: Work, person: Person, booking_id: int, before_id: int) -> Card:
    """What has just been booked goes on with an earlier visit on the same topic. Raises a Refusal."""
    booked, before = _own(work, person, booking_id), _own(work, person, before_id)
    rules.cases.check_goes_on(before, work.now)
    if (booked.centre_id, booked.topic_id) != (before.centre_id, before.topic_id) or booked.id == before.id:
        raise OutdatedButton
    storage.cases.join(work, booked.id, before)
    return storage.cards.card(work, replace(booked, case_id=before.case))


def seen(work: Work, person: Person, booking_id: int) -> Case:
    """The case of a visit this member of staff may read; the look is noted. Raises NotYours."""
    card = actions.desk.card(work, actions.desk.post_at(work, person, booking_id), booking_id)
    about = card.visit.booking
    if about.person_id is not None:
        storage.audit.note(work, person.id, about.centre_id, "case_read", about.person_id, about.id)
    return _case(work, about)
