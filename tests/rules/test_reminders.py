"""Reminders come in time, and wake nobody."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.booking import Booking, Policy
from rules.clockwork import is_quiet, local
from rules.reminders import QUIET_FROM, QUIET_TO, reminder_times

ATYRAU = ZoneInfo("Asia/Atyrau")
LONG_BEFORE = datetime(2026, 11, 1, tzinfo=UTC)


def clock(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-12-{text}:00").replace(tzinfo=ATYRAU).astimezone(UTC)


def visit(starts_at: datetime) -> Booking:
    return Booking(
        id=42,
        centre_id=1,
        specialist_id=1,
        person_id=7,
        topic_id=3,
        state="booked",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=30),
        local_start="",
        zone="Asia/Atyrau",
        language="kk",
        created_at=LONG_BEFORE,
    )


def told(starts: str, now: datetime = LONG_BEFORE) -> list[str]:
    reminders = reminder_times(visit(clock(starts)), Policy(), now)
    return [f"{each.kind} {local(each.due_at, ATYRAU):%dT%H:%M}" for each in reminders]


@pytest.mark.parametrize(
    ("starts", "reminders"),
    [
        ("10T10:00", ["day_before 09T10:00", "soon 10T08:00"]),
        ("10T08:30", ["day_before 09T08:30", "soon 10T07:00"]),
        ("10T07:30", ["day_before 08T20:00", "soon 10T07:00"]),
        ("10T22:00", ["day_before 09T20:00", "soon 10T20:00"]),
        ("10T23:30", ["day_before 09T20:00", "soon 10T21:30"]),
        ("10T06:00", ["day_before 08T20:00"]),
    ],
)
def test_a_visit_is_recalled_a_day_and_two_hours_before_and_never_at_night(starts: str, reminders: list[str]) -> None:
    assert told(starts) == reminders


@pytest.mark.parametrize(
    ("now", "kinds"),
    [
        ("09T09:59", ["day_before", "soon"]),
        ("09T10:00", ["soon"]),
        ("10T07:59", ["soon"]),
        ("10T08:00", []),
        ("10T11:00", []),
    ],
)
def test_reminders_already_past_are_left_out(now: str, kinds: list[str]) -> None:
    assert [each.split()[0] for each in told("10T10:00", clock(now))] == kinds


@given(st.integers(0, 60 * 288), st.integers(0, 60 * 288))
def test_a_reminder_comes_after_now_before_the_visit_and_not_in_the_night(start: int, now: int) -> None:
    booking = visit(LONG_BEFORE + timedelta(minutes=5 * start))
    moment = LONG_BEFORE + timedelta(minutes=5 * now)
    for each in reminder_times(booking, Policy(), moment):
        assert moment < each.due_at < each.expires_at == booking.starts_at
        at = local(each.due_at, ATYRAU).time()
        assert at >= time(7)
        assert each.kind == "soon" or not is_quiet(at, QUIET_FROM, QUIET_TO)


def test_a_centre_may_remind_at_other_distances() -> None:
    policy = replace(Policy(), remind_day_before=timedelta(hours=48), remind_soon=timedelta(hours=1))
    reminders = reminder_times(visit(clock("10T10:00")), policy, LONG_BEFORE)
    assert [each.due_at for each in reminders] == [clock("08T10:00"), clock("10T09:00")]
