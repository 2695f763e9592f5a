"""Deeds of the clock about answers that are owed: staff hear of them in the morning, an author of a late one."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

import actions.proposals
import rules.dues
import rules.posts
import rules.proposals
import screens.dues
import storage.centres
import storage.outbox
import storage.people
import storage.proposals
import storage.working_days
from rules.centres import Centre
from rules.clockwork import WorkingCalendar
from rules.dues import SOON
from rules.letters import Lane, Letter, Recipient, Screen
from rules.people import Person, Role
from rules.posts import Post
from rules.proposals import Proposal
from rules.refusal import NotYours
from screens.words import Words
from storage.outbox import Terms
from storage.work import Work

OWED, LATE = "proposal.owed", "proposal.late"
A_MORNING = timedelta(hours=8)  # later than that tomorrow's card says it better

Data = Mapping[str, str | int | None]


def remind(work: Work) -> None:
    """What is owed at each centre on this day, however often it is asked: one card a person, one word an author."""
    for centre in storage.centres.open_centres(work):
        _remind(work, centre)


def _remind(work: Work, centre: Centre) -> None:
    today = storage.proposals.today(work, centre.id)
    waiting = storage.proposals.waiting(work, Post(centre.id, Role.COORDINATOR))
    calendar = _calendar(work, centre, waiting, today)
    if not calendar.is_working(today):
        return
    for each in waiting:
        if rules.proposals.is_overdue(each, today):
            _tell_readers(work, each)
    called = [each for each in waiting if rules.dues.is_called(rules.dues.left(each.due, today, calendar))]
    _tell_staff(work, centre, called, today)


def _calendar(work: Work, centre: Centre, waiting: list[Proposal], today: date) -> WorkingCalendar:
    """From the oldest day missed on."""
    return storage.working_days.calendar(work, centre, min([today, *(each.due for each in waiting)]))


def _tell_readers(work: Work, late: Proposal) -> None:
    """Its author, and whoever stands in for an author that has left the organisation."""
    letter = Letter(LATE, Lane.ANSWER, {"proposal": late.id}, centre_id=late.centre_id)
    for each in actions.proposals.readers(work, late):
        to, about = Recipient(each.telegram_id, each.id), actions.proposals.about(late.id)
        storage.outbox.put(work, to, letter, about=about, once=f"{late.id}:{late.due}")


def _tell_staff(work: Work, centre: Centre, called: list[Proposal], today: date) -> None:
    staff = storage.people.staff(work, centre.id, Role.COORDINATOR, Role.OFFICER)
    to = [Recipient(each.telegram_id, each.id) for each in staff if _owes(each, centre, called)]
    if to:
        letter = Letter(OWED, Lane.REMINDER, {"centre": centre.id})
        terms = Terms(f"owed:{centre.id}", f"{centre.id}:{today}", work.now, work.now + A_MORNING)
        storage.outbox.put_many(work, to, letter, terms)


def _owes(person: Person, centre: Centre, called: list[Proposal]) -> bool:
    mine = _post(person, centre.id)
    return mine is not None and any(mine.answers(each) for each in called)


def _post(person: Person, centre_id: int) -> Post | None:
    """None for whoever has no part in proposals, as an officer of no department."""
    try:
        return rules.posts.post(person.grants, centre_id)
    except NotYours:
        return None


# --- letters ------------------------------------------------------------------------------------------------


def owed(work: Work, person: Person, data: Data) -> Screen | None:
    """What the reader owes at this moment: late ones, then what is due within a week."""
    centre = storage.centres.centre(work, int(data["centre"] or 0))
    mine = _post(person, centre.id) if centre else None
    if centre is None or mine is None:
        return None
    today = storage.proposals.today(work, centre.id)
    waiting = [each for each in storage.proposals.waiting(work, mine) if mine.answers(each)]
    calendar = _calendar(work, centre, waiting, today)
    near = [each for each in waiting if rules.dues.left(each.due, today, calendar) <= SOON]
    cards = [storage.proposals.card(work, each) for each in near]
    return screens.dues.owed(centre.id, cards, Words(person.language, centre.zone)) if cards else None


def late(work: Work, person: Person, data: Data) -> Screen | None:
    found = storage.proposals.readable(work, int(data["proposal"] or 0), person.id)
    if found is None:
        return None
    card, centre = storage.proposals.card(work, found), storage.centres.centre(work, found.centre_id)
    if centre is None or not card.overdue:
        return None
    return screens.dues.late(card, Words(person.language, centre.zone))


RENDERERS: dict[str, Callable[[Work, Person, Data], Screen | None]] = {OWED: owed, LATE: late}
