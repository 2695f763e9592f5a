"""What a booking says by itself: a reminder the day before, one two hours before, and the booking as a letter.

A booking must survive a screen that did not arrive. So each booking puts in a letter that says the same, due two
minutes later; the handler that has shown the screen takes it back. Whoever saw the screen gets no second message;
whoever did not, because Telegram failed or the bot was killed in between, is written to.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import rules.keys.codec
import rules.outcomes
import rules.reminders
import screens.booking
import screens.reminders
import storage.availability
import storage.booking
import storage.cards
import storage.outbox
import storage.people
from rules.booking import Booking, Policy
from rules.cards import Card
from rules.keys.codec import minute
from rules.letters import Lane, Letter, Recipient, Screen
from rules.people import Person
from screens.words import Words
from storage.booking import Did
from storage.work import Work

PATIENCE = timedelta(minutes=2)  # how long the screen has to arrive before the letter goes

DAY_BEFORE, SOON, BOOKED, TOLD = "booking.day_before", "booking.soon", "booking.booked", "booking.told"
MOVED = "booking.moved"
_KINDS: Mapping[rules.reminders.Kind, str] = {"day_before": DAY_BEFORE, "soon": SOON}

Data = Mapping[str, str | int | None]


def promise(work: Work, person: Person, booked: Booking, policy: Policy) -> None:
    """Put in the letters of this booking at this time. They need no key of their own: the deed is done once."""
    readers = _readers(work, booked, person)
    for reminder in rules.reminders.reminder_times(booked, policy, work.now):
        letter = _letter(_KINDS[reminder.kind], Lane.REMINDER, booked)
        for reader in readers:
            _put(work, reader, booked, letter, reminder.due_at, _about(booked.id))
    receipt = _letter(BOOKED, Lane.ANSWER, booked)
    _put(work, person, booked, receipt, work.now + PATIENCE, _unseen(booked.id))


def _readers(work: Work, booked: Booking, doer: Person | None = None) -> list[Person]:
    """Who comes, and who has booked it for them; most often `doer`, who does it now and is known already."""
    ids = [each for each in (booked.person_id, booked.booked_by) if each is not None]
    found = (doer if doer and each == doer.id else storage.people.person(work, each) for each in ids)
    return [person for person in found if person is not None]


def tell_the_other(work: Work, person: Person, booked: Booking, did: Did) -> None:
    """Two people look after it: what one of them does, the other hears of."""
    about = f"told:{booked.id}"
    storage.outbox.retract(work, about)
    for reader in _readers(work, booked, person):
        if reader.id != person.id:
            data = {"booking": booked.id, "rev": booked.rev, "did": did}
            letter = Letter(TOLD, Lane.ANSWER, data, centre_id=booked.centre_id)
            storage.outbox.put(work, Recipient(reader.telegram_id, reader.id), letter, about=about)


def moved_by_staff(work: Work, before: Booking, after: Booking) -> None:
    """Another time at the centre's wish: reminders for it, and a word to everybody who looks after it, by day."""
    retract(work, after.id)
    readers = _readers(work, after)
    if not readers:
        return
    promise(work, readers[0], after, storage.availability.policy(work, after.centre_id, after.topic_id))
    seen(work, after.id)
    about, was = f"moved:{after.id}", {"was": minute(before.starts_at), "rev": after.rev}
    letter = _letter(MOVED, Lane.ANSWER, after)
    told = replace(letter, data={**letter.data, **was})
    due = rules.outcomes.by_day(work.now, ZoneInfo(after.zone))
    storage.outbox.retract(work, about)
    for reader in readers:
        _put(work, reader, after, told, due, about)


def _letter(kind: str, lane: Lane, booked: Booking) -> Letter:
    data = {"booking": booked.id, "start": minute(booked.starts_at)}
    return Letter(kind, lane, data, centre_id=booked.centre_id)


def _put(work: Work, person: Person, booked: Booking, letter: Letter, due_at: datetime, about: str) -> None:  # noqa: PLR0913, PLR0917 -- one line of the outbox
    storage.outbox.put(
        work,
        Recipient(person.telegram_id, person.id),
        letter,
        about=about,
        due_at=due_at,
        expires_at=rules.reminders.reminder_expiry(booked),
    )


def retract(work: Work, booking_id: int) -> None:
    """Take back every letter of this booking that has not left."""
    storage.outbox.retract(work, _about(booking_id))
    seen(work, booking_id)


def seen(work: Work, booking_id: int) -> None:
    """Take back the letter that repeats the screen."""
    storage.outbox.retract(work, _unseen(booking_id))


def _about(booking_id: int) -> str:
    return f"booking:{booking_id}"


def _unseen(booking_id: int) -> str:
    return f"booked:{booking_id}"


def day_before(work: Work, person: Person, data: Data) -> Screen | None:
    card = _standing(work, person, data)
    return screens.reminders.day_before(card, work.now, _words(person, card)) if card else None


def soon(work: Work, person: Person, data: Data) -> Screen | None:
    card = _standing(work, person, data)
    return screens.reminders.soon(card, work.now, _words(person, card)) if card else None


def booked(work: Work, person: Person, data: Data) -> Screen | None:
    card = _standing(work, person, data)
    return screens.booking.booked(card, _words(person, card)) if card else None


def _standing(work: Work, person: Person, data: Data) -> Card | None:
    """The booking, if it is still the person's, still to come, and still at the time the letter was for."""
    found = storage.booking.managed(work, int(data["booking"] or 0), person.id)
    if found is None or found.state != "booked" or found.starts_at <= work.now:
        return None
    return storage.cards.shown(work, found, person.id) if minute(found.starts_at) == data["start"] else None


def told(work: Work, person: Person, data: Data) -> Screen | None:
    """What the other one has done, as it stands now."""
    found = storage.booking.managed(work, int(data["booking"] or 0), person.id)
    if found is None or found.rev != data["rev"]:
        return None
    card = storage.cards.shown(work, found, person.id)
    return screens.reminders.told(card, str(data["did"]), _words(person, card))


def moved(work: Work, person: Person, data: Data) -> Screen | None:
    """The new time with the answers to it; nothing to say where it has been changed since, or moved back."""
    card = _standing(work, person, data)
    if card is None or card.booking.rev != data["rev"] or data["was"] == data["start"]:
        return None
    was = rules.keys.codec.moment(int(data["was"] or 0))
    return screens.reminders.moved(card, was, _words(person, card))


def _words(person: Person, card: Card) -> Words:
    return Words(person.language, ZoneInfo(card.booking.zone))


RENDERERS: dict[str, Callable[[Work, Person, Data], Screen | None]] = {
    DAY_BEFORE: day_before,
    SOON: soon,
    BOOKED: booked,
    TOLD: told,
    MOVED: moved,
}
"""How each kind of letter is worded, at the send; None: there is nothing to say any more."""
