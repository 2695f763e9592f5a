"""Proposals as they are kept: each change once, by its revision, with a line in the log."""

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Literal

from sqlalchemy import ColumnElement, case, func, insert, or_, select, update

import storage.departments
import storage.memo
import storage.organisations
import storage.rows
from rules.answers import Answer, Reply, decision
from rules.centres import Texts
from rules.clockwork import local
from rules.posts import Post
from rules.proposals import OPEN, Card, Proposal, Reader
from rules.refusal import NotFound, OutdatedButton
from storage.centres import centre
from storage.people import person
from storage.schema.organisations import MembershipRow
from storage.schema.proposals import ProposalAnswerRow, ProposalLogRow, ProposalRow
from storage.work import Work

Did = Literal["send", "withdraw", "route", "review", "answer", "forward", "show", "hide", "name", "unname"]

_NAMES = tuple(field.name for field in fields(Proposal))
_PROPOSAL = tuple(getattr(ProposalRow, name) for name in _NAMES)
_WAITS = ProposalRow.state.in_(OPEN) | ((ProposalRow.state == "answered") & (ProposalRow.decision == "study"))
_DUE = case(
    (ProposalRow.decision == "study", func.coalesce(ProposalRow.until, ProposalRow.due_on)), else_=ProposalRow.due_on
)


def proposal(work: Work, proposal_id: int) -> Proposal | None:
    return next(iter(_proposals(work, ProposalRow.id == proposal_id)), None)


def own(work: Work, proposal_id: int, person_id: int) -> Proposal | None:
    """The proposal, if it is this person's."""
    return next(iter(_proposals(work, ProposalRow.id == proposal_id, ProposalRow.person_id == person_id)), None)


def of_person(work: Work, person_id: int) -> list[Proposal]:
    """Everything a person has sent, newest first."""
    return sorted(_proposals(work, ProposalRow.person_id == person_id), key=lambda each: each.id, reverse=True)


def read_by(work: Work, person_id: int) -> list[Proposal]:
    """What a person has sent, and what was sent for an organisation they speak for, newest first."""
    return sorted(_proposals(work, _theirs(person_id)), key=lambda each: each.id, reverse=True)


def readable(work: Work, proposal_id: int, person_id: int) -> Proposal | None:
    """The proposal, if it is this person's or their organisation's."""
    return next(iter(_proposals(work, ProposalRow.id == proposal_id, _theirs(person_id))), None)


def _theirs(person_id: int) -> ColumnElement[bool]:
    speaks = (MembershipRow.person_id == person_id) & (MembershipRow.state == "confirmed")
    return or_(
        ProposalRow.person_id == person_id,
        ProposalRow.organisation_id.in_(select(MembershipRow.organisation_id).where(speaks)),
    )


def _proposals(work: Work, *which: ColumnElement[bool]) -> list[Proposal]:
    return [Proposal(*row) for row in work.sql.execute(select(*_PROPOSAL).where(*which).order_by(_DUE, ProposalRow.id))]


def sent_since(work: Work, person_id: int, since: datetime) -> int:
    """How many the person has sent and not withdrawn."""
    mine = (ProposalRow.person_id == person_id) & (ProposalRow.created_at >= since)
    rows = select(func.count()).select_from(ProposalRow).where(mine, ProposalRow.state != "withdrawn")
    return work.sql.scalar(rows) or 0


def waiting(work: Work, mine: Post) -> list[Proposal]:
    """What waits for an answer and this post may see, the longest overdue first; nobody answers somebody erased."""
    here = (ProposalRow.centre_id == mine.centre_id) & ProposalRow.person_id.is_not(None)
    return _seen(mine, _proposals(work, here, _WAITS))


def ended(work: Work, mine: Post) -> list[Proposal]:
    """What is answered, the newest first."""
    found = _proposals(work, ProposalRow.centre_id == mine.centre_id, ProposalRow.state == "answered", ~_WAITS)
    return sorted(_seen(mine, found), key=lambda each: each.id, reverse=True)


