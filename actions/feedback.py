"""Whether a visit was useful, in its person's own judgement."""

import actions.desk
import rules.feedback
import storage.booking
import storage.outcomes
from rules.booking import Booking
from rules.feedback import Feedback
from rules.people import Person, Role
from rules.refusal import NotYours
from storage.work import Work

LEADING = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})


def judge(work: Work, person: Person, booking_id: int, useful: int) -> Feedback:
    """One thumb, or the other instead. Raises a Refusal."""
    said = storage.outcomes.feedback(work, _own(work, person, booking_id).id)
    new = Feedback(booking_id, bool(useful))
    if said is None or said.useful != new.useful:
        storage.outcomes.say(work, new)
    return new


def explaining(work: Work, person: Person, booking_id: int) -> Feedback:
    """What was said so far, if it can be explained. Raises a Refusal."""
    said = storage.outcomes.feedback(work, _own(work, person, booking_id).id)
    return rules.feedback.explained(said)


def explain(work: Work, person: Person, booking_id: int, reason: str, words: str = "") -> Feedback:
    """What was missing, after a thumb down. Raises a Refusal."""
    said = storage.outcomes.feedback(work, _own(work, person, booking_id).id)
    new = rules.feedback.because(said, reason, words)
    storage.outcomes.say(work, new)
    return new


def words(work: Work, person: Person, centre_id: int) -> list[str]:
    """What people wrote was missing, newest first, for those who lead the centre. Raises NotYours."""
    if actions.desk.post(work, person, centre_id).role not in LEADING:
        raise NotYours
    return storage.outcomes.words(work, centre_id)


def _own(work: Work, person: Person, booking_id: int) -> Booking:
    booking = storage.booking.own(work, booking_id, person.id)
    if booking is None:
        raise NotYours
    rules.feedback.check(booking, work.now)
    return booking
