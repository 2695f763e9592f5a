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


class Waiting(Key):
    """Staff: the questions of a centre that wait for an answer."""

    name: ClassVar[str] = "vwl"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    page: int = 0


class Open(Key):
    """Staff: one of them, with all that was said."""

    name: ClassVar[str] = "vwo"
    who: ClassVar[Who] = Who.STAFF
    enquiry_id: int


class TakeOn(Key):
    """«I take it»; `owner_id` is who saw to it when the button was made, 0 nobody."""

    name: ClassVar[str] = "vwt"
    who: ClassVar[Who] = Who.STAFF
    in_group: ClassVar[bool] = True
    enquiry_id: int
    owner_id: int = 0


class Answered(Key):
    """Answered, as far as `line_id`: what its author has said since is not."""

    name: ClassVar[str] = "vwd"
    who: ClassVar[Who] = Who.STAFF
    in_group: ClassVar[bool] = True
    enquiry_id: int
    line_id: int
