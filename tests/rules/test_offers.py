"""Three offers in different parts of the day."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.availability import FreeTime
from rules.clockwork import local, wall
from rules.offers import half_day, once_each, part_of_day, three_earliest

ATYRAU = ZoneInfo("Asia/Atyrau")
MONDAY = date(2026, 11, 30)


def free(text: str, specialist_id: int = 1) -> FreeTime:
    """«1 14:30»: half an hour at 14:30, a day after Monday."""
    day, clock = text.split()
    starts_at = wall(MONDAY + timedelta(days=int(day)), time.fromisoformat(clock), ATYRAU)
    return FreeTime(starts_at, starts_at + timedelta(minutes=30), specialist_id)


def told(times: tuple[FreeTime, ...]) -> str:
    there = [local(each.starts_at, ATYRAU) for each in times]
    return ", ".join(f"{(each.date() - MONDAY).days} {each:%H:%M}" for each in there)


@pytest.mark.parametrize(
    ("times", "offers"),
    [
        ("0 10:00, 0 10:15, 0 14:30, 0 15:00, 1 09:00", "0 10:00, 0 14:30, 1 09:00"),
        ("0 14:30, 0 15:00, 1 09:00, 1 09:15, 1 14:30", "0 14:30, 1 09:00, 1 14:30"),
        ("0 10:00, 1 10:00, 2 10:00, 3 15:00, 4 09:00", "0 10:00, 1 10:00, 3 15:00"),
        ("0 15:00, 0 16:00, 2 15:00, 4 15:00, 4 16:00", "0 15:00, 2 15:00, 4 15:00"),
        ("0 15:00, 0 16:00, 0 17:00, 2 15:00", "0 15:00, 0 16:00, 2 15:00"),
        ("0 09:00, 0 09:15, 0 09:30, 0 09:45", "0 09:00, 0 09:15, 0 09:30"),
        ("0 12:45, 0 13:00", "0 12:45, 0 13:00"),
        ("", ""),
    ],
)
def test_the_earliest_come_from_different_parts_of_the_day(times: str, offers: str) -> None:
    found = [free(each) for each in times.split(", ") if each]
    assert told(three_earliest(found, ATYRAU)) == offers


def test_no_more_is_read_than_needed() -> None:
    times = iter([free("0 09:00"), free("0 14:30"), free("1 09:00"), free("1 09:15")])
    three_earliest(times, ATYRAU)
    assert told(tuple(times)) == "1 09:15"


def test_a_start_is_offered_once_with_the_first_specialist_who_has_it() -> None:
    times = [free("0 09:00", 2), free("0 09:00", 1), free("0 09:15", 1)]
    assert list(once_each(times)) == [times[0], times[2]]


def test_the_morning_ends_at_one() -> None:
    assert [part_of_day(time(12, 59)), part_of_day(time(13))] == ["morning", "afternoon"]


@given(st.sets(st.integers(0, 5 * 96 - 1), max_size=30))
def test_offers_are_few_ordered_and_begin_with_the_earliest(quarters: set[int]) -> None:
    times = [free(f"{n // 96} {n % 96 // 4:02}:{n % 4 * 15:02}") for n in sorted(quarters)]
    offers = three_earliest(times, ATYRAU)
    assert offers[:1] == tuple(times[:1])
    assert len(offers) == min(3, len(times))
    assert sorted(set(offers), key=lambda each: each.starts_at) == list(offers)
    halves = {half_day(each, ATYRAU) for each in times}
    assert len({half_day(each, ATYRAU) for each in offers}) == min(3, len(halves))
    assert {part for _, part in halves} == {half_day(each, ATYRAU)[1] for each in offers}


def test_a_moment_belongs_to_the_half_day_of_the_centre() -> None:
    late = datetime.fromisoformat("2026-11-30T20:00+00:00")  # one in the morning of Tuesday there
    assert half_day(FreeTime(late, late, 1), ATYRAU) == (date(2026, 12, 1), "morning")
