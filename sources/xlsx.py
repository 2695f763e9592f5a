"""A workbook (XLSX): the first visible sheet that has a heading, with the saved results of its formulas."""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

import sources.headings
import sources.markup
import sources.parts
from rules.readings import SheetRefused
from sources.table import Cell, Line, Table

MAGIC = b"PK\x03\x04"


def table(data: bytes, known: Callable[[Iterable[Line]], int] = sources.headings.known) -> Table:
    """`known`: how many columns of a heading are known.

    Raises SheetRefused: no workbook, too large, unsafe, or without a heading on any sheet.
    """
    parts = sources.parts.unpack(data)
    links = sources.markup.look(parts)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return next(_tables(book, links, known))
    except StopIteration:
        raise SheetRefused("no_heading") from None
    except CalamineError as error:
        raise SheetRefused("not_a_sheet") from error


def _tables(
    book: CalamineWorkbook,
    links: Mapping[str, Mapping[tuple[int, int], str]],
    known: Callable[[Iterable[Line]], int],
) -> Iterator[Table]:
    for about in book.sheets_metadata:
        if about.typ != SheetTypeEnum.WorkSheet or about.visible != SheetVisibleEnum.Visible or about.name not in links:
            continue
        lines = _lines(book.get_sheet_by_name(about.name))
        if known(lines):
            yield Table(lines, "row", links[about.name])


def _lines(sheet: CalamineSheet) -> list[Line]:
    """Rows by their numbers in the workbook; an empty cell is none."""
    rows = sheet.to_python(skip_empty_area=False)
    return [Line(number, [_cell(value) for value in row]) for number, row in enumerate(rows, 1)]


def _cell(value: Cell) -> Cell:
    return None if value == "" else value
