"""A centre set up from a filled-in sheet: what each row says, and why a row cannot be taken."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

import rules.setup
import rules.sheet_words
import rules.typed_hours
from rules.bins import holds_iin
from rules.cells import Interval
from rules.people import Language
from rules.setup import MINUTES
from rules.sheet_words import Kind
from rules.visits import Visit

Column = Literal["section", "code", "kk", "ru", "days", "hours", "languages", "topics", "room", "amount", "closed"]
COLUMNS: tuple[Column, ...] = get_args(Column)
Reason = Literal[
    "section",
    "code",
    "name",
    "two_values",
    "short",
    "long",
    "phone",
    "site",
    "iin",
    "days",
    "hours",
    "languages",
    "topic",
    "topic_name",
    "room",
    "minutes",
    "seats",
    "closing",
    "repeats",
    "other_row",
]
Sign = Literal["new", "changed", "closed", "same", "wrong"]
SIGNS: tuple[Sign, ...] = get_args(Sign)
Week = Mapping[int, tuple[Interval, ...] | None]
"""Hours by weekday, Monday is 0; None is «as the centre»."""

MOST_ROWS, LONGEST, MOST_SEATS = 500, 400, 10_000
_ORDER: tuple[Kind, ...] = ("topic", "room", "department", "phone", "address", "site", "hours", "specialist")
_LENGTHS: Mapping[Kind, rules.setup.Kind] = {
    "phone": "phone",
    "site": "site",
    "address": "address",
    "topic": "name",
    "room": "name",
    "specialist": "name",
    "department": "long_name",
}
_ALONE: frozenset[Kind] = frozenset({"phone", "site", "specialist"})  # one value, whichever column it stands in
_CLOSED_HERE: frozenset[Kind] = frozenset({"department", "specialist"})


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it stands: `cells` in the order of COLUMNS."""

    number: int
    cells: tuple[str, ...]

    def cell(self, column: Column) -> str:
        at = COLUMNS.index(column)
        return self.cells[at] if at < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a row asks for; an empty value leaves what is there. `week` names the days it speaks of."""

    number: int
    kind: Kind
    code: str = ""
    kk: str = ""
    ru: str = ""
    week: Week = field(default_factory=dict)
    languages: tuple[Language, ...] = ()
    topics: tuple[str, ...] = ()
    room: str = ""
    amount: int = 0
    closed: bool = False

    @property
    def name(self) -> str:
        return self.kk or self.ru or self.code


@dataclass(frozen=True, slots=True)
class Item:
    """What has become of a row, or would: `name` as it stands there."""

    number: int
    kind: Kind | None
    sign: Sign
    name: str = ""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """A sheet against the centre as it is: whom it touches comes first."""

    sheet_id: int
    centre_id: int
    items: tuple[Item, ...]
    touched: tuple[Visit, ...]

    def count(self, sign: Sign) -> int:
        return sum(each.sign == sign for each in self.items)

    @property
    def does_something(self) -> bool:
        return any(each.sign in {"new", "changed", "closed"} for each in self.items)


@dataclass(frozen=True, slots=True)
class Applied:
    look: Look
    told: tuple[Visit, ...]
    unreached: tuple[Visit, ...]


def read(lines: Iterable[Line]) -> tuple[list[Entry], list[Item]]:
    """What can be done, things first that others name; and the rows that are wrong by themselves.

    A thing with a wrong row is left alone as a whole.
    """
    said = [_read(line) for line in lines if any(line.cells)]
    entries, wrong = _joined([each for each in said if isinstance(each, Entry)])
    items = [*wrong, *(each for each in said if isinstance(each, Item))]
    spoilt = {(each.kind, each.name) for each in items if each.name}
    beside = [each for each in entries if (each.kind, each.name) in spoilt]
    good = [each for each in entries if each not in beside]
    left = [Item(each.number, each.kind, "wrong", each.name, ("other_row",)) for each in beside]
    return sorted(good, key=lambda each: _ORDER.index(each.kind)), [*items, *left]


def _read(line: Line) -> Entry | Item:
    kind = rules.sheet_words.section(line.cell("section"))
    if kind is None:
        return Item(line.number, None, "wrong", reasons=("section",))
    entry = Entry(
        number=line.number,
        kind=kind,
        code=line.cell("code"),
        kk=rules.setup.clean(line.cell("kk")),
        ru=rules.setup.clean(line.cell("ru")),
        week=_week(line) or {},
        languages=rules.sheet_words.languages(line.cell("languages")) or (),
        topics=tuple(each for part in line.cell("topics").split(";") if (each := rules.setup.clean(part))),
        room=rules.setup.clean(line.cell("room")),
        amount=_amount(line) or 0,
        closed=bool(rules.sheet_words.yes(line.cell("closed"))),
    )
    reasons = tuple(dict.fromkeys((*_wrong_words(entry), *_wrong_cells(entry, line))))
    return Item(line.number, kind, "wrong", entry.name, reasons) if reasons else entry


def _week(line: Line) -> Week | None:
    """None where days or hours are not understood."""
    days, typed = rules.sheet_words.days(line.cell("days")), line.cell("hours")
    hours = rules.typed_hours.read(typed) if typed else None
    if days is None or isinstance(hours, str) or (typed and not days):
        return None
    return dict.fromkeys(sorted(days), hours)


def _amount(line: Line) -> int | None:
    typed = line.cell("amount")
    return int(typed) if typed.isdecimal() and len(typed) <= len(str(MOST_SEATS)) else None


def _wrong_words(entry: Entry) -> Iterator[Reason]:
    """What is wrong with the names."""
    if entry.kind in _ALONE and entry.kk and entry.ru and entry.kk != entry.ru:
        yield "two_values"
    if entry.kind in {"phone", "site", "address"} and not (entry.kk or entry.ru):
        yield "name"
    for text in (entry.kk, entry.ru):
        problem = rules.setup.problem(_LENGTHS[entry.kind], text) if text and entry.kind in _LENGTHS else None
        if problem:
            yield problem
        if entry.kind != "phone" and holds_iin(text):
            yield "iin"


def _wrong_cells(entry: Entry, line: Line) -> Iterator[Reason]:
    """What is wrong with the other cells."""
    if rules.sheet_words.days(line.cell("days")) is None:
        yield "days"
    elif _week(line) is None or (entry.kind == "hours" and not _says_hours(entry)):
        yield "hours"
    if rules.sheet_words.languages(line.cell("languages")) is None:
        yield "languages"
    if rules.sheet_words.yes(line.cell("closed")) is None or (entry.closed and entry.kind not in _CLOSED_HERE):
        yield "closing"
    if line.cell("amount") and not _right_amount(entry):
        yield "minutes" if entry.kind == "topic" else "seats"


def _says_hours(entry: Entry) -> bool:
    """The centre's own hours: there is nothing else they could be like."""
    return bool(entry.week) and None not in entry.week.values()


