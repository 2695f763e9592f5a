"""Free times as bits, held against the obvious way of finding them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rules.availability import (
    FreeTime,
    Roster,
    Timetable,
    Wanted,
    counts_by_day,
    earliest,
    free_at,
    free_times,
    is_open,
)
from rules.cells import CELL_SECONDS, Interval, Span, cells, day_start_cell, grid_mask, open_mask, starts
from rules.clockwork import local, wall

ATYRAU = ZoneInfo("Asia/Atyrau")
ALMATY, BERLIN, NEW_YORK = ZoneInfo("Asia/Almaty"), ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
HALVES = ((time(9), time(13)), (time(14, 30), time(18, 30)))
WEEK = Timetable(ATYRAU, (*(HALVES,) * 5, (), ()))
ROUND_THE_CLOCK: tuple[Interval, ...] = ((time(0), time(0)),)
MONDAY, NOW = date(2026, 11, 30), datetime(2026, 11, 26, 4, tzinfo=UTC)
HALF_HOUR = Wanted(30, (MONDAY,), NOW)
EVERY_DAY = Roster(1, frozenset(range(7)))


def at(clock: str, day: date = MONDAY, zone: ZoneInfo = ATYRAU) -> datetime:
    return wall(day, time.fromisoformat(clock), zone)


def span(begins: str, ends: str, day: date = MONDAY) -> Span:
    touched = cells(at(begins, day), at(ends, day))
    return touched.start, touched.stop


def clocks(times: Sequence[FreeTime] | Iterator[FreeTime], zone: ZoneInfo = ATYRAU) -> list[str]:
    return [f"{local(free.starts_at, zone):%H:%M}" for free in times]


# The obvious way: every five minutes of each day, every rule asked one after the other.


def plain_scan(
    timetable: Timetable, rosters: Sequence[Roster], busy: Mapping[int, Sequence[Span]], wanted: Wanted
) -> list[FreeTime]:
    length = timedelta(minutes=wanted.minutes)
    return [
        FreeTime(moment, moment + length, roster.specialist_id)
        for day in wanted.days
        for working in [[set(working_cells(timetable, roster, day)) for roster in rosters]]
        for moment in moments(day, timetable.zone)
        if moment >= wanted.not_before and on_grid(local(moment, timetable.zone), wanted.slot_minutes)
        for roster, open_cells in zip(rosters, working, strict=True)
        if is_free(open_cells, busy.get(roster.specialist_id, ()), wanted, cell_of(moment))
    ]


def moments(day: date, zone: ZoneInfo) -> Iterator[datetime]:
    moment, end = wall(day, time(0), zone), wall(day + timedelta(days=1), time(0), zone)
    while moment < end:
        yield moment
        moment += timedelta(minutes=5)


def cell_of(moment: datetime) -> int:
    return int(moment.timestamp()) // CELL_SECONDS


def on_grid(there: datetime, slot_minutes: int) -> bool:
    return there.fold == 0 and (there.hour * 60 + there.minute) % slot_minutes == 0


def is_free(open_cells: set[int], taken: Sequence[Span], wanted: Wanted, first: int) -> bool:
    visit = range(first, first + -(-wanted.minutes // 5))
    kept = range(first, visit.stop - (-wanted.buffer_minutes // 5))
    return open_cells.issuperset(visit) and not any(a < kept.stop and kept.start < b for a, b in taken)


def working_cells(timetable: Timetable, roster: Roster, day: date) -> Iterator[int]:
    spans = working_hours(timetable, roster, day)
    for moment in moments(day, timetable.zone):
        clock, cell = local(moment, timetable.zone).time(), cell_of(moment)
        shut = any(a <= cell < b for a, b in (*timetable.closed, *roster.closed))
        if all(lies_in(clock, hours) for hours in spans) and not shut and day not in roster.full:
            yield cell


def working_hours(timetable: Timetable, roster: Roster, day: date) -> list[tuple[Interval, ...]]:
    """Hours in all of which a visit must lie."""
    usual, weekday = timetable.hours[day.weekday()], day.weekday()
    centre = timetable.exceptions.get(day, usual)
    if day in roster.days:
        return [roster.days[day]] if centre or day not in timetable.exceptions else [()]
    if weekday in roster.week:
        return [centre, roster.week[weekday]]
    if weekday not in roster.weekdays:
        return [centre if centre and not usual else ()]
    return [centre] if roster.hours is None else [centre, roster.hours]


def lies_in(clock: time, intervals: Sequence[Interval]) -> bool:
    return any(opens <= clock and (clock < closes or closes == time(0)) for opens, closes in intervals)


THOROUGH = settings(deadline=None, max_examples=60)  # the plain scan takes its time on a busy machine
FIRST = date(2026, 3, 28)  # the day before the clocks of Berlin change
BASE = day_start_cell(FIRST, ATYRAU)
clock_times = st.integers(16, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
intervals = st.lists(clock_times, max_size=4, unique=True).map(
    lambda ends: tuple((a, b) for a, b in zip(sorted(ends)[::2], sorted(ends)[1::2], strict=False))
)
spans = st.lists(
    st.tuples(st.integers(BASE - 60, BASE + 5 * 288), st.integers(1, 400)).map(lambda s: (s[0], s[0] + s[1])),
    max_size=12,
)
timetables = st.builds(
    Timetable,
    st.sampled_from([ATYRAU, BERLIN, NEW_YORK]),
    st.tuples(*[st.one_of(intervals, st.just(HALVES), st.just(ROUND_THE_CLOCK))] * 7),
    st.dictionaries(st.dates(FIRST, FIRST + timedelta(days=3)), intervals, max_size=2),
    spans.map(lambda some: tuple(some[:1])),
)
rosters_of_two = st.tuples(
    *[
        st.builds(
            Roster,
            st.just(number),
            st.frozensets(st.integers(0, 6), min_size=3),
            st.one_of(st.none(), intervals),
            spans.map(lambda some: tuple(some[:1])),
            st.dictionaries(st.integers(0, 6), intervals, max_size=2),
            st.dictionaries(st.dates(FIRST, FIRST + timedelta(days=3)), intervals, max_size=2),
            st.frozensets(st.dates(FIRST, FIRST + timedelta(days=3)), max_size=1),
        )
        for number in (1, 2)
    ]
)
wants = st.builds(
    Wanted,
    st.sampled_from([15, 20, 30, 45, 60]),
    st.just(tuple(FIRST + timedelta(days=n) for n in range(2))),
    st.integers(0, 86400).map(lambda later: datetime(2026, 3, 28, tzinfo=UTC) + timedelta(seconds=later)),
    st.sampled_from([5, 15, 20, 30]),
    st.sampled_from([0, 0, 5, 15]),
)


@THOROUGH
@given(timetables, rosters_of_two, st.fixed_dictionaries({1: spans, 2: spans}), wants)
@example(
    WEEK, (EVERY_DAY,), {1: [span("09:00", "09:45"), span("12:30", "13:00")]}, replace(HALF_HOUR, buffer_minutes=15)
)
def test_the_bits_find_what_the_plain_scan_finds(
    timetable: Timetable, rosters: tuple[Roster, ...], busy: dict[int, list[Span]], wanted: Wanted
) -> None:
    found = list(free_times(timetable, rosters, busy, wanted))
    assert found == plain_scan(timetable, rosters, busy, wanted)
    assert earliest(timetable, rosters, busy, wanted) == next(iter(found), None)
    counted = counts_by_day(timetable, rosters, busy, wanted)
    assert sum(counted.values()) == len({free.starts_at for free in found})


@THOROUGH
@given(timetables, rosters_of_two, st.fixed_dictionaries({1: spans, 2: spans}), wants)
def test_a_free_time_never_touches_what_is_busy(
    timetable: Timetable, rosters: tuple[Roster, ...], busy: dict[int, list[Span]], wanted: Wanted
) -> None:
    for free in free_times(timetable, rosters, busy, wanted):
        visit = cells(free.starts_at, free.ends_at)
        assert not any(
            begins in visit or visit.start in range(begins, ends) for begins, ends in busy[free.specialist_id]
        )
        assert is_open(timetable, rosters[free.specialist_id - 1], free.starts_at, free.ends_at)


@THOROUGH
@given(timetables, rosters_of_two, wants)
def test_times_come_in_order_and_on_the_grid_of_the_wall(
    timetable: Timetable, rosters: tuple[Roster, ...], wanted: Wanted
) -> None:
    found = list(free_times(timetable, rosters, {}, wanted))
    assert all(a.starts_at <= b.starts_at for a, b in pairwise(found))
    for free in found:
        there = local(free.starts_at, timetable.zone)
        assert (60 * there.hour + there.minute) % wanted.slot_minutes == 0
        assert wall(there.date(), there.time(), timetable.zone) == free.starts_at


@given(st.integers(0, 2**60 - 1), st.integers(1, 40))
def test_a_start_is_the_beginning_of_a_long_enough_run(mask: int, needed: int) -> None:
    run = (1 << needed) - 1
    expected = sum(1 << bit for bit in range(60) if mask >> bit & run == run)
    assert starts(mask, needed, (1 << 60) - 1) == expected


@pytest.mark.parametrize(
    ("zone", "days", "first_start"),
    [
        (BERLIN, (date(2026, 3, 28), date(2026, 3, 29), date(2026, 3, 30)), (9, 8, 8)),
        (BERLIN, (date(2026, 10, 24), date(2026, 10, 25), date(2026, 10, 26)), (8, 9, 9)),
        (NEW_YORK, (date(2026, 3, 7), date(2026, 3, 8), date(2026, 3, 9)), (15, 14, 14)),
        (ALMATY, (date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1)), (4, 4, 5)),
    ],
)
def test_the_wall_keeps_its_hours_when_the_clocks_change(
    zone: ZoneInfo, days: tuple[date, ...], first_start: tuple[int, ...]
) -> None:
    table = Timetable(zone, (((time(10), time(12)),),) * 7)
    wanted = Wanted(60, days, datetime(2024, 1, 1, tzinfo=UTC), slot_minutes=30)
    found = list(free_times(table, [EVERY_DAY], {}, wanted))
    assert clocks(found, zone) == ["10:00", "10:30", "11:00"] * 3
    assert tuple(free.starts_at.hour for free in found[::3]) == first_start


@pytest.mark.parametrize(
    ("day", "zone", "length"),
    [
        (date(2024, 2, 29), ALMATY, 300),
        (date(2024, 3, 1), ALMATY, 288),
        (date(2026, 3, 29), BERLIN, 276),
        (date(2026, 10, 25), BERLIN, 300),
    ],
)
def test_a_day_has_as_many_cells_as_it_lasts(day: date, zone: ZoneInfo, length: int) -> None:
    assert open_mask(day, (ROUND_THE_CLOCK,) * 7, {}, zone) == (1 << length) - 1


def test_an_hour_that_comes_twice_is_offered_once() -> None:
    assert grid_mask(date(2024, 2, 29), 60, ALMATY).bit_count() == 24
    assert grid_mask(date(2026, 3, 29), 60, BERLIN).bit_count() == 23


def test_notice_that_ends_on_the_day_the_clocks_change_is_kept_exactly() -> None:
    table = Timetable(BERLIN, (ROUND_THE_CLOCK,) * 7)
    day = date(2026, 3, 29)
    wanted = Wanted(30, (day,), datetime(2026, 3, 29, 0, 46, tzinfo=UTC))
    assert clocks(free_times(table, [EVERY_DAY], {}, wanted), BERLIN)[:2] == ["03:00", "03:15"]


def test_a_visit_fits_before_lunch_and_before_closing_only_whole() -> None:
    found = clocks(free_times(WEEK, [EVERY_DAY], {}, replace(HALF_HOUR, minutes=60)))
    assert ("12:00" in found, "12:15" in found) == (True, False)
    assert (found[-1], found[found.index("12:00") + 1]) == ("17:30", "14:30")


def test_a_buffer_may_reach_past_closing_but_not_into_the_next_visit() -> None:
    wanted = replace(HALF_HOUR, buffer_minutes=15)
    found = clocks(free_times(WEEK, [EVERY_DAY], {1: [span("10:30", "11:15")]}, wanted))
    assert ("09:45" in found, "10:00" in found, "11:15" in found) == (True, False, True)
    assert {"12:30", "18:00"} <= set(found)


def test_a_buffer_reaches_into_the_next_day() -> None:
    table, tuesday = replace(WEEK, hours=(ROUND_THE_CLOCK,) * 7), MONDAY + timedelta(days=1)
    found = free_times(
        table, [EVERY_DAY], {1: [span("00:05", "01:00", tuesday)]}, replace(HALF_HOUR, buffer_minutes=15)
    )
    assert clocks(found)[-1] == "23:15"


def test_closed_hours_of_the_centre_or_of_one_specialist_hold_nobody() -> None:
    shut = replace(WEEK, closed=(span("09:00", "12:00"),))
    ill = replace(EVERY_DAY, closed=(span("14:30", "18:30"),))
    assert clocks(free_times(shut, [ill], {}, HALF_HOUR)) == ["12:00", "12:15", "12:30"]
    assert not is_open(shut, ill, at("15:00"), at("15:30"))


def test_a_full_day_counts_zero_and_a_day_off_is_not_there() -> None:
    days = (MONDAY, date(2026, 12, 5))
    assert counts_by_day(WEEK, [EVERY_DAY], {1: [span("09:00", "18:30")]}, replace(HALF_HOUR, days=days)) == {MONDAY: 0}


def test_a_day_counts_each_start_once_however_many_specialists_have_it() -> None:
    both = [EVERY_DAY, replace(EVERY_DAY, specialist_id=2)]
    assert counts_by_day(WEEK, both, {}, HALF_HOUR) == counts_by_day(WEEK, [EVERY_DAY], {}, HALF_HOUR)


def test_a_time_is_found_again_with_the_first_specialist_who_still_has_it() -> None:
    both, taken = [EVERY_DAY, replace(EVERY_DAY, specialist_id=2)], {1: [span("10:00", "10:30")]}
    assert free_at(WEEK, both, taken, HALF_HOUR, at("10:00")) == FreeTime(at("10:00"), at("10:30"), 2)
    assert free_at(WEEK, both[:1], taken, HALF_HOUR, at("10:00")) is None
    assert free_at(WEEK, both, {}, HALF_HOUR, at("10:05")) is None


def test_the_days_are_worked_out_only_as_they_are_read() -> None:
    endless = replace(HALF_HOUR, days=tuple(MONDAY + timedelta(days=n) for n in range(5)))
    broken = replace(WEEK, hours=(HALVES,))  # only Monday can be answered
    assert earliest(broken, [EVERY_DAY], {}, endless) == FreeTime(at("09:00"), at("09:30"), 1)
    with pytest.raises(IndexError):
        list(free_times(broken, [EVERY_DAY], {}, endless))


@pytest.mark.parametrize(("minutes", "slot"), [(0, 15), (30, 0), (30, 7)])
def test_a_grid_that_is_none_is_refused(minutes: int, slot: int) -> None:
    with pytest.raises(ValueError, match="cells"):
        replace(HALF_HOUR, minutes=minutes, slot_minutes=slot)
