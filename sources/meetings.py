"""A list of meetings as a text of separated values: its rows by the words of its heading."""

import csv
import io
from collections.abc import Iterator

import sources.csv_text
from rules.meeting_lists import MOST_ROWS, NEEDED, Line
from rules.readings import SheetRefused

MOST_BYTES = 1_000_000
DELIMITERS = (",", ";", "\t")


def read(data: bytes) -> list[Line]:
    """Raises SheetRefused: too large, no text, without the columns needed, or with an open quotation mark."""
    if len(data) > MOST_BYTES:
        raise SheetRefused("too_large")
    text, _ = sources.csv_text.decoded(data)
    lines = list(_lines(text))
    if len(lines) > MOST_ROWS:
        raise SheetRefused("too_many_rows")
    return lines


def _lines(text: str) -> Iterator[Line]:
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(DELIMITERS, key=head.count), strict=True)
    begins = 1
    try:
        names = [each.strip().lower() for each in next(reader, [])]
        if not set(NEEDED) <= set(names):
            raise SheetRefused("no_heading")
        begins = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Line(begins, dict(zip(names, cells, strict=False)))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise SheetRefused("broken_quotes", begins) from error