def _right_amount(entry: Entry) -> bool:
    if entry.kind == "topic":
        return entry.amount in MINUTES
    return entry.kind != "room" or 1 <= entry.amount <= MOST_SEATS


def _joined(entries: Sequence[Entry]) -> tuple[list[Entry], list[Item]]:
    """Rows of one thing under each other, each with other days, are one; anything else that comes twice is wrong."""
    found: dict[tuple[Kind, str], Entry] = {}
    wrong = []
    for entry in entries:
        key = (entry.kind, "" if entry.kind == "hours" else entry.name)
        before = found.get(key)
        if before is None:
            found[key] = entry
        elif entry.week and not before.week.keys() & entry.week.keys() and entry.kind in {"hours", "specialist"}:
            found[key] = replace(before, week={**before.week, **entry.week})
        else:
            wrong.append(Item(entry.number, entry.kind, "wrong", reasons=("repeats",)))
    return list(found.values()), wrong


def plain(lines: Iterable[Line]) -> dict[str, Any]:
    """For JSON."""
    return {"lines": [[line.number, *line.cells] for line in lines]}


def from_plain(values: Mapping[str, Any]) -> tuple[Line, ...]:
    """What `plain` made. KeyError, TypeError or ValueError where it is something else."""
    return tuple(Line(int(number), tuple(str(cell)[:LONGEST] for cell in cells)) for number, *cells in values["lines"])
