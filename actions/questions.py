"""A question brought along to a visit: added and taken back by its author, read by staff, who are noted."""

from dataclasses import dataclass

import actions.desk
import rules.questions
import storage.audit
import storage.booking
import storage.cards
import storage.centres
import storage.enquiries
import storage.memo
import storage.questions
from rules.booking import Booking
from rules.cards import Card
from rules.enquiries import Line
from rules.people import Person
from rules.questions import Question, Said
from rules.refusal import NotFound, NotYours
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Asked:
    """A booking with what was said to it; `files`: whether the centre takes any."""

    card: Card
    questions: tuple[Question, ...]
    files: bool


def asked(work: Work, person: Person, booking_id: int) -> Asked:
    """What one has said to one's own booking, while more can be said. Raises a Refusal."""
    booking = _open(work, person, booking_id)
    questions = tuple(storage.questions.of_booking(work, booking.id))
    return Asked(storage.cards.card(work, booking), questions, _files(work, booking))


def _open(work: Work, person: Person, booking_id: int) -> Booking:
    booking = storage.booking.own(work, booking_id, person.id)
    if booking is None:
        raise NotYours
    rules.questions.check_open(booking, work.now)
    return booking


def _files(work: Work, booking: Booking) -> bool:
    centre = storage.memo.read(work, storage.centres.centre, booking.centre_id)
    return centre is not None and centre.settings.attachments


def add(work: Work, person: Person, booking_id: int, said: Said) -> Asked:
    """Keep one more thing. Raises a Refusal."""
    before = asked(work, person, booking_id)
    checked = rules.questions.check(said, before.questions, files=before.files)
    storage.questions.add(work, booking_id, person.id, checked)
    return asked(work, person, booking_id)


def take_back(work: Work, person: Person, booking_id: int) -> Asked:
    """Forget all that was said to this booking. Raises a Refusal."""
    _open(work, person, booking_id)
    storage.questions.take_back(work, booking_id)
    return asked(work, person, booking_id)


def read(work: Work, person: Person, booking_id: int) -> tuple[tuple[Question, ...], tuple[Line, ...]]:
    """What the person of this visit asks, and asked in writing before; the look is noted. Raises NotYours."""
    booking = _noted(work, person, booking_id, "question_read")
    written = storage.enquiries.of_visit(work, booking.person_id or 0, booking.topic_id)
    return tuple(storage.questions.of_booking(work, booking_id)), tuple(written)


def file(work: Work, person: Person, question_id: int) -> Question:
    """One thing that was sent; the look is noted. Raises NotYours, also where there is none of this id."""
    found = storage.questions.question(work, question_id)
    if found is None:
        raise NotYours
    _noted(work, person, found.booking_id, "question_file_read")
    if found.media is None:
        raise NotFound
    return found


def _noted(work: Work, person: Person, booking_id: int, deed: str) -> Booking:
    mine = actions.desk.post_at(work, person, booking_id)
    booking = actions.desk.card(work, mine, booking_id).visit.booking
    storage.audit.note(work, person.id, booking.centre_id, deed, booking.person_id, booking.id)
    return booking
