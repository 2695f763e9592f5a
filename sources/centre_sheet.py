"""A centre's sheet as it was filled in, workbook or text; it belongs into a process of its own (`sources.child`)."""

from collections.abc import Iterable, Mapping

import sources.sheet
from rules.centre_sheets import COLUMNS, LONGEST, MOST_ROWS, Column, Line
from rules.folding import fold
from rules.readings import SheetRefused
from sources.table import Line as TableLine
from sources.table import words

_LOOKED_AT = 30  # rows from the top
_COLUMNS: Mapping[Column, str] = {
    "section": "бөлім|раздел|section",
    "code": "код|коды|code",
    "kk": "қазақша|по-казахски|in kazakh",
    "ru": "орысша|по-русски|in russian",
    "days": "күндері|дни|days",
    "hours": "сағаттары|часы|hours",
    "languages": "тілдері|языки|languages",
    "topics": "тақырыптары|тақырыптар|темы|topics",
    "room": "бөлмесі|бөлме|кабинет|room",
    "amount": "саны|число|number",
    "closed": "жабу|закрыть|close",
}
_HEADINGS = {fold(word): column for column, named in _COLUMNS.items() for word in named.split("|")}
_LEAST = frozenset({"section", "kk", "ru"})
Heading = Mapping[Column, int]


def read(data: bytes) -> tuple[Line, ...]:
    """Every row under the heading that says anything. Raises SheetRefused."""
    lines = sources.sheet.table(data, _known).lines
    found = _find(lines)
    if found is None:
        raise SheetRefused("no_heading")
    number, heading = found
    below = [_line(line, heading) for line in lines if line.number > number]
    said = [line for line in below if any(line.cells)]
    if len(said) > MOST_ROWS:
        raise SheetRefused("too_many_rows")
    return tuple(said)


def _line(line: TableLine, heading: Heading) -> Line:
    return Line(line.number, tuple(_cell(line, heading.get(column, -1)) for column in COLUMNS))


def _cell(line: TableLine, place: int) -> str:
    return words(line.cells[place])[:LONGEST] if 0 <= place < len(line.cells) else ""


def _known(lines: Iterable[TableLine]) -> int:
    found = _find(lines)
    return len(found[1]) if found else 0


def _find(lines: Iterable[TableLine]) -> tuple[int, Heading] | None:
    """The first row, among those at the top, that names the section and both names."""
    for line, _ in zip(lines, range(_LOOKED_AT), strict=False):
        columns = [_HEADINGS.get(fold(cell)) if isinstance(cell, str) else None for cell in line.cells]
        heading = {column: at for at, column in reversed(list(enumerate(columns))) if column is not None}
        if heading.keys() >= _LEAST:
            return line.number, heading
    return None
