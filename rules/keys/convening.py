"""Buttons of staff who call a meeting. What is being written lies in the draft; these say what comes next.

Only what begins or goes on with a new one has the job: what was announced is looked after in any case.
"""

from typing import ClassVar

from rules.jobs import Job
from rules.keys.codec import Key, Who


class Desk(Key):
    """Meetings of a centre as its staff see them; `past` is 1 for those behind us."""

    name: ClassVar[str] = "ed"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    page: int = 0
    past: int = 0


class Manage(Key):
    name: ClassVar[str] = "ev"
    who: ClassVar[Who] = Who.STAFF
    meeting_id: int


class Compose(Key):
    name: ClassVar[str] = "ec"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "meetings"
    centre_id: int


class OneLanguage(Key):
    """The recorded word that one language is enough; `missing` is the one left out."""

    name: ClassVar[str] = "eo"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "meetings"
    missing: str


class Put(Key):
    """Fill one step with a value that needs no typing; an empty one leaves the step out."""

    name: ClassVar[str] = "ep"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "meetings"
    step: str
    value: str = ""


class Turn(Key):
    """Choose or drop a department (0: none, only turn the page)."""

    name: ClassVar[str] = "et"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "meetings"
    department_id: int = 0
    page: int = 0


class Days(Key):
    """Which days are offered: eight a page."""

    name: ClassVar[str] = "eu"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "meetings"
    page: int = 0


class Again(Key):
    """Say one step anew; an empty one asks which."""

    name: ClassVar[str] = "ea"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "meetings"
    step: str


class Publish(Key):
    name: ClassVar[str] = "eb"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "meetings"


class Change(Key):
    """Write one step of a published meeting anew."""

    name: ClassVar[str] = "ee"
    who: ClassVar[Who] = Who.STAFF
    meeting_id: int
    step: str


class AskCallOff(Key):
    name: ClassVar[str] = "ex"
    who: ClassVar[Who] = Who.STAFF
    meeting_id: int


class CallOff(Key):
    """The meeting will not take place."""

    name: ClassVar[str] = "ez"
    who: ClassVar[Who] = Who.STAFF
    meeting_id: int
    rev: int


class AskFile(Key):
    """A list of meetings is awaited."""

    name: ClassVar[str] = "ei"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "meetings"
    centre_id: int
