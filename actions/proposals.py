"""Deeds of an author: send a proposal, take it back, look at one's own; and the letters that tell of its life.

As a booking is, a proposal is a letter too: the receipt is put in with the deed, due two minutes later, and taken back
by the handler that has shown the screen.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta

import rules.complaints
import rules.posts
import rules.proposals
import screens.answers
import screens.my_proposals
import screens.proposals
import storage.centres
import storage.departments
import storage.organisations
import storage.outbox
import storage.people
import storage.proposals
import storage.working_days
from rules.centres import Centre, Department
from rules.clockwork import local, wall
from rules.jobs import Job
from rules.letters import Lane, Letter, Recipient, Screen
from rules.organisations import Organisation
from rules.people import Person, Role
from rules.proposals import Card, Drafted, Proposal
from rules.refusal import AlreadyDone, ConsentMissing, JobClosed, NotYours, OutdatedButton
from screens.words import Words
from storage.work import Work

JOB: Job = "proposals"
PATIENCE = timedelta(minutes=2)  # how long the receipt's screen has to arrive before its letter goes
RECEIPT, NEWS, NEW = "proposal.receipt", "proposal.news", "proposal.new"
_MIDNIGHT = time(0)

Data = Mapping[str, str | int | None]


def departments(work: Work, centre_id: int) -> list[Department]:
    """Where a proposal can go today. Raises JobClosed."""
    centre = _open_centre(work, centre_id)
    return storage.departments.living(work, centre_id, local(work.now, centre.zone).date())


def begin(work: Work, person: Person, drafted: Drafted) -> Department | None:
    """The department chosen, before the text is asked. Raises JobClosed, OutdatedButton, ConsentMissing."""
    rules.proposals.kind(drafted.kind)
    chosen = _department(work, drafted)
    if not person.name or not storage.people.agreed(work, person.id, drafted.centre_id):
        raise ConsentMissing
    return chosen


def _department(work: Work, drafted: Drafted) -> Department | None:
    """None where the author does not know it. Raises JobClosed, OutdatedButton."""
    found = {each.id: each for each in departments(work, drafted.centre_id)}
    if drafted.department_id and drafted.department_id not in found:
        raise OutdatedButton
    return found.get(drafted.department_id)


def shows_name(work: Work, person: Person) -> bool | None:
    """What the person answered the last time they were asked; None before the first time."""
    sent = storage.proposals.of_person(work, person.id)
    return sent[0].show_name if sent else None


def senders(work: Work, person: Person, centre_id: int) -> list[Organisation]:
    """For whom the person may send at this centre, beside themselves."""
    return [each for each in storage.organisations.of_person(work, person.id) if each.centre_id == centre_id]


def _check_speaks(work: Work, person: Person, drafted: Drafted) -> None:
    """Raises OutdatedButton where the centre no longer says so."""
    here = {each.id for each in senders(work, person, drafted.centre_id)}
    if drafted.organisation_id is not None and drafted.organisation_id not in here:
        raise OutdatedButton


def send(work: Work, person: Person, drafted: Drafted) -> Card:
    """Register it: number, due date, receipt. Raises ConsentMissing, JobClosed, TooManyProposals and the text's own."""
    begin(work, person, drafted)
    _check_speaks(work, person, drafted)
    centre = _open_centre(work, drafted.centre_id)
    today = local(work.now, centre.zone).date()
    since = wall(today, _MIDNIGHT, centre.zone)
    rules.proposals.check_number(storage.proposals.sent_since(work, person.id, since))
    calendar = storage.working_days.calendar(work, centre, today)
    sent = storage.proposals.add(
        work,
        Proposal(
            id=0,
            centre_id=centre.id,
            person_id=person.id,
            kind=rules.proposals.kind(drafted.kind),
            department_id=drafted.department_id or None,
            text=rules.proposals.check_text(drafted.text),
            language=person.language,
            state="registered",
            created_at=work.now,
            due_on=calendar.add_working_days(today, centre.settings.proposal_days),
            show_name=bool(drafted.show_name),
            organisation_id=drafted.organisation_id,
        ),
    )
    storage.proposals.log(work, person.id, "send", sent)
    letter = Letter(RECEIPT, Lane.ANSWER, {"proposal": sent.id}, centre_id=centre.id)
    _write(work, person, letter, about=_unseen(sent.id), due_at=work.now + PATIENCE)
    tell_staff(work, sent, storage.people.staff(work, centre.id, Role.COORDINATOR))
    return storage.proposals.card(work, sent)


def shown(work: Work, proposal_id: int) -> None:
    """The author has seen the receipt: no letter need say it again."""
    storage.outbox.retract(work, _unseen(proposal_id))


def mine(work: Work, person: Person) -> list[Card]:
    """Everything the person has sent, or others for an organisation they speak for, newest first."""
    return [_card(work, person, each) for each in storage.proposals.read_by(work, person.id)]


def own(work: Work, person: Person, proposal_id: int) -> Card:
    """One of these as it stands. Raises NotYours, also where there is none of this id."""
    return _card(work, person, _readable(work, person, proposal_id))


def _card(work: Work, person: Person, found: Proposal) -> Card:
    reader = rules.proposals.reader(found, person.id, storage.proposals.members(work, found))
    if reader is None:
        raise NotYours
    return storage.proposals.card(work, found, reader=reader)


def withdrawing(work: Work, person: Person, proposal_id: int, rev: int) -> Card:
    """The proposal that may be taken back by a button made for `rev`. Raises a Refusal."""
    before = _withdrawable(work, person, proposal_id)
    rules.proposals.check_withdraw(before, rev)
    return _card(work, person, before)


