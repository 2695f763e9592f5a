"""A file of contests, workbook or text, read as a whole; it belongs into a process of its own (`sources.child`)."""

from collections.abc import Callable, Iterable
from datetime import datetime

import sources.csv_text
import sources.headings
import sources.reading
import sources.xlsx
from rules.readings import MOST_BYTES, Reading, SheetRefused, Source
from sources.table import Line, Table


def read(data: bytes, source: Source, now: datetime) -> Reading:
    """What the file announces, as of `now`. Raises SheetRefused where it is no sheet that can be read."""
    return sources.reading.read(table(data), source, now)


def table(data: bytes, known: Callable[[Iterable[Line]], int] = sources.headings.known) -> Table:
    """By what the file is, whatever its name says; `known`: how many columns of a heading are known."""
    if len(data) > MOST_BYTES:
        raise SheetRefused("too_large")
    if not data.strip():
        raise SheetRefused("not_a_sheet")
    if data.startswith(sources.xlsx.MAGIC):
        return sources.xlsx.table(data, known)
    return sources.csv_text.table(data, known)
