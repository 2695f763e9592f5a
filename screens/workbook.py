"""Sheets into an XLSX file; it belongs into a process of its own, or into a command.

Run by `handlers.workbooks`: JSON on standard input (`rules.sheets.plain`), the file on standard output.
"""

import io
import json
import sys
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Beginnings that a spreadsheet may take for a formula once a cell is edited, or the sheet saved as text."""
MOST = 32_767  # signs that a cell can hold


def main() -> None:
    sys.stdout.buffer.write(write(json.loads(sys.stdin.buffer.read())))


def write(sheets: Sequence[Mapping[str, Any]]) -> bytes:
    """The file of these sheets, as `rules.sheets.plain` has them."""
    file = io.BytesIO()
    with Workbook(file, OPTIONS) as book:
        shapes = _Shapes(book)
        for sheet in sheets:
            _sheet(book.add_worksheet(sheet["name"]), sheet, shapes)
    return file.getvalue()


class _Shapes:
    """How cells look: a heading, words, words that look like a formula and are none, a sum."""

    def __init__(self, book: Workbook) -> None:
        words = {"text_wrap": True, "valign": "top"}
        self.heading: Format = book.add_format({"bold": True, **words})
        self.words: Format = book.add_format(words)
        self.quoted: Format = book.add_format({"quote_prefix": True, **words})
        self.sum: Format = book.add_format({"num_format": "#,##0.00", "valign": "top"})


def _sheet(there: Worksheet, sheet: Mapping[str, Any], shapes: _Shapes) -> None:
    there.freeze_panes(1, 0)
    there.set_landscape()
    there.fit_to_pages(1, 0)
    for column, width in enumerate(sheet["widths"]):
        there.set_column(column, column, width)
    for number, row in enumerate(sheet["rows"]):
        for column, cell in enumerate(row):
            _cell(there, (number, column), cell, shapes)


def _cell(there: Worksheet, place: tuple[int, int], cell: object, shapes: _Shapes) -> None:
    """Words are written as words whatever they look like; only numbers are numbers."""
    if isinstance(cell, dict):
        there.write_number(*place, float(Decimal(cell["sum"])), shapes.sum)
    elif isinstance(cell, int):
        there.write_number(*place, cell)
    elif cell:
        text = str(cell).encode("utf-8", "replace").decode()[:MOST]
        shape = shapes.heading if not place[0] else shapes.quoted if text.startswith(LIVE) else shapes.words
        there.write_string(*place, text, shape)


if __name__ == "__main__":
    main()
