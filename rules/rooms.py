"""Rooms that a centre lends, and when they are free: a hall as a whole, or desks one by one."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import rules.cells
from rules.availability import Timetable
from rules.cells import CELL_MINUTES, FARTHEST, Span
from rules.centres import Room

STEP = timedelta(minutes=30)  # hours are offered on this grid, and nobody takes less
_STEP_CELLS = STEP // timedelta(minutes=CELL_MINUTES)
_NAMED = re.compile(r"\bзал(?:[ыдғн]\w*|а|у|ом)?\b|коворкинг|жұмыс орн|рабоч\w+ мест|\bhall\b|coworking")
_LONGEST = 80  # whoever writes more asks a question
_WHOLE = (1 << FARTHEST) - 1


@dataclass(frozen=True, slots=True)
class Free:
    """A local day of one room: of each of its resources the free cells, counted from `first`."""

    day: date
    first: int
    masks: tuple[int, ...]


def named(text: str) -> bool:
    """Whether words that nothing has asked for speak of a room: «зал керек», «нужно рабочее место»."""
    return len(text) <= _LONGEST and _NAMED.search(text.lower()) is not None


def places(room: Room) -> int:
    """How many people can have it at the same time, each for themselves."""
    return room.seats if room.lent == "desk" else 1


def resources(room: Room) -> tuple[str, ...]:
    """What is claimed where somebody takes the whole room: each of its desks, or the room itself."""
    if room.lent != "desk":
        return (f"r{room.id}",)
    return tuple(f"r{room.id}.{desk}" for desk in range(1, room.seats + 1))


def needed(room: Room, people: int) -> int:
    """How many of its resources so many people need."""
    return people if room.lent == "desk" else 1


def free(timetable: Timetable, busy: Sequence[Iterable[Span]], day: date, not_before: datetime) -> Free:
    """What is free on the day, from this moment on. `busy` are the claims of each resource.

    A room is there from the first hour of the centre's day to the last: nobody is turned out for lunch.
    """
    first = rules.cells.day_start_cell(day, timetable.zone)
    there = _bridged(rules.cells.open_mask(day, timetable.hours, timetable.exceptions, timetable.zone))
    gone = max(rules.cells.cell_after(not_before) - first, 0)
    there = (there & ~rules.cells.busy_mask(timetable.closed, first)) >> gone << gone
    return Free(day, first, tuple(there & ~rules.cells.busy_mask(spans, first) for spans in busy))


def _bridged(mask: int) -> int:
    """From the first set bit to the last."""
    return (1 << mask.bit_length()) - (mask & -mask) if mask else 0


def stretches(found: Free, many: int) -> list[tuple[datetime, datetime]]:
    """When so many of its resources are free at once, in order."""
    spans = _runs(_at_least(found.masks, many))
    return [_moments(found, *span) for span in spans if span[1] - span[0] >= _STEP_CELLS]


def _at_least(masks: Iterable[int], many: int) -> int:
    """Bit n: set in so many of the masks."""
    reached = [_WHOLE] + [0] * many
    for mask in masks:
        for count in range(many, 0, -1):
            reached[count] |= reached[count - 1] & mask
    return reached[many]


def _runs(mask: int) -> Iterator[Span]:
    while mask:
        low = (mask & -mask).bit_length() - 1
        length = _run(mask, low)
        yield low, low + length
        mask &= ~(((1 << length) - 1) << low)


def _run(mask: int, low: int) -> int:
    """How many bits are set in a row from here."""
    above = ~(mask >> low)
    return (above & -above).bit_length() - 1


def _moments(found: Free, low: int, high: int) -> tuple[datetime, datetime]:
    return rules.cells.moment_of(found.first + low), rules.cells.moment_of(found.first + high)


def starts(found: Free, many: int, zone: ZoneInfo) -> list[datetime]:
    """From when so many can have it for the shortest time at least."""
    grid = rules.cells.grid_mask(found.day, STEP // timedelta(minutes=1), zone)
    mask = _at_least([rules.cells.starts(mask, _STEP_CELLS, grid) for mask in found.masks], many)
    return [_moments(found, bit, bit)[0] for bit in range(mask.bit_length()) if mask >> bit & 1]


def ends(found: Free, many: int, since: datetime, longest: timedelta) -> list[datetime]:
    """Until when they can stay without changing their places, in steps."""
    low = rules.cells.cell_of(since) - found.first
    runs = sorted((_run(mask, low) for mask in found.masks), reverse=True)
    most = min(runs[many - 1], longest // timedelta(minutes=CELL_MINUTES)) if low >= 0 and len(runs) >= many else 0
    return [since + STEP * n for n in range(1, most // _STEP_CELLS + 1)]


def chosen(found: Free, many: int, since: datetime, until: datetime) -> tuple[int, ...]:
    """The numbers of the first resources that are free the whole time; fewer than `many` where it is taken."""
    first, after = rules.cells.cell_of(since), rules.cells.cell_after(until)
    wanted = rules.cells.busy_mask([(first, after)], found.first)
    fitting = [number for number, mask in enumerate(found.masks) if wanted and wanted & ~mask == 0]
    return tuple(fitting[:many])
