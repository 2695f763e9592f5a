"""One line of the table, and the little arithmetic that all measures share."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured beside what the bare library does. `ratio` above 1: ours is the better one.

    `target` says in words what was promised; `kept` is None where nothing was.
    """

    name: str
    ours: str
    stock: str = ""
    ratio: float | None = None
    target: str = ""
    kept: bool | None = None


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of them does not exceed."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def milliseconds(seconds: float) -> str:
    return f"{1000 * seconds:.3g} ms"


def middle(values: Sequence[float]) -> str:
    """The median with the range it lies in."""
    return f"{median(values):.3g} ({min(values):.3g} to {max(values):.3g})"
