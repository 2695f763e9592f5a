"""Buttons of one's past visits and of going on with them."""

from typing import ClassVar

from rules.jobs import Job
from rules.keys.codec import Key, Who


class Past(Key):
    name: ClassVar[str] = "vkp"
    who: ClassVar[Who] = Who.EVERYONE
    page: int = 0


class Case(Key):
    """The visits of a case, from one of them."""

    name: ClassVar[str] = "vkc"
    who: ClassVar[Who] = Who.OWNER
    booking_id: int


class GoOn(Key):
    """Book the next visit with the same specialist by this tap."""

    name: ClassVar[str] = "vkg"
    who: ClassVar[Who] = Who.OWNER
    job: ClassVar[Job | None] = "booking"
    booking_id: int
    specialist_id: int
    minute: int


class OtherTimes(Key):
    """Other times to go on at, with the same specialist."""

    name: ClassVar[str] = "vkt"
    who: ClassVar[Who] = Who.OWNER
    job: ClassVar[Job | None] = "booking"
    booking_id: int
