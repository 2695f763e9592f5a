"""Buttons of somebody who asks to be called, and of the staff who call. Times are minutes as the codec makes them."""

from typing import ClassVar

from rules.jobs import Job
from rules.keys.codec import Key, Who


class WhenToCall(Key):
    """The windows to choose from; `topic_id` 0 where nobody has said what about."""

    name: ClassVar[str] = "cba"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "booking"
    topic_id: int = 0


class CallMe(Key):
    name: ClassVar[str] = "cbm"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "booking"
    topic_id: int
    minute: int


class DoNotCall(Key):
    name: ClassVar[str] = "cbx"
    who: ClassVar[Who] = Who.OWNER
    call_id: int
    rev: int


class Calls(Key):
    """Whom the staff call on a day."""

    name: ClassVar[str] = "cbd"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    day: int
    page: int = 0


class ShowCall(Key):
    name: ClassVar[str] = "cbs"
    who: ClassVar[Who] = Who.STAFF
    call_id: int


class MarkCall(Key):
    """`state`: called, missed, or waiting to take a mark back."""

    name: ClassVar[str] = "cbk"
    who: ClassVar[Who] = Who.STAFF
    call_id: int
    rev: int
    state: str
