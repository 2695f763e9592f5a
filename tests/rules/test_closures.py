"""Which hours can be closed, and how a day falls into halves and hours."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

import rules.closures
from rules.closures import Closure, Hours
from rules.refusal import AlreadyDone, OutdatedButton, Refusal, TooLate

ATYRAU = ZoneInfo("Asia/Atyrau")
FRIDAY = date(2026, 11, 27)
NOON = datetime(2026, 11, 27, 7, tzinfo=UTC)  # 12:00 in Atyrau
WEEKDAY = ((time(9), time(13)), (time(14, 30), time(18, 30)))


def local(moments: list[datetime]) -> list[str]:
    return [f"{moment.astimezone(ATYRAU):%H:%M}" for moment in moments]


def test_a_day_lasts_from_midnight_to_midnight_on_the_wall() -> None:
    starts_at, ends_at = rules.closures.whole_day(FRIDAY, ATYRAU)
    assert (starts_at, ends_at - starts_at) == (datetime(2026, 11, 26, 19, tzinfo=UTC), timedelta(days=1))
    assert rules.closures.is_whole_day(starts_at, ends_at, ATYRAU)
    assert not rules.closures.is_whole_day(starts_at, ends_at - timedelta(hours=1), ATYRAU)


def test_the_halves_of_a_day_meet_at_lunch_and_leave_nothing_out() -> None:
    morning, afternoon = rules.closures.halves(FRIDAY, ATYRAU)
    assert morning[1] == afternoon[0] == datetime(2026, 11, 27, 8, tzinfo=UTC)
    assert (morning[0], afternoon[1]) == rules.closures.whole_day(FRIDAY, ATYRAU)


def test_closing_may_begin_at_any_whole_hour_of_work() -> None:
    hours = rules.closures.from_hours(FRIDAY, WEEKDAY, ATYRAU)
    assert local(hours) == ["09:00", "10:00", "11:00", "12:00", "15:00", "16:00", "17:00", "18:00"]


def test_closing_may_end_at_any_later_hour_of_work_and_with_the_day() -> None:
    since = datetime(2026, 11, 27, 11, tzinfo=UTC)
    hours = rules.closures.until_hours(since, WEEKDAY, ATYRAU)
    assert local(hours) == ["17:00", "18:00", "00:00"]
    assert hours[-1] == rules.closures.whole_day(FRIDAY, ATYRAU)[1]


@pytest.mark.parametrize("opens", range(24))
def test_no_screen_of_hours_has_more_than_eight_buttons(opens: int) -> None:
    round_the_clock = ((time(opens), time(0)),)
    since = rules.closures.from_hours(FRIDAY, round_the_clock, ATYRAU)
    assert 0 < len(since) <= rules.closures.CHOICES
    for moment in since:
        later = rules.closures.until_hours(moment, round_the_clock, ATYRAU)
        assert 0 < len(later) <= rules.closures.CHOICES
        assert all(moment < each for each in later)


def test_a_day_without_work_has_no_hour_to_begin_at() -> None:
    assert rules.closures.from_hours(FRIDAY, (), ATYRAU) == []


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "refusal"),
    [
        (NOON, NOON + timedelta(hours=1), None),
        (NOON - timedelta(hours=2), NOON + timedelta(minutes=5), None),
        (NOON - timedelta(hours=2), NOON, TooLate),
        (NOON, NOON, OutdatedButton),
        (NOON, NOON - timedelta(hours=1), OutdatedButton),
        (NOON, NOON + timedelta(hours=26), OutdatedButton),
        (NOON, NOON + timedelta(minutes=7), OutdatedButton),
    ],
)
def test_only_hours_that_make_sense_and_are_not_over_can_be_closed(
    starts_at: datetime, ends_at: datetime, refusal: type[Refusal] | None
) -> None:
    hours = Hours(1, None, starts_at, ends_at)
    if refusal is None:
        rules.closures.check(hours, NOON)
        return
    with pytest.raises(refusal):
        rules.closures.check(hours, NOON)


def test_hours_are_opened_again_once_and_while_they_last() -> None:
    closure = Closure(1, 1, None, NOON, NOON + timedelta(hours=1))
    rules.closures.check_lift(closure, NOON)
    with pytest.raises(TooLate):
        rules.closures.check_lift(closure, closure.ends_at)
    lifted = Closure(1, 1, None, NOON, NOON + timedelta(hours=1), lifted_at=NOON)
    with pytest.raises(AlreadyDone):
        rules.closures.check_lift(lifted, NOON)
