"""The law of peace, case by case."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from rules.alerts import (
    ON_A_CARD,
    card_day,
    card_moment,
    day_of,
    deadline_reminders,
    decide,
    evening_has_room,
    first_try,
    room_from,
)

ZONE = ZoneInfo("Asia/Atyrau")


def at(hour: int, minute: int = 0, day: int = 12) -> datetime:
    return datetime(2027, 1, day, hour, minute, tzinfo=ZONE).astimezone(UTC)


@pytest.mark.parametrize(("told", "decision"), [(0, "now"), (1, "now"), (2, "card"), (3, "card")])
def test_two_come_at_once_and_the_rest_waits_for_the_card(told: int, decision: str) -> None:
    assert decide(at(12), ZONE, told) == decision


@pytest.mark.parametrize(("told", "decision"), [(2, "now"), (3, "card")])
def test_what_would_be_over_before_the_card_takes_its_place_and_never_a_fourth(told: int, decision: str) -> None:
    assert decide(at(12), ZONE, told, at(18)) == decision


@pytest.mark.parametrize("moment", [at(21), at(23, 59), at(0), at(7, 59)])
def test_nothing_leaves_at_night(moment: datetime) -> None:
    assert decide(moment, ZONE, 0) == "card"
    assert not evening_has_room(moment, ZONE, 0)


@pytest.mark.parametrize(
    ("now", "due"), [(at(12), at(12, 5)), (at(20, 56), at(8, day=13)), (at(3), at(8)), (at(7, 55), at(8))]
)
def test_an_alert_waits_for_the_undoing_and_for_the_morning(now: datetime, due: datetime) -> None:
    assert first_try(now, ZONE) == due


def test_after_seven_in_the_evening_the_next_card_is_tomorrows() -> None:
    assert card_day(at(18, 59), ZONE) == date(2027, 1, 12)
    assert card_day(at(19), ZONE) == date(2027, 1, 13)
    assert card_moment(date(2027, 1, 13), ZONE) == at(19, day=13)


def test_the_card_is_the_last_of_its_day() -> None:
    assert evening_has_room(at(19), ZONE, 2)
    assert not evening_has_room(at(19), ZONE, 3)


def test_a_full_card_leaves_the_rest_to_the_next_evening() -> None:
    assert room_from(date(2027, 1, 12), [ON_A_CARD, ON_A_CARD, 3]) == date(2027, 1, 14)
    assert room_from(date(2027, 1, 12), [0]) == date(2027, 1, 12)


def test_a_day_is_the_readers_own() -> None:
    assert day_of(at(0, 30), ZONE) == (at(0), at(0, day=13))


def test_deadlines_are_recalled_three_days_and_one_day_before_by_day() -> None:
    assert deadline_reminders(at(18, day=20), ZONE, at(12)) == [at(18, day=17), at(18, day=19)]
    assert deadline_reminders(at(23, 59, day=20), ZONE, at(12)) == [at(20, day=17), at(20, day=19)]
    assert deadline_reminders(at(6, day=20), ZONE, at(12)) == [at(20, day=16), at(20, day=18)]


def test_a_reminder_whose_time_is_past_is_not_sent() -> None:
    assert deadline_reminders(at(18, day=14), ZONE, at(12)) == [at(18, day=13)]
    assert deadline_reminders(at(13), ZONE, at(12)) == []
    assert deadline_reminders(at(12) - timedelta(days=1), ZONE, at(12)) == []
