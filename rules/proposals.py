"""A proposal to a department: what may be sent, what becomes of it, who of the citizens may read it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal, get_args
from zlib import crc32

import rules.texts
from rules.answers import Answer, Decision
from rules.centres import Texts
from rules.people import Language
from rules.refusal import AlreadyDone, OutdatedButton, TooManyProposals

Kind = Literal["topic", "service", "joint", "question", "other"]
State = Literal["registered", "passed", "review", "answered", "withdrawn"]
Reader = Literal["author", "successor", "colleague"]
"""Who reads a proposal on the citizens' side; a successor speaks for the organisation that its author has left."""

KINDS: tuple[Kind, ...] = get_args(Kind)
OPEN: frozenset[State] = frozenset({"registered", "passed", "review"})

LEAST, MOST = 15, 3000  # characters of a proposal
A_DAY = 5  # open proposals of one person


@dataclass(frozen=True, slots=True)
class Proposal:
    """`due_on`: the day an answer is due, counted once; `until`: the day an answer promised; `rev` grows with changes.

    Without `department_id` the coordinator finds the department; without `organisation_id` the person speaks for
    nobody else. Once its person is erased, it has neither of them, nor `text`.
    `show_name` is the author's word, `public` the staff's: nothing is public without both.
    """

    id: int
    centre_id: int
    person_id: int | None
    kind: Kind
    department_id: int | None
    text: str
    language: Language
    state: State
    created_at: datetime
    due_on: date
    show_name: bool = False
    public: bool = False
    decision: Decision | None = None
    until: date | None = None
    rev: int = 0
    organisation_id: int | None = None

    @property
    def number(self) -> str:
        """What a person names it by: 2026-00042."""
        return f"{self.created_at.year}-{self.id:05}"

    @property
    def waits(self) -> bool:
        """Whether an answer, or the end of a study, is still to come."""
        return self.state in OPEN or (self.state == "answered" and self.decision == "study")

    @property
    def due(self) -> date:
        return self.until if self.decision == "study" and self.until else self.due_on


@dataclass(frozen=True, slots=True)
class Card:
    """A proposal with all its screens tell; `author` is empty but for staff; `today` is the centre's own day.

    `organisation` is the name of the one it was sent for; `reader` says to whom of the citizens it is shown.
    """

    proposal: Proposal
    department: Texts | None
    answers: tuple[Answer, ...]
    today: date
    author: str = ""
    organisation: str = ""
    reader: Reader = "author"

    @property
    def overdue(self) -> bool:
        return is_overdue(self.proposal, self.today)


@dataclass(frozen=True, slots=True)
class Drafted:
    """A proposal before it is sent."""

    centre_id: int
    kind: str
    department_id: int
    text: str
    show_name: bool | None = None
    organisation_id: int | None = None

    @property
    def mark(self) -> int:
        """Tells this content from any other: the button that sends it carries it."""
        return crc32(repr(self).encode())


def check_text(typed: str) -> str:
    """The text as it is kept. Raises TextTooShort or TextTooLong."""
    return rules.texts.within(typed, LEAST, MOST)


def check_number(today: int) -> None:
    """Whether somebody who has sent so many today may send one more. Raises TooManyProposals."""
    if today >= A_DAY:
        raise TooManyProposals(A_DAY)


def kind(code: str) -> Kind:
    """The kind a button names; a forged one is outdated."""
    found: Kind | None = next((known for known in KINDS if known == code), None)
    if found is None:
        raise OutdatedButton
    return found


def is_overdue(proposal: Proposal, today: date) -> bool:
    return proposal.waits and today > proposal.due


def reader(proposal: Proposal, person_id: int, members: Collection[int]) -> Reader | None:
    """What this person is to it, where `members` speak for its organisation now; None: a stranger."""
    if proposal.person_id == person_id:
        return "author"
    if person_id not in members:
        return None
    return "colleague" if proposal.person_id in members else "successor"


def for_whom(chosen: int | None, senders: Sequence[int]) -> int | None:
    """The organisation chosen, while the author speaks for it; not chosen yet: the only one. `chosen` 0: nobody."""
    if chosen == 0:
        return None
    if chosen in senders:
        return chosen
    return senders[0] if len(senders) == 1 else None


def check_withdraw(proposal: Proposal, rev: int) -> None:
    """Whether its author may still take it back: until the answer. Raises a Refusal."""
    if proposal.state == "withdrawn":
        raise AlreadyDone
    if proposal.rev != rev or proposal.state not in OPEN:
        raise OutdatedButton


def check_reply(proposal: Proposal, rev: int) -> None:
    """Whether an answer may be written, or the proposal passed on, by a button made for `rev`."""
    if proposal.rev != rev or not proposal.waits:
        raise OutdatedButton


def withdrawn(proposal: Proposal) -> Proposal:
    return replace(proposal, state="withdrawn", rev=proposal.rev + 1)


def passed(proposal: Proposal, department_id: int) -> Proposal:
    """On its way to this department; an earlier study is over with it."""
    rev = proposal.rev + 1
    return replace(proposal, state="passed", department_id=department_id, decision=None, until=None, rev=rev)


def in_review(proposal: Proposal) -> Proposal:
    return replace(proposal, state="review", rev=proposal.rev + 1)


def shown(proposal: Proposal, *, public: bool) -> Proposal:
    return replace(proposal, public=public, rev=proposal.rev + 1)


def named(proposal: Proposal, *, show: bool) -> Proposal:
    """Its author's word, given or taken back."""
    return replace(proposal, show_name=show, rev=proposal.rev + 1)


def check_share(proposal: Proposal) -> None:
    """Whether its text and answer may be passed on: answered, and both said so. Raises OutdatedButton."""
    if proposal.state != "answered" or not is_public(proposal):
        raise OutdatedButton


def answered(proposal: Proposal, chosen: Decision, until: date | None) -> Proposal:
    return replace(proposal, state="answered", decision=chosen, until=until, rev=proposal.rev + 1)


def is_public(proposal: Proposal) -> bool:
    """Only where author and staff both said so."""
    return proposal.show_name and proposal.public
