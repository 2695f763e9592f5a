"""Buttons of the staff's side of booking: the day, a visit, a record without a name, closing hours.

Days are `date.toordinal()`, times minutes as `rules.keys.codec.minute` makes them; 0 stands for «all» or «none».
"""

from typing import ClassVar

from rules.jobs import Job
from rules.keys.codec import Key, Who


class Panel(Key):
    """The staff's menu of one centre; 0 asks which."""

    name: ClassVar[str] = "dpn"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int = 0


class Office(Key):
    """What is done once in a while: hours, figures, switches."""

    name: ClassVar[str] = "dof"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int


class Day(Key):
    """Visits of a day; day 0 is today, whenever that is. Pages begin with 1; 0 is where the day stands now."""

    name: ClassVar[str] = "ddy"
    who: ClassVar[Who] = Who.STAFF
    in_group: ClassVar[bool] = True
    centre_id: int
    day: int = 0
    page: int = 0


class Visit(Key):
    name: ClassVar[str] = "dvs"
    who: ClassVar[Who] = Who.STAFF
    in_group: ClassVar[bool] = True
    booking_id: int


class Mark(Key):
    """What became of the visit: arrived, no_show; booked takes the mark back."""

    name: ClassVar[str] = "dmk"
    who: ClassVar[Who] = Who.STAFF
    in_group: ClassVar[bool] = True
    booking_id: int
    rev: int
    state: str


class Withdraw(Key):
    """Undo a record without a name."""

    name: ClassVar[str] = "dwd"
    who: ClassVar[Who] = Who.STAFF
    booking_id: int
    rev: int


class WalkInTopics(Key):
    name: ClassVar[str] = "dwt"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    page: int = 0


class WalkInLanguages(Key):
    name: ClassVar[str] = "dwl"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    topic_id: int


class WalkIn(Key):
    name: ClassVar[str] = "dwi"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    topic_id: int
    language: str


class CallTopics(Key):
    name: ClassVar[str] = "dct"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "booking"
    centre_id: int
    page: int = 0


class CallTimes(Key):
    name: ClassVar[str] = "dcm"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "booking"
    centre_id: int
    topic_id: int


class CallLanguages(Key):
    name: ClassVar[str] = "dcl"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "booking"
    centre_id: int
    topic_id: int
    specialist_id: int
    minute: int


class Call(Key):
    name: ClassVar[str] = "dca"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "booking"
    centre_id: int
    topic_id: int
    specialist_id: int
    minute: int
    language: str


class CloseDays(Key):
    """Which day; `hours` is 1 where only some hours of it are to be closed."""

    name: ClassVar[str] = "dxd"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    hours: int = 0
    page: int = 0


class CloseWhom(Key):
    name: ClassVar[str] = "dxw"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    hours: int
    day: int
    page: int = 0


class CloseHalves(Key):
    name: ClassVar[str] = "dxh"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    specialist_id: int
    day: int


class CloseFrom(Key):
    name: ClassVar[str] = "dxf"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    specialist_id: int
    day: int


class CloseUntil(Key):
    name: ClassVar[str] = "dxu"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    specialist_id: int
    since: int


class ClosePreview(Key):
    name: ClassVar[str] = "dxp"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    specialist_id: int
    since: int
    until: int


class Close(Key):
    """`offer` is 1 where the people are offered other times; `shown` bookings stood on the preview."""

    name: ClassVar[str] = "dxc"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    specialist_id: int
    since: int
    until: int
    offer: int
    shown: int


class Lift(Key):
    """Open closed hours again."""

    name: ClassVar[str] = "dxl"
    who: ClassVar[Who] = Who.STAFF
    closure_id: int
