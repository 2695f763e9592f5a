"""A list of organisations, workbook or text; it belongs into a process of its own (`sources.child`)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import rules.organisation_lists
import sources.sheet
from rules.folding import fold
from rules.organisation_lists import Row
from rules.readings import MOST_ROWS, SheetRefused
from sources.table import Cell, Line, words

_LOOKED_AT = 30  # rows from the top
_LONGEST = 200
_BIN = re.compile(r"\b(?:бин|бсн|bin)\b")
_NAME = re.compile(r"наименован|назван|атауы|\bname\b")
_ANOTHERS = re.compile(r"банк|руковод|басшы|адрес|мекенжай|район|аудан|город|қала|област|облыс|проект|жоба|\bвид")


@dataclass(frozen=True, slots=True)
class Heading:
    """Columns from 0: of the number, and those a name may stand in, the first that has one counts."""

    line: int
    bin: int
    names: Sequence[int]


def read(data: bytes) -> tuple[Row, ...]:
    """Every row under the heading. Raises SheetRefused."""
    lines = sources.sheet.table(data, _known).lines
    heading = _find(lines)
    if heading is None:
        raise SheetRefused("no_heading")
    below = [line for line in lines if line.number > heading.line and _is_row(line)]
    if len(below) > MOST_ROWS:
        raise SheetRefused("too_many_rows")
    return rules.organisation_lists.told_apart([_row(line, heading) for line in below])


def _row(line: Line, heading: Heading) -> Row:
    names = (words(_at(line, place)) for place in heading.names)
    name = next((each for each in names if each), "")
    return rules.organisation_lists.read(line.number, words(_at(line, heading.bin)), name)


def _at(line: Line, place: int) -> Cell:
    return line.cells[place] if place < len(line.cells) else None


def _is_row(line: Line) -> bool:
    """Neither an empty one nor the heading again, as at the top of a printed page."""
    return any(words(cell) for cell in line.cells) and _heading(line) is None


def _known(lines: Iterable[Line]) -> int:
    heading = _find(lines)
    return 1 + len(heading.names) if heading else 0


def _find(lines: Iterable[Line]) -> Heading | None:
    top = (line for line, _ in zip(lines, range(_LOOKED_AT), strict=False))
    return next((heading for line in top if (heading := _heading(line)) is not None), None)


def _heading(line: Line) -> Heading | None:
    """A row that names both columns, in Kazakh, in Russian or both."""
    texts = [_text(cell) for cell in line.cells]
    bins = [place for place, text in enumerate(texts) if _BIN.search(text) and not _ANOTHERS.search(text)]
    names = [place for place, text in enumerate(texts) if _NAME.search(text) and not _ANOTHERS.search(text)]
    names = [place for place in names if place not in bins]
    return Heading(line.number, bins[0], names) if bins and names else None


def _text(cell: Cell) -> str:
    """Headings are words; a long text is none."""
    text = fold(cell) if isinstance(cell, str) else ""
    return text if len(text) <= _LONGEST else ""
