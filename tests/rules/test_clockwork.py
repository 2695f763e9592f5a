"""Zones, working days and the quiet of the night."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.clockwork import (
    KAZAKHSTAN_OFFSET,
    WorkingCalendar,
    is_quiet,
    local,
    next_allowed,
    wall,
    zone_data_is_current,
)

ALMATY, ATYRAU, BERLIN = ZoneInfo("Asia/Almaty"), ZoneInfo("Asia/Atyrau"), ZoneInfo("Europe/Berlin")
NEW_YEAR = WorkingCalendar(
    closed=frozenset({date(2026, 12, 16), date(2027, 1, 1), date(2027, 1, 4), date(2027, 1, 7)}),
    opened=frozenset({date(2026, 12, 19)}),
)
days = st.dates(date(2026, 1, 1), date(2028, 12, 31))


def test_the_installed_zone_data_knows_one_kazakhstan() -> None:
    assert zone_data_is_current()
    assert local(datetime(2026, 11, 26, 4, tzinfo=UTC), ATYRAU).utcoffset() == KAZAKHSTAN_OFFSET


@pytest.mark.parametrize(
    ("day", "zone", "moment"),
    [
        (date(2026, 11, 26), ATYRAU, datetime(2026, 11, 26, 5, tzinfo=UTC)),
        (date(2024, 2, 29), ALMATY, datetime(2024, 2, 29, 4, tzinfo=UTC)),
        (date(2024, 3, 1), ALMATY, datetime(2024, 3, 1, 5, tzinfo=UTC)),
        (date(2026, 3, 28), BERLIN, datetime(2026, 3, 28, 9, tzinfo=UTC)),
        (date(2026, 3, 29), BERLIN, datetime(2026, 3, 29, 8, tzinfo=UTC)),
    ],
)
def test_ten_o_clock_on_the_wall_is_a_moment_of_its_zone(day: date, zone: ZoneInfo, moment: datetime) -> None:
    assert wall(day, time(10), zone) == moment


def test_an_hour_that_comes_twice_means_its_first_coming() -> None:
    assert wall(date(2024, 2, 29), time(23, 30), ALMATY) == datetime(2024, 2, 29, 17, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 12, 15), 1, date(2026, 12, 17)),  # Independence Day between
        (date(2026, 12, 18), 1, date(2026, 12, 19)),  # a Saturday made a working day
        (date(2026, 12, 31), 1, date(2027, 1, 5)),
        (date(2026, 12, 31), 3, date(2027, 1, 8)),
        (date(2026, 11, 26), 15, date(2026, 12, 18)),
        (date(2026, 11, 28), 0, date(2026, 11, 28)),
    ],
)
def test_working_days_leave_out_weekends_and_holidays(start: date, count: int, end: date) -> None:
    assert NEW_YEAR.add_working_days(start, count) == end


@given(days, st.integers(1, 40))
def test_the_day_found_is_working_and_so_many_working_days_away(start: date, count: int) -> None:
    end = NEW_YEAR.add_working_days(start, count)
    between = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    assert NEW_YEAR.is_working(end)
    assert sum(map(NEW_YEAR.is_working, between)) == count


def test_a_week_without_working_days_is_refused() -> None:
    with pytest.raises(ValueError, match="never"):
        WorkingCalendar(weekend=frozenset(range(7)))


@pytest.mark.parametrize(
    ("at", "allowed"),
    [
        ("2026-11-26T20:59", "2026-11-26T20:59"),
        ("2026-11-26T21:00", "2026-11-27T08:00"),
        ("2026-11-27T03:00", "2026-11-27T08:00"),
        ("2026-11-27T08:00", "2026-11-27T08:00"),
    ],
)
def test_a_letter_of_the_night_waits_for_the_morning(at: str, allowed: str) -> None:
    moment, expected = (datetime.fromisoformat(each).replace(tzinfo=ATYRAU) for each in (at, allowed))
    assert next_allowed(moment, ATYRAU, time(21), time(8)) == expected


@given(
    st.integers(0, 730 * 86400).map(lambda later: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=later)),
    st.times(),
    st.times(),
)
def test_the_allowed_moment_is_never_earlier_never_quiet_and_within_a_day(
    moment: datetime, quiet_from: time, quiet_to: time
) -> None:
    allowed = next_allowed(moment, ATYRAU, quiet_from, quiet_to)
    assert timedelta() <= allowed - moment <= timedelta(days=1)
    assert not is_quiet(local(allowed, ATYRAU).time(), quiet_from, quiet_to)
    assert allowed.tzinfo is UTC
