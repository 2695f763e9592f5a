"""The staff's side of questions in writing: who sees to which, what is replied, what is nearly or already late."""

from collections.abc import Callable, Mapping
from datetime import time, timedelta

import actions.desk
import actions.enquiries
import rules.clockwork
import rules.desk
import rules.enquiries
import screens.enquiry_desk
import storage.audit
import storage.centres
import storage.enquiries
import storage.outbox
import storage.people
from rules.clockwork import local
from rules.enquiries import Enquiry, Seen
from rules.letters import Lane, Letter, Recipient, Screen
from rules.outcomes import by_day
from rules.people import Person, Role
from rules.refusal import AlreadyDone, NotFound, NotYours
from screens.words import KAZAKHSTAN, Words
from storage.outbox import Terms
from storage.work import Work

PASSED, TAKEN, DONE = "enquiry.passed", "enquiry.taken", "enquiry.done"
OVERDUE, SOON = "enquiry.overdue", "enquiry.soon"
MIDNIGHT = time(0)

Data = Mapping[str, str | int | None]


def concerns(work: Work, chat_id: int, thread_id: int | None, message_id: int | None) -> int | None:
    """The question that a message in a group belongs to; None: it is none of the bot's business."""
    found = storage.enquiries.in_thread(work, chat_id, thread_id, message_id)
    return found.id if found else None


def waiting(work: Work, person: Person, centre_id: int) -> list[Seen]:
    """What waits for an answer at a centre, the most urgent first. Raises NotYours."""
    if not actions.desk.post(work, person, centre_id).may_change:
        raise NotYours
    return [_seen(work, each) for each in storage.enquiries.waiting(work, centre_id)]


def seen(work: Work, person: Person, enquiry_id: int) -> Seen:
    """One question with all that was said; the look is noted. Raises NotYours."""
    found = _answering(work, person, enquiry_id)
    storage.audit.note(work, person.id, found.centre_id, "enquiry_read", found.person_id, found.id)
    return _seen(work, found)


def _answering(work: Work, person: Person, enquiry_id: int) -> Enquiry:
    """A question that this person may answer. What does not exist is not yours: a guessed number tells nothing."""
    found = storage.enquiries.enquiry(work, enquiry_id)
    if found is None or not actions.desk.post(work, person, found.centre_id).may_change:
        raise NotYours
    return found


def _seen(work: Work, one: Enquiry) -> Seen:
    lines = tuple(storage.enquiries.lines(work, one.id))
    return Seen(one, actions.enquiries.topic(work, one.topic_id), _owner(work, one), lines)


def _owner(work: Work, one: Enquiry) -> str:
    """As citizens know a specialist; else by their own name, else by number."""
    owner = storage.people.person(work, one.owner_id) if one.owner_id else None
    if owner is None:
        return ""
    held = next((each.specialist_id for each in owner.grants if each.centre_id == one.centre_id), None)
    specialist = storage.centres.specialist(work, held) if held else None
    return specialist.name if specialist else storage.people.called(owner.id, owner.name) or ""


def take(work: Work, person: Person, enquiry_id: int, owner_id: int) -> Seen:
    """Take it on; the thread hears who has it. Raises NotYours, TakenAlready, AlreadyDone."""
    before = _answering(work, person, enquiry_id)
    after = rules.enquiries.taken(before, person.id, owner_id)
    if before.state == "closed" or after == before:
        raise AlreadyDone
    storage.enquiries.change(work, after)
    _note(work, after, TAKEN)
    return _seen(work, after)


def close(work: Work, person: Person, enquiry_id: int, line_id: int) -> Seen:
    """Answered, be it by phone; who asked and got no words here is told. Raises NotYours, SaidMore, AlreadyDone."""
    before, lines = _answering(work, person, enquiry_id), storage.enquiries.lines(work, enquiry_id)
    if before.state == "closed":
        raise AlreadyDone
    after = rules.enquiries.closed(before, lines, line_id, person.id)
    storage.enquiries.change(work, after)
    _note(work, after, DONE)
    if not lines[-1].from_staff:
        _tell_author(
            work, after, Letter(actions.enquiries.CLOSED, Lane.ANSWER, _data(after), centre_id=after.centre_id)
        )
    return _seen(work, after)


def _data(one: Enquiry, line_id: int = 0) -> dict[str, str | int | None]:
    return {"enquiry": one.id, "line": line_id}


def _note(work: Work, one: Enquiry, kind: str, line_id: int = 0) -> None:
    letter = Letter(kind, Lane.ANSWER, _data(one, line_id))
    storage.outbox.put(work, actions.enquiries.thread(work, one), letter, about=f"passed:{one.id}")


