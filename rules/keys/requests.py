"""Buttons of visits that staff have to confirm."""

from typing import ClassVar

from rules.keys.codec import Key, Who


class Requests(Key):
    """What waits for somebody's yes."""

    name: ClassVar[str] = "hrq"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int


class Request(Key):
    name: ClassVar[str] = "hrs"
    who: ClassVar[Who] = Who.STAFF
    booking_id: int


class Accept(Key):
    name: ClassVar[str] = "hra"
    who: ClassVar[Who] = Who.STAFF
    booking_id: int
    rev: int


class AskDecline(Key):
    """Why?"""

    name: ClassVar[str] = "hrw"
    who: ClassVar[Who] = Who.STAFF
    booking_id: int
    rev: int


class Decline(Key):
    name: ClassVar[str] = "hrd"
    who: ClassVar[Who] = Who.STAFF
    booking_id: int
    rev: int
    reason: str
