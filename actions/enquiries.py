"""Asking in writing: a question goes to a thread of the staff's group, with a term in their working hours."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, time

import rules.enquiries
import screens.enquiries
import storage.availability
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
from screens.words import Words
from storage.work import Work

ASKED, ANSWER, CLOSED = "enquiry.asked", "enquiry.answer", "enquiry.closed"

Data = Mapping[str, str | int | None]


def offer(work: Work, person: Person, topic_id: int) -> Offer:
    """Whether one may ask about this topic in writing now, and by when it is answered. Raises a Refusal.

    ConsentMissing comes last: nobody is asked for consent to what is refused.
    """
    centre, about_it = storage.centres.known(work, person.centre_id or 0), topic(work, topic_id)
    if storage.staff_groups.of_centre(work, centre.id) is None:
        raise JobClosed
    today = local(work.now, centre.zone).date()
    asked = storage.enquiries.since(work, centre.id, wall(today, time(0), centre.zone))
    rules.enquiries.check_room(centre.settings, asked)
    if not storage.people.agreed(work, person.id, centre.id):
        raise ConsentMissing
    return Offer(about_it, _due(work, centre))


def topic(work: Work, topic_id: int) -> Topic:
    """What a question is about. Raises NotFound."""
    found = storage.centres.topic(work, topic_id)
    if found is None:
        raise NotFound
    return found


def _due(work: Work, centre: Centre) -> datetime:
    """The end of the working hours in which the centre answers what is asked now."""
    calendar = storage.working_days.calendar(work, centre, local(work.now, centre.zone).date())
    hours = storage.availability.timetable(work, centre.id, rules.enquiries.AHEAD.days)
    return rules.enquiries.promised(hours, calendar, work.now, centre.settings.written_days)


def ask(work: Work, person: Person, topic_id: int, typed: str) -> Enquiry:
    """Keep a new question; `send` brings it to the staff, once there is a thread. Raises a Refusal.

    Who asks again on the same topic before the answer says more to the same question.
    """
    offered, text = offer(work, person, topic_id), rules.enquiries.check(typed)
    centre_id = person.centre_id or 0
    known = storage.enquiries.live(work, person.id, topic_id)
    if known is not None:
        return say(work, person, known.id, typed)
    chat_id = storage.staff_groups.of_centre(work, centre_id) or 0
    new = Enquiry(0, centre_id, topic_id, person.id, chat_id, None, "open", offered.due_at, work.now)
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
    storage.outbox.put(work, thread(work, one), letter, about=about(one), due_at=by_day(work.now, centre.zone))


def thread(work: Work, one: Enquiry) -> Recipient:
    """Where the staff read of a question."""
    return Recipient(one.chat_id, None, one.thread_id or storage.staff_groups.thread_id(work, one.chat_id))


def about(one: Enquiry) -> str:
    """The key under which what is still to be sent of it is found."""
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


# --- at the send -------------------------------------------------------------------------------------------


def answer(work: Work, person: Person, data: Data) -> Screen | None:
    """To its author, in their language."""
    found, line = said(work, data)
    if found is None or line is None or found.person_id != person.id:
        return None
    return screens.enquiries.answer(found, topic(work, found.topic_id), line, _words(work, person, found))


def closed(work: Work, person: Person, data: Data) -> Screen | None:
    """To its author, where nobody has written; nothing to say where they have asked more since."""
    found, _ = said(work, data)
    if found is None or found.state != "closed" or found.person_id != person.id:
        return None
    return screens.enquiries.closed(found, topic(work, found.topic_id), _words(work, person, found))


def _words(work: Work, person: Person, one: Enquiry) -> Words:
    return Words(person.language, storage.centres.known(work, one.centre_id).zone)


def said(work: Work, data: Data) -> tuple[Enquiry | None, Line | None]:
    """The question that a letter is about, and the line it carries."""
    found = storage.enquiries.enquiry(work, int(data["enquiry"] or 0))
    lines = storage.enquiries.lines(work, found.id) if found else []
    return found, next((each for each in lines if each.id == data["line"]), None)


def staff_words(work: Work, one: Enquiry) -> Words:
    """A group reads in the language of its centre."""
    centre = storage.centres.known(work, one.centre_id)
    return Words(centre.default_language, centre.zone)


RENDERERS: dict[str, Callable[[Work, Person, Data], Screen | None]] = {ANSWER: answer, CLOSED: closed}
