"""«Call me back»: asked for by a person, done by the staff, and the person is told what became of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import actions.desk
import rules.booking
import rules.call_backs
import rules.keys.codec
import screens.call_backs
import storage.audit
import storage.availability
import storage.call_backs
import storage.centres
import storage.memo
import storage.outbox
import storage.people
import storage.phones
from rules.call_backs import CallBack, Seen, Window
from rules.centres import Centre
from rules.closures import whole_day
from rules.desk import Post
from rules.jobs import Job
from rules.letters import Lane, Letter, Recipient, Screen
from rules.people import Person
from rules.refusal import (
    ConsentMissing,
    JobClosed,
    NotFound,
    NotYours,
    OutdatedButton,
    PhoneMissing,
)
from screens.words import Words
from storage.work import Work

JOB: Job = "booking"
TOLD = "call_back.told"

Data = Mapping[str, str | int | None]


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be chosen, and what has been."""

    windows: tuple[Window, ...]
    waiting: CallBack | None
    number: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """When to call, as the button knew it, and what about; 0: not said."""

    centre_id: int
    topic_id: int
    minute: int


@dataclass(frozen=True, slots=True)
class Calls:
    """The calls of a day for one post."""

    post: Post
    day: date
    zone: ZoneInfo
    found: Sequence[Seen]


@dataclass(frozen=True, slots=True)
class Card:
    """One call for one post."""

    post: Post
    seen: Seen
    zone: ZoneInfo
    now: datetime


def choice(work: Work, person: Person, centre_id: int) -> Choice:
    """The windows of the centre, and the call that is waited for. Raises JobClosed."""
    _open_centre(work, centre_id)
    waiting = storage.call_backs.waiting(work, person.id, centre_id)
    return Choice(_windows(work, centre_id), waiting, storage.phones.number(work, person.id), work.now)


def _open_centre(work: Work, centre_id: int) -> Centre:
    centre = storage.memo.read(work, storage.centres.centre, centre_id)
    if centre is None or JOB in centre.jobs_off:
        raise JobClosed
    return centre


def _windows(work: Work, centre_id: int) -> tuple[Window, ...]:
    return rules.call_backs.windows(storage.availability.timetable(work, centre_id), work.now)


def ask(work: Work, person: Person, wanted: Wanted) -> Choice:
    """Ask for a call, or choose another window for the one that waits.

    Raises ConsentMissing and PhoneMissing before anything is written, OutdatedButton for a window that is over.
    """
    centre = _open_centre(work, wanted.centre_id)
    window = next((each for each in _windows(work, centre.id) if _is(each, wanted.minute)), None)
    topics = {topic.id for topic in storage.centres.topics(work, centre.id)}
    if window is None or wanted.topic_id not in topics | {0}:
        raise OutdatedButton
    if not person.name or not storage.people.agreed(work, person.id, centre.id):
        raise ConsentMissing
    if not storage.phones.number(work, person.id):
        raise PhoneMissing
    _keep(work, _new(work, person, centre, (window, wanted.topic_id)))
    return choice(work, person, centre.id)


def _is(window: Window, minute: int) -> bool:
    return rules.keys.codec.minute(window.starts_at) == minute


def _new(work: Work, person: Person, centre: Centre, what: tuple[Window, int]) -> CallBack:
    window, topic_id = what
    return CallBack(
        id=0,
        centre_id=centre.id,
        person_id=person.id,
        topic_id=topic_id or None,
        language=rules.booking.spoken(person.language, centre),
        starts_at=window.starts_at,
        ends_at=window.ends_at,
        created_at=work.now,
    )


def _keep(work: Work, new: CallBack) -> None:
    before = storage.call_backs.waiting(work, new.person_id or 0, new.centre_id)
    if before is None:
        storage.call_backs.insert_new(work, new)
    else:
        storage.call_backs.change(work, before, rules.call_backs.again(before, new))


def withdraw(work: Work, person: Person, call_id: int, rev: int) -> None:
    """The person needs no call any more. Raises a Refusal."""
    before = storage.call_backs.own(work, call_id, person.id)
    if before is None:
        raise NotYours
    state = rules.call_backs.check(before, rev, "withdrawn")
    storage.call_backs.change(work, before, rules.call_backs.marked(before, state, None, work.now))


def day(work: Work, person: Person, centre_id: int, on: date) -> Calls:
    """Whom to call that day; what was not done before stands under today. Raises NotYours."""
    post = actions.desk.post(work, person, centre_id)
    zone = _centre(work, centre_id).zone
    found = storage.call_backs.between(work, centre_id, *whole_day(on, zone))
    for each in found:
        _note(work, person, "calls_read", each)
    return Calls(post, on, zone, found)


def card(work: Work, person: Person, call_id: int) -> Card:
    """One call with its number. Raises a Refusal."""
    seen = _card(work, person, call_id)
    _note(work, person, "call_read", seen.seen)
    return seen


def _card(work: Work, person: Person, call_id: int) -> Card:
    """What does not exist is not yours: a guessed number tells nothing."""
    seen = storage.call_backs.seen(work, call_id)
    if seen is None or seen.call.state == "withdrawn":
        raise NotYours
    post = actions.desk.post(work, person, seen.call.centre_id)
    return Card(post, seen, _centre(work, seen.call.centre_id).zone, work.now)


def _centre(work: Work, centre_id: int) -> Centre:
    centre = storage.memo.read(work, storage.centres.centre, centre_id)
    if centre is None:
        raise NotFound
    return centre


def _note(work: Work, person: Person, deed: str, seen: Seen) -> None:
    if seen.call.person_id is not None:
        storage.audit.note(work, person.id, seen.call.centre_id, deed, seen.call.person_id, seen.call.id)


def mark(work: Work, person: Person, call_id: int, rev: int, state: str) -> Card:
    """Called, not reached, or the mark taken back; the person is told some minutes later. Raises a Refusal."""
    before = _card(work, person, call_id)
    if not before.post.may_change:
        raise NotYours
    wanted = rules.call_backs.check(before.seen.call, rev, state)
    after = rules.call_backs.marked(before.seen.call, wanted, person.id, work.now)
    storage.call_backs.change(work, before.seen.call, after)
    _tell(work, after)
    seen = _card(work, person, call_id)
    _note(work, person, "call_marked", seen.seen)
    return seen


def _tell(work: Work, call: CallBack) -> None:
    about = f"call_back:{call.id}"
    storage.outbox.retract(work, about)
    person = storage.people.person(work, call.person_id) if call.person_id else None
    if person is None or call.state == "waiting":
        return
    letter = Letter(TOLD, Lane.ANSWER, {"call": call.id, "rev": call.rev}, centre_id=call.centre_id)
    due_at = work.now + rules.call_backs.TOLD_AFTER
    storage.outbox.put(work, Recipient(person.telegram_id, person.id), letter, about=about, due_at=due_at)


def told(work: Work, person: Person, data: Data) -> Screen | None:
    """What became of the call; nothing where the mark was taken back."""
    call = storage.call_backs.own(work, int(data["call"] or 0), person.id)
    if call is None or call.rev != data["rev"]:
        return None
    centre = _centre(work, call.centre_id)
    return screens.call_backs.told(call, centre.phone, Words(person.language, centre.zone))


RENDERERS: dict[str, Callable[[Work, Person, Data], Screen | None]] = {TOLD: told}
"""How the letter is worded, at the send."""
