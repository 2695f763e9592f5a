"""A recurring duty fires once each time, whoever asks and however often."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import create_engine, insert, text

import storage.duties
import storage.errands
from storage.schema import metadata
from storage.schema.booking import ClosureRow
from storage.schema.broadcasts import BroadcastRow
from storage.schema.pins import PinRow
from storage.schema.reservations import ReservationRow
from storage.schema.tenders import ContestRow
from storage.schema.waiting_list import WaitingRow
from storage.types import Base
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


WAITS: dict[type[Base], dict[str, Any]] = {
    ContestRow: {"tell": True, "spread_at": None},
    ClosureRow: {"ill": True, "lifted_at": None, "look_at": NOON},
    WaitingRow: {"state": "waiting", "look_at": NOON, "declined": []},
    BroadcastRow: {"state": "scheduled", "due_at": NOON},
    ReservationRow: {"state": "requested", "answer_by": NOON},
    PinRow: {"look_at": NOON},
}


@pytest.mark.parametrize("row", WAITS)
def test_the_clock_is_called_for_whatever_has_something_due(work: Work, row: type[Base]) -> None:
    assert not storage.duties.wait(work, [])
    plain: dict[type, Any] = {int: 0, str: "", bool: False, date: NOON.date()}
    needed = [each for each in row.table.columns if not (each.nullable or each.name == "id" or each.default)]
    values = {each.name: plain.get(each.type.python_type, NOON) for each in needed}
    work.sql.execute(text("PRAGMA ignore_check_constraints=ON"))
    work.sql.execute(insert(row).values(values | WAITS[row]))
    assert storage.duties.wait(work, [])
