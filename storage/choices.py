"""Free times as a person chooses among them; nothing here promises any of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import rules.choices
import rules.offers
import rules.spoken
import rules.wishes
import storage.availability
import storage.cards
import storage.centres
import storage.field_days
import storage.memo
import storage.sessions
import storage.staff_groups
from rules.availability import FreeTime
from rules.cards import Card
from rules.centres import Topic
from rules.choices import Aim, Earliest, Hours, Offer, Week, Wished
from rules.clockwork import local
from rules.field_days import FieldDay
from rules.openings import Openings
from rules.refusal import JobClosed, NotFound, OutdatedButton
from rules.sessions import Seen
from rules.wishes import Unread, Wish
from storage.availability import Asker
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Looking:
    """Who looks for a time, where, and what for."""

    person_id: int
    centre_id: int
    aim: Aim


def earliest(work: Work, looking: Looking) -> Earliest:
    """The three earliest times. Raises a Refusal."""
    topic = storage.centres.topic_at(work, looking.centre_id, looking.aim.topic_id)
    if topic is None:
        raise NotFound
    moving = _moving(work, looking)
    found = _found(work, looking, moving)
    times = rules.choices.three(found, moving.booking.specialist_id if moving else None)
    ways = storage.availability.policy(work, looking.centre_id, topic.id).ways
    until = found.wanted.days[-1]
    centre = storage.memo.read(work, storage.centres.centre, looking.centre_id)
    written = (
        centre is not None and centre.settings.written and storage.staff_groups.of_centre(work, centre.id) is not None
    )
    groups = () if moving or looking.aim.specialist_id else tuple(sessions(work, looking.centre_id, topic.id))
    away = () if moving else tuple(_in_districts(work, looking.centre_id, found))
    offers = _offers(times, found.names)
    return Earliest(topic, offers, until, moving, len(found.names), ways, written, groups, away)


def sessions(work: Work, centre_id: int, topic_id: int) -> list[Seen]:
    """The group consultations of a topic that will take place, the earliest first."""
    return [storage.sessions.seen(work, each) for each in storage.sessions.ahead(work, centre_id, topic_id)]


def _in_districts(work: Work, centre_id: int, found: Openings) -> Iterable[FieldDay]:
    """Days on which somebody receives about the topic in a district."""
    return [one for one in storage.field_days.ahead(work, centre_id) if found.names.keys() & set(one.specialists)]


def specialists(work: Work, looking: Looking) -> list[Offer]:
    """The earliest time of everybody who gives advice on the topic, by name. Raises a Refusal."""
    found = _found(work, looking, None)
    firsts = [time for time in (next(found.of(each).times(), None) for each in found.names) if time]
    return sorted(_offers(firsts, found.names), key=lambda offer: offer.specialist)


def understood(work: Work, centre_id: int, text: str) -> Wish | Unread:
    """What a sentence asks for, on the centre's day of today. Raises NotFound."""
    centre = storage.memo.read(work, storage.centres.centre, centre_id)
    if centre is None:
        raise NotFound
    return rules.spoken.read(text, local(work.now, centre.zone).date())


def wished(work: Work, looking: Looking, text: str) -> Wished | Unread:
    """At most three times that fit the sentence; the earliest ones where none does. Raises a Refusal."""
    wish = understood(work, looking.centre_id, text)
    if not isinstance(wish, Wish):
        return wish
    first = earliest(work, looking)
    found = _found(work, looking, first.moving)
    times = rules.wishes.best(wish, found.times(), found.timetable.zone)
    if not times:
        return Wished(first, "none")
    exact = wish.at is None or local(times[0].starts_at, found.timetable.zone).time() == wish.at
    return Wished(replace(first, offers=_offers(times, found.names)), "fits" if exact else "near")


def week(work: Work, looking: Looking, day: date | None) -> Week:
    """One week of days with the number of free times. Raises a Refusal."""
    return rules.choices.week(_found(work, looking, _moving(work, looking)).by_day(), day)


def hours(work: Work, looking: Looking, day: date, page: int) -> Hours:
    """One page of a day's free times. Raises a Refusal."""
    found = _found(work, looking, _moving(work, looking)).on(day)
    times = rules.offers.once_each(found.times())
    return rules.choices.hours(day, _offers(times, found.names), found.timetable.zone, page)


def _moving(work: Work, looking: Looking) -> Card | None:
    """The booking that is being moved, as the button knew it. Raises a Refusal."""
    aim = looking.aim
    if not aim.booking_id:
        return None
    card = storage.cards.changeable(work, aim.booking_id, aim.rev, looking.person_id)
    if card.topic.id != aim.topic_id:
        raise OutdatedButton
    return card


def _found(work: Work, looking: Looking, moving: Card | None) -> Openings:
    """What can be chosen; a time that is the person's already is no new one."""
    centre_id = moving.booking.centre_id if moving else looking.centre_id
    centre = storage.memo.read(work, storage.centres.centre, centre_id)
    if centre is None or "booking" in centre.jobs_off:
        raise JobClosed
    asker = Asker(moving.booking.visitor_id, moving.booking.id) if moving else Asker(looking.person_id)
    found = storage.availability.openings(work, centre_id, looking.aim.topic_id, asker)
    if looking.aim.specialist_id:
        found = found.of(looking.aim.specialist_id)
    return found.instead_of(moving.booking.starts_at, moving.booking.specialist_id) if moving else found


def _offers(times: Iterable[FreeTime], names: Mapping[int, str]) -> tuple[Offer, ...]:
    return tuple(Offer(each.starts_at, each.specialist_id, names.get(each.specialist_id, "")) for each in times)


def in_district(work: Work, one: FieldDay) -> tuple[list[Topic], list[str]]:
    """What can be asked about there, and who is there."""
    here = storage.centres.topics(work, one.centre_id)
    who = set(one.specialists)
    topics = [
        topic
        for topic in here
        if who & {each.id for each in storage.centres.specialists(work, one.centre_id, topic.id)}
    ]
    names = [each.name for each in storage.centres.specialists(work, one.centre_id) if each.id in who]
    return topics, names


def field_times(work: Work, person_id: int, one: FieldDay, topic_id: int) -> tuple[Topic, tuple[Offer, ...]]:
    """The free times of a topic on that day in the district. Raises NotFound."""
    topic = storage.centres.topic_at(work, one.centre_id, topic_id)
    if topic is None:
        raise NotFound
    found = storage.availability.openings(work, one.centre_id, topic_id, Asker(person_id, field_day=one))
    return topic, _offers(rules.offers.once_each(found.times()), found.names)
