"""Buttons of staff who route and answer proposals. An answer being written lies in the draft."""

from typing import ClassVar

from rules.keys.codec import Key, Who


class Inbox(Key):
    """What waits for an answer; with `ended` 1, what is answered."""

    name: ClassVar[str] = "ql"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    ended: int = 0
    page: int = 0


class Open(Key):
    name: ClassVar[str] = "qc"
    who: ClassVar[Who] = Who.STAFF
    proposal_id: int


class Routes(Key):
    name: ClassVar[str] = "qr"
    who: ClassVar[Who] = Who.STAFF
    proposal_id: int
    rev: int
    page: int = 0


class RouteTo(Key):
    name: ClassVar[str] = "qt"
    who: ClassVar[Who] = Who.STAFF
    proposal_id: int
    rev: int
    department_id: int


class Review(Key):
    name: ClassVar[str] = "qv"
    who: ClassVar[Who] = Who.STAFF
    proposal_id: int
    rev: int


class Public(Key):
    """Staff's word on whether others may see it."""

    name: ClassVar[str] = "qy"
    who: ClassVar[Who] = Who.STAFF
    proposal_id: int
    rev: int
    public: int


class Decisions(Key):
    name: ClassVar[str] = "qa"
    who: ClassVar[Who] = Who.STAFF
    proposal_id: int
    rev: int


class Decide(Key):
    """One of `rules.answers.DECISIONS`: its text is awaited; «forwarded» asks first where to."""

    name: ClassVar[str] = "qd"
    who: ClassVar[Who] = Who.STAFF
    proposal_id: int
    rev: int
    decision: str
    page: int = 0


class Forward(Key):
    """The text that goes with forwarding to this department is awaited."""

    name: ClassVar[str] = "qf"
    who: ClassVar[Who] = Who.STAFF
    proposal_id: int
    rev: int
    department_id: int


class AskText(Key):
    """The text of the answer once more."""

    name: ClassVar[str] = "qe"
    who: ClassVar[Who] = Who.STAFF
    proposal_id: int


class AskDate(Key):
    """The day that the answer promises."""

    name: ClassVar[str] = "qu"
    who: ClassVar[Who] = Who.STAFF
    proposal_id: int


class AskLetter(Key):
    """Number and date of the department's own letter, where the answer is entered on its behalf."""

    name: ClassVar[str] = "qb"
    who: ClassVar[Who] = Who.STAFF
    proposal_id: int


class Publish(Key):
    """`mark` says which content the preview showed."""

    name: ClassVar[str] = "qp"
    who: ClassVar[Who] = Who.STAFF
    proposal_id: int
    mark: int


class ShareAnswer(Key):
    """Plain words to pass on, once author and staff both said so."""

    name: ClassVar[str] = "qh"
    who: ClassVar[Who] = Who.STAFF
    proposal_id: int