def withdraw(work: Work, person: Person, proposal_id: int, rev: int) -> Card:
    """Take it back before it is answered. Raises a Refusal."""
    before = _withdrawable(work, person, proposal_id)
    rules.proposals.check_withdraw(before, rev)
    after = storage.proposals.change(work, before, rules.proposals.withdrawn(before))
    storage.proposals.log(work, person.id, "withdraw", after)
    shown(work, after.id)
    storage.outbox.retract(work, about(after.id))
    return _card(work, person, after)


def _withdrawable(work: Work, person: Person, proposal_id: int) -> Proposal:
    """The author's word, or of whoever speaks for an organisation that the author has left. Raises NotYours."""
    found = _readable(work, person, proposal_id)
    if rules.proposals.reader(found, person.id, storage.proposals.members(work, found)) == "colleague":
        raise NotYours
    return found


def reveal(work: Work, person: Person, proposal_id: int, rev: int, show: int) -> Card:
    """The author's word on showing it to others, given or taken back at any time. Raises a Refusal."""
    before = _own(work, person, proposal_id)
    if before.show_name == bool(show):
        raise AlreadyDone
    if before.rev != rev or before.state == "withdrawn":
        raise OutdatedButton
    after = storage.proposals.change(work, before, rules.proposals.named(before, show=bool(show)))
    storage.proposals.log(work, person.id, "name" if show else "unname", after)
    return storage.proposals.card(work, after)


def sharing(work: Work, person: Person, proposal_id: int) -> Card:
    """The author's or their organisation's, once it may be passed on. Raises NotYours, OutdatedButton."""
    found = _readable(work, person, proposal_id)
    rules.proposals.check_share(found)
    return _card(work, person, found)


def _own(work: Work, person: Person, proposal_id: int) -> Proposal:
    """Authority is this query: what is not the person's own is not there."""
    found = storage.proposals.own(work, proposal_id, person.id)
    if found is None:
        raise NotYours
    return found


def _readable(work: Work, person: Person, proposal_id: int) -> Proposal:
    """The person's own, or of an organisation they speak for at this moment. Raises NotYours."""
    found = storage.proposals.readable(work, proposal_id, person.id)
    if found is None:
        raise NotYours
    return found


def _open_centre(work: Work, centre_id: int) -> Centre:
    """A centre that takes proposals now. Raises JobClosed."""
    centre = next((each for each in storage.centres.open_centres(work) if each.id == centre_id), None)
    if centre is None or JOB in centre.jobs_off:
        raise JobClosed
    return centre


# --- letters ------------------------------------------------------------------------------------------------


def about(proposal_id: int) -> str:
    return f"proposal:{proposal_id}"


def _unseen(proposal_id: int) -> str:
    return f"proposed:{proposal_id}"


def tell(work: Work, after: Proposal, answers: int) -> None:
    """Tell what has become of it; `answers` were published by then. Nobody is told who was erased."""
    data = {"proposal": after.id, "state": after.state, "department": after.department_id, "answers": answers}
    for each in readers(work, after):
        _write(work, each, Letter(NEWS, Lane.ANSWER, data, centre_id=after.centre_id), about=about(after.id))


def readers(work: Work, one: Proposal) -> list[Person]:
    """Who is told of it: its author; once the author has left the organisation, everybody who speaks for it too."""
    members = storage.proposals.members(work, one)
    successors = [] if one.person_id in members else members
    ids = [each for each in (one.person_id, *successors) if each is not None]
    found = (storage.people.person(work, each) for each in ids)
    return [each for each in found if each is not None]


def tell_staff(work: Work, after: Proposal, staff: list[Person]) -> None:
    """Let those who must act know that something waits for them: its number and day, nothing else of it."""
    for each in staff:
        _write(work, each, Letter(NEW, Lane.REMINDER, {"proposal": after.id}), about=about(after.id))


def _write(work: Work, to: Person, letter: Letter, *, about: str, due_at: datetime | None = None) -> None:
    storage.outbox.put(work, Recipient(to.telegram_id, to.id), letter, about=about, due_at=due_at)


def receipt(work: Work, person: Person, data: Data) -> Screen | None:
    found = storage.proposals.own(work, int(data["proposal"] or 0), person.id)
    if found is None or found.state == "withdrawn":
        return None
    return screens.proposals.sent(storage.proposals.card(work, found), _words(work, person, found))


def news(work: Work, person: Person, data: Data) -> Screen | None:
    """What was new then: a step on the way, or the answer published with it."""
    found = storage.proposals.readable(work, int(data["proposal"] or 0), person.id)
    if found is None or found.state == "withdrawn":
        return None
    card, words = storage.proposals.card(work, found), _words(work, person, found)
    count = int(data["answers"] or 0)
    if count:
        return screens.my_proposals.answer_came(card, card.answers[count - 1], words)
    where = storage.proposals.department(work, int(data["department"] or 0))
    return screens.my_proposals.news(card, str(data["state"]), where, words)


def new(work: Work, person: Person, data: Data) -> Screen | None:
    """For staff who may open it at this moment; what no longer waits needs no word."""
    found = storage.proposals.proposal(work, int(data["proposal"] or 0))
    if found is None or not found.waits:
        return None
    try:
        rules.posts.post(person.grants, found.centre_id)
    except NotYours:
        return None
    return screens.answers.new(found, _words(work, person, found))


def _words(work: Work, person: Person, found: Proposal) -> Words:
    centre = storage.centres.centre(work, found.centre_id)
    return Words(person.language, centre.zone) if centre else Words(person.language)


RENDERERS: dict[str, Callable[[Work, Person, Data], Screen | None]] = {RECEIPT: receipt, NEWS: news, NEW: new}
"""How each kind of letter is worded, at the send; None: there is nothing to say any more."""
