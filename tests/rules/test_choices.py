"""What a screen of times offers, without a database."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

import rules.choices
import rules.openings
from rules.availability import Roster, Timetable, Wanted
from rules.choices import PAGE, Offer
from rules.openings import Openings, Slot
from rules.settings import CentreSettings

ATYRAU = ZoneInfo("Asia/Atyrau")
MONDAY = date(2026, 11, 30)
NINE = datetime(2026, 11, 30, 4, tzinfo=UTC)
DAYS = tuple(MONDAY + timedelta(days=ahead) for ahead in range(14))
HALVES = ((time(9), time(13)), (time(14, 30), time(18, 30)))
WEEK = Timetable(ATYRAU, (*(HALVES,) * 5, (), ()))
BOTH = Openings(WEEK, (Roster(1, frozenset(range(7))), Roster(2, frozenset({1}))), {}, Wanted(60, DAYS, NINE))


def offers(*clocks: int) -> list[Offer]:
    """Offers so many minutes after nine in the morning."""
    return [Offer(NINE + timedelta(minutes=minutes), 1, "Айна Үлгі") for minutes in clocks]


def quarters(count: int, since: int = 0) -> list[Offer]:
    return offers(*range(since, since + 15 * count, 15))


def numbers(found: Iterable[Offer]) -> list[int]:
    return [int((offer.starts_at - NINE).total_seconds()) // 60 for offer in found]


def test_the_week_shown_first_is_the_first_with_a_free_time() -> None:
    by_day = {MONDAY: 0, MONDAY + timedelta(days=1): 0, MONDAY + timedelta(days=8): 3}
    week = rules.choices.week(by_day, None)
    assert week.days == ((MONDAY + timedelta(days=8), 3),)
    assert (week.before, week.after) == (MONDAY, None)


def test_a_full_day_stays_in_its_week() -> None:
    by_day = {MONDAY: 0, MONDAY + timedelta(days=1): 2, MONDAY + timedelta(days=7): 1}
    week = rules.choices.week(by_day, MONDAY)
    assert week.days == ((MONDAY, 0), (MONDAY + timedelta(days=1), 2))
    assert week.after == MONDAY + timedelta(days=7)


def test_a_week_that_has_passed_or_never_was_shows_the_first() -> None:
    by_day = {MONDAY: 1}
    assert rules.choices.week(by_day, MONDAY - timedelta(days=70)).days == ((MONDAY, 1),)
    assert rules.choices.week({}, MONDAY).days == ()


def test_weeks_are_told_apart_over_the_new_year() -> None:
    by_day = {date(2026, 12, 31): 1, date(2027, 1, 4): 1}
    assert rules.choices.week(by_day, None).after == date(2027, 1, 4)


def test_a_day_of_few_times_is_one_page_with_both_halves() -> None:
    hours = rules.choices.hours(MONDAY, offers(0, 15, 330), ATYRAU, 0)
    assert [(half.part, numbers(half.offers)) for half in hours.halves] == [("morning", [0, 15]), ("afternoon", [330])]
    assert (hours.more, hours.other) == (None, None)


def test_a_day_of_many_times_has_pages_in_each_half() -> None:
    day = [*quarters(10), *quarters(5, since=330)]
    first, second, third = (rules.choices.hours(MONDAY, day, ATYRAU, page) for page in range(3))
    assert (numbers(first.halves[0].offers), first.more, first.other) == (list(range(0, 90, 15)), 1, ("afternoon", 2))
    assert (numbers(second.halves[0].offers), second.more) == (list(range(90, 150, 15)), None)
    assert (third.halves[0].part, third.more, third.other) == ("afternoon", None, ("morning", 0))


@given(st.lists(st.integers(0, 37), unique=True).map(sorted), st.integers(-5, 12))
def test_every_time_of_a_day_is_on_some_page_and_no_page_is_too_long(steps: list[int], page: int) -> None:
    day = offers(*(15 * step for step in steps))
    pages = [rules.choices.hours(MONDAY, day, ATYRAU, number) for number in range(8)]
    seen = {minutes for each in pages for half in each.halves for minutes in numbers(half.offers)}
    assert seen == {15 * step for step in steps}
    asked = rules.choices.hours(MONDAY, day, ATYRAU, page)
    assert sum(len(half.offers) for half in asked.halves) <= PAGE


def test_whoever_moves_is_offered_the_same_specialist_first() -> None:
    assert {free.specialist_id for free in rules.choices.three(BOTH, 1)} == {1}
    only_tuesdays = rules.choices.three(replace(BOTH, wanted=replace(BOTH.wanted, days=DAYS[:2])), 2)
    assert [free.specialist_id for free in only_tuesdays] == [2, 2, 2]


def test_where_the_same_specialist_has_too_few_times_others_fill_up() -> None:
    monday = BOTH.on(MONDAY)
    assert len(rules.choices.three(monday, 2)) == 3
    assert {free.specialist_id for free in rules.choices.three(monday, 2)} == {1}


def test_the_time_one_moves_away_from_is_not_offered_nor_counted() -> None:
    moving = BOTH.instead_of(NINE, 1)
    assert NINE not in {free.starts_at for free in moving.times()}
    assert moving.by_day()[MONDAY] == BOTH.by_day()[MONDAY] - 1
    assert moving.by_day()[DAYS[1]] == BOTH.by_day()[DAYS[1]]


def test_a_time_is_free_with_its_own_specialist_only() -> None:
    assert BOTH.at(Slot(1, NINE)) is not None
    assert BOTH.at(Slot(2, NINE)) is None
    assert BOTH.at(Slot(9, NINE)) is None


def test_a_specialist_receives_in_hours_of_work_only() -> None:
    assert BOTH.receives(1, NINE, NINE + timedelta(hours=1))
    assert not BOTH.receives(2, NINE, NINE + timedelta(hours=1))
    assert not BOTH.receives(1, NINE + timedelta(hours=3, minutes=30), NINE + timedelta(hours=4, minutes=30))


def test_a_centre_sets_the_rules_of_its_visits() -> None:
    policy = rules.openings.policy(CentreSettings(slot_minutes=30, notice_minutes=45, hold_minutes=5))
    assert (policy.slot_minutes, policy.notice, policy.hold) == (30, timedelta(minutes=45), timedelta(minutes=5))
