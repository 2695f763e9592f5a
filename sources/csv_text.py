"""A text of separated values: its encoding, its delimiter, its lines."""

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Iterator

import sources.headings
from rules.readings import MOST_ROWS, SheetRefused
from sources.table import Line, Table

DELIMITERS = (";", ",", "\t")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_TOP = 30
_TALLEST = 20  # lines of one row; more, and a quotation mark was never closed
_CONTROL = frozenset(map(chr, (*range(9), 11, *range(14, 32))))


def table(data: bytes, known: Callable[[Iterable[Line]], int] = sources.headings.known) -> Table:
    """`known`: how many columns of the heading are known.

    Raises SheetRefused: no text, no heading under any delimiter, or an open quotation mark.
    """
    text, encoding = decoded(data)
    delimiter = max(DELIMITERS, key=lambda each: known(_head(text, each)))
    lines = []
    for line in _lines(text, delimiter):
        lines.append(line)
        if len(lines) > MOST_ROWS + _TOP + 1:
            raise SheetRefused("too_many_rows")
    return Table(lines, "line", encoding=encoding, delimiter=delimiter)


def decoded(data: bytes) -> tuple[str, str]:
    """Raises SheetRefused where it is no text. With the name of its encoding."""
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "cp1251"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _CONTROL & set(text[:100_000]):
            raise SheetRefused("not_a_sheet")
        return text, encoding
    raise SheetRefused("encoding")


def _head(text: str, delimiter: str) -> Iterator[Line]:
    return (line for line, _ in zip(_lines(text, delimiter, strict=False), range(_TOP), strict=False))


def _lines(text: str, delimiter: str, *, strict: bool = True) -> Iterator[Line]:
    """Rows by the line of the file that they begin on. `strict`: an open quotation mark is refused."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number = 1
    try:
        for cells in reader:
            if strict and _swallows(cells, reader.line_num - number, delimiter):
                raise SheetRefused("broken_quotes", number)
            yield Line(number, cells)
            number = reader.line_num + 1
    except csv.Error as error:
        raise SheetRefused("broken_quotes", number) from error


def _swallows(cells: list[str], breaks: int, delimiter: str) -> bool:
    """Whether a cell holds whole rows: many lines, or one that has as many delimiters as a row."""
    if breaks > _TALLEST:
        return True
    return breaks > 0 and any("\n" in cell and cell.count(delimiter) >= max(3, len(cells) // 2) for cell in cells)
