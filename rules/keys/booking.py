"""Buttons of a citizen's booking. Days are `date.toordinal()`, times minutes as `rules.keys.codec.minute` makes them.

`booking_id` 0 with `rev` 0 stands for a new booking where the same screens serve booking and moving. `way`: as
`rules.ways` counts them, 0 for the one offered first.
"""

from typing import ClassVar

from rules.jobs import Job
from rules.keys.codec import Key, Who


class Topics(Key):
    name: ClassVar[str] = "bt"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "booking"
    page: int = 0


class Pick(Key):
    """One topic with its three earliest times; with `specialist_id`, of this specialist alone."""

    name: ClassVar[str] = "bp"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "booking"
    topic_id: int
    specialist_id: int = 0
    way: int = 0


class Specialists(Key):
    """With whom: everybody who gives advice on a topic."""

    name: ClassVar[str] = "bw"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "booking"
    topic_id: int
    page: int = 0
    way: int = 0


class Days(Key):
    """The days of one week: that of `day`, or with 0 the first that has a free time."""

    name: ClassVar[str] = "bd"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "booking"
    topic_id: int
    day: int = 0
    booking_id: int = 0
    rev: int = 0
    specialist_id: int = 0
    way: int = 0


class Times(Key):
    """The free times of one day, a page at a time, the morning's pages before the afternoon's."""

    name: ClassVar[str] = "bh"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "booking"
    topic_id: int
    day: int
    page: int = 0
    booking_id: int = 0
    rev: int = 0
    specialist_id: int = 0
    way: int = 0


class Book(Key):
    name: ClassVar[str] = "bk"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "booking"
    topic_id: int
    specialist_id: int
    minute: int
    way: int = 0


class Mine(Key):
    name: ClassVar[str] = "bm"
    who: ClassVar[Who] = Who.EVERYONE


class Show(Key):
    """One booking as it stands, whatever has become of it."""

    name: ClassVar[str] = "bs"
    who: ClassVar[Who] = Who.OWNER
    booking_id: int


class AskMove(Key):
    name: ClassVar[str] = "bn"
    who: ClassVar[Who] = Who.OWNER
    job: ClassVar[Job | None] = "booking"
    booking_id: int
    rev: int


class Move(Key):
    name: ClassVar[str] = "bo"
    who: ClassVar[Who] = Who.OWNER
    job: ClassVar[Job | None] = "booking"
    booking_id: int
    rev: int
    specialist_id: int
    minute: int


class AskCancel(Key):
    name: ClassVar[str] = "bc"
    who: ClassVar[Who] = Who.OWNER
    booking_id: int
    rev: int


class Cancel(Key):
    """`reason` is one of `rules.cards.REASONS`: what staff see in their figures."""

    name: ClassVar[str] = "bx"
    who: ClassVar[Who] = Who.OWNER
    booking_id: int
    rev: int
    reason: str


class Restore(Key):
    """Undo a cancelling."""

    name: ClassVar[str] = "br"
    who: ClassVar[Who] = Who.OWNER
    booking_id: int
    rev: int


class Undo(Key):
    """Undo a booking just made; nobody is asked why."""

    name: ClassVar[str] = "bu"
    who: ClassVar[Who] = Who.OWNER
    booking_id: int
    rev: int


class Speak(Key):
    """The language of the visit; the bot itself goes on in the reader's own."""

    name: ClassVar[str] = "bl"
    who: ClassVar[Who] = Who.OWNER
    booking_id: int
    language: str


class Pack(Key):
    """Tick one of the things to bring (`on` 1), or take the tick away, so that two taps at once come to the same."""

    name: ClassVar[str] = "bq"
    who: ClassVar[Who] = Who.OWNER
    booking_id: int
    thing: int
    on: int


class Come(Key):
    """The answer to a reminder: I will come."""

    name: ClassVar[str] = "by"
    who: ClassVar[Who] = Who.OWNER
    booking_id: int
    rev: int
