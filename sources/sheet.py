"""A file of contests, workbook or text, read as a whole; it belongs into a process of its own (`sources.child`)."""

from datetime import datetime

import sources.csv_text
import sources.reading
import sources.xlsx
from rules.readings import MOST_BYTES, Reading, SheetRefused, Source
from sources.table import Table


def read(data: bytes, source: Source, now: datetime) -> Reading:
    """What the file announces, as of `now`. Raises SheetRefused where it is no sheet that can be read."""
    return sources.reading.read(_table(data), source, now)


def _table(data: bytes) -> Table:
    """By what the file is, whatever its name says."""
    if len(data) > MOST_BYTES:
        raise SheetRefused("too_large")
    if not data.strip():
        raise SheetRefused("not_a_sheet")
    return sources.xlsx.table(data) if data.startswith(sources.xlsx.MAGIC) else sources.csv_text.table(data)
