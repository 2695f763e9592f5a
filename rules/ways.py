"""How a consultation is held: at the centre, by phone, online; and what a centre asks for one topic alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

Mode = Literal["office", "phone", "online"]
MODES: tuple[Mode, ...] = get_args(Mode)
Assignment = Literal["any", "least_busy", "knows"]
"""Who of several goes first: as the centre lists them, who has fewest visits ahead, who has advised the person."""
ASSIGNMENTS: tuple[Assignment, ...] = get_args(Assignment)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a centre sets for one topic, by its code; None and no ways: as for any other."""

    topic: str
    ways: tuple[Mode, ...] = ()
    notice_minutes: int | None = None
    horizon_days: int | None = None
    most: int | None = None  # live bookings of one person for this topic
    minutes: int | None = None  # how long a consultation takes here
    assignment: Assignment = "any"
    confirm: bool = False  # a booking is a request until staff say yes


def chosen(number: int, offered: Sequence[Mode]) -> Mode:
    """The way a button means: numbers as `number_of` gives them, 0 and what is not offered any more the first."""
    way = MODES[number - 1] if 0 < number <= len(MODES) else offered[0]
    return way if way in offered else offered[0]


def number_of(way: Mode) -> int:
    """A way as it fits on a button; 0 is left for «whatever is offered first»."""
    return MODES.index(way) + 1
