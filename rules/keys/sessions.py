"""Buttons of a citizen about group consultations and days in a district."""

from typing import ClassVar

from rules.jobs import Job
from rules.keys.codec import Key, Who


class Sessions(Key):
    """The group consultations of one topic."""

    name: ClassVar[str] = "sgl"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "booking"
    topic_id: int
    page: int = 0


class Session(Key):
    """One of them: when, where, how many seats are free."""

    name: ClassVar[str] = "sgs"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "booking"
    session_id: int


class TakeSeat(Key):
    name: ClassVar[str] = "sgt"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "booking"
    session_id: int


class Queue(Key):
    """All seats are taken: wait for one."""

    name: ClassVar[str] = "sgq"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "booking"
    session_id: int


class FieldDays(Key):
    """Days on which people of the centre receive in a district."""

    name: ClassVar[str] = "sfl"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "booking"
    page: int = 0


class FieldDay(Key):
    """One of them, with what it can be about."""

    name: ClassVar[str] = "sfd"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "booking"
    field_day_id: int
    page: int = 0


class FieldTimes(Key):
    """The free times of one topic there."""

    name: ClassVar[str] = "sft"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "booking"
    field_day_id: int
    topic_id: int
    page: int = 0
