"""Free times of 20 specialists over 60 days, by bits and by asking each booking about each time.

Run: python -m bench.availability
"""

import gc
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from time import process_time
from zoneinfo import ZoneInfo

from bench.row import Row
from rules.availability import FreeTime, Roster, Timetable, Wanted, counts_by_day, earliest, free_times
from rules.cells import Span, cells
from rules.clockwork import wall

ZONE = ZoneInfo("Asia/Atyrau")
HALVES = ((time(9), time(13)), (time(14, 30), time(18, 30)))
TIMETABLE = Timetable(ZONE, (*(HALVES,) * 5, (), ()))
ROSTERS = tuple(Roster(number, frozenset(range(5))) for number in range(1, 21))
FIRST_DAY, DAYS = date(2026, 11, 30), 60
WANTED = Wanted(30, tuple(FIRST_DAY + timedelta(days=n) for n in range(DAYS)), datetime(2026, 11, 26, tzinfo=UTC))
SLOT = timedelta(minutes=15)
SHARE_TAKEN = 0.54


def bookings(random: Random) -> dict[int, list[tuple[datetime, datetime]]]:
    """About 8,000 visits of 15 to 45 minutes, the same on each run."""
    return {roster.specialist_id: list(_visits(random)) for roster in ROSTERS}


def _visits(random: Random) -> Sequence[tuple[datetime, datetime]]:
    visits = []
    for day in WANTED.days:
        for opens, closes in TIMETABLE.hours[day.weekday()]:
            at, end = wall(day, opens, ZONE), wall(day, closes, ZONE)
            while at < end:
                length = min(SLOT * random.choice((1, 2, 3)), end - at)
                visits += [(at, at + length)] * (random.random() < SHARE_TAKEN)
                at += length
    return visits


def spans(taken: dict[int, list[tuple[datetime, datetime]]]) -> dict[int, list[Span]]:
    touched = {number: [cells(*visit) for visit in visits] for number, visits in taken.items()}
    return {number: [(each.start, each.stop) for each in ranges] for number, ranges in touched.items()}


def plain_scan(taken: dict[int, list[tuple[datetime, datetime]]]) -> list[FreeTime]:
    """The obvious way: every start of every day, and no booking in its way."""
    length = timedelta(minutes=WANTED.minutes)
    return [
        FreeTime(at, at + length, number)
        for at in _starts(length)
        for number, visits in taken.items()
        if not any(at < ends and begins < at + length for begins, ends in visits)
    ]


def _starts(length: timedelta) -> Sequence[datetime]:
    found = []
    for day in WANTED.days:
        for opens, closes in TIMETABLE.hours[day.weekday()]:
            at, end = wall(day, opens, ZONE), wall(day, closes, ZONE)
            while at + length <= end:
                found.append(at)
                at += SLOT
    return found


def _milliseconds(work: Callable[[], object], times: int) -> float:
    """The best of several runs, by the processor: what else the machine does is not what is measured."""
    gc.collect()
    return min(_once(work) for _ in range(times))


def _once(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return 1000 * (process_time() - began)


def measure() -> list[Row]:
    taken = bookings(Random(2026))
    busy = spans(taken)
    assert list(free_times(TIMETABLE, ROSTERS, busy, WANTED)) == plain_scan(taken)
    plain = _milliseconds(lambda: plain_scan(taken), 1)
    all_of_them = _milliseconds(lambda: list(free_times(TIMETABLE, ROSTERS, busy, WANTED)), 20)
    a_day = _milliseconds(lambda: counts_by_day(TIMETABLE, ROSTERS, busy, WANTED), 20)
    first = _milliseconds(lambda: earliest(TIMETABLE, ROSTERS, busy, WANTED), 50)
    size = f"{len(ROSTERS)} specialists, {DAYS} days, {sum(map(len, taken.values()))} bookings"
    return [
        _row(f"free times of {size}", all_of_them, plain, 25),
        _row(f"how many a day, {size}", a_day, plain, 25),
        _row(f"the earliest of {size}", first, plain, 1),
    ]


def _row(name: str, ours: float, plain: float, target: float) -> Row:
    return Row(name, f"{ours:.3g} ms", f"{plain:.3g} ms", plain / ours, f"{target:g} ms", ours <= target)


if __name__ == "__main__":
    print(*measure(), sep="\n")
