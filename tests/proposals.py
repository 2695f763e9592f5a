"""Proposals at a centre's office: sent, passed on, answered; and the letters that go out about them."""

from collections.abc import Sequence

from sqlalchemy import select

import actions.answers
import actions.proposals
import storage.centres
from actions.answers import Seen
from rules.answers import Reply
from rules.people import Grant, Person, Role
from rules.proposals import Card, Drafted, Proposal
from storage.schema.letters import DeliveryRow, LetterRow
from storage.work import Work
from tests.office import Office

TEXT = "Кітапхананы кешкі сағат тоғызға дейін ашық ұстауды ұсынамын."
ANSWER = "Келесі айдан бастап кітапхана кешке дейін жұмыс істейді."


async def department(office: Office, code: str = "at_edu") -> int:
    return await office.do(_department, office.centre.id, code)


def _department(work: Work, centre_id: int, code: str) -> int:
    found = storage.centres.department_id(work, centre_id, code)
    assert found is not None, code
    return found


async def officer(office: Office, code: str = "at_edu") -> Person:
    grant = Grant(Role.OFFICER, office.centre.id, department_id=await department(office, code))
    return await office.person("Ерлан", grant)


def drafted(office: Office, department_id: int = 0, text: str = TEXT, *, show: bool = False) -> Drafted:
    return Drafted(office.centre.id, "service", department_id, text, show_name=show)


async def sent(office: Office, author: Person, department_id: int = 0, *, show: bool = False) -> Proposal:
    card: Card = await office.do(actions.proposals.send, author, drafted(office, department_id, show=show))
    return card.proposal


async def passed(office: Office, coordinator: Person, before: Proposal, code: str = "at_edu") -> Proposal:
    to = await department(office, code)
    seen: Seen = await office.do(actions.answers.route, coordinator, before.id, before.rev, to)
    return seen.card.proposal


def reply(before: Proposal, decision: str = "accepted", text: str = ANSWER) -> Reply:
    return Reply(before.id, before.rev, decision, text)


async def letters(office: Office, person: Person) -> Sequence[str]:
    """The kinds of letters to this person that have not been taken back, in order."""
    return await office.do(_letters, person.id)


def _letters(work: Work, person_id: int) -> list[str]:
    rows = select(LetterRow.kind).join(DeliveryRow, DeliveryRow.letter_id == LetterRow.id)
    mine = rows.where(DeliveryRow.person_id == person_id, DeliveryRow.state == "ready")
    return list(work.sql.scalars(mine.order_by(DeliveryRow.id)))
