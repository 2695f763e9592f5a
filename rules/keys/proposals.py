"""Buttons of an author's proposals. What is being written lies in the draft; `mark` says which content a button saw."""

from typing import ClassVar

from rules.jobs import Job
from rules.keys.codec import Key, Who


class Begin(Key):
    """The kinds of proposals; an unfinished draft is asked about first, unless `anew` is 1."""

    name: ClassVar[str] = "ob"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "proposals"
    anew: int = 0


class Departments(Key):
    name: ClassVar[str] = "od"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "proposals"
    kind: str
    page: int = 0


class Write(Key):
    """The text is awaited; `department_id` 0: the author does not know it."""

    name: ClassVar[str] = "ow"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "proposals"
    kind: str
    department_id: int


class Resume(Key):
    """Go on with what lies in the draft."""

    name: ClassVar[str] = "or"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "proposals"


class Rewrite(Key):
    name: ClassVar[str] = "oe"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "proposals"


class Keep(Key):
    """The author was told where a complaint belongs, and keeps the text."""

    name: ClassVar[str] = "ok"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "proposals"


class ShowName(Key):
    name: ClassVar[str] = "on"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "proposals"
    show: int


class ForWhom(Key):
    """For which organisation it is sent; 0: for nobody but its author."""

    name: ClassVar[str] = "oj"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "proposals"
    organisation_id: int


class Send(Key):
    name: ClassVar[str] = "os"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "proposals"
    mark: int


class Mine(Key):
    name: ClassVar[str] = "om"
    who: ClassVar[Who] = Who.EVERYONE
    page: int = 0


class Show(Key):
    name: ClassVar[str] = "oc"
    who: ClassVar[Who] = Who.OWNER
    proposal_id: int


class Appeal(Key):
    """The text for e-Otinish."""

    name: ClassVar[str] = "oo"
    who: ClassVar[Who] = Who.OWNER
    proposal_id: int


class AskWithdraw(Key):
    name: ClassVar[str] = "oa"
    who: ClassVar[Who] = Who.OWNER
    proposal_id: int
    rev: int


class Withdraw(Key):
    name: ClassVar[str] = "ox"
    who: ClassVar[Who] = Who.OWNER
    proposal_id: int
    rev: int


class Reveal(Key):
    """Its author's word on whether others may see it, changed after it was sent."""

    name: ClassVar[str] = "ov"
    who: ClassVar[Who] = Who.OWNER
    proposal_id: int
    rev: int
    show: int


class Share(Key):
    """Plain words to pass on, once author and staff both said so."""

    name: ClassVar[str] = "oh"
    who: ClassVar[Who] = Who.OWNER
    proposal_id: int
