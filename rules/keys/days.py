"""Buttons around the day of the staff: its week, its tasks, the list that stays in the chat."""

from typing import ClassVar

from rules.jobs import Job
from rules.keys.codec import Key, Who


class Week(Key):
    """The week of a day, as `date.toordinal()`."""

    name: ClassVar[str] = "dyw"
    who: ClassVar[Who] = Who.STAFF
    in_group: ClassVar[bool] = True
    centre_id: int
    day: int


class Tasks(Key):
    """What can be done with a whole day."""

    name: ClassVar[str] = "dyt"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    day: int


class Keep(Key):
    """Let the day of today lie pinned in this chat, and keep itself up to date; `on` 0 lets it go."""

    name: ClassVar[str] = "dyk"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    on: int = 1


class RollCall(Key):
    """Everybody came but those to be named; it begins with nobody named."""

    name: ClassVar[str] = "dyr"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    day: int


class Name(Key):
    """Name somebody as absent, or take that back; 0 only turns the page."""

    name: ClassVar[str] = "dyn"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    day: int
    page: int
    booking_id: int = 0


class NoteAll(Key):
    name: ClassVar[str] = "dya"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    day: int


class Unnote(Key):
    """Take back what was noted of the day in this second, as seconds since 1970."""

    name: ClassVar[str] = "dyu"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    day: int
    second: int


class History(Key):
    """Every change of a booking, with who and when."""

    name: ClassVar[str] = "dyh"
    who: ClassVar[Who] = Who.STAFF
    booking_id: int


class Late(Key):
    """Who of today is how late; pages where many receive."""

    name: ClassVar[str] = "dyl"
    who: ClassVar[Who] = Who.STAFF
    in_group: ClassVar[bool] = True
    centre_id: int
    page: int = 0


class Delay(Key):
    """So many minutes more; 0: on time again. `before` is what stood there: a second tap on one button adds nothing."""

    name: ClassVar[str] = "dyd"
    who: ClassVar[Who] = Who.STAFF
    in_group: ClassVar[bool] = True
    centre_id: int
    specialist_id: int
    minutes: int
    before: int


class ToPrint(Key):
    """The day as a file for the printer."""

    name: ClassVar[str] = "dyp"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    day: int


class Note(Key):
    """What staff have written of a visit for themselves; words typed under it take its place."""

    name: ClassVar[str] = "dye"
    who: ClassVar[Who] = Who.STAFF
    booking_id: int


class StrikeNote(Key):
    name: ClassVar[str] = "dyx"
    who: ClassVar[Who] = Who.STAFF
    booking_id: int


class AskCaller(Key):
    """Who called: a name, and a number if they gave one."""

    name: ClassVar[str] = "dyc"
    who: ClassVar[Who] = Who.STAFF
    booking_id: int


class CallDays(Key):
    """Days with free times for a caller; with `booking_id` their record is to be moved."""

    name: ClassVar[str] = "dcd"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "booking"
    centre_id: int
    topic_id: int
    page: int = 0
    booking_id: int = 0
    rev: int = 0


class CallOn(Key):
    """The free times of one of these days."""

    name: ClassVar[str] = "dco"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "booking"
    centre_id: int
    topic_id: int
    day: int
    page: int = 0
    booking_id: int = 0
    rev: int = 0


class MoveCall(Key):
    name: ClassVar[str] = "dcv"
    who: ClassVar[Who] = Who.STAFF
    booking_id: int
    rev: int
    specialist_id: int
    minute: int
