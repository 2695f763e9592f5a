"""Buttons of the coordinator's side of halls and desks."""

from typing import ClassVar

from rules.jobs import Job
from rules.keys.codec import Key, Who


class Lent(Key):
    """What is lent on a day; day 0 is today."""

    name: ClassVar[str] = "hle"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    day: int = 0


class Reservation(Key):
    name: ClassVar[str] = "hlr"
    who: ClassVar[Who] = Who.STAFF
    reservation_id: int


class Allow(Key):
    """Yes."""

    name: ClassVar[str] = "hla"
    who: ClassVar[Who] = Who.STAFF
    reservation_id: int
    rev: int


class AskRefuse(Key):
    """Why not, or why no longer?"""

    name: ClassVar[str] = "hlw"
    who: ClassVar[Who] = Who.STAFF
    reservation_id: int
    rev: int


class Refuse(Key):
    name: ClassVar[str] = "hld"
    who: ClassVar[Who] = Who.STAFF
    reservation_id: int
    rev: int
    reason: str


class RoomsByPhone(Key):
    """Somebody calls: which room?"""

    name: ClassVar[str] = "hlp"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "booking"
    centre_id: int
    page: int = 0


class CloseRoom(Key):
    """Nobody has the room in these hours."""

    name: ClassVar[str] = "hlc"
    who: ClassVar[Who] = Who.STAFF
    room_id: int
    since: int
    until: int
