"""Buttons of calendars: one booking as a file, and links that a calendar program follows."""

from typing import ClassVar

from rules.keys.codec import Key, Who


class File(Key):
    """One's booking as it stands, for a calendar; of a cancelled one, what takes it out again."""

    name: ClassVar[str] = "vif"
    who: ClassVar[Who] = Who.OWNER
    booking_id: int


class Feeds(Key):
    """The links one has, or may have."""

    name: ClassVar[str] = "vil"
    who: ClassVar[Who] = Who.EVERYONE


class Begin(Key):
    """A new link instead of the one before; `of_work` 1: of a specialist's days at work."""

    name: ClassVar[str] = "vib"
    who: ClassVar[Who] = Who.EVERYONE
    of_work: int = 0


class End(Key):
    name: ClassVar[str] = "vie"
    who: ClassVar[Who] = Who.EVERYONE
    of_work: int = 0
