"""Rows of a sheet that are no contests: sections, numbers of columns, totals, signatures, blanks."""

import re

import sources.headings
from rules.folding import fold
from sources.headings import Column, Heading
from sources.table import Line, words

_TOTAL = re.compile(r"(?:итого|всего|барлығы|жиыны|жиынтығы|жалпы сома)\b")
_NOTE = re.compile(
    r"(?:орындаушы|исполнитель|примечание|ескерту|согласовано|келісілді|утвержд|бекіт"
    r"|руководитель|басшы|директор|м\.? ?[оп]\.)"
)
_DIGIT = re.compile(r"\d")
_FEWEST_NUMBERS = 3


def reason(line: Line, heading: Heading, *, ended: bool) -> str:
    """Why the row is skipped; empty where it has to be read. `ended`: a total stands above it."""
    texts = sources.headings.said(line)
    if not texts or _only_numbered(line, heading, texts):
        return "empty"
    if _counts_columns(texts):
        return "column_numbers"
    if sources.headings.is_repeated(line, heading):
        return "header"
    return _beside_contests(line, heading, texts, ended=ended)


def _beside_contests(line: Line, heading: Heading, texts: list[str], *, ended: bool) -> str:
    named = _DIGIT.search(_in_column(line, heading, "number") + _in_column(line, heading, "deadline"))
    if len(texts) > 1 and named:
        return ""
    if any(_TOTAL.match(fold(text)) for text in texts):
        return "total"
    if ended or _NOTE.match(fold(texts[0])):
        return "note"
    return "section" if len(texts) == 1 else ""


def _in_column(line: Line, heading: Heading, column: Column) -> str:
    place = heading.columns.get(column)
    return words(line.cells[place]) if place is not None and place < len(line.cells) else ""


def _only_numbered(line: Line, heading: Heading, texts: list[str]) -> bool:
    """Whether it is a row of a form that nobody filled in."""
    return len(texts) == 1 and texts[0].isdecimal() and texts[0] == _in_column(line, heading, "ordinal")


def _counts_columns(texts: list[str]) -> bool:
    return len(texts) >= _FEWEST_NUMBERS and texts == [str(number) for number in range(1, len(texts) + 1)]
