"""Buttons by which a centre sets up its rooms."""

from typing import ClassVar

from rules.keys.codec import Key, Who


class SetRooms(Key):
    name: ClassVar[str] = "zrs"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    page: int = 0


class SetRoom(Key):
    name: ClassVar[str] = "zrm"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    room_id: int


class AskRoom(Key):
    """What is typed next: name_kk, then name_ru; seats. Room 0 is a new one."""

    name: ClassVar[str] = "zra"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    room_id: int
    field: str


class Lend(Key):
    """How a room is lent: none, hall, desk."""

    name: ClassVar[str] = "zrl"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    room_id: int
    lent: str


class StepFree(Key):
    name: ClassVar[str] = "zrt"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    room_id: int
    on: int


class AskShut(Key):
    """Whom would it touch if the room were lent no more, and shown nowhere?"""

    name: ClassVar[str] = "zrx"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    room_id: int


class Shut(Key):
    """The room is closed (1) or there again (0)."""

    name: ClassVar[str] = "zrc"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    room_id: int
    on: int


class ForAll(Key):
    """Rooms are lent to anybody (1), or to organisations alone (0)."""

    name: ClassVar[str] = "zrf"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    on: int
