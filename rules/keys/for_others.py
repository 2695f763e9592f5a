"""Buttons of somebody who books for another person. Times are minutes as the codec makes them."""

from typing import ClassVar

from rules.jobs import Job
from rules.keys.codec import Key, Who


class ForOther(Key):
    """This booking is for another person: their name is asked. Pressed again, it makes a new link."""

    name: ClassVar[str] = "bfo"
    who: ClassVar[Who] = Who.OWNER
    job: ClassVar[Job | None] = "booking"
    booking_id: int


class BookFor(Key):
    """A time for another person, besides a booking of one's own."""

    name: ClassVar[str] = "bfb"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "booking"
    topic_id: int
    specialist_id: int
    minute: int
    way: int = 0


class NewLink(Key):
    """The link again: the one before opens nothing any more."""

    name: ClassVar[str] = "bfl"
    who: ClassVar[Who] = Who.OWNER
    booking_id: int
