"""The row of headings, found by its words in Kazakh, Russian or both, in any order and any place."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rules.folding import fold
from rules.sums import unit_of
from sources.table import Cell, Line, words

Column = Literal[
    "ordinal",
    "bin",
    "kato",
    "url",
    "number",
    "starts",
    "deadline",
    "published",
    "amount",
    "customer",
    "region",
    "kind",
    "title",
]
Titles = Literal["kk", "ru", "any"]
_LOOKED_AT = 30  # rows from the top
_LONGEST = 200
_LEAST = 3  # columns known, or it is no heading
# The first that fits names the column: «БИН заказчика» is a number, «Место реализации» is no deadline.
_WORDS: tuple[tuple[Column, str], ...] = (
    ("ordinal", r"^№$|п/п|р/с"),
    ("bin", r"\b(?:бин|бсн|bin)\b"),
    ("kato", r"\b(?:като|әаож)\b"),
    ("url", r"ссылк|сілтеме|\b(?:url|link)\b"),
    ("number", r"(?:номер|№).*(?:объявл|закуп|конкурс)|(?:хабарланд|конкурс|сатып).*нөмір|^номер$|^нөмірі$"),
    ("starts", r"начал|басталу|бастау"),
    (
        "deadline",
        r"окончан|соңғы (?:күн|мерзім)|аяқталу|последний (?:день|срок)|срок\w* (?:подач|прием)|мерзім|прием\w* .*\bдо$",
    ),
    ("published", r"дата (?:объявл|публик|размещ)|жариялан|опубликов"),
    ("amount", r"сумм|\bсома|бюджет|финансирован|қаржы|стоимост|\bқұны|\bцена|бағасы"),
    ("customer", r"заказчик|организатор|тапсырыс беруш|ұйымдастыруш|управлен|басқарма|департамент"),
    ("region", r"регион|өңір|област|облыс|\bместо|аумақ|\bрайон|аудан|орны\b"),
    ("kind", r"вид (?:конкурс|поддерж|финанс)|\bтүрі"),
    ("title", r"наименован|назван|предмет|\bтема\b|тақырып|атауы"),
)
_PATTERNS = tuple((column, re.compile(pattern)) for column, pattern in _WORDS)
_NOT = {
    "deadline": re.compile(r"реализ|іске асыр|исполнен|выполнен|орындау|договор|шарт|оплат|төле"),
    "amount": re.compile(r"обеспечен|қамтамасыз"),
}
_KAZAKH = re.compile(r"қазақ|\bказ(?!ахстан)|\b(?:kk|kz|қаз)\b")
_RUSSIAN = re.compile(r"орыс|\bрус|\bru\b")
_KAZAKH_NOUN, _RUSSIAN_NOUN = re.compile(r"атауы|тақырып"), re.compile(r"наименован|назван|предмет|тема\b")


@dataclass(frozen=True, slots=True)
class Heading:
    """`columns` count from 0. `titles`: columns of titles by language. `unit`: what the heading says sums are in."""

    line: int
    columns: Mapping[Column, int]
    titles: Mapping[Titles, int]
    unit: int = 1


def find(lines: Iterable[Line]) -> Heading | None:
    """The first row, among those at the top, that names a title and enough of the rest."""
    seen = (line for line, _ in zip(lines, range(_LOOKED_AT), strict=False))
    return next((heading for line in seen if (heading := heading_of(line)) is not None), None)


def known(lines: Iterable[Line]) -> int:
    """How many columns the heading names; none where there is no heading."""
    heading = find(lines)
    return len(heading.columns) + len(heading.titles) if heading else 0


def heading_of(line: Line) -> Heading | None:
    texts = [_text(cell) for cell in line.cells]
    columns: dict[Column, int] = {}
    titles: dict[Titles, int] = {}
    for place, text in enumerate(texts):
        column = _column(text)
        if column == "title":
            titles.setdefault(_language(text), place)
        elif column is not None:
            columns.setdefault(column, place)
    if not titles or len(columns) + len(titles) < _LEAST or not _names_more(columns):
        return None
    return Heading(line.number, columns, titles, _unit(texts, columns))


def _text(cell: Cell) -> str:
    """Headings are words; a long text is none."""
    text = fold(cell) if isinstance(cell, str) else ""
    return text if len(text) <= _LONGEST else ""


def _names_more(columns: Mapping[Column, int]) -> bool:
    return bool(columns.keys() & {"number", "deadline", "amount", "customer"})


def _column(text: str) -> Column | None:
    if not text:
        return None
    return next((column for column, pattern in _PATTERNS if pattern.search(text) and not _excluded(column, text)), None)


def _excluded(column: Column, text: str) -> bool:
    return column in _NOT and _NOT[column].search(text) is not None


def _language(text: str) -> Titles:
    """By the language that is named, else by the one it is written in."""
    for kazakh, russian in ((_KAZAKH, _RUSSIAN), (_KAZAKH_NOUN, _RUSSIAN_NOUN)):
        marks = kazakh.search(text) is not None, russian.search(text) is not None
        if marks in ((True, False), (False, True)):
            return "kk" if marks[0] else "ru"
    return "any"


def _unit(texts: Sequence[str], columns: Mapping[Column, int]) -> int:
    return (unit_of(texts[columns["amount"]]) if "amount" in columns else None) or 1


def is_repeated(line: Line, heading: Heading) -> bool:
    """Whether the headings stand here again, as at the top of a printed page."""
    if not any(
        _column(_text(line.cells[place])) == "title" for place in heading.titles.values() if place < len(line.cells)
    ):
        return False
    again = heading_of(line)
    return again is not None and again.columns == heading.columns and again.titles == heading.titles


def said(line: Line) -> list[str]:
    """What the row says, cell by cell, without the empty ones."""
    return [text for cell in line.cells if (text := words(cell))]
