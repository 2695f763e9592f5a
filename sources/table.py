"""A sheet as lines of cells, whichever file it came from; and what a cell may hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal

from rules.folding import clean

Cell = str | float | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True, slots=True)
class Line:
    """`number`: the row of the workbook, or the file's line that it begins on. None is no cell at all."""

    number: int
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """`links`: where a cell (line number, column from 0) leads to, if its text does not say."""

    lines: Sequence[Line]
    unit: Literal["row", "line"]
    links: Mapping[tuple[int, int], str] = field(default_factory=dict)
    encoding: str = ""
    delimiter: str = ""


def words(cell: Cell) -> str:
    """A cell as text and nothing but text: a whole number without a fraction, a day as it is written in ISO."""
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() else repr(cell)
    return clean(cell if isinstance(cell, str) else str(cell))
