"""Buttons of staff about days in a district.

`hours` are packed by rules.typed_hours, `whom` are the ids of those who go there, with points between them.
"""

from typing import ClassVar

from rules.jobs import Job
from rules.keys.codec import Key, Who


class FieldDays(Key):
    name: ClassVar[str] = "hfl"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    page: int = 0


class Dates(Key):
    """On which date? It can be typed too."""

    name: ClassVar[str] = "hfd"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "booking"
    centre_id: int
    page: int = 0


class Hours(Key):
    """During what hours? They are typed."""

    name: ClassVar[str] = "hfh"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "booking"
    centre_id: int
    day: int


class Whom(Key):
    """Who goes there?"""

    name: ClassVar[str] = "hfw"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "booking"
    centre_id: int
    day: int
    hours: str
    whom: str
    page: int = 0


class AskPlace(Key):
    """Where? It is typed, in Kazakh and in Russian."""

    name: ClassVar[str] = "hfp"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "booking"
    centre_id: int
    day: int
    hours: str
    whom: str


class Hold(Key):
    """`offer` is 1 where those it touches are offered other times."""

    name: ClassVar[str] = "hfo"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "booking"
    centre_id: int
    day: int
    hours: str
    whom: str
    offer: int


class FieldDay(Key):
    """One of them, with whom to expect there."""

    name: ClassVar[str] = "hfr"
    who: ClassVar[Who] = Who.STAFF
    field_day_id: int


class AskCancel(Key):
    name: ClassVar[str] = "hfx"
    who: ClassVar[Who] = Who.STAFF
    field_day_id: int


class Cancel(Key):
    name: ClassVar[str] = "hfk"
    who: ClassVar[Who] = Who.STAFF
    field_day_id: int
