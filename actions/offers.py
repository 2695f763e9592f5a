"""A time that has come free is held for whoever waits for it longest, and they are told; then for the next.

An offer is a held booking like any other: while it lasts nobody else can take the time, and it ends by itself.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Literal
from zoneinfo import ZoneInfo

import rules.booking
import rules.limits
import rules.openings
import rules.sessions
import rules.waiting_list
import screens.waiting_list
import storage.availability
import storage.booking
import storage.cards
import storage.centres
import storage.memo
import storage.outbox
import storage.people
import storage.sessions
import storage.waiting_list
from rules.availability import FreeTime
from rules.booking import Booking, Policy
from rules.centres import Centre
from rules.clockwork import local
from rules.letters import Lane, Letter, Recipient, Screen
from rules.people import Person
from rules.refusal import BookingRefused, NotFound, Refusal
from rules.sessions import Session
from rules.waiting_list import Entry, Place
from screens.words import Words
from storage.availability import Asker
from storage.work import Work

JOB = "booking"
OFFER, MISSED = "waiting_list.offer", "waiting_list.missed"

Data = Mapping[str, str | int | None]


def freed(work: Work, centre_id: int, but: Collection[int] = ()) -> None:
    """Something may have come free at this centre: offer it along the line. By night nothing is offered.

    `but`: entries of those who have just let a time go, and are not to be asked again at once.
    """
    waiting = [entry for entry in storage.waiting_list.line(work, centre_id) if entry.id not in but]
    centre = storage.memo.read(work, storage.centres.centre, centre_id) if waiting else None
    if centre is None or JOB in centre.jobs_off or not rules.waiting_list.may_offer(work.now, centre.zone):
        return
    full: set[int] = set()
    for entry in waiting:
        person = storage.people.person(work, entry.person_id)
        if person is not None and entry.session_id is not None:
            _offer_seat(work, person, (entry, entry.session_id), full)
            continue
        time = _first(work, centre, entry) if person else None
        if person is not None and time is not None:
            _offer(work, centre, person, (entry, time))


def _offer_seat(work: Work, person: Person, what: tuple[Entry, int], full: set[int]) -> None:
    """A seat at the one group consultation they wait for, as long as there is any; once it begins nobody waits."""
    entry, session_id = what
    if session_id in full:
        return
    one = storage.sessions.held(work, session_id)
    seat = storage.sessions.free_seat(work, one) if one else None
    if one is None or one.starts_at <= work.now:
        end(work, entry, "left")
    elif seat is None:
        full.add(session_id)
    elif _may_sit(work, entry, one):
        _hold(work, person, entry, rules.sessions.seated(person, one, seat, work.now))


def _may_sit(work: Work, entry: Entry, one: Session) -> bool:
    time = FreeTime(one.starts_at, one.ends_at, one.specialist_id)
    policy = storage.availability.policy(work, one.centre_id, one.topic_id)
    own = rules.limits.visits(storage.booking.open_of(work, entry.person_id), entry.person_id)
    return _may(work, entry, time, policy, own)


def _first(work: Work, centre: Centre, entry: Entry) -> FreeTime | None:
    """The first free time that this person waits for and may take."""
    try:
        found = storage.availability.openings(work, centre.id, entry.topic_id, Asker(entry.person_id, entry.booking_id))
    except Refusal:
        return None
    policy = storage.availability.policy(work, centre.id, entry.topic_id)
    own = rules.limits.visits(storage.booking.open_of(work, entry.person_id), entry.person_id)
    others = [each for each in own if each.id != entry.booking_id]
    latest = _earlier_than(work, entry)
    early = takewhile(lambda time: latest is None or time.starts_at < latest, found.times())
    mine = (time for time in early if _suits(entry, time, centre))
    return next((time for time in mine if _may(work, entry, time, policy, others)), None)


def _earlier_than(work: Work, entry: Entry) -> datetime | None:
    """The start of the booking that the person has; None where any time will do."""
    booked = storage.booking.own(work, entry.booking_id, entry.person_id) if entry.booking_id else None
    return booked.starts_at if booked and booked.state == "booked" else None


def _suits(entry: Entry, time: FreeTime, centre: Centre) -> bool:
    return rules.waiting_list.fits(entry, local(time.starts_at, centre.zone))


def _may(work: Work, entry: Entry, time: FreeTime, policy: Policy, others: Sequence[Booking]) -> bool:
    """What the person may book by themselves they may be offered."""
    here = [each for each in others if each.centre_id == entry.centre_id]
    try:
        rules.limits.check_time(time, others, policy, work.now)
        if entry.booking_id is None:
            rules.limits.check(time, entry.topic_id, here, policy, work.now)
    except BookingRefused:
        return False
    return True


def _offer(work: Work, centre: Centre, person: Person, what: tuple[Entry, FreeTime]) -> None:
    """Hold the time and write to the person. A clash leaves everything as it was."""
    entry, time = what
    _hold(work, person, entry, rules.booking.begun(person, centre, entry.topic_id, time, work.now))


def _hold(work: Work, person: Person, entry: Entry, new: Booking) -> None:
    centre = storage.centres.known(work, new.centre_id)
    kept = rules.waiting_list.kept_until(new.starts_at, work.now)
    held = storage.booking.insert(work, replace(new, state="held", source="offer", hold_expires_at=kept))
    storage.booking.claim(work, held, rules.openings.policy(centre.settings))
    storage.booking.log(work, None, "offer", None, held)
    after = rules.waiting_list.offered(entry, held.id, kept, work.now)
    storage.waiting_list.change(work, entry, after)
    _write(work, person, Letter(OFFER, Lane.ANSWER, {"entry": after.id, "rev": after.rev}, centre_id=centre.id), kept)


def _write(work: Work, person: Person, letter: Letter, until: datetime) -> None:
    to = Recipient(person.telegram_id, person.id)
    storage.outbox.put(work, to, letter, about=about(int(letter.data["entry"] or 0)), expires_at=until)


def about(entry_id: int) -> str:
    return f"waiting:{entry_id}"


def look(work: Work) -> None:
    """What the clock does: offers nobody answered go on to the next; each morning the whole line is looked at."""
    due = storage.waiting_list.due(work)
    for entry in due:
        again = morning(work, entry.centre_id)
        if entry.state == "offered":
            _unanswered(work, entry, again)
        else:
            storage.waiting_list.change(work, entry, replace(entry, look_at=again, rev=entry.rev + 1))
    silent = {entry.id for entry in due if entry.state == "offered"}
    for centre_id in sorted({entry.centre_id for entry in due}):
        freed(work, centre_id, silent)


def morning(work: Work, centre_id: int) -> datetime:
    """When the line of this centre is looked at next, whatever comes free."""
    centre = storage.memo.read(work, storage.centres.centre, centre_id)
    if centre is None:
        raise NotFound
    return rules.waiting_list.next_look(work.now, centre.zone)


def _unanswered(work: Work, entry: Entry, look_at: datetime) -> None:
    """The offer has ended without an answer: the time goes on, the person is told where they stand."""
    held = storage.booking.booking(work, entry.offered_id or 0)
    if held is None:
        raise NotFound
    if held.state == "held":
        storage.booking.end_hold(work, held)
    after = rules.waiting_list.missed(entry, half_day(held), look_at, work.now)
    storage.waiting_list.change(work, entry, after)
    person = storage.people.person(work, entry.person_id)
    if person is not None:
        told = Letter(MISSED, Lane.ANSWER, {"entry": entry.id}, centre_id=entry.centre_id)
        _write(work, person, told, work.now + timedelta(days=1))


def half_day(held: Booking) -> int:
    return rules.waiting_list.half_day(local(held.starts_at, ZoneInfo(held.zone)))


def booked(work: Work, person: Person, topic_id: int) -> None:
    """The person has found a time by themselves: they wait no longer."""
    entry = storage.waiting_list.of_topic(work, person.id, topic_id)
    if entry is not None and entry.booking_id is None:
        end(work, entry, "served")


def cancelled(work: Work, booking: Booking) -> None:
    """A time is free again; whoever wanted an earlier one instead of it waits no longer."""
    for entry in storage.waiting_list.of_person(work, booking.person_id or 0):
        if entry.booking_id == booking.id:
            end(work, entry, "left")
    freed(work, booking.centre_id)


def gone(work: Work, person: Person) -> None:
    """Somebody is to be erased: they stand in no line, and what was held for them goes on."""
    entries = storage.waiting_list.of_person(work, person.id)
    for entry in entries:
        end(work, entry, "left")
    for centre_id in sorted({entry.centre_id for entry in entries}):
        freed(work, centre_id)


def end(work: Work, entry: Entry, state: Literal["served", "left"]) -> None:
    """Whatever was held for them is free again, whatever was to be told is not."""
    held = storage.booking.booking(work, entry.offered_id) if entry.offered_id else None
    storage.waiting_list.change(work, entry, rules.waiting_list.ended(entry, state, work.now))
    if held is not None and held.state == "held":
        storage.booking.end_hold(work, held)
    storage.outbox.retract(work, about(entry.id))


def offer_letter(work: Work, person: Person, data: Data) -> Screen | None:
    """Nothing to say where the offer has been answered or is over."""
    entry = storage.waiting_list.own(work, int(data["entry"] or 0), person.id)
    if entry is None or entry.state != "offered" or entry.rev != data["rev"]:
        return None
    held = storage.booking.own(work, entry.offered_id or 0, person.id)
    if held is None or not rules.booking.is_live(held, work.now):
        return None
    card = storage.cards.card(work, held)
    return screens.waiting_list.offer(entry, card, Words(person.language, ZoneInfo(held.zone)))


def missed_letter(work: Work, person: Person, data: Data) -> Screen | None:
    entry = storage.waiting_list.own(work, int(data["entry"] or 0), person.id)
    if entry is None or entry.state not in {"waiting", "paused"}:
        return None
    return screens.waiting_list.missed(place(work, entry), Words(person.language))


def place(work: Work, entry: Entry) -> Place:
    """The place in the line as a screen tells it."""
    topic = storage.memo.read(work, storage.centres.topic, entry.topic_id)
    if topic is None:
        raise NotFound
    booked = storage.booking.own(work, entry.booking_id, entry.person_id) if entry.booking_id else None
    return Place(
        entry=entry,
        topic=topic,
        number=storage.waiting_list.place(work, entry),
        usual=storage.waiting_list.usual_wait(work, entry.centre_id, entry.topic_id),
        earlier_than=booked,
        session=storage.sessions.session(work, entry.session_id) if entry.session_id else None,
    )


RENDERERS: dict[str, Callable[[Work, Person, Data], Screen | None]] = {OFFER: offer_letter, MISSED: missed_letter}
"""How each kind of letter is worded, at the send."""
