"""Buttons of questions asked in writing."""

from typing import ClassVar

from rules.jobs import Job
from rules.keys.codec import Key, Who


class Write(Key):
    """Ask about this topic in writing."""

    name: ClassVar[str] = "vwa"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "booking"
    topic_id: int


class More(Key):
    """Say more to one's question."""

    name: ClassVar[str] = "vwm"
    who: ClassVar[Who] = Who.OWNER
    enquiry_id: int


class Enough(Key):
    """The answer is enough."""

    name: ClassVar[str] = "vwe"
    who: ClassVar[Who] = Who.OWNER
    enquiry_id: int
