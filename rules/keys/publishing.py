"""Buttons of staff who publish contests. What is being written lies in the draft; these say what comes next."""

from typing import ClassVar

from rules.jobs import Job
from rules.keys.codec import Key, Who


class Desk(Key):
    """Contests of a centre as its staff see them."""

    name: ClassVar[str] = "kl"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "tenders"
    centre_id: int
    page: int = 0


class Manage(Key):
    name: ClassVar[str] = "km"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "tenders"
    contest_id: int


class Compose(Key):
    name: ClassVar[str] = "kc"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "tenders"
    centre_id: int


class OneLanguage(Key):
    """The recorded word that one language is enough; `missing` is the one left out."""

    name: ClassVar[str] = "ko"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "tenders"
    missing: str


class Put(Key):
    """Fill one step with a value that needs no typing; an empty one leaves the step out."""

    name: ClassVar[str] = "kp"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "tenders"
    step: str
    value: str = ""


class Turn(Key):
    """Choose or drop a direction (0: none, only turn the page)."""

    name: ClassVar[str] = "kd"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "tenders"
    direction_id: int = 0
    page: int = 0


class Again(Key):
    """Say one step anew."""

    name: ClassVar[str] = "kg"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "tenders"
    step: str


class Publish(Key):
    """Publish what was previewed. For a change, `tell` is 0 where nobody needs to hear of it."""

    name: ClassVar[str] = "kb"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "tenders"
    tell: int = 1


class Withdraw(Key):
    """Undo a publication of which nobody has heard yet."""

    name: ClassVar[str] = "ku"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "tenders"
    contest_id: int


class Change(Key):
    """Write one step of a published contest anew."""

    name: ClassVar[str] = "ke"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "tenders"
    contest_id: int
    step: str


class AskCallOff(Key):
    name: ClassVar[str] = "kx"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "tenders"
    contest_id: int


class CallOff(Key):
    """The contest will not take place."""

    name: ClassVar[str] = "kz"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "tenders"
    contest_id: int
    rev: int


class AskFile(Key):
    name: ClassVar[str] = "ki"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "tenders"
    centre_id: int


class Import(Key):
    """`tell` is 0 where nobody is told of what is new."""

    name: ClassVar[str] = "kj"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "tenders"
    import_id: int
    tell: int = 1


class Problems(Key):
    name: ClassVar[str] = "kw"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "tenders"
    import_id: int
    page: int = 0


class UndoImport(Key):
    name: ClassVar[str] = "ky"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "tenders"
    import_id: int
