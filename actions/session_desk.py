"""Deeds of staff about group consultations: plan one, hold it, see who comes, name its place, cancel it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime

import actions.closures
import actions.desk
import actions.offers
import actions.visits
import rules.desk
import rules.field_days
import rules.rooms
import rules.sessions
import screens.sessions
import storage.availability
import storage.centres
import storage.memo
import storage.outbox
import storage.people
import storage.sessions
import storage.visits
import storage.waiting_list
from actions.closures import Notice
from rules.centres import Room, Specialist
from rules.closures import Hours
from rules.letters import Lane, Letter, Recipient, Screen
from rules.people import Person
from rules.refusal import AlreadyDone, NotFound, NotYours, OutdatedButton, TimeTaken
from rules.sessions import Cancelled, Plan, Preview, Roster, Seen, Session
from rules.visits import Visit
from screens.words import Words
from storage.availability import specialist_resource
from storage.work import Work

OFF = "sessions.off"
GRID = 30  # minutes between the beginnings that are offered

Data = Mapping[str, str | int | None]


def listed(work: Work, person: Person, centre_id: int) -> tuple[list[Seen], bool]:
    """Those that are not over and that the person may see, and whether they lead the centre. Raises NotYours."""
    mine = actions.desk.recording(work, person, centre_id)
    found = [each for each in storage.sessions.not_over(work, centre_id) if mine.sees(each.specialist_id)]
    return [storage.sessions.seen(work, each) for each in found], mine.role in rules.desk.LEADING


def whose(work: Work, person: Person, centre_id: int, topic_id: int) -> list[Specialist]:
    """Who could hold one on the topic, of those the person may act for. Raises NotYours."""
    mine = actions.desk.recording(work, person, centre_id)
    return [each for each in storage.centres.specialists(work, centre_id, topic_id) if mine.sees(each.id)]


def starts(work: Work, person: Person, plan: Plan, day: date) -> list[datetime]:
    """When on that day the specialist has so many minutes free, on the half hour. Raises NotYours."""
    _allowed(work, person, plan)
    at = rules.field_days.whole(day, storage.centres.known(work, plan.centre_id).zone)[0]
    found = storage.availability.openings(work, plan.centre_id, plan.topic_id, at=at).of(plan.specialist_id)
    long = replace(found.wanted, minutes=plan.minutes, slot_minutes=GRID, not_before=work.now)
    return [free.starts_at for free in replace(found, wanted=long).times()]


def _allowed(work: Work, person: Person, plan: Plan) -> Specialist:
    """Who holds it, if the person may act for them there. Raises NotYours."""
    mine = actions.desk.calling(work, person, plan.centre_id)
    rules.desk.changing(mine, plan.specialist_id)
    answering = storage.centres.specialists(work, plan.centre_id, plan.topic_id)
    found = next((each for each in answering if each.id == plan.specialist_id), None)
    if found is None:
        raise NotYours
    return found


def preview(work: Work, person: Person, plan: Plan) -> Preview:
    """The plan as it would be held; nothing is written. Raises a Refusal."""
    specialist, centre = _allowed(work, person, plan), storage.centres.known(work, plan.centre_id)
    rules.sessions.check(plan, centre, work.now)
    topic = storage.memo.read(work, storage.centres.topic, plan.topic_id)
    if topic is None:
        raise NotFound
    rooms = tuple(storage.centres.rooms(work, centre.id))
    touched = tuple(actions.closures.nameless(each) for each in _touched(work, plan))
    return Preview(plan, topic, specialist, _room(rooms, plan, specialist), rooms, centre.settings.languages, touched)


def _touched(work: Work, plan: Plan) -> list[Visit]:
    hours = Hours(plan.centre_id, plan.specialist_id, plan.starts_at, plan.ends_at)
    return [each for each in storage.visits.touched(work, hours) if actions.closures.is_visit(each)]


def _room(rooms: tuple[Room, ...], plan: Plan, specialist: Specialist) -> Room | None:
    """The one that is named, which must be the centre's; else where the specialist receives."""
    wanted = plan.room_id or specialist.room_id
    found = next((each for each in rooms if each.id == wanted), None)
    if plan.room_id and found is None:
        raise OutdatedButton
    return found


