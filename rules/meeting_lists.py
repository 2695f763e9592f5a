"""A list of meetings as a centre hands it over: each row read, or refused with every reason at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from rules.centres import Texts
from rules.convening import MOST, SEATS_MOST, TEXT_MOST
from rules.folding import clean
from rules.meetings import KINDS, WHOM, Meeting

Reason = Literal[
    "centre_unknown",
    "not_yours",
    "title_missing",
    "place_missing",
    "too_long",
    "kind_unknown",
    "date_unreadable",
    "date_past",
    "date_order",
    "capacity_unreadable",
    "department_unknown",
]
Result = Literal["new", "same", "differs", "wrong"]
NEEDED = ("code", "centre", "kind", "starts_at", "ends_at")
MOST_ROWS = 500
_CODE_MOST = 32
_NUMBER = re.compile(r"\d{1,4}")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the list: the line of the file it begins on, and its cells by the words of the heading."""

    number: int
    cells: Mapping[str, str]

    def said(self, name: str) -> str:
        return clean(self.cells.get(name) or "")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What has become of a row. `differs`: it is there already, with other contents; nothing is overwritten."""

    number: int
    code: str
    result: Result
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class There:
    """What the row speaks of: the centre's id and zone, and its departments' ids by their codes."""

    centre_id: int
    zone: ZoneInfo
    departments: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Planned:
    """A row that can be taken in."""

    meeting: Meeting
    departments: tuple[int, ...]


def read(line: Line, there: There, now: datetime) -> Planned | tuple[Reason, ...]:
    """The meeting of a row, or why there is none."""
    starts, ends, until = (_moment(line.said(name), there.zone) for name in ("starts_at", "ends_at", "register_until"))
    reasons = (*_of_words(line), *_of_days(line, (starts, ends, until), now), *_of_numbers(line, there))
    if reasons or starts is None or ends is None:
        return reasons
    meeting = Meeting(
        0,
        there.centre_id,
        line.said("kind"),
        "open",
        starts,
        ends,
        min(until or starts, starts),
        line.said("whom") or "all",
        _texts(line, "title"),
        _texts(line, "place"),
        _texts(line, "text"),
        int(line.said("capacity")) if line.said("capacity") else None,
        one_language=not (line.said("title_kk") and line.said("title_ru")),
        code=line.said("code")[:_CODE_MOST] or None,
    )
    return Planned(meeting, tuple(sorted(there.departments[code] for code in _codes(line))))


def _texts(line: Line, name: str) -> Texts:
    return Texts(line.said(f"{name}_kk"), line.said(f"{name}_ru"))


def _codes(line: Line) -> list[str]:
    return [code for code in (each.strip() for each in line.said("departments").split(",")) if code]


def _of_words(line: Line) -> tuple[Reason, ...]:
    titles, places, texts = (_texts(line, name) for name in ("title", "place", "text"))
    long = any(len(each) > MOST for each in (titles.kk, titles.ru, places.kk, places.ru))
    checks: tuple[tuple[Reason, bool], ...] = (
        ("title_missing", not (titles.kk or titles.ru)),
        ("place_missing", not (places.kk or places.ru)),
        ("too_long", long or len(texts.kk) > TEXT_MOST or len(texts.ru) > TEXT_MOST),
        ("kind_unknown", line.said("kind") not in KINDS or (line.said("whom") or "all") not in WHOM),
    )
    return tuple(reason for reason, wrong in checks if wrong)


def _of_days(line: Line, moments: tuple[datetime | None, ...], now: datetime) -> tuple[Reason, ...]:
    starts, ends, until = moments
    if starts is None or ends is None or (until is None and line.said("register_until")):
        return ("date_unreadable",)
    if ends <= starts:
        return ("date_order",)
    return ("date_past",) if starts <= now else ()


def _moment(said: str, zone: ZoneInfo) -> datetime | None:
    """Wall time of the centre, as 2026-12-08 15:00."""
    try:
        return datetime.strptime(said, "%Y-%m-%d %H:%M").replace(tzinfo=zone).astimezone(UTC)
    except ValueError:
        return None


def _of_numbers(line: Line, there: There) -> tuple[Reason, ...]:
    seats = line.said("capacity")
    readable = not seats or (_NUMBER.fullmatch(seats) is not None and 1 <= int(seats) <= SEATS_MOST)
    checks: tuple[tuple[Reason, bool], ...] = (
        ("capacity_unreadable", not readable),
        ("department_unknown", not set(_codes(line)) <= set(there.departments)),
    )
    return tuple(reason for reason, wrong in checks if wrong)


def is_same(known: Meeting, said: Meeting) -> bool:
    """Whether the list says what is there already; what became of it since does not count."""
    return replace(said, id=known.id, state=known.state, moves=known.moves, rev=known.rev) == known
