"""Buttons of somebody who waits for a time."""

from typing import ClassVar

from rules.jobs import Job
from rules.keys.codec import Key, Who


class AskJoin(Key):
    """What suits? With `booking_id`, a time earlier than that booking's."""

    name: ClassVar[str] = "wa"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "booking"
    topic_id: int
    booking_id: int = 0


class Join(Key):
    name: ClassVar[str] = "wj"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "booking"
    topic_id: int
    suits: str
    booking_id: int = 0


class ShowPlace(Key):
    name: ClassVar[str] = "wp"
    who: ClassVar[Who] = Who.OWNER
    entry_id: int


class Take(Key):
    name: ClassVar[str] = "wt"
    who: ClassVar[Who] = Who.OWNER
    entry_id: int
    rev: int


class PassOn(Key):
    name: ClassVar[str] = "wn"
    who: ClassVar[Who] = Who.OWNER
    entry_id: int
    rev: int


class Leave(Key):
    name: ClassVar[str] = "wl"
    who: ClassVar[Who] = Who.OWNER
    entry_id: int


class Resume(Key):
    name: ClassVar[str] = "wr"
    who: ClassVar[Who] = Who.OWNER
    entry_id: int
