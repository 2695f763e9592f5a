"""Buttons for when a specialist cannot come: who, how long, the plan carried out, gone on with."""

from typing import ClassVar

from rules.keys.codec import Key, Who


class Whom(Key):
    name: ClassVar[str] = "hil"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    page: int = 0


class Plan(Key):
    """`days` from today on."""

    name: ClassVar[str] = "hip"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    specialist_id: int
    days: int = 1


class CarryOut(Key):
    """`today` is the day the plan was made on, as `date.toordinal()`: tomorrow it is another plan."""

    name: ClassVar[str] = "hic"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    specialist_id: int
    days: int
    today: int


class GoOn(Key):
    """What was interrupted, or how far it has come."""

    name: ClassVar[str] = "hig"
    who: ClassVar[Who] = Who.STAFF
    closure_id: int
