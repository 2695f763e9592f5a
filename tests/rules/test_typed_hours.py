"""Hours as staff type them are understood, or refused with the reason; they come back whole from a button."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.cells import Interval
from rules.typed_hours import pack, read, unpack

HALVES = ((time(9), time(13)), (time(14), time(18)))


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("9:00-13:00, 14:00-18:00", HALVES),
        ("9-13 14-18", HALVES),
        ("14:00–18:00 и 9:00–13:00", HALVES),
        ("с 9 до 13 и с 14 до 18", HALVES),
        ("9-дан 13-ке дейін, 14-тен 18-ге дейін", HALVES),
        ("9:00-13:00\n14:00-18:00", HALVES),
        ("9.30—18", ((time(9, 30), time(18)),)),
        ("сағат 9-18", ((time(9), time(18)),)),
        ("22-24", ((time(22), time(0)),)),
        ("Демалыс.", ()),
        ("выходной", ()),
    ],
)
def test_typed_hours_are_understood(text: str, hours: tuple[Interval, ...]) -> None:
    assert read(text) == hours


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("сәлем", "unknown"),
        ("", "unknown"),
        ("9", "unknown"),
        ("9-13 и после обеда", "unknown"),
        ("25-26", "unknown"),
        ("9:75-10", "unknown"),
        ("18-9", "backwards"),
        ("9-9", "backwards"),
        ("9-13, 12-18", "overlapping"),
        ("9:07-10", "grid"),
        ("8-9, 10-11, 12-13, 14-15", "too_many"),
        ("9" * 5000, "unknown"),
    ],
)
def test_what_names_no_hours_says_why(text: str, why: str) -> None:
    assert read(text) == why


@given(st.lists(st.integers(0, 288), max_size=6, unique=True))
def test_hours_come_back_whole_from_a_button(fives: list[int]) -> None:
    ends = sorted(fives)[: len(fives) // 2 * 2]
    clocks = [time(five // 12 % 24, five % 12 * 5) for five in ends]
    hours = tuple(zip(clocks[::2], clocks[1::2], strict=True))
    assert unpack(pack(hours)) == hours
    assert len(pack(hours)) <= 18


@pytest.mark.parametrize("packed", ["108", "108156x", "216108", "108156108156", "108156168216" * 2, "108999"])
def test_forged_hours_are_refused(packed: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        unpack(packed)
