"""The clock that can be moved."""

import datetime as dt

import pytest

from sandbox.clock import Clock

START = dt.datetime(2026, 11, 26, 4, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


async def test_a_standing_clock_moves_only_when_moved() -> None:
    clock = Clock(START)
    assert clock.now() == START
    await clock.move(START + HOUR)
    assert (clock.now(), clock.monotonic()) == (START + HOUR, 3600)


async def test_a_running_clock_flows_and_can_be_moved_too() -> None:
    ticks = [100.0]
    clock = Clock(START, running=True, ticks=lambda: ticks[0])
    ticks[0] += 5
    assert clock.now() == START + dt.timedelta(seconds=5)
    await clock.move(START + HOUR)
    ticks[0] += 1
    assert clock.monotonic() == 3601


async def test_the_clock_never_goes_back() -> None:
    clock = Clock(START)
    with pytest.raises(ValueError, match="forward only"):
        await clock.move(START - HOUR)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        Clock(START.replace(tzinfo=None))


async def test_moving_stops_wherever_something_is_due() -> None:
    clock = Clock(START)
    due = [START + HOUR, START + 3 * HOUR, START + 9 * HOUR]
    seen: list[dt.datetime] = []

    async def next_due(to: dt.datetime) -> dt.datetime | None:
        return next((moment for moment in due if moment <= to), None)

    async def arrived() -> None:
        seen.append(clock.now())
        due[:] = [moment for moment in due if moment > clock.now()]

    clock.subscribe(next_due, arrived)
    await clock.move(START + 4 * HOUR)
    assert seen == [START + HOUR, START + 3 * HOUR, START + 4 * HOUR]
    assert due == [START + 9 * HOUR]


async def test_what_was_due_before_happens_now_and_not_in_the_past() -> None:
    clock = Clock(START)
    due = [START - HOUR]
    seen: list[dt.datetime] = []

    async def next_due(_to: dt.datetime) -> dt.datetime | None:
        return due[0] if due else None

    async def arrived() -> None:
        due.clear()
        seen.append(clock.now())

    clock.subscribe(next_due, arrived)
    await clock.move(START + HOUR)
    assert seen == [START, START + HOUR]


async def test_what_stays_due_for_ever_is_an_error_and_not_a_hang() -> None:
    clock = Clock(START)

    async def next_due(_to: dt.datetime) -> dt.datetime | None:
        return START

    async def arrived() -> None:
        pass

    clock.subscribe(next_due, arrived)
    with pytest.raises(RuntimeError, match="stays due"):
        await clock.move(START + HOUR)
