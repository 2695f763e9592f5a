"""What becomes of one visit of an ill specialist: handed over, held anew, put first in the line; and its letter."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import actions.offers
import actions.reminders
import rules.booking
import rules.illness
import rules.openings
import rules.waiting_list
import storage.booking
import storage.centres
import storage.outbox
import storage.people
import storage.waiting_list
from rules.availability import FreeTime
from rules.booking import Booking
from rules.centres import Centre
from rules.illness import Proposal
from rules.letters import Lane, Letter, Recipient
from rules.people import Person
from rules.waiting_list import Entry
from storage.work import Work

COLLEAGUE, ANOTHER, LINE = "illness.colleague", "illness.another", "illness.line"

Data = Mapping[str, str | int | None]


def carry_out(work: Work, actor_id: int | None, centre: Centre, proposal: Proposal) -> None:
    """In the transaction that writes it down: done twice is impossible. `actor_id`: who has ordered it."""
    booking = proposal.visit.booking
    citizen = storage.people.person(work, booking.person_id) if booking.person_id is not None else None
    if proposal.outcome == "colleague" and proposal.time is not None:
        return _hand_over(work, actor_id, citizen, booking, proposal.time)
    _put_off(work, actor_id, booking)
    return _offer(work, citizen, centre, booking, proposal.time) if citizen is not None else None


def _hand_over(work: Work, actor_id: int | None, citizen: Person | None, before: Booking, time: FreeTime) -> None:
    """The same booking with a colleague: nothing is asked of its person, who is told at once."""
    policy = rules.openings.policy(storage.centres.known(work, before.centre_id).settings)
    storage.booking.release(work, before.id)
    after = replace(rules.booking.moved(before, time), coming=before.coming)
    storage.booking.claim(work, after, policy)
    storage.booking.change(work, before, after)
    storage.booking.log(work, actor_id, "ill", before, after)
    actions.reminders.retract(work, before.id)
    if citizen is not None:
        actions.reminders.promise(work, citizen, after, policy)
        actions.reminders.seen(work, after.id)
        _tell(work, citizen, COLLEAGUE, {"booking": after.id, "rev": after.rev}, after, after.starts_at)


def _put_off(work: Work, actor_id: int | None, before: Booking) -> None:
    after = storage.booking.change(work, before, rules.booking.cancelled(before, "centre", "ill", work.now))
    storage.booking.release(work, before.id)
    storage.booking.log(work, actor_id, "ill", before, after)
    actions.reminders.retract(work, before.id)
    for entry in storage.waiting_list.of_person(work, before.person_id or 0):
        if entry.booking_id == before.id:
            actions.offers.end(work, entry, "left")


def _offer(work: Work, citizen: Person, centre: Centre, before: Booking, time: FreeTime | None) -> None:
    """A place before all others in the line; with a time that is held until they answer, where there is one."""
    entry = _in_line(work, citizen, centre, before)
    if time is None:
        return _tell(work, citizen, LINE, {"entry": entry.id, "booking": before.id}, before, before.starts_at)
    return _hold(work, citizen, centre, before, (entry, time))


def _hold(work: Work, citizen: Person, centre: Centre, before: Booking, what: tuple[Entry, FreeTime]) -> None:
    entry, time = what
    kept = rules.illness.held_until(work.now, centre.zone)
    new = rules.booking.begun(citizen, centre, before.topic_id, time, work.now)
    alike = replace(new, mode=before.mode, language=before.language)
    held = storage.booking.insert(work, replace(alike, state="held", source="offer", hold_expires_at=kept))
    storage.booking.claim(work, held, rules.openings.policy(centre.settings))
    storage.booking.log(work, None, "offer", None, held)
    after = rules.waiting_list.offered(entry, held.id, kept, work.now)
    storage.waiting_list.change(work, entry, after)
    _tell(work, citizen, ANOTHER, {"entry": after.id, "rev": after.rev, "booking": before.id}, before, kept)


def _in_line(work: Work, citizen: Person, centre: Centre, before: Booking) -> Entry:
    known = storage.waiting_list.of_topic(work, citizen.id, before.topic_id)
    if known is not None:
        actions.offers.end(work, known, "left")
    new = Entry(
        id=0,
        centre_id=centre.id,
        topic_id=before.topic_id,
        person_id=citizen.id,
        suits="any",
        until=None,
        created_at=work.now,
        changed_at=work.now,
        look_at=actions.offers.morning(work, centre.id),
        first=True,
    )
    return storage.waiting_list.join(work, new)


def _tell(work: Work, citizen: Person, kind: str, data: Data, about: Booking, until: datetime) -> None:  # noqa: PLR0913, PLR0917 -- one line of the outbox
    letter = Letter(kind, Lane.ANSWER, data, centre_id=about.centre_id)
    storage.outbox.put(
        work, Recipient(citizen.telegram_id, citizen.id), letter, about=f"ill:{about.id}", expires_at=until
    )
