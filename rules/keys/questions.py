"""Buttons of questions brought along to a visit: their author's, and the staff's who read them."""

from typing import ClassVar

from rules.keys.codec import Key, Who


class Ask(Key):
    """Add a question to one's booking."""

    name: ClassVar[str] = "vqa"
    who: ClassVar[Who] = Who.OWNER
    booking_id: int


class TakeBack(Key):
    """Everything that was said or sent to one's booking."""

    name: ClassVar[str] = "vqt"
    who: ClassVar[Who] = Who.OWNER
    booking_id: int


class Read(Key):
    """What the person of a visit asks: each look is noted."""

    name: ClassVar[str] = "vqr"
    who: ClassVar[Who] = Who.STAFF
    booking_id: int


class OpenFile(Key):
    name: ClassVar[str] = "vqf"
    who: ClassVar[Who] = Who.STAFF
    question_id: int
