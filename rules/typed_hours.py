"""Hours as people type them: «9:00-13:00, 14:00-18:00», «9–18», «с 9 до 13», «демалыс» become intervals of a day."""

import re
from collections.abc import Sequence
from datetime import time
from itertools import pairwise
from typing import Literal

from rules.cells import CELL_MINUTES, Interval

Unread = Literal["unknown", "backwards", "overlapping", "grid", "too_many"]
"""Why the words name no hours: not understood, an end before its beginning, two at once, no whole five minutes."""

MOST, LONGEST = 3, 80
_DAY_HOURS, _DAY_STEPS = 24, 288
_TIME = r"(\d{1,2})(?:[:.](\d{2}))?"
_BETWEEN = r"\s*(?:[-–—]|до|дейін|to|нан|нен|дан|ден|тан|тен)\s*"
_SPAN = re.compile(
    rf"(?:с|со|from|сағат)?\s*{_TIME}\s*(?:час[аов]*|-?(?:дан|ден|тан|тен|нан|нен))?(?:{_BETWEEN}|\s+){_TIME}"
    r"\s*(?:час[аов]*)?\s*(?:-?(?:ға|ге|қа|ке)\s+дейін|дейін)?"
)
_AND = re.compile(r"\s*(?:[,;+/]|и|және|мен|and|\n)?\s*")
_CLOSED = frozenset({"жабық", "демалыс", "жұмыс істемейді", "закрыто", "выходной", "не работает", "closed", "-", "—"})


def read(text: str) -> tuple[Interval, ...] | Unread:
    """Intervals in order; none where the words say that nobody works."""
    said = " ".join(text.lower().split()).strip(" .")
    if said in _CLOSED:
        return ()
    found = _spans(said)
    return _checked(found) if found and len(said) <= LONGEST else "unknown"


def _spans(said: str) -> list[tuple[str | None, ...]]:
    """The ends of each span; nothing where anything else stands between them."""
    found: list[tuple[str | None, ...]] = []
    at = 0
    while at < len(said):
        span = _SPAN.match(said, at)
        if span is None:
            return []
        found.append(span.groups())
        between = _AND.match(said, span.end())
        at = between.end() if between else span.end()
    return found


def _checked(found: Sequence[tuple[str | None, ...]]) -> tuple[Interval, ...] | Unread:
    if len(found) > MOST:
        return "too_many"
    ends = [(_minutes(*span[:2]), _minutes(*span[2:])) for span in found]
    if any(end is None for span in ends for end in span):
        return "unknown"
    return _in_order([(opens or 0, closes or 0) for opens, closes in ends])


def _in_order(ends: Sequence[tuple[int, int]]) -> tuple[Interval, ...] | Unread:
    minutes = sorted(ends)
    if any(end % CELL_MINUTES for span in minutes for end in span):
        return "grid"
    if any(opens >= closes or closes > 60 * _DAY_HOURS for opens, closes in minutes):
        return "backwards"
    if any(one[1] > other[0] for one, other in pairwise(minutes)):
        return "overlapping"
    return tuple((_time(opens), _time(closes)) for opens, closes in minutes)


def _minutes(hour: str | None, minute: str | None) -> int | None:
    """Minutes of the day, 24:00 included; None where no clock shows it."""
    found = 60 * int(hour or 0) + int(minute or 0)
    return found if int(minute or 0) < 60 and found <= 60 * _DAY_HOURS else None  # noqa: PLR2004 -- minutes of an hour


def _time(minutes: int) -> time:
    return time(minutes // 60 % _DAY_HOURS, minutes % 60)


def pack(hours: Sequence[Interval]) -> str:
    """Short enough for a button: steps of five minutes, three digits each, 108156 is 9:00-13:00."""
    return "".join(f"{_step(opens):03}{_step(closes) or _DAY_STEPS:03}" for opens, closes in hours)


def _step(moment: time) -> int:
    return (60 * moment.hour + moment.minute) // CELL_MINUTES


def unpack(packed: str) -> tuple[Interval, ...]:
    """What `pack` made; ValueError for anything forged."""
    if not re.fullmatch(rf"(?:[0-9]{{6}}){{0,{MOST}}}", packed):
        raise ValueError("no hours")
    found = _in_order([(_of(packed[at : at + 3]), _of(packed[at + 3 : at + 6])) for at in range(0, len(packed), 6)])
    if not isinstance(found, tuple):
        raise ValueError(found)  # noqa: TRY004 -- its type is right, what it says is not
    return found


def _of(step: str) -> int:
    return min(int(step), _DAY_STEPS + 1) * CELL_MINUTES
