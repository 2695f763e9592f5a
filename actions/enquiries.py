"""Asking in writing: a question goes to a thread of the staff's group, what staff reply there comes back."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, time

import actions.desk
import rules.enquiries
import screens.enquiries
import storage.centres
import storage.enquiries
import storage.outbox
import storage.people
import storage.staff_groups
import storage.working_days
from rules.centres import Centre, Topic
from rules.clockwork import local, wall
from rules.enquiries import Enquiry, Line, Offer
from rules.letters import Lane, Letter, Recipient, Screen
from rules.outcomes import by_day
from rules.people import Person
from rules.refusal import ConsentMissing, JobClosed, NotFound, NotYours, OutdatedButton
from screens.words import KAZAKHSTAN, Words
from storage.work import Work

ASKED, ANSWER, PASSED, OVERDUE = "enquiry.asked", "enquiry.answer", "enquiry.passed", "enquiry.overdue"

Data = Mapping[str, str | int | None]


def offer(work: Work, person: Person, topic_id: int) -> Offer:
    """Whether one may ask about this topic in writing now, and by when it is answered. Raises a Refusal."""
    centre, topic = storage.centres.known(work, person.centre_id or 0), _topic(work, topic_id)
    if storage.staff_groups.of_centre(work, centre.id) is None:
        raise JobClosed
    today = local(work.now, centre.zone).date()
    asked = storage.enquiries.since(work, centre.id, wall(today, time(0), centre.zone))
    rules.enquiries.check_room(centre.settings, asked)
    return Offer(topic, _due(work, centre))


def _topic(work: Work, topic_id: int) -> Topic:
    found = storage.centres.topic(work, topic_id)
    if found is None:
        raise NotFound
    return found


def _due(work: Work, centre: Centre) -> date:
    today = local(work.now, centre.zone).date()
    calendar = storage.working_days.calendar(work, centre, today)
    return calendar.add_working_days(today, centre.settings.written_days)


def ask(work: Work, person: Person, topic_id: int, typed: str) -> Enquiry:
    """Keep a new question; `send` brings it to the staff, once there is a thread. Raises a Refusal.

    Who asks again on the same topic before the answer says more to the same question.
    """
    offered, text = offer(work, person, topic_id), rules.enquiries.check(typed)
    centre_id = person.centre_id or 0
    if not storage.people.agreed(work, person.id, centre_id):
        raise ConsentMissing
    known = storage.enquiries.live(work, person.id, topic_id)
    if known is not None:
        return say(work, person, known.id, typed)
    chat_id = storage.staff_groups.of_centre(work, centre_id) or 0
    new = Enquiry(0, centre_id, topic_id, person.id, chat_id, None, "open", offered.due_on, work.now)
    made = storage.enquiries.begin(work, new)
    storage.enquiries.add(work, made, text, person.id, from_staff=False)
    return made


def send(work: Work, enquiry_id: int, thread_id: int | None) -> None:
    """To the staff, into its own thread, or the group's. By day: nobody works at night."""
    found = storage.enquiries.enquiry(work, enquiry_id)
    if found is None:
        return
    after = replace(found, thread_id=thread_id)
    storage.enquiries.change(work, after)
    _tell_staff(work, after, storage.enquiries.lines(work, enquiry_id)[0])


def _tell_staff(work: Work, one: Enquiry, line: Line) -> None:
    centre = storage.centres.known(work, one.centre_id)
    letter = Letter(ASKED, Lane.ANSWER, {"enquiry": one.id, "line": line.id})
    storage.outbox.put(work, _thread(work, one), letter, about=_about(one), due_at=by_day(work.now, centre.zone))


def _thread(work: Work, one: Enquiry) -> Recipient:
    return Recipient(one.chat_id, None, one.thread_id or storage.staff_groups.thread_id(work, one.chat_id))


def _about(one: Enquiry) -> str:
    return f"enquiry:{one.id}"


def say(work: Work, person: Person, enquiry_id: int, typed: str) -> Enquiry:
    """The author's next words reach the same thread; an answered question waits again. Raises a Refusal."""
    before, text = _own(work, person, enquiry_id), rules.enquiries.check(typed)
    after = rules.enquiries.said_on(before, _due(work, storage.centres.known(work, before.centre_id)))
    storage.enquiries.change(work, after)
    storage.enquiries.add(work, after, text, person.id, from_staff=False)
    _tell_staff(work, after, storage.enquiries.lines(work, enquiry_id)[-1])
    return after


