"""What may be done with a visit, by whom, and until when."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.availability import FreeTime
from rules.booking import (
    TRANSITIONS,
    Booking,
    Policy,
    State,
    cancelled,
    claimed_cells,
    confirmed,
    is_live,
    local_start,
    marked,
    moved,
    number,
    restored,
    wanted,
)
from rules.limits import check, check_change, check_mark, check_time, check_undo_cancel, may_undo
from rules.refusal import (
    AlreadyBooked,
    AlreadyDone,
    HoldExpired,
    NotYet,
    NotYours,
    OutdatedButton,
    PersonBusy,
    Refusal,
    TooLate,
    TooManyBookings,
    TooSoon,
)

ATYRAU, POLICY, OWNER = ZoneInfo("Asia/Atyrau"), Policy(), 7
NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)  # 09:00 in Atyrau
START = NOW + timedelta(hours=25)
HALF_HOUR, MINUTE, HOUR = timedelta(minutes=30), timedelta(minutes=1), timedelta(hours=1)
VISIT = Booking(
    id=42,
    centre_id=1,
    specialist_id=5,
    person_id=OWNER,
    topic_id=3,
    state="booked",
    starts_at=START,
    ends_at=START + HALF_HOUR,
    local_start="2026-11-27T10:00",
    zone="Asia/Atyrau",
    language="kk",
    created_at=NOW,
)
HELD = replace(VISIT, state="held", hold_expires_at=NOW + POLICY.hold)


def free(starts_at: datetime) -> FreeTime:
    return FreeTime(starts_at, starts_at + HALF_HOUR, 6)


def test_a_first_booking_is_welcome() -> None:
    check(free(NOW + POLICY.notice), 3, [], POLICY, NOW)


@pytest.mark.parametrize(
    ("starts_at", "topic_id", "own", "refusal"),
    [
        (NOW + POLICY.notice - MINUTE, 1, [], TooSoon),
        (NOW - HOUR, 1, [], TooSoon),
        (START + HOUR, 3, [VISIT], AlreadyBooked),
        (START + HOUR, 3, [HELD], AlreadyBooked),
        (START + HALF_HOUR - MINUTE, 1, [VISIT], PersonBusy),
        (START - HALF_HOUR + MINUTE, 1, [VISIT], PersonBusy),
        (START + HOUR, 1, [VISIT, replace(VISIT, id=43, topic_id=4)], TooManyBookings),
    ],
)
def test_a_booking_is_refused_for_its_reason(
    starts_at: datetime, topic_id: int, own: list[Booking], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        check(free(starts_at), topic_id, own, POLICY, NOW)


@pytest.mark.parametrize(
    "old",
    [
        replace(VISIT, state="cancelled"),
        replace(VISIT, state="no_show"),
        replace(HELD, hold_expires_at=NOW),
        replace(VISIT, starts_at=NOW - HOUR, ends_at=NOW),  # nobody has marked it
    ],
)
def test_what_is_over_stands_in_nobodys_way(old: Booking) -> None:
    assert not is_live(old, NOW)
    check(free(START), 3, [old] * 5, POLICY, NOW)


def test_the_visit_that_is_in_the_way_is_named() -> None:
    with pytest.raises(AlreadyBooked) as refused:
        check(free(START + HOUR), 3, [VISIT], POLICY, NOW)
    assert (refused.value.starts_at, refused.value.booking_id) == (START, VISIT.id)


def test_one_may_move_to_a_time_that_overlaps_the_old_one() -> None:
    check_time(free(START + 10 * MINUTE), [], POLICY, NOW)
    with pytest.raises(PersonBusy):
        check_time(free(START + 10 * MINUTE), [VISIT], POLICY, NOW)


@pytest.mark.parametrize(
    ("booking", "person_id", "rev", "now", "refusal"),
    [
        (VISIT, 8, 0, NOW, NotYours),
        (replace(VISIT, person_id=None), OWNER, 0, NOW, NotYours),
        (VISIT, OWNER, 1, NOW, OutdatedButton),
        (replace(VISIT, state="arrived"), OWNER, 0, NOW, OutdatedButton),
        (replace(VISIT, state="cancelled"), OWNER, 0, NOW, AlreadyDone),
        (VISIT, OWNER, 0, START, TooLate),
        (HELD, OWNER, 0, NOW + POLICY.hold, HoldExpired),
    ],
)
def test_a_change_is_refused_for_its_reason(
    booking: Booking, person_id: int, rev: int, now: datetime, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        check_change(booking, person_id, rev, now)


def test_a_visit_may_be_changed_until_it_begins() -> None:
    check_change(VISIT, OWNER, 0, START - timedelta(seconds=1))


@pytest.mark.parametrize(
    ("state", "to", "now", "refusal"),
    [
        ("booked", "no_show", START + 10 * MINUTE - timedelta(seconds=1), NotYet),
        ("booked", "booked", START, AlreadyDone),
        ("arrived", "arrived", START, AlreadyDone),
        ("cancelled", "arrived", START, OutdatedButton),
        ("cancelled", "booked", START, OutdatedButton),
        ("held", "booked", START, OutdatedButton),
        ("no_show", "booked", START + 24 * HOUR + MINUTE, TooLate),
    ],
)
def test_a_mark_is_refused_for_its_reason(state: State, to: State, now: datetime, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        check_mark(replace(VISIT, state=state, marked_at=START), to, POLICY, now)


@pytest.mark.parametrize(
    ("state", "to", "now"),
    [
        ("booked", "arrived", START - HOUR),
        ("booked", "no_show", START + 10 * MINUTE),
        ("no_show", "booked", START + 24 * HOUR),
        ("no_show", "arrived", START + HOUR),
        ("arrived", "done", START + HOUR),
    ],
)
def test_staff_mark_a_visit_and_take_it_back_within_a_day(state: State, to: State, now: datetime) -> None:
    before = replace(VISIT, state=state, marked_at=START)
    check_mark(before, to, POLICY, now)
    assert marked(before, to, now).marked_at == (None if to == "booked" else now)


def test_every_state_has_its_next_ones() -> None:
    assert set(TRANSITIONS) == set(get_args(State))
    assert all(state not in then for state, then in TRANSITIONS.items())


def test_a_move_keeps_the_booking_and_makes_old_buttons_old() -> None:
    after = moved(replace(VISIT, coming=True), free(START + HOUR))
    assert (after.id, after.rev, after.number) == (VISIT.id, 1, VISIT.number)
    assert (after.local_start, after.specialist_id, after.coming) == ("2026-11-27T11:00", 6, None)
    with pytest.raises(OutdatedButton):
        check_change(after, OWNER, VISIT.rev, NOW)


def test_a_cancelled_visit_comes_back_within_ten_minutes() -> None:
    gone = cancelled(VISIT, "person", "solved", NOW)
    check_undo_cancel(gone, POLICY, NOW + POLICY.undo)
    assert restored(gone) == replace(VISIT, rev=2)
    with pytest.raises(TooLate):
        check_undo_cancel(gone, POLICY, NOW + POLICY.undo + MINUTE)
    with pytest.raises(TooLate):
        check_undo_cancel(replace(gone, starts_at=NOW), POLICY, NOW)
    with pytest.raises(AlreadyDone):
        check_undo_cancel(VISIT, POLICY, NOW)


def test_a_hold_becomes_a_booking_while_it_lasts() -> None:
    assert confirmed(HELD, NOW) == replace(VISIT, rev=1)
    with pytest.raises(HoldExpired):
        confirmed(HELD, NOW + POLICY.hold)


def test_a_booking_just_made_can_be_undone_for_ten_minutes() -> None:
    assert may_undo(VISIT, POLICY, NOW + POLICY.undo)
    assert not may_undo(VISIT, POLICY, NOW + POLICY.undo + MINUTE)


def test_a_person_may_look_from_the_notice_to_the_horizon() -> None:
    late = datetime(2026, 11, 26, 19, 30, tzinfo=UTC)  # half past midnight in Atyrau
    looked = wanted(30, POLICY, ATYRAU, late)
    assert (looked.days[0], looked.days[-1]) == (date(2026, 11, 27), date(2026, 12, 27))
    assert (looked.not_before, looked.slot_minutes) == (late + POLICY.notice, 15)


def test_the_buffer_is_claimed_with_the_visit() -> None:
    cells = claimed_cells(START, START + HALF_HOUR, replace(POLICY, buffer_minutes=15))
    assert len(cells) == 9
    assert cells.start * 300 == START.timestamp()


def test_the_promise_is_kept_as_the_wall_showed_it() -> None:
    assert local_start(START, ATYRAU) == VISIT.local_start


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(2026, 2035))
def test_a_number_belongs_to_one_booking_and_fits_any_keyboard(one: int, other: int, year: int) -> None:
    assert (number(one, year) == number(other, year)) == (one == other)
    assert number(one, year)[0] in "ABEHKMPCTX"


def test_a_number_is_short() -> None:
    assert (VISIT.number, VISIT.minutes) == ("P-0042", 30)
