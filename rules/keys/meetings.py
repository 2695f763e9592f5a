"""Buttons of whoever is invited to a meeting."""

from typing import ClassVar

from rules.jobs import Job
from rules.keys.codec import Key, Who


class Meetings(Key):
    """Meetings of one's centre that are still to come."""

    name: ClassVar[str] = "el"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "meetings"
    page: int = 0


class Look(Key):
    name: ClassVar[str] = "em"
    who: ClassVar[Who] = Who.EVERYONE
    meeting_id: int


class Going(Key):
    """Come, or wait in the line where no seat is left.

    `moves`: which day and place it was asked for; `notice_id`: under which notice it stands, 0 under none.
    """

    name: ClassVar[str] = "ey"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "meetings"
    meeting_id: int
    moves: int
    notice_id: int = 0


class NotGoing(Key):
    """Also out of the line. Never closed: a seat that is not needed is somebody else's."""

    name: ClassVar[str] = "en"
    who: ClassVar[Who] = Who.EVERYONE
    meeting_id: int
    moves: int
    notice_id: int = 0


class Share(Key):
    """Text to pass on; `desk` 1: asked for by staff, who go back to where they work."""

    name: ClassVar[str] = "es"
    who: ClassVar[Who] = Who.EVERYONE
    meeting_id: int
    desk: int = 0
