"""Deeds of staff about proposals: the list, one card, routing, answering, what others may see."""

from dataclasses import dataclass, replace
from datetime import date

import actions.proposals
import rules.answers
import rules.posts
import rules.proposals
import storage.audit
import storage.departments
import storage.people
import storage.proposals
from rules.answers import Answer, Reply
from rules.centres import Department
from rules.people import Person, Role
from rules.posts import Post
from rules.proposals import Card, Proposal
from rules.refusal import AlreadyDone, NotYours, OutdatedButton
from storage.proposals import Did
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list: nothing of its author's. `department` None: still to be found."""

    cards: tuple[Card, ...]
    post: Post
    waiting: int


@dataclass(frozen=True, slots=True)
class Seen:
    """One card for one post."""

    card: Card
    post: Post


@dataclass(frozen=True, slots=True)
class Route:
    """A card and where it can be passed to."""

    seen: Seen
    departments: tuple[Department, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """An answer not yet published, and the proposal it is for."""

    seen: Seen
    given: Answer


def post(work: Work, person: Person, centre_id: int) -> Post:
    """What the person is to this centre's proposals at this very moment. Raises NotYours."""
    known = storage.people.person(work, person.id)
    return rules.posts.post(known.grants if known else (), centre_id)


def listed(work: Work, person: Person, centre_id: int, *, ended: bool) -> Listed:
    """What waits, the longest overdue first; or what is answered, newest first. Raises NotYours."""
    mine = post(work, person, centre_id)
    waiting = storage.proposals.waiting(work, mine)
    found = storage.proposals.ended(work, mine) if ended else waiting
    return Listed(tuple(storage.proposals.card(work, each) for each in found), mine, len(waiting))


def read(work: Work, person: Person, proposal_id: int) -> Seen:
    """One proposal with its text and its author's name; the reading is noted. Raises NotYours."""
    found, mine = _seen(work, person, proposal_id)
    return _noted(work, person, mine, found, "proposal_read")


def _seen(work: Work, person: Person, proposal_id: int) -> tuple[Proposal, Post]:
    """Authority is this: what does not exist is not yours, so a guessed number tells nothing."""
    found = storage.proposals.proposal(work, proposal_id)
    if found is None or found.person_id is None:
        raise NotYours
    mine = post(work, person, found.centre_id)
    if not mine.sees(found):
        raise NotYours
    return found, mine


def _noted(work: Work, person: Person, mine: Post, after: Proposal, deed: str) -> Seen:
    storage.audit.note(work, person.id, after.centre_id, deed, after.person_id, after.id)
    return Seen(storage.proposals.card(work, after, named=True), mine)


def answering(work: Work, person: Person, proposal_id: int, rev: int) -> Seen:
    """A proposal that this person may answer now, by a button made for `rev`. Raises a Refusal."""
    found, mine = _answerable(work, person, proposal_id, rev)
    return Seen(storage.proposals.card(work, found), mine)


def _answerable(work: Work, person: Person, proposal_id: int, rev: int) -> tuple[Proposal, Post]:
    found, mine = _seen(work, person, proposal_id)
    if not mine.answers(found):
        raise NotYours
    rules.proposals.check_reply(found, rev)
    return found, mine


def routes(work: Work, person: Person, proposal_id: int, rev: int) -> Route:
    """Where it can be passed to: every living department but its own. Raises a Refusal."""
    found, mine = _answerable(work, person, proposal_id, rev)
    own = {found.department_id} if found.state != "registered" else set()
    living = [each for each in _living(work, found) if each.id not in own]
    return Route(Seen(storage.proposals.card(work, found), mine), tuple(living))


def _living(work: Work, found: Proposal) -> list[Department]:
    return storage.departments.living(work, found.centre_id, storage.proposals.today(work, found.centre_id))


def route(work: Work, person: Person, proposal_id: int, rev: int, department_id: int) -> Seen:
    """Pass it to a department: the coordinator's deed; the author is told. Raises a Refusal."""
    found, mine = _answerable(work, person, proposal_id, rev)
    if not mine.leads:
        raise NotYours
    if found.state != "registered" and found.department_id == department_id:
        raise AlreadyDone
    after = _pass(work, found, department_id)
    _logged(work, person, after, "route")
    actions.proposals.tell(work, after, 0)
    return _noted(work, person, mine, after, "proposal_routed")


def _pass(work: Work, found: Proposal, department_id: int) -> Proposal:
    if department_id not in {each.id for each in _living(work, found)}:
        raise OutdatedButton
    after = storage.proposals.change(work, found, rules.proposals.passed(found, department_id))
    actions.proposals.tell_staff(work, after, _officers(work, after))
    return after


def _officers(work: Work, after: Proposal) -> list[Person]:
    officers = storage.people.staff(work, after.centre_id, Role.OFFICER)
    return [each for each in officers if after.department_id in {grant.department_id for grant in each.grants}]


def review(work: Work, person: Person, proposal_id: int, rev: int) -> Seen:
    """Note that somebody works on it; the author is told. Raises a Refusal."""
    found, mine = _answerable(work, person, proposal_id, rev)
    if found.state == "review":
        raise AlreadyDone
    if found.state != "passed":
        raise OutdatedButton
    after = storage.proposals.change(work, found, rules.proposals.in_review(found))
    _logged(work, person, after, "review")
    actions.proposals.tell(work, after, 0)
    return _noted(work, person, mine, after, "proposal_review")


def show(work: Work, person: Person, proposal_id: int, rev: int, public: int) -> Seen:
    """Staff's word on whether others may see it; it is public only where the author said so too."""
    found, mine = _seen(work, person, proposal_id)
    if not mine.leads:
        raise NotYours
    if found.public == bool(public):
        raise AlreadyDone
    if found.rev != rev:
        raise OutdatedButton
    after = storage.proposals.change(work, found, rules.proposals.shown(found, public=bool(public)))
    _logged(work, person, after, "show" if public else "hide")
    return _noted(work, person, mine, after, "proposal_shown")


def sharing(work: Work, person: Person, proposal_id: int) -> Card:
    """One that may be passed on, for staff who see it; its author's name stays out. Raises NotYours, OutdatedButton."""
    found, _ = _seen(work, person, proposal_id)
    rules.proposals.check_share(found)
    return storage.proposals.card(work, found)


def preview(work: Work, person: Person, reply: Reply) -> Preview:
    """The answer as its author will read it, once it can be published as it is. Raises a Refusal."""
    found, mine, checked = _checked(work, person, reply)
    given = Answer(
        decision=rules.answers.decision(checked.decision),
        text=checked.text,
        created_at=work.now,
        department=storage.proposals.department(work, found.department_id),
        passed_to=storage.proposals.department(work, checked.to_id),
        until=checked.until,
        letter=checked.letter,
        letter_on=checked.letter_on,
    )
    return Preview(Seen(storage.proposals.card(work, found), mine), given)


def _checked(work: Work, person: Person, reply: Reply) -> tuple[Proposal, Post, Reply]:
    found, mine = _answerable(work, person, reply.proposal_id, reply.rev)
    chosen = rules.answers.decision(reply.decision)
    rules.answers.check_until(chosen, reply.until, storage.proposals.today(work, found.centre_id))
    if bool(reply.to_id) != (chosen == "forwarded") or (reply.letter and not mine.leads):
        raise OutdatedButton
    return found, mine, replace(reply, text=rules.answers.check_text(reply.text))


def publish(work: Work, person: Person, reply: Reply) -> Seen:
    """Publish the answer: kept, told to the author; a forwarded proposal goes on to the next department.

    Raises a Refusal: the right to answer, the revision and the text are looked at now.
    """
    found, mine, checked = _checked(work, person, reply)
    storage.proposals.answer(work, found, checked, person.id)
    after = _forwarded(work, found, checked) if checked.to_id else _answered(work, found, checked)
    _logged(work, person, after, "forward" if checked.to_id else "answer")
    actions.proposals.tell(work, after, len(storage.proposals.answers(work, after.id)))
    return _noted(work, person, mine, after, "proposal_answered")


def _forwarded(work: Work, found: Proposal, reply: Reply) -> Proposal:
    if reply.to_id == found.department_id:
        raise OutdatedButton
    return _pass(work, found, reply.to_id)


def _answered(work: Work, found: Proposal, reply: Reply) -> Proposal:
    chosen = rules.answers.decision(reply.decision)
    return storage.proposals.change(work, found, rules.proposals.answered(found, chosen, reply.until))


def _logged(work: Work, person: Person, after: Proposal, did: Did) -> None:
    storage.proposals.log(work, person.id, did, after)


def today(work: Work, person: Person, proposal_id: int) -> date:
    """The centre's day, for a date that is being typed. Raises NotYours."""
    found, _ = _seen(work, person, proposal_id)
    return storage.proposals.today(work, found.centre_id)