def _seen(mine: Post, found: Iterable[Proposal]) -> list[Proposal]:
    return [each for each in found if mine.sees(each)]


def add(work: Work, new: Proposal) -> Proposal:
    """The same proposal with its id."""
    values = {name: getattr(new, name) for name in _NAMES if name != "id"}
    added = insert(ProposalRow).values(values).returning(ProposalRow.id)
    return replace(new, id=work.sql.execute(added).scalar_one())


def change(work: Work, before: Proposal, after: Proposal) -> Proposal:
    """Write what differs, if nobody was faster. Raises OutdatedButton."""
    values = {name: getattr(after, name) for name in _NAMES if getattr(after, name) != getattr(before, name)}
    mine = (ProposalRow.id == before.id) & (ProposalRow.rev == before.rev)
    if work.sql.scalar(update(ProposalRow).where(mine).values(values).returning(ProposalRow.id)) is None:
        raise OutdatedButton
    return after


def answer(work: Work, before: Proposal, reply: Reply, by: int) -> int:
    """Keep a published answer to `before`; its id. `by` is the person who published it."""
    values = {
        "proposal_id": before.id,
        "decision": reply.decision,
        "text": reply.text,
        "department_id": before.department_id,
        "to_id": reply.to_id or None,
        "until": reply.until,
        "letter": reply.letter,
        "letter_on": reply.letter_on,
        "created_at": work.now,
        "created_by": by,
    }
    added = insert(ProposalAnswerRow).values(values).returning(ProposalAnswerRow.id)
    return work.sql.execute(added).scalar_one()


def answers(work: Work, proposal_id: int) -> tuple[Answer, ...]:
    """Oldest first."""
    rows = select(ProposalAnswerRow).where(ProposalAnswerRow.proposal_id == proposal_id)
    return tuple(_answer(work, row) for row in storage.rows.every(work, rows.order_by(ProposalAnswerRow.id)))


def _answer(work: Work, row: ProposalAnswerRow) -> Answer:
    return Answer(
        decision=decision(row.decision),
        text=row.text,
        created_at=row.created_at,
        department=department(work, row.department_id),
        passed_to=department(work, row.to_id),
        until=row.until,
        letter=row.letter,
        letter_on=row.letter_on,
    )


def department(work: Work, department_id: int | None) -> Texts | None:
    """What the department is called; None where none is named."""
    found = storage.memo.read(work, storage.departments.department, department_id or 0)
    return found.names if found else None


def members(work: Work, one: Proposal) -> list[int]:
    """Ids of the people who speak now for the organisation it was sent for."""
    return storage.organisations.confirmed(work, one.organisation_id) if one.organisation_id else []


def _organisation(work: Work, one: Proposal) -> str:
    found = storage.organisations.organisation(work, one.organisation_id) if one.organisation_id else None
    return found.name if found else ""


def card(work: Work, shown: Proposal, *, named: bool = False, reader: Reader = "author") -> Card:
    """With answers and names; `named` for staff, who see the author's."""
    author = person(work, shown.person_id) if named and shown.person_id is not None else None
    return Card(
        proposal=shown,
        department=department(work, shown.department_id),
        answers=answers(work, shown.id),
        today=today(work, shown.centre_id),
        author=(author.name or "") if author else "",
        organisation=_organisation(work, shown),
        reader=reader,
    )


def today(work: Work, centre_id: int) -> date:
    """The day on the centre's wall calendar."""
    there = storage.memo.read(work, centre, centre_id)
    if there is None:
        raise NotFound
    return local(work.now, there.zone).date()


def log(work: Work, actor_id: int, did: Did, after: Proposal) -> None:
    line = {"proposal_id": after.id, "at": work.now, "actor_id": actor_id, "deed": did}
    work.sql.execute(insert(ProposalLogRow).values(**line, state=after.state, department_id=after.department_id))
