"""Buttons of the figures, and of numbers from before."""

from typing import ClassVar

from rules.keys.codec import Key, Who


class Figures(Key):
    """The figures of a month: year * 12 + month - 1; 0 is this month, whenever that is."""

    name: ClassVar[str] = "gf"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    month: int = 0


class Workbook(Key):
    """The same as a file."""

    name: ClassVar[str] = "gx"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    month: int


class Earlier(Key):
    """Numbers from before, page by page."""

    name: ClassVar[str] = "ge"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    page: int = 0


class Open(Key):
    name: ClassVar[str] = "go"
    who: ClassVar[Who] = Who.STAFF
    line_id: int


class Measures(Key):
    """What is counted? The first step of writing one."""

    name: ClassVar[str] = "gm"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int


class Begin(Key):
    name: ClassVar[str] = "gb"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    measure: str


class Correct(Key):
    name: ClassVar[str] = "gc"
    who: ClassVar[Who] = Who.STAFF
    line_id: int


class Again(Key):
    """One part of what is being written is said anew."""

    name: ClassVar[str] = "ga"
    who: ClassVar[Who] = Who.STAFF
    field: str


class NoSum(Key):
    name: ClassVar[str] = "gn"
    who: ClassVar[Who] = Who.STAFF


class Times(Key):
    """The sum is to be read as so many times what is printed."""

    name: ClassVar[str] = "gt"
    who: ClassVar[Who] = Who.STAFF
    times: str


class Keep(Key):
    """`seal` says what the preview showed."""

    name: ClassVar[str] = "gk"
    who: ClassVar[Who] = Who.STAFF
    seal: int


class TakeAway(Key):
    """On: taken away; 0 puts it back."""

    name: ClassVar[str] = "gw"
    who: ClassVar[Who] = Who.STAFF
    line_id: int
    away: int
