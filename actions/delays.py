"""Running late: one press tells everybody who still waits today, a little later, so that a slip tells nobody."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import actions.desk
import actions.visits
import rules.delays
import rules.desk
import rules.openings
import screens.delays
import storage.booking
import storage.centres
import storage.delays
import storage.outbox
import storage.people
import storage.pins
from rules.booking import Booking, Policy
from rules.clockwork import local
from rules.delays import Delays, Running
from rules.desk import Post
from rules.letters import Lane, Letter, Recipient, Screen
from rules.people import Person
from rules.refusal import OutdatedButton
from rules.visits import Visit
from screens.words import Words
from storage.work import Work

LATE = "delays.late"

Data = Mapping[str, str | int | None]


def today(work: Work, person: Person, centre_id: int) -> Delays:
    """How late everybody is whose day this person may change. Raises NotYours."""
    return _delays(work, actions.desk.recording(work, person, centre_id))


def _delays(work: Work, mine: Post) -> Delays:
    seen, policy = actions.visits.of(work, mine, None), _policy(work, mine.centre_id)
    own = rules.delays.by_specialist(seen.visits)
    return Delays(mine, tuple(_running(work, whose, visits, policy) for whose, visits in own.items()))


def _running(work: Work, specialist_id: int, visits: list[Visit], policy: Policy) -> Running:
    waiting = [visit.booking for visit in visits if rules.delays.waits(visit.booking, visit.late, policy, work.now)]
    unreached = sum(1 for booking in waiting if booking.person_id is None)
    return Running(specialist_id, visits[0].specialist or "", visits[0].late, len(waiting), unreached)


def add(work: Work, person: Person, place: tuple[int, int], minutes: int, before: int) -> Running:
    """The centre's specialist is so many minutes later, or with 0 on time again; who waits hears of it.

    Raises AlreadyDone for a second tap on one button, OutdatedButton where nobody waits.
    """
    centre_id, specialist_id = place
    mine = actions.desk.recording(work, person, centre_id)
    rules.desk.changing(mine, specialist_id)
    running = next((each for each in _delays(work, mine).running if each.specialist_id == specialist_id), None)
    if running is None:
        raise OutdatedButton
    late = rules.delays.after(running.minutes, minutes, before)
    day = local(work.now, _zone(work, centre_id)).date()
    storage.delays.keep(work, place, day, late, person.id)
    _tell(work, replace(mine, specialist_id=specialist_id), running.minutes, late)
    storage.pins.changed(work, centre_id, {day})
    return replace(running, minutes=late)


def _tell(work: Work, whose: Post, before: int, late: int) -> None:
    """Everybody who waits, so far as the day stood before."""
    policy = _policy(work, whose.centre_id)
    for visit in actions.visits.of(work, whose, None).visits:
        booking = visit.booking
        if rules.delays.waits(booking, before, policy, work.now) and booking.person_id is not None:
            _write(work, booking, booking.person_id, late)


def _write(work: Work, booking: Booking, person_id: int, late: int) -> None:
    """The newest word only; «on time again» is for whoever heard that we were not, and whose time is ahead."""
    about, person = f"late:{booking.id}", storage.people.person(work, person_id)
    storage.outbox.retract(work, about)
    on_time_for = booking.starts_at > work.now and storage.outbox.was_sent(work, about)
    if person is None or not (late or on_time_for):
        return
    letter = Letter(LATE, Lane.ANSWER, {"booking": booking.id, "late": late}, centre_id=booking.centre_id)
    storage.outbox.put(
        work,
        Recipient(person.telegram_id, person.id),
        letter,
        about=about,
        due_at=work.now + rules.delays.SECOND_THOUGHTS,
        expires_at=booking.ends_at + timedelta(minutes=late),
    )


def late(work: Work, person: Person, data: Data) -> Screen | None:
    """To somebody who waits, in their language then; none where they are received or gone already."""
    booking = storage.booking.own(work, int(data["booking"] or 0), person.id)
    if booking is None or booking.state not in {"booked", "arrived"}:
        return None
    return screens.delays.late(
        booking, int(data["late"] or 0), work.now, Words(person.language, ZoneInfo(booking.zone))
    )


def _policy(work: Work, centre_id: int) -> Policy:
    centre = storage.centres.known(work, centre_id)
    return rules.openings.policy(centre.settings)


def _zone(work: Work, centre_id: int) -> ZoneInfo:
    return storage.centres.known(work, centre_id).zone


RENDERERS: dict[str, Callable[[Work, Person, Data], Screen | None]] = {LATE: late}
"""How the letter is worded, at the send; None: there is nothing to say any more."""