def hold(work: Work, person: Person, plan: Plan) -> Seen:
    """Claim the hours of the specialist and of the room that is named, and let people take seats.

    Raises AlreadyDone for a second tap, TimeTaken where a visit or somebody in the room stands there.
    """
    seen, centre = preview(work, person, plan), storage.centres.known(work, plan.centre_id)
    new = rules.sessions.planned(plan, centre.zone, person.id, work.now)
    if any(_same(each, new) for each in storage.sessions.between(work, centre.id, new.starts_at, new.ends_at)):
        raise AlreadyDone
    if seen.touched:
        raise TimeTaken
    rooms = rules.rooms.resources(seen.room) if plan.room_id and seen.room else ()
    kept = storage.sessions.add(work, new, [specialist_resource(plan.specialist_id), *rooms])
    return storage.sessions.seen(work, kept)


def _same(one: Session, new: Session) -> bool:
    return (one.specialist_id, one.topic_id, one.starts_at) == (new.specialist_id, new.topic_id, new.starts_at)


def roster(work: Work, person: Person, session_id: int) -> Roster:
    """Who comes; that their names were read is noted. Raises NotYours."""
    one = _own(work, person, session_id)
    visits = tuple(storage.visits.of_session(work, one.id))
    for visit in visits:
        actions.visits.read(work, person, visit)
    ended = one.state == "cancelled" or one.ends_at <= work.now
    return Roster(storage.sessions.seen(work, one), visits, one.starts_at <= work.now, ended)


def _own(work: Work, person: Person, session_id: int) -> Session:
    """The session, for those who may act for its specialist; what does not exist is not yours. Raises NotYours."""
    one = storage.sessions.session(work, session_id)
    if one is None:
        raise NotYours
    mine = actions.desk.recording(work, person, one.centre_id)
    rules.desk.changing(mine, one.specialist_id)
    return one


def changeable(work: Work, person: Person, session_id: int, rev: int) -> Seen:
    """A session that can be cancelled still, by a button made for `rev`. Raises a Refusal."""
    one = _own(work, person, session_id)
    rules.sessions.check_change(one, rev, work.now)
    return storage.sessions.seen(work, one)


def place(work: Work, person: Person, session_id: int, rev: int, places: tuple[str, str]) -> Seen:
    """Name where it is held, in Kazakh and in Russian; as long as nobody has been told otherwise. Raises a Refusal."""
    seen = changeable(work, person, session_id, rev)
    if seen.taken or seen.session.room_id is not None:
        raise OutdatedButton
    for words in places:
        rules.field_days.check_place(words)
    kk, ru = places
    after = replace(seen.session, place_kk=kk, place_ru=ru, rev=rev + 1)
    return storage.sessions.seen(work, storage.sessions.change(work, seen.session, after))


def cancel(work: Work, person: Person, session_id: int, rev: int) -> Cancelled:
    """It does not take place: its people are told, with other times; the hours are free again. Raises a Refusal."""
    seen = changeable(work, person, session_id, rev)
    one = seen.session
    waited = [each for each in storage.waiting_list.line(work, one.centre_id) if each.session_id == one.id]
    for entry in waited:
        actions.offers.end(work, entry, "left")
        _tell(work, entry.person_id, one)
    seats = storage.visits.of_session(work, one.id, live=True)
    told, unreached = actions.closures.put_off(
        work, person, seats, Notice(f"session:{one.id}", whole=False, offer=True)
    )
    storage.sessions.end(work, {one.id})
    actions.offers.freed(work, one.centre_id)
    return Cancelled(seen, told, unreached, len(waited))


def _tell(work: Work, person_id: int, one: Session) -> None:
    person = storage.people.person(work, person_id)
    if person is not None:
        letter = Letter(OFF, Lane.ANSWER, {"session": one.id}, centre_id=one.centre_id)
        to = Recipient(person.telegram_id, person.id)
        storage.outbox.put(work, to, letter, about=f"session:{one.id}", expires_at=one.starts_at)


def off(work: Work, person: Person, data: Data) -> Screen | None:
    """To somebody who waited for a seat there."""
    one = storage.sessions.session(work, int(data["session"] or 0))
    if one is None:
        return None
    seen = storage.sessions.seen(work, one)
    centre = storage.centres.known(work, one.centre_id)
    return screens.sessions.off(seen, Words(person.language, centre.zone))


RENDERERS: dict[str, Callable[[Work, Person, Data], Screen | None]] = {OFF: off}
