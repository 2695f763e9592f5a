"""«Call me back»: within which hours, and what became of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal

import rules.cells
from rules.availability import Timetable
from rules.cells import CELL_SECONDS
from rules.centres import Texts
from rules.clockwork import local, wall
from rules.offers import AFTERNOON, DayPart
from rules.people import Language
from rules.refusal import AlreadyDone, OutdatedButton

State = Literal["waiting", "called", "missed", "withdrawn"]

OFFERED = 4  # windows to choose from
TOLD_AFTER = timedelta(minutes=5)  # a slip of the finger must not reach the person
_LOOKED_AT = 14  # days
_LEAST = timedelta(minutes=30)  # what must be left of a window that has begun


@dataclass(frozen=True, slots=True)
class Window:
    """The hours of half a day in which the centre works."""

    day: date
    part: DayPart
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class CallBack:
    """Without `person_id`, an old record. `topic_id`: what it is about, where they have said so."""

    id: int
    centre_id: int
    person_id: int | None
    topic_id: int | None
    language: Language
    starts_at: datetime
    ends_at: datetime
    created_at: datetime
    state: State = "waiting"
    rev: int = 0
    marked_at: datetime | None = None
    marked_by: int | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A call as the staff read it."""

    call: CallBack
    name: str | None
    number: str | None
    topic: Texts | None


def windows(timetable: Timetable, now: datetime) -> tuple[Window, ...]:
    """The next half days in which somebody can call."""
    today = local(now, timetable.zone).date()
    days = (today + timedelta(days=ahead) for ahead in range(_LOOKED_AT))
    found = [each for day in days for each in _of_day(timetable, day) if each.ends_at >= now + _LEAST]
    return tuple(found[:OFFERED])


def _of_day(timetable: Timetable, day: date) -> Iterator[Window]:
    first = rules.cells.day_start_cell(day, timetable.zone)
    shut = rules.cells.busy_mask(timetable.closed, first)
    works = rules.cells.open_mask(day, timetable.hours, timetable.exceptions, timetable.zone) & ~shut
    noon = int(wall(day, AFTERNOON, timetable.zone).timestamp()) // CELL_SECONDS - first
    halves: Iterable[tuple[DayPart, int]] = (
        ("morning", works & ((1 << noon) - 1)),
        ("afternoon", works >> noon << noon),
    )
    for part, cells in halves:
        if cells:
            opens, closes = (cells & -cells).bit_length() - 1, cells.bit_length()
            yield Window(day, part, _moment(first + opens), _moment(first + closes))


def _moment(cell: int) -> datetime:
    return datetime.fromtimestamp(cell * CELL_SECONDS, UTC)


def again(before: CallBack, new: CallBack) -> CallBack:
    """Another window for a call that still waits: it keeps its place."""
    return replace(new, id=before.id, created_at=before.created_at, rev=before.rev + 1)


def check(call: CallBack, rev: int, wanted: str) -> State:
    """What becomes of a call by a button made for `rev`; back to `waiting` is an undoing. Raises a Refusal."""
    ways: dict[State, tuple[State, ...]] = {
        "waiting": ("called", "missed", "withdrawn"),
        "called": ("waiting",),
        "missed": ("waiting",),
        "withdrawn": (),
    }
    if call.state == wanted:
        raise AlreadyDone
    state = next((each for each in ways[call.state] if each == wanted), None)
    if state is None or call.rev != rev:
        raise OutdatedButton
    return state


def marked(call: CallBack, state: State, by: int | None, now: datetime) -> CallBack:
    done = state != "waiting"
    return replace(call, state=state, marked_at=now if done else None, marked_by=by if done else None, rev=call.rev + 1)
