"""A recurring duty fires once each time, whoever asks and however often."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import create_engine

import storage.duties
import storage.errands
from storage.schema import metadata
from storage.work import Work

ALMATY = ZoneInfo("Asia/Almaty")
NIGHT = time(3, 30)
NOON = datetime(2026, 11, 26, 7, tzinfo=UTC)  # 12:00 in Almaty


@pytest.fixture
def work() -> Iterator[Work]:
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.connect() as session:
        yield Work(session, NOON, 0)
    engine.dispose()


def later(work: Work, **period: float) -> Work:
    return replace(work, now=work.now + timedelta(**period))


def test_the_first_asking_fires(work: Work) -> None:
    assert storage.errands.daily(work, "backup", NIGHT, ALMATY)
    assert storage.errands.every(work, "sweep", timedelta(hours=1))


def test_a_nightly_duty_fires_once_each_night(work: Work) -> None:
    storage.errands.daily(work, "backup", NIGHT, ALMATY)
    askings = [later(work, minutes=15 * n) for n in range(3 * 24 * 4)]
    fired = [asking.now for asking in askings if storage.errands.daily(asking, "backup", NIGHT, ALMATY)]
    assert [moment.astimezone(ALMATY).strftime("%d %H:%M") for moment in fired] == ["27 03:30", "28 03:30", "29 03:30"]


def test_after_a_long_sleep_it_fires_once_not_for_each_night_missed(work: Work) -> None:
    storage.errands.daily(work, "backup", NIGHT, ALMATY)
    assert [storage.errands.daily(later(work, days=9), "backup", NIGHT, ALMATY) for _ in range(3)] == [
        True,
        False,
        False,
    ]


def test_a_clock_that_was_ahead_for_a_moment_puts_no_duty_off(work: Work) -> None:
    storage.errands.daily(work, "backup", NIGHT, ALMATY)
    assert storage.errands.daily(later(work, days=400), "backup", NIGHT, ALMATY)
    askings = [later(work, hours=n) for n in range(2 * 24)]
    fired = [asking.now for asking in askings if storage.errands.daily(asking, "backup", NIGHT, ALMATY)]
    assert [moment.astimezone(ALMATY).strftime("%d %H") for moment in fired] == ["27 04", "28 04"]


def test_a_clock_that_was_behind_costs_one_firing_more_and_no_night(work: Work) -> None:
    storage.errands.daily(work, "backup", NIGHT, ALMATY)
    askings = [replace(work, now=datetime(1970, 1, 1, tzinfo=UTC)), work, work, later(work, days=1)]
    fired = [storage.errands.daily(asking, "backup", NIGHT, ALMATY) for asking in askings]
    assert fired == [False, True, False, True]


def test_a_regular_duty_waits_for_its_pause(work: Work) -> None:
    hour = timedelta(hours=1)
    fired = [storage.errands.every(later(work, minutes=minutes), "sweep", hour) for minutes in (0, 59, 60, 61, 121)]
    assert fired == [True, False, True, False, True]


def test_a_tick_with_nothing_to_do_says_so_and_a_clock_that_was_ahead_is_set_right(work: Work) -> None:
    assert storage.duties.wait(work, ["backup"])
    storage.errands.daily(work, "backup", NIGHT, ALMATY)
    assert not storage.duties.wait(work, ["backup"])
    assert storage.duties.wait(work, ["backup", "sweep"])
    assert storage.duties.wait(later(work, hours=16), ["backup"])
    storage.errands.daily(later(work, days=1), "backup", NIGHT, ALMATY)
    assert storage.duties.wait(work, ["backup"])
