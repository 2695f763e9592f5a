"""Buttons by which hours of a hall or of desks are taken.

`people` is 0 until it is chosen; `way` as in rules.reservations: 0 asks, 1 notes for a caller, 2 closes the room.
`moving` and `rev`: the reservation that goes to these hours. Days are ordinals, times minutes as codec.minute.
"""

from typing import ClassVar

from rules.jobs import Job
from rules.keys.codec import Key, Who


class Rooms(Key):
    """What the centre lends."""

    name: ClassVar[str] = "rls"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "booking"
    page: int = 0


class RoomDays(Key):
    name: ClassVar[str] = "rdy"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "booking"
    room_id: int
    people: int = 0
    page: int = 0
    way: int = 0
    moving: int = 0
    rev: int = 0


class RoomHours(Key):
    """From what hour?"""

    name: ClassVar[str] = "rhr"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "booking"
    room_id: int
    people: int
    day: int
    way: int = 0
    moving: int = 0
    rev: int = 0


class RoomUntil(Key):
    """Until what hour?"""

    name: ClassVar[str] = "run"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "booking"
    room_id: int
    people: int
    since: int
    way: int = 0
    moving: int = 0
    rev: int = 0


class RoomTake(Key):
    """These hours; what for is asked next, where it is not known."""

    name: ClassVar[str] = "rtk"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "booking"
    room_id: int
    people: int
    since: int
    until: int
    way: int = 0
    moving: int = 0
    rev: int = 0


class ShowReservation(Key):
    name: ClassVar[str] = "rsh"
    who: ClassVar[Who] = Who.OWNER
    reservation_id: int


class AskGiveUp(Key):
    """Sure?"""

    name: ClassVar[str] = "rag"
    who: ClassVar[Who] = Who.OWNER
    reservation_id: int
    rev: int


class GiveUp(Key):
    name: ClassVar[str] = "rgu"
    who: ClassVar[Who] = Who.OWNER
    reservation_id: int
    rev: int
