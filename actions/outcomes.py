"""What came of a visit: written by staff, told to its person, and the kind word to who did not come."""

from collections.abc import Callable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

import actions.cases
import actions.desk
import rules.booking
import rules.desk
import rules.limits
import rules.openings
import rules.outcomes
import screens.outcomes
import screens.visits
import storage.audit
import storage.booking
import storage.centres
import storage.departments
import storage.memo
import storage.outbox
import storage.outcomes
import storage.people
import storage.sentences
from rules.booking import Booking
from rules.centres import Department
from rules.clockwork import local
from rules.desk import Card
from rules.letters import Lane, Letter, Recipient, Screen
from rules.outcomes import CAME, Chosen
from rules.people import Person
from rules.refusal import NotFound, OutdatedButton
from screens.words import Words
from storage.work import Work

AFTER, MISSED = "visits.after", "visits.missed"

Data = Mapping[str, str | int | None]


def choosing(work: Work, person: Person, booking_id: int, rev: int) -> Card:
    """A visit whose outcome this member of staff may write now. Raises a Refusal."""
    mine = actions.desk.post_at(work, person, booking_id)
    seen = actions.desk.card(work, mine, booking_id)
    booking = seen.visit.booking
    rules.desk.changing(mine, booking.specialist_id)
    if booking.rev != rev or not rules.outcomes.may_write(booking, work.now):
        raise OutdatedButton
    return seen


def referrals(work: Work, person: Person, booking_id: int, rev: int) -> list[Department]:
    """Where the person of this visit can be sent on to."""
    booking = choosing(work, person, booking_id, rev).visit.booking
    today = local(work.now, ZoneInfo(booking.zone)).date()
    return storage.departments.living(work, booking.centre_id, today)


def write(work: Work, person: Person, booking_id: int, rev: int, chosen: Chosen) -> Card:
    """Write what came of a visit; one that was not marked is finished by it. Raises a Refusal.

    Its person reads it a few minutes later, so that a slip of the finger reaches nobody; never at night.
    """
    before = choosing(work, person, booking_id, rev).visit.booking
    checked = rules.outcomes.check(chosen)
    if checked.department_id and not _sends_to(work, before, checked.department_id):
        raise OutdatedButton
    if checked.sentence_id and not _says(work, before, checked.sentence_id):
        raise OutdatedButton
    after = _finished(work, person, before)
    storage.outcomes.write(work, after.id, checked, person.id)
    storage.booking.log(work, person.id, "outcome", before, after)
    marked(work, after)
    return _noted(work, person, after)


def _sends_to(work: Work, booking: Booking, department_id: int) -> bool:
    found = storage.departments.department(work, department_id)
    return found is not None and found.centre_id == booking.centre_id


def _says(work: Work, booking: Booking, sentence_id: int) -> bool:
    """Whether it stands on the list of the visit's centre now."""
    return any(each.id == sentence_id for each in storage.sentences.of_centre(work, booking.centre_id))


def _finished(work: Work, person: Person, before: Booking) -> Booking:
    """Whoever has an outcome has come."""
    if before.state != "booked":
        return before
    centre = storage.memo.read(work, storage.centres.centre, before.centre_id)
    if centre is None:
        raise NotFound
    rules.limits.check_mark(before, "done", rules.openings.policy(centre.settings), work.now)
    after = storage.booking.change(work, before, rules.booking.marked(before, "done", work.now))
    storage.booking.log(work, person.id, "done", before, after)
    return after


def strike(work: Work, person: Person, booking_id: int, rev: int) -> Card:
    """Take the outcome back; that the person came stands. Raises a Refusal."""
    booking = choosing(work, person, booking_id, rev).visit.booking
    storage.outcomes.strike(work, booking.id)
    marked(work, booking)
    return _noted(work, person, booking)


def _noted(work: Work, person: Person, booking: Booking) -> Card:
    if booking.person_id is not None:
        storage.audit.note(work, person.id, booking.centre_id, "outcome_written", booking.person_id, booking.id)
    return actions.desk.card(work, actions.desk.post_at(work, person, booking.id), booking.id)


# --- letters -----------------------------------------------------------------------------------------------


def marked(work: Work, booking: Booking) -> None:
    """Promise what follows from the state a visit has now: to be called after each change of it.

    Own visits stand outside the three unasked messages a day, but nobody is written to at night.
    """
    storage.outbox.retract(work, _about(booking))
    storage.outbox.retract(work, f"missed:{booking.id}")
    if booking.state in CAME:
        written = storage.outcomes.outcome(work, booking.id) is not None
        due = rules.outcomes.leaves_at(booking, written=written, now=work.now)
        _put(work, booking, AFTER, _about(booking), due)
    elif booking.state == "no_show":
        due = rules.outcomes.by_day(work.now + rules.outcomes.LETTER_WAITS, ZoneInfo(booking.zone))
        _put(work, booking, MISSED, f"missed:{booking.id}", due)


def _about(booking: Booking) -> str:
    return f"after:{booking.id}"


def _put(work: Work, booking: Booking, kind: str, about: str, due_at: datetime) -> None:
    person = storage.people.person(work, booking.person_id) if booking.person_id is not None else None
    if person is None:
        return
    letter = Letter(kind, Lane.ANSWER, {"booking_id": booking.id}, centre_id=booking.centre_id)
    to = Recipient(person.telegram_id, person.id)
    storage.outbox.put(work, to, letter, about=about, due_at=due_at, expires_at=due_at + rules.outcomes.WORTH)


def after(work: Work, person: Person, data: Data) -> Screen | None:
    """What came of the visit, a time to go on at, and whether it was useful; none where they had not come after all."""
    booking = storage.booking.own(work, int(data["booking_id"] or 0), person.id)
    if booking is None or booking.state not in CAME:
        return None
    words = Words(person.language, ZoneInfo(booking.zone))
    return screens.outcomes.after(actions.cases.own(work, person, booking.id), words)


def missed(work: Work, person: Person, data: Data) -> Screen | None:
    """The kind letter, in the person's language then; none where they came after all."""
    booking = storage.booking.own(work, int(data["booking_id"] or 0), person.id)
    if booking is None or booking.state != "no_show":
        return None
    return screens.visits.missed(booking.topic_id, Words(person.language))


RENDERERS: dict[str, Callable[[Work, Person, Data], Screen | None]] = {AFTER: after, MISSED: missed}
