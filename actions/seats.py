"""Seats at meetings and what is said of them: seated from the line, reminded, moved, cancelled.

A meeting one goes to is asked for, so its letters are outside the day's budget; only the night is kept. Whoever said
no hears of another day within the budget, tomorrow where today is full.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

import rules.alerts
import rules.meetings
import rules.openings
import rules.reminders
import screens.meetings
import storage.alerts
import storage.attendance
import storage.centres
import storage.meetings
import storage.memo
import storage.outbox
import storage.people
from rules.centres import Centre
from rules.keys.codec import minute, moment
from rules.letters import Lane, Letter, Recipient, Screen
from rules.meetings import Card, Meeting
from rules.people import Person
from rules.refusal import NotFound
from screens.words import Words
from storage.outbox import Terms
from storage.work import Work

SEATED, MOVED, CANCELLED = "meeting.seated", "meeting.moved", "meeting.cancelled"
DAY_BEFORE, SOON = "meeting.day_before", "meeting.soon"
_KINDS: Mapping[rules.reminders.Kind, str] = {"day_before": DAY_BEFORE, "soon": SOON}

Data = Mapping[str, str | int | None]


def centre_of(work: Work, meeting: Meeting) -> Centre:
    """Raises NotFound where the centre is gone, which never happens."""
    centre = storage.memo.read(work, storage.centres.centre, meeting.centre_id)
    if centre is None:
        raise NotFound
    return centre


def freed(work: Work, meeting: Meeting) -> int:
    """Seat the line for as long as there are seats, first come first seated; how many were."""
    centre, seated = centre_of(work, meeting), 0
    if not rules.meetings.may_seat(meeting, work.now, centre.zone):
        return 0
    while _seat_next(work, meeting):
        seated += 1
    return seated


def _seat_next(work: Work, meeting: Meeting) -> bool:
    first = storage.attendance.first_in_line(work, meeting.id)
    number = storage.attendance.free_seat(work, meeting.id, meeting.capacity) if first else None
    person = storage.people.person(work, first.person_id) if first and first.person_id else None
    if first is None or number is None or person is None:
        return False
    storage.attendance.seat(work, first.id, number)
    to = Recipient(person.telegram_id, person.id)
    promise(work, meeting, to)
    _tell(work, meeting, [to], Letter(SEATED, Lane.ANSWER, _data(meeting)), f"{first.id}:{minute(work.now)}")
    return True


def _data(meeting: Meeting) -> dict[str, str | int | None]:
    return {"meeting": meeting.id, "moves": meeting.moves}


def _tell(work: Work, meeting: Meeting, to: list[Recipient], said: Letter, once: str) -> None:
    """By day, and never after the beginning. One's own answer is personal: it goes only where consent is in force."""
    due = rules.meetings.by_day(work.now, centre_of(work, meeting).zone, meeting.starts_at)
    letter = Letter(said.kind, said.lane, said.data, centre_id=meeting.centre_id)
    terms = Terms(_about(meeting.id), f"{once}:{meeting.id}:{meeting.rev}:{said.lane}", due, meeting.starts_at)
    storage.outbox.put_many(work, to, letter, terms)


def _about(meeting_id: int) -> str:
    return f"meeting:{meeting_id}"


def _about_seat(meeting_id: int, person_id: int | None) -> str:
    return f"seat:{meeting_id}:{person_id}"


def promise(work: Work, meeting: Meeting, to: Recipient) -> None:
    """The reminders of somebody who goes, instead of those promised before."""
    forget(work, meeting.id, to.person_id)
    centre = centre_of(work, meeting)
    policy = rules.openings.policy(centre.settings)
    for reminder in rules.reminders.recalled(meeting.starts_at, centre.zone, policy, work.now):
        letter = Letter(_KINDS[reminder.kind], Lane.REMINDER, _data(meeting), centre_id=centre.id)
        about = _about_seat(meeting.id, to.person_id)
        storage.outbox.put(work, to, letter, about=about, due_at=reminder.due_at, expires_at=reminder.expires_at)


def forget(work: Work, meeting_id: int, person_id: int | None) -> None:
    """Nothing more is recalled to this person."""
    storage.outbox.retract(work, _about_seat(meeting_id, person_id))


