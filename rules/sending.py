"""A notice as staff see it: with its readers counted and its report."""

from dataclasses import dataclass

from rules.broadcasts import Broadcast, Report, Size
from rules.filters import Direction


@dataclass(frozen=True, slots=True)
class Panel:
    """`uncertain`: deliveries that can be sent again; `absent`: organisations nobody speaks for here.

    `direction`: the one its readers follow, if any.
    """

    broadcast: Broadcast
    size: Size
    report: Report
    direction: Direction | None
    uncertain: int = 0
    absent: int = 0