def _own(work: Work, person: Person, enquiry_id: int) -> Enquiry:
    found = storage.enquiries.own(work, enquiry_id, person.id)
    if found is None:
        raise NotYours
    return found


def own(work: Work, person: Person, enquiry_id: int) -> Enquiry:
    """One's own question. Raises NotYours."""
    return _own(work, person, enquiry_id)


def enough(work: Work, person: Person, enquiry_id: int) -> Enquiry:
    """Its author needs nothing more. Raises a Refusal."""
    before = _own(work, person, enquiry_id)
    if before.state == "open":
        raise OutdatedButton
    after = replace(before, state="closed")
    storage.enquiries.change(work, after)
    return after


# --- the staff's side --------------------------------------------------------------------------------------


def concerns(work: Work, chat_id: int, thread_id: int | None, message_id: int | None) -> int | None:
    """The question that a message in a group belongs to; None: it is none of the bot's business."""
    found = storage.enquiries.in_thread(work, chat_id, thread_id, message_id)
    return found.id if found else None


def reply(work: Work, person: Person, enquiry_id: int, typed: str) -> None:
    """What a member of staff wrote in the thread reaches the author; the question is answered. Raises a Refusal."""
    found = storage.enquiries.enquiry(work, enquiry_id)
    if found is None:
        raise NotFound
    if not actions.desk.post(work, person, found.centre_id).may_change:
        raise NotYours
    text = rules.enquiries.check(typed)
    line_id = storage.enquiries.add(work, found, text, person.id, from_staff=True)
    storage.enquiries.change(work, replace(found, state="answered"))
    author = storage.people.person(work, found.person_id)
    if author is None:
        raise NotFound
    data = {"enquiry": found.id, "line": line_id}
    to, answer = Recipient(author.telegram_id, author.id), Letter(ANSWER, Lane.ANSWER, data, centre_id=found.centre_id)
    due = by_day(work.now, storage.centres.known(work, found.centre_id).zone)
    storage.outbox.put(work, to, answer, about=f"answer:{found.id}", due_at=due)
    storage.outbox.put(work, _thread(work, found), Letter(PASSED, Lane.ANSWER, data), about=f"passed:{found.id}")


def remind(work: Work) -> None:
    """Each morning, in the thread of every question whose day has passed."""
    today = local(work.now, KAZAKHSTAN).date()
    for each in storage.enquiries.overdue(work, today):
        once = f"{each.id}:{today}"
        letter = Letter(OVERDUE, Lane.REMINDER, {"enquiry": each.id, "line": 0})
        storage.outbox.put(work, _thread(work, each), letter, about=_about(each), once=once)


# --- at the send -------------------------------------------------------------------------------------------


def asked(work: Work, _chat_id: int, data: Data) -> Screen | None:
    found, line = _said(work, data)
    if found is None or line is None:
        return None
    return screens.enquiries.asked(found, _topic(work, found.topic_id), line, _staff_words(work, found))


def passed(work: Work, _chat_id: int, data: Data) -> Screen | None:
    found, _ = _said(work, data)
    return screens.enquiries.passed(_staff_words(work, found)) if found else None


def late(work: Work, _chat_id: int, data: Data) -> Screen | None:
    found, _ = _said(work, data)
    if found is None or found.state != "open":
        return None
    return screens.enquiries.late(found, _topic(work, found.topic_id), _staff_words(work, found))


def answer(work: Work, person: Person, data: Data) -> Screen | None:
    found, line = _said(work, data)
    if found is None or line is None or found.person_id != person.id:
        return None
    zone = storage.centres.known(work, found.centre_id).zone
    return screens.enquiries.answer(found, _topic(work, found.topic_id), line, Words(person.language, zone))


def _said(work: Work, data: Data) -> tuple[Enquiry | None, Line | None]:
    found = storage.enquiries.enquiry(work, int(data["enquiry"] or 0))
    lines = storage.enquiries.lines(work, found.id) if found else []
    return found, next((each for each in lines if each.id == data["line"]), None)


def _staff_words(work: Work, one: Enquiry) -> Words:
    centre = storage.centres.known(work, one.centre_id)
    return Words(centre.default_language, centre.zone)


RENDERERS: dict[str, Callable[[Work, Person, Data], Screen | None]] = {ANSWER: answer}
IN_GROUPS: dict[str, Callable[[Work, int, Data], Screen | None]] = {ASKED: asked, PASSED: passed, OVERDUE: late}
