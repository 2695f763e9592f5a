"""A table read into contests: each row with its result, and no bad row stopping the others."""

from collections.abc import Sequence
from datetime import datetime

import rules.directions
import rules.tenders
import sources.cells
import sources.headings
import sources.skipping
from rules.directions import Pointer
from rules.readings import MOST_ROWS, Reading, Row, SheetRefused, Source
from rules.tenders import Contest
from sources.cells import RowReader
from sources.headings import Heading
from sources.table import Line, Table

Earlier = dict[str, tuple[str, Contest]]


def read(table: Table, source: Source, now: datetime) -> Reading:
    """All of it. Raises SheetRefused where no heading is found, or where there are too many rows."""
    heading = sources.headings.find(table.lines)
    if heading is None:
        raise SheetRefused("no_heading")
    above = [line for line in table.lines if line.number < heading.line and sources.headings.said(line)]
    below = [line for line in table.lines if line.number > heading.line and _is_there(line)]
    if len(below) > MOST_ROWS:
        raise SheetRefused("too_many_rows")
    rows = [_skipped(table, line, "title") for line in above]
    if heading.line > 1:
        rows.append(Row(f"{table.unit} {heading.line}", "skipped", reason="header"))
    rows += _Below(table, heading, source, now).rows(below)
    return Reading(tuple(rows), heading.line, table.encoding, table.delimiter)


def _is_there(line: Line) -> bool:
    """A row without any cell is none; one of empty cells is."""
    return any(cell is not None for cell in line.cells)


def _skipped(table: Table, line: Line, reason: str) -> Row:
    return Row(f"{table.unit} {line.number}", "skipped", reason=reason)


class _Below:
    """What stands under the heading, read from the top down."""

    def __init__(self, table: Table, heading: Heading, source: Source, now: datetime) -> None:
        self._table, self._heading, self._source, self._now = table, heading, source, now
        self._pointers: tuple[Pointer, ...] = rules.directions.pointers(source.directions)
        self._earlier: Earlier = {}
        self._ended = False

    def rows(self, lines: Sequence[Line]) -> list[Row]:
        return [self._row(line) for line in lines]

    def _row(self, line: Line) -> Row:
        reason = sources.skipping.reason(line, self._heading, ended=self._ended)
        if reason:
            self._ended |= reason == "total"
            return _skipped(self._table, line, reason)
        return self._announced(f"{self._table.unit} {line.number}", line)

    def _announced(self, where: str, line: Line) -> Row:
        place = self._heading.columns.get("url", -1)
        reader = RowReader(line, self._heading, self._table.links.get((line.number, place), ""))
        found = rules.tenders.aged(sources.cells.contest(reader, self._source, self._pointers), self._now)
        if reader.reasons:
            return Row(where, "invalid", reasons=tuple(reader.reasons))
        of, before = self._earlier.setdefault(rules.tenders.identity(found), (where, found))
        if of != where:
            return Row(where, "duplicate", of=of, differs=rules.tenders.differences(before, found))
        return Row(where, "new", warnings=tuple(reader.warnings), record=found)