def reply(work: Work, person: Person, enquiry_id: int, typed: str) -> Seen:
    """What a member of staff wrote reaches the author; the question is answered, and somebody's. Raises a Refusal."""
    found, text = _answering(work, person, enquiry_id), rules.enquiries.check(typed)
    line_id = storage.enquiries.add(work, found, text, person.id, from_staff=True)
    after = rules.enquiries.answered_by(found, person.id)
    storage.enquiries.change(work, after)
    answer = Letter(actions.enquiries.ANSWER, Lane.ANSWER, _data(found, line_id), centre_id=found.centre_id)
    _tell_author(work, after, answer)
    _note(work, after, PASSED, line_id)
    return _seen(work, after)


def _tell_author(work: Work, one: Enquiry, letter: Letter) -> None:
    author = storage.people.person(work, one.person_id)
    if author is None:
        raise NotFound
    due = by_day(work.now, storage.centres.known(work, one.centre_id).zone)
    storage.outbox.put(work, Recipient(author.telegram_id, author.id), letter, about=f"answer:{one.id}", due_at=due)


# --- the clock's side --------------------------------------------------------------------------------------


def remind(work: Work) -> None:
    """Each morning: whoever sees to a question hears of its day, and its thread of every day that has passed."""
    today = local(work.now, KAZAKHSTAN).date()
    for each in storage.enquiries.due(work, rules.clockwork.wall(today + timedelta(days=1), MIDNIGHT, KAZAKHSTAN)):
        if each.due_at < work.now:
            letter = Letter(OVERDUE, Lane.REMINDER, _data(each))
            to, about = actions.enquiries.thread(work, each), actions.enquiries.about(each)
            storage.outbox.put(work, to, letter, about=about, once=f"{each.id}:{today}")
        else:
            _tell_owner(work, each)


def _tell_owner(work: Work, one: Enquiry) -> None:
    """Before the term passes: its owner, while they work there; else those who answer for the centre."""
    letter = Letter(SOON, Lane.REMINDER, _data(one))
    to = [Recipient(each.telegram_id, each.id) for each in _responsible(work, one)]
    terms = Terms(actions.enquiries.about(one), f"{one.id}:{one.due_at.isoformat()}", work.now, one.due_at)
    if to:
        storage.outbox.put_many(work, to, letter, terms)


def _responsible(work: Work, one: Enquiry) -> list[Person]:
    owner = storage.people.person(work, one.owner_id) if one.owner_id else None
    if owner is not None and set(rules.desk.roles(owner.grants, one.centre_id)) & rules.desk.ANSWERING:
        return [owner]
    return storage.people.staff(work, one.centre_id, Role.COORDINATOR)


# --- at the send -------------------------------------------------------------------------------------------


def asked(work: Work, _chat_id: int, data: Data) -> Screen | None:
    found, line = actions.enquiries.said(work, data)
    if found is None or line is None:
        return None
    return screens.enquiry_desk.asked(_seen(work, found), line, actions.enquiries.staff_words(work, found))


def passed(work: Work, _chat_id: int, data: Data) -> Screen | None:
    found, line = actions.enquiries.said(work, data)
    if found is None:
        return None
    return screens.enquiry_desk.passed(_seen(work, found), line, actions.enquiries.staff_words(work, found))


def taken(work: Work, _chat_id: int, data: Data) -> Screen | None:
    found, _ = actions.enquiries.said(work, data)
    return screens.enquiry_desk.taken(_seen(work, found), actions.enquiries.staff_words(work, found)) if found else None


def done(work: Work, _chat_id: int, data: Data) -> Screen | None:
    found, _ = actions.enquiries.said(work, data)
    return screens.enquiry_desk.done(_seen(work, found), actions.enquiries.staff_words(work, found)) if found else None


def late(work: Work, _chat_id: int, data: Data) -> Screen | None:
    found = _unanswered(work, data)
    return screens.enquiry_desk.late(_seen(work, found), actions.enquiries.staff_words(work, found)) if found else None


def soon(work: Work, person: Person, data: Data) -> Screen | None:
    """Nothing to say where it has been answered, or its reader works there no more."""
    found = _unanswered(work, data)
    if found is None or not set(rules.desk.roles(person.grants, found.centre_id)) & rules.desk.ANSWERING:
        return None
    zone = storage.centres.known(work, found.centre_id).zone
    return screens.enquiry_desk.soon(_seen(work, found), Words(person.language, zone))


def _unanswered(work: Work, data: Data) -> Enquiry | None:
    found, _ = actions.enquiries.said(work, data)
    return found if found is not None and found.state == "open" else None


RENDERERS: dict[str, Callable[[Work, Person, Data], Screen | None]] = {SOON: soon}
IN_GROUPS: dict[str, Callable[[Work, int, Data], Screen | None]] = {
    actions.enquiries.ASKED: asked,
    PASSED: passed,
    TAKEN: taken,
    DONE: done,
    OVERDUE: late,
}
