"""The desk of a centre: who works there as what, walk-ins and callers without a name, groups of staff."""

from datetime import datetime, timedelta
from itertools import islice

import actions.offers
import rules.booking
import rules.desk
import rules.offers
import rules.openings
import rules.posts
import storage.availability
import storage.booking
import storage.callers
import storage.centres
import storage.enquiries
import storage.notes
import storage.outcomes
import storage.people
import storage.proposals
import storage.questions
import storage.reservations
import storage.staff_groups
import storage.visits
from rules.availability import FreeTime
from rules.booking import Booking, Source, State
from rules.cells import CELL_SECONDS
from rules.centres import Centre, Specialist, Topic
from rules.desk import Card, Desk, Ordered, Post
from rules.jobs import Job
from rules.openings import Slot
from rules.people import Grant, Person, Role
from rules.refusal import AlreadyDone, JobClosed, NotFound, NotYours, OutdatedButton, TimeTaken
from storage.work import Work

JOB: Job = "booking"
DOUBLE_TAP = timedelta(seconds=10)
_READ_AT_MOST = 400  # free times looked at for three offers


def post(work: Work, person: Person, centre_id: int) -> Post:
    """What the person is at this centre at this very moment. Raises NotYours."""
    return rules.desk.post(_grants(work, person), centre_id)


def post_at(work: Work, person: Person, booking_id: int) -> Post:
    """The post at the booking's centre. What does not exist is not yours: a guessed number tells nothing."""
    booking = storage.booking.booking(work, booking_id)
    if booking is None:
        raise NotYours
    return post(work, person, booking.centre_id)


def _grants(work: Work, person: Person) -> tuple[Grant, ...]:
    known = storage.people.person(work, person.id)
    return known.grants if known else ()


def desk(work: Work, person: Person, centre_id: int) -> Desk:
    """The desk of this centre; of the only one, or the choice between several, with 0. Raises NotYours."""
    grants = _grants(work, person)
    mine = [centre for centre in storage.centres.open_centres(work) if rules.desk.roles(grants, centre.id)]
    chosen = [centre for centre in mine if centre_id in {0, centre.id}]
    if not chosen:
        raise NotYours
    if len(chosen) > 1:
        return Desk((), tuple(chosen))
    held = rules.desk.roles(grants, chosen[0].id)
    written = storage.enquiries.count(work, chosen[0].id) if set(held) & rules.desk.ANSWERING else 0
    waiting = _waiting(work, grants, chosen[0])
    return Desk(held, tuple(chosen), _owes(work, grants, chosen[0]), written, waiting)


def _waiting(work: Work, grants: tuple[Grant, ...], centre: Centre) -> int:
    """Consultations and rooms that wait for this person's yes."""
    try:
        mine = rules.desk.post(grants, centre.id)
    except NotYours:
        return 0
    if not mine.may_change:
        return 0
    visits = [each for each in storage.booking.requested(work, centre.id) if mine.sees(each.specialist_id)]
    leads = mine.role in rules.desk.LEADING
    return len(visits) + len(storage.reservations.waiting(work, centre.id) if leads else [])


def _owes(work: Work, grants: tuple[Grant, ...], centre: Centre) -> bool:
    """Whether proposals wait for this person, sent before the centre has stopped taking any."""
    if "proposals" not in centre.jobs_off:
        return False
    try:
        mine = rules.posts.post(grants, centre.id)
    except NotYours:
        return False
    return bool(storage.proposals.waiting(work, mine))


def topics(work: Work, person: Person, centre_id: int) -> list[Topic]:
    """What a record without a name can be about: for a specialist, what they answer for themselves."""
    mine = recording(work, person, centre_id)
    return [topic for topic in storage.centres.topics(work, centre_id) if _answers(work, mine, topic)]


def _answers(work: Work, mine: Post, topic: Topic) -> bool:
    answering = storage.centres.specialists(work, mine.centre_id, topic.id)
    return any(mine.sees(specialist.id) for specialist in answering)


def recording(work: Work, person: Person, centre_id: int) -> Post:
    """The post of somebody who may keep records there. Raises NotYours."""
    mine = post(work, person, centre_id)
    rules.desk.changing(mine, mine.specialist_id)
    return mine


def walk_in(work: Work, person: Person, ordered: Ordered) -> Card:
    """Keep somebody who came without booking: topic, language, now. It claims no time."""
    mine = recording(work, person, ordered.centre_id)
    centre, topic = storage.centres.known(work, ordered.centre_id), _topic(work, ordered)
    starts_at = work.now - timedelta(seconds=work.now.timestamp() % CELL_SECONDS)
    specialist_id = mine.specialist_id or _on_duty(work, centre, topic, starts_at)
    time = FreeTime(starts_at, starts_at + timedelta(minutes=topic.minutes), specialist_id)
    kept = storage.booking.insert(work, _once(work, _unnamed(work, ordered, time, "walk_in", "arrived")))
    storage.booking.log(work, person.id, "walk_in", None, kept)
    return card(work, mine, kept.id)


def _on_duty(work: Work, centre: Centre, topic: Topic, moment: datetime) -> int:
    """Who answers for the topic and works on this weekday; else whoever answers for it."""
    answering = storage.centres.specialists(work, centre.id, topic.id)
    weekday = moment.astimezone(centre.zone).weekday()
    here: list[Specialist] = [each for each in answering if weekday in each.weekdays]
    return (here or answering)[0].id


