"""Buttons of the schedule: whose week, which day of it, what hours, whom it touches; holidays, limits.

A specialist 0 is the whole centre. `when` is a mask of weekdays, Monday is 1, or a day as `date.toordinal()`.
`hours` are packed by rules.typed_hours; USUAL takes back what was said.
"""

from typing import ClassVar

from rules.keys.codec import Key, Who

USUAL = "u"


class Schedule(Key):
    """Whose hours?"""

    name: ClassVar[str] = "hsc"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    page: int = 0


class Week(Key):
    name: ClassVar[str] = "hwk"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    specialist_id: int


class Weekdays(Key):
    """Which weekday?"""

    name: ClassVar[str] = "hwd"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    specialist_id: int


class Dates(Key):
    """Which date?"""

    name: ClassVar[str] = "hdt"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    specialist_id: int
    page: int = 0


class AskHours(Key):
    """What hours? They are typed."""

    name: ClassVar[str] = "has"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    specialist_id: int
    when: int


class PreviewHours(Key):
    name: ClassVar[str] = "hpv"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    specialist_id: int
    when: int
    hours: str


class SetHours(Key):
    """`offer` is 1 where the people are offered other times; `shown` bookings stood on the preview."""

    name: ClassVar[str] = "hst"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    specialist_id: int
    when: int
    offer: int
    shown: int
    hours: str


class Holidays(Key):
    name: ClassVar[str] = "hhd"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    page: int = 0


class Limits(Key):
    """How many visits a day?"""

    name: ClassVar[str] = "hlm"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    specialist_id: int


class Limit(Key):
    """0: as many as fit."""

    name: ClassVar[str] = "hls"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    specialist_id: int
    most: int
