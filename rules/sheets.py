"""A workbook before it is written: sheets of plain cells, none of which is ever a formula."""

from dataclasses import dataclass
from decimal import Decimal

Cell = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first row is the heading; widths are in characters."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]


def plain(sheets: tuple[Sheet, ...]) -> list[dict[str, object]]:
    """For the process that writes it: JSON; a sum goes as {"sum": "13.40"}."""
    return [
        {"name": each.name, "widths": list(each.widths), "rows": [_row(row) for row in each.rows]} for each in sheets
    ]


def _row(row: tuple[Cell, ...]) -> list[object]:
    return [_plain(cell) for cell in row]


def _plain(cell: Cell) -> object:
    return {"sum": str(cell)} if isinstance(cell, Decimal) else cell
