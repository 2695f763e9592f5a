"""Buttons of staff who look who comes to a meeting, and note afterwards who came."""

from typing import ClassVar

from rules.keys.codec import Key, Who


class Goers(Key):
    """By name: each look is noted."""

    name: ClassVar[str] = "ew"
    who: ClassVar[Who] = Who.STAFF
    meeting_id: int
    page: int = 0


class Mark(Key):
    """How it is to be noted: 1 came, 0 did not come, so that two taps at once come to the same."""

    name: ClassVar[str] = "ek"
    who: ClassVar[Who] = Who.STAFF
    attendance_id: int
    came: int
    page: int = 0


class AllCame(Key):
    """Everybody who is not noted yet has come; those who have not are noted one by one."""

    name: ClassVar[str] = "eh"
    who: ClassVar[Who] = Who.STAFF
    meeting_id: int
