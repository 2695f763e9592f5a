"""Ten people book at the same moment, three times between them; tap to reply, and times that two of them won.

The bot is a process of its own behind the sandbox's HTTP server. Beside it the obvious check, then insert.
Run: python -m bench.booking
"""

import asyncio
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import bench.crowd
import bench.ground
from bench.child import child, processor
from bench.crowd import Person
from bench.row import Row, milliseconds, percentile
from rules.keys.booking import Book, Pick, Undo
from sandbox.world import FIRST_PERSON

PEOPLE = 10
TIMES = 3
TOPIC = 3
TARGET = 0.080  # seconds, p99
_WARM = 3  # rounds that do not count

Wins = Callable[[Person], bool]


@dataclass(slots=True)
class Tally:
    """Seconds from tap to reply, the bot's seconds of processor, and how many hold a time that somebody else holds."""

    bot: int  # its process
    waits: list[float] = field(default_factory=list)
    busy: float = 0.0
    doubles: int = 0

    async def all_tap(self, crowd: Sequence[Person], taps: Sequence[str], won: Wins) -> None:
        before = processor(self.bot)
        self.waits += await asyncio.gather(*(one.tap(data) for one, data in zip(crowd, taps, strict=True)))
        self.busy += processor(self.bot) - before
        winners = [data for one, data in zip(crowd, taps, strict=True) if won(one)]
        self.doubles += len(winners) - len(set(winners))


async def ours(file: Path, rounds: int) -> Tally:
    async with bench.crowd.boxed(flood=False) as (box, url), child("bench.ours", url, file, "unlimited") as process:
        tally = Tally(process.pid)
        crowd = bench.crowd.people(box, PEOPLE)
        await asyncio.gather(*(one.say("/help") for one in crowd))
        for number in range(_WARM + rounds):
            if number == _WARM:
                tally = Tally(process.pid)
            await _round(crowd, tally)
    return tally


async def _round(crowd: Sequence[Person], tally: Tally) -> None:
    """Everybody sees the same three times and taps one of them; who has booked undoes it."""
    await asyncio.gather(*(one.tap(Pick(TOPIC).pack()) for one in crowd))
    taps = [one.find(f"{Book.name}:")[number % TIMES] for number, one in enumerate(crowd)]
    await tally.all_tap(crowd, taps, lambda one: bool(_undo(one)))
    await asyncio.gather(*(one.tap(_undo(one)[0]) for one in crowd if _undo(one)))


def _undo(one: Person) -> list[str]:
    return one.find(f"{Undo.name}:")


async def stock(file: Path, rounds: int) -> Tally:
    async with bench.crowd.boxed(flood=False) as (box, url), child("bench.stock_booking", url, file) as process:
        tally = Tally(process.pid)
        crowd = bench.crowd.people(box, PEOPLE)
        await asyncio.gather(*(one.say("/start") for one in crowd))
        for number in range(rounds):
            taps = [f"{number}:{place % TIMES}" for place in range(PEOPLE)]
            await tally.all_tap(
                crowd, taps, lambda one: one.screen is not None and one.screen.text.startswith("Booked")
            )
    return tally


def measure(rounds: int = 40) -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="ortaq-bench-") as folder:
        file = bench.ground.lay(Path(folder) / "ours.db", PEOPLE, FIRST_PERSON)
        mine = asyncio.run(ours(file, rounds))
        plain = asyncio.run(stock(Path(folder) / "plain.db", max(rounds // 4, 5)))
    return [_waits(mine, plain), _busy(mine, plain), _doubles(mine, plain)]


def _waits(mine: Tally, plain: Tally) -> Row:
    here, there = percentile(mine.waits, 0.99), percentile(plain.waits, 0.99)
    name = "a booking, ten at once, tap to reply: p99"
    return Row(name, milliseconds(here), milliseconds(there), there / here, "80 ms", here <= TARGET)


def _busy(mine: Tally, plain: Tally) -> Row:
    here, there = mine.busy / len(mine.waits), plain.busy / len(plain.waits)
    return Row("of it the bot's processor, a booking", milliseconds(here), milliseconds(there), there / here)


def _doubles(mine: Tally, plain: Tally) -> Row:
    name = f"times given twice, of {TIMES} a round wanted by ten"
    there = f"{plain.doubles} in {len(plain.waits) // PEOPLE} rounds"
    return Row(name, f"{mine.doubles} in {len(mine.waits) // PEOPLE} rounds", there, None, "none", not mine.doubles)


if __name__ == "__main__":
    print(*measure(), sep="\n")
