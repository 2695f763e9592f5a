"""One row of a sheet read into a contest: what its cells say, what is wrong with it, what is to be looked at."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import rules.bins
import rules.deadlines
import rules.directions
import rules.regions
import rules.sums
from rules.deadlines import Impossible, Stated, Unreadable
from rules.directions import Pointer
from rules.folding import clean, fold, has_kazakh_letters, lost_letters
from rules.readings import Source
from rules.tenders import Contest, Kind
from sources.headings import Column, Heading, Titles
from sources.table import Cell, Line, words

TITLE_MOST, CUSTOMER_MOST, NUMBER_MOST, URL_MOST = 500, 300, 64, 500
_QUOTED = re.compile(r"«[^»]*»|\"[^\"]*\"")
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("gsz", re.compile(r"соц\w* заказ|социальн\w* заказ|гсз|әлеуметтік тапсырыс|мәт\b")),
    ("award", re.compile(r"преми|сыйлық|сыйақы")),
    ("grant", re.compile(r"грант")),
)


@dataclass(slots=True)
class RowReader:
    """The row being read: its problems gather here while its contest is made."""

    line: Line
    heading: Heading
    link: str = ""
    reasons: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def cell(self, column: Column) -> Cell:
        return self._at(self.heading.columns.get(column))

    def text(self, column: Column) -> str:
        return words(self.cell(column))

    def title(self, titles: Titles) -> str:
        return self._cut(words(self._at(self.heading.titles.get(titles))), TITLE_MOST)

    def _at(self, place: int | None) -> Cell:
        return self.line.cells[place] if place is not None and place < len(self.line.cells) else None

    def warn(self, warning: str) -> None:
        self.warnings += [] if warning in self.warnings else [warning]

    def blame(self, reason: str) -> None:
        self.reasons += [] if reason in self.reasons else [reason]

    def _cut(self, text: str, most: int) -> str:
        if len(text) <= most:
            return text
        self.warn("text_cut")
        return text[: most - 1] + "…"

    def customer(self) -> str:
        return self._cut(self.text("customer"), CUSTOMER_MOST)


def contest(row: RowReader, source: Source, pointers: tuple[Pointer, ...]) -> Contest:
    """What the row announces, as far as it can be read; `row.reasons` are why it cannot be kept."""
    titles = _titles(row)
    customer = row.customer()
    number = row.text("number").removeprefix("№").strip()
    times = _times(row)
    return Contest(
        kind=_kind(row, source),
        region=_region(row, customer, source),
        number=number if len(number) <= NUMBER_MOST else "",
        title_kk=titles[0],
        title_ru=titles[1],
        customer_bin=_bin(row),
        customer_name=customer,
        amount=_amount(row),
        directions=rules.directions.named(titles, pointers),
        url=link(row.text("url")) or link(row.link),
        **times,
    )


def _titles(row: RowReader) -> tuple[str, str]:
    """In Kazakh and in Russian; in a column for both, by the letters outside quotation marks."""
    kk, ru, either = row.title("kk"), row.title("ru"), row.title("any")
    if either and not (kk or ru):
        kk, ru = (either, "") if has_kazakh_letters(_QUOTED.sub("", either)) else ("", either)
    if not (kk or ru):
        row.blame("title_missing")
    if any(lost_letters(text) for text in (kk, ru, row.text("customer"))):
        row.warn("letters_lost")
    return kk, ru


def _bin(row: RowReader) -> str:
    number, warning = rules.bins.from_cell(row.text("bin"))
    if warning is not None:
        row.warn(warning)
    return number


def _amount(row: RowReader) -> Decimal | None:
    cell = row.cell("amount")
    readable = isinstance(cell, str | float | int) and not isinstance(cell, bool)
    amount = rules.sums.read(cell, row.heading.unit) if readable else None  # type: ignore[arg-type]  # readable says so
    if amount is None:
        row.warn("amount_missing")
    if rules.sums.unusual(amount):
        row.warn("amount_unusual")
    return amount


def _times(row: RowReader) -> dict[str, Any]:
    deadline = _deadline(row)
    published, starts = _stated(row, "published"), _stated(row, "starts")
    if published is None and "published" in row.heading.columns:
        row.warn("published_missing")
    if deadline and any(first and deadline.ends() < first.begins() for first in (published, starts)):
        row.blame("deadline_impossible")
    return {
        "deadline": deadline.ends() if deadline else None,
        "deadline_time_known": deadline is None or deadline.at is not None,
        "published": published.begins() if published else None,
        "published_time_known": published is None or published.at is not None,
        "starts": starts.begins() if starts else None,
    }


def _deadline(row: RowReader) -> Stated | None:
    try:
        stated = _read(row.cell("deadline"))
    except Impossible:
        row.blame("deadline_impossible")
        return None
    except Unreadable:
        row.blame("deadline_unreadable")
        return None
    if stated is None:
        row.warn("deadline_missing")
    elif stated.at is None:
        row.warn("deadline_no_time")
    return stated


def _stated(row: RowReader, column: Column) -> Stated | None:
    """A day that decides nothing: one that cannot be read is one not given."""
    try:
        return _read(row.cell(column))
    except (Impossible, Unreadable):
        return None


def _read(cell: Cell) -> Stated | None:
    if cell is None or isinstance(cell, str | date | datetime):
        return rules.deadlines.read(cell or "")
    raise Unreadable  # a bare number may be a day, or anything


def _region(row: RowReader, customer: str, source: Source) -> str:
    """The row's own words, else its KATO, else the customer's name, else the source's region."""
    own = rules.regions.named(row.text("region"))
    if len(own) > 1:
        row.warn("region_unclear")
    found = (own, {rules.regions.of_kato(row.text("kato"))} - {""}, rules.regions.named(customer))
    return next((next(iter(codes)) for codes in found if len(codes) == 1), source.region)


def _kind(row: RowReader, source: Source) -> Kind:
    said = fold(row.text("kind"))
    return next((kind for kind, pattern in _KINDS if said and pattern.search(said)), source.kind)


def link(text: str) -> str:
    """An address of the web without the marks of who was sent there; empty for anything else."""
    try:
        parts = urlsplit(clean(text))
        if parts.scheme not in ("http", "https") or not parts.hostname or " " in parts.netloc or parts.username:
            return ""
    except ValueError:
        return ""
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not name.lower().startswith("utm_")]
    address = urlunsplit(parts._replace(query=parts.query if len(kept) == len(pairs) else urlencode(kept)))
    return address if len(address) <= URL_MOST and " " not in address else ""