def moved(work: Work, before: Meeting, after: Meeting) -> int:
    """Everybody who has answered is told and asked anew, whoever goes keeps the seat; how many they are."""
    storage.outbox.retract(work, _about(after.id))
    storage.attendance.ask_again(work, after.id)
    going = storage.attendance.recipients(work, after.id, "going")
    for each in going:
        promise(work, after, each)
    waiting = storage.attendance.recipients(work, after.id, "waiting")
    others = storage.attendance.recipients(work, after.id, "no")
    data = _data(after) | {"old": minute(before.starts_at), "place": int(before.places != after.places)}
    _tell(work, after, [*going, *waiting], Letter(MOVED, Lane.ANSWER, data), "moved")
    _tell(work, after, others, Letter(MOVED, Lane.ALERT, data), "moved")
    return len(going) + len(waiting) + len(others)


def cancelled(work: Work, meeting: Meeting) -> int:
    """Everybody who goes or waits is told, and reminded of nothing; how many they are."""
    storage.outbox.retract(work, _about(meeting.id))
    told = storage.attendance.recipients(work, meeting.id, "going", "waiting")
    for each in told:
        forget(work, meeting.id, each.person_id)
    _tell(work, meeting, told, Letter(CANCELLED, Lane.ANSWER, _data(meeting)), "cancelled")
    return len(told)


# --- at the send -------------------------------------------------------------------------------------------


def _standing(work: Work, person: Person, data: Data) -> Card | None:
    """The meeting, if it is still to come, and on the day and at the place that the letter was for."""
    meeting = storage.meetings.meeting(work, int(data["meeting"] or 0))
    if meeting is None or not meeting.is_ahead(work.now) or meeting.moves != data["moves"]:
        return None
    return storage.meetings.card(work, meeting.id, person.id)


def _goes(work: Work, person: Person, data: Data) -> Card | None:
    card = _standing(work, person, data)
    return card if card and card.answer == "going" else None


def _words(person: Person, card: Card) -> Words:
    return Words(person.language, card.zone)


def seated(work: Work, person: Person, data: Data) -> Screen | None:
    card = _goes(work, person, data)
    return screens.meetings.seated(card, _words(person, card)) if card else None


def day_before(work: Work, person: Person, data: Data) -> Screen | None:
    card = _goes(work, person, data)
    return screens.meetings.day_before(card, work.now, _words(person, card)) if card else None


def soon(work: Work, person: Person, data: Data) -> Screen | None:
    card = _goes(work, person, data)
    return screens.meetings.soon(card, work.now, _words(person, card)) if card else None


def told_moved(work: Work, person: Person, data: Data) -> Screen | None:
    """Another day or place; whoever had said no hears of it where their day has room."""
    card = _standing(work, person, data)
    if card is None or card.answer is None:
        return None
    if card.answer == "no" and not _has_room(work, person, card):
        _tomorrow(work, person, card, data)
        return None
    old: datetime = moment(int(data["old"] or 0))
    return screens.meetings.moved(card, old, bool(data["place"]), _words(person, card))


def _has_room(work: Work, person: Person, card: Card) -> bool:
    told = storage.alerts.told_between(work, person.telegram_id, rules.alerts.day_of(work.now, card.zone))
    return rules.alerts.evening_has_room(work.now, card.zone, told)


def _tomorrow(work: Work, person: Person, card: Card, data: Data) -> None:
    _, midnight = rules.alerts.day_of(work.now, card.zone)
    letter = Letter(MOVED, Lane.ALERT, data, centre_id=card.meeting.centre_id)
    storage.outbox.put(
        work,
        Recipient(person.telegram_id, person.id),
        letter,
        about=_about(card.meeting.id),
        once=f"{card.meeting.id}:{card.meeting.moves}:{person.id}:{minute(midnight)}",
        due_at=rules.alerts.first_try(midnight, card.zone),
        expires_at=card.meeting.starts_at,
    )


def told_cancelled(work: Work, person: Person, data: Data) -> Screen | None:
    meeting = storage.meetings.meeting(work, int(data["meeting"] or 0))
    if meeting is None or meeting.state != "cancelled" or meeting.starts_at <= work.now:
        return None
    card = storage.meetings.card(work, meeting.id, person.id)
    return screens.meetings.cancelled(card, _words(person, card))


RENDERERS: dict[str, Callable[[Work, Person, Data], Screen | None]] = {
    SEATED: seated,
    DAY_BEFORE: day_before,
    SOON: soon,
    MOVED: told_moved,
    CANCELLED: told_cancelled,
}
"""How each kind of letter is worded, at the send; None: there is nothing to say any more."""