def call_times(work: Work, person: Person, centre_id: int, topic_id: int) -> tuple[FreeTime, ...]:
    """Three times to say on the phone; a specialist offers their own."""
    mine = calling(work, person, centre_id)
    found = storage.availability.openings(work, centre_id, topic_id)
    found = found if mine.specialist_id is None else found.of(mine.specialist_id)
    zone = storage.centres.known(work, centre_id).zone
    return rules.offers.three_earliest(islice(found.times(), _READ_AT_MOST), zone)


def calling(work: Work, person: Person, centre_id: int) -> Post:
    """The post of somebody who may book for a caller there. Raises JobClosed, NotYours."""
    if JOB in storage.centres.known(work, centre_id).jobs_off:
        raise JobClosed
    return recording(work, person, centre_id)


def call(work: Work, person: Person, ordered: Ordered, slot: Slot) -> Card:
    """Book for somebody on the phone: the time is claimed as any other. Raises TimeTaken."""
    mine = calling(work, person, ordered.centre_id)
    rules.desk.changing(mine, slot.specialist_id)
    centre, topic = storage.centres.known(work, ordered.centre_id), _topic(work, ordered)
    time = FreeTime(slot.starts_at, slot.starts_at + timedelta(minutes=topic.minutes), slot.specialist_id)
    new = _once(work, _unnamed(work, ordered, time, "call", "booked"))
    if storage.availability.openings(work, centre.id, topic.id).at(slot) is None:
        raise TimeTaken
    kept = storage.booking.insert(work, new)
    storage.booking.claim(work, kept, rules.openings.policy(centre.settings))
    storage.booking.log(work, person.id, "call", None, kept)
    return card(work, mine, kept.id)


def _once(work: Work, new: Booking) -> Booking:
    """The record to be kept: a second tap on the same button is no second person. Raises AlreadyDone."""
    if storage.visits.twin(work, new, work.now - DOUBLE_TAP):
        raise AlreadyDone
    return new


def _unnamed(work: Work, ordered: Ordered, time: FreeTime, source: Source, state: State) -> Booking:
    zone = storage.centres.known(work, ordered.centre_id).zone
    return Booking(
        id=0,
        centre_id=ordered.centre_id,
        specialist_id=time.specialist_id,
        person_id=None,
        topic_id=ordered.topic_id,
        state=state,
        starts_at=time.starts_at,
        ends_at=time.ends_at,
        local_start=rules.booking.local_start(time.starts_at, zone),
        zone=str(zone),
        language=ordered.language,
        created_at=work.now,
        source=source,
        marked_at=work.now if state == "arrived" else None,
    )


def withdraw(work: Work, person: Person, booking_id: int, rev: int) -> int:
    """Undo a record without a name; the id of its centre."""
    before = storage.booking.booking(work, booking_id)
    if before is None:
        raise NotFound
    mine = post(work, person, before.centre_id)
    rules.desk.changing(mine, before.specialist_id)
    if before.state == "cancelled":
        raise AlreadyDone
    policy = rules.openings.policy(storage.centres.known(work, before.centre_id).settings)
    if before.rev != rev or not rules.desk.may_withdraw(card(work, mine, booking_id), policy):
        raise OutdatedButton
    after = storage.booking.change(work, before, rules.booking.cancelled(before, "centre", "mistake", work.now))
    storage.booking.release(work, before.id)
    storage.booking.log(work, person.id, "cancel", before, after)
    storage.callers.drop(work, before.id)
    storage.notes.strike(work, before.id)
    actions.offers.freed(work, before.centre_id)
    return before.centre_id


def link_group(work: Work, person: Person, chat_id: int) -> int:
    """Make this group the staff's of the coordinator's centre; the centre's id. Raises NotYours."""
    grants = _grants(work, person)
    own = [grant.centre_id for grant in grants if grant.role is Role.COORDINATOR and grant.centre_id is not None]
    if any(grant.role is Role.ADMINISTRATOR for grant in grants) and person.centre_id is not None:
        own.append(person.centre_id)
    if not own:
        raise NotYours
    centre_id = person.centre_id if person.centre_id in own else own[0]
    storage.staff_groups.link(work, chat_id, centre_id, person.id)
    return centre_id


def card(work: Work, mine: Post, booking_id: int) -> Card:
    """The visit as this post sees it now. Raises NotFound, and NotYours for another specialist's."""
    visit = storage.visits.visit(work, booking_id)
    if visit is None:
        raise NotFound
    if visit.booking.centre_id != mine.centre_id or not mine.sees(visit.booking.specialist_id):
        raise NotYours
    visits = len(storage.visits.of_case(work, visit.booking.case))
    outcome, asked = storage.outcomes.outcome(work, booking_id), _asked(work, visit.booking)
    noted = bool(storage.notes.noted(work, [booking_id]))
    return Card(mine, visit, work.now, outcome, visits, asked, noted=noted)


def _asked(work: Work, booking: Booking) -> int:
    """How many things the person asks, with what was said in writing before."""
    written = storage.enquiries.of_visit(work, booking.person_id, booking.topic_id) if booking.person_id else []
    return storage.questions.count(work, booking.id) + len(written)


def _topic(work: Work, ordered: Ordered) -> Topic:
    """The topic, if somebody at the centre answers for it."""
    known = {topic.id: topic for topic in storage.centres.topics(work, ordered.centre_id)}
    if ordered.topic_id not in known:
        raise OutdatedButton
    return known[ordered.topic_id]
