"""Buttons of the figures, and of numbers from before."""

from dataclasses import dataclass
from typing import ClassVar

from rules.keys.codec import Key, Who


@dataclass(frozen=True, slots=True)
class Figures(Key):
    """The figures of a month: year * 12 + month - 1; 0 is this month, whenever that is."""

    name: ClassVar[str] = "gf"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    month: int = 0


@dataclass(frozen=True, slots=True)
class Workbook(Key):
    """The same as a file."""

    name: ClassVar[str] = "gx"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    month: int


@dataclass(frozen=True, slots=True)
class Earlier(Key):
    """Numbers from before, page by page."""

    name: ClassVar[str] = "ge"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class Open(Key):
    name: ClassVar[str] = "go"
    who: ClassVar[Who] = Who.STAFF
    line_id: int


@dataclass(frozen=True, slots=True)
class Measures(Key):
    """What is counted? The first step of writing one."""

    name: ClassVar[str] = "gm"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int


@dataclass(frozen=True, slots=True)
class Begin(Key):
    name: ClassVar[str] = "gb"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    measure: str


@dataclass(frozen=True, slots=True)
class Correct(Key):
    name: ClassVar[str] = "gc"
    who: ClassVar[Who] = Who.STAFF
    line_id: int


@dataclass(frozen=True, slots=True)
class Again(Key):
    """One part of what is being written is said anew."""

    name: ClassVar[str] = "ga"
    who: ClassVar[Who] = Who.STAFF
    field: str


@dataclass(frozen=True, slots=True)
class NoSum(Key):
    name: ClassVar[str] = "gn"
    who: ClassVar[Who] = Who.STAFF


@dataclass(frozen=True, slots=True)
class Times(Key):
    """The sum is to be read as so many times what is printed."""

    name: ClassVar[str] = "gt"
    who: ClassVar[Who] = Who.STAFF
    times: str


@dataclass(frozen=True, slots=True)
class Keep(Key):
    """`seal` says what the preview showed."""

    name: ClassVar[str] = "gk"
    who: ClassVar[Who] = Who.STAFF
    seal: int


@dataclass(frozen=True, slots=True)
class TakeAway(Key):
    """On: taken away; 0 puts it back."""

    name: ClassVar[str] = "gw"
    who: ClassVar[Who] = Who.STAFF
    line_id: int
    away: int
