"""Business numbers: what is right, what is a person's, what the check digit cannot see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.bins import check_digit, digits, from_cell, looks_like_iin, tell, twins

RIGHT = ("050140006873", "991240999911", "991240999921", "000740001307", "000140999108", "241040012133")
SECOND_PASS = ("991240999004", "991240999016")
A_PERSONS = "910315300125"[:11]


@pytest.mark.parametrize("number", RIGHT + SECOND_PASS)
def test_a_right_number_is_a_bin(number: str) -> None:
    assert tell(number) == "bin"


@pytest.mark.parametrize("number", RIGHT)
def test_another_check_digit_is_wrong(number: str) -> None:
    others = [number[:-1] + digit for digit in "0123456789" if digit != number[-1]]
    assert {tell(other) for other in others} == {"wrong"}


def test_some_numbers_are_never_issued() -> None:
    assert check_digit("99124099903") is None


@given(st.sampled_from(RIGHT), st.integers(0, 9), st.integers(1, 9))
def test_any_other_slip_of_one_digit_is_seen_and_one_in_the_eleventh_is_the_trap(
    number: str, place: int, more: int
) -> None:
    slipped = number[:place] + str((int(number[place]) + more) % 10) + number[place + 1 :]
    assert tell(slipped) != "bin" or _second_pass(number) or _second_pass(slipped)
    assert all(tell(twin) == "bin" for twin in twins(number))


def _second_pass(number: str) -> bool:
    return sum(int(digit) * weight for weight, digit in enumerate(number[:11], 1)) % 11 == 10


def test_the_check_digit_is_blind_to_the_eleventh() -> None:
    assert {"991240999921", "991240999931", "991240999951"} <= set(twins("991240999911"))


def test_a_persons_number_is_told_apart() -> None:
    number = A_PERSONS + str(check_digit(A_PERSONS))
    assert tell(number) == "iin"
    assert looks_like_iin(number)
    assert from_cell(number) == ("", "bin_unreadable")


def test_a_slip_in_a_persons_number_still_looks_like_one() -> None:
    wrong = A_PERSONS + str((check_digit(A_PERSONS) or 0) ^ 1)
    assert tell(wrong) == "wrong"
    assert looks_like_iin(wrong)


@pytest.mark.parametrize("text", ["", "99124099991", "9912409999111", "99124099991x", "991340999911", "٩٩١٢٤٠٩٩٩٩١١"])
def test_what_is_no_number_is_wrong(text: str) -> None:
    assert tell(text) == "wrong"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("", ("", None)),
        (" 9912 4099 9911 ", ("991240999911", None)),
        ("'991240999016", ("991240999016", None)),
        ("140999108", ("000140999108", "bin_padded")),
        ("140999109", ("", "bin_unreadable")),
        ("40999108", ("", "bin_unreadable")),
        ("9,9124E+11", ("", "bin_unreadable")),
        ("991240999912", ("", "bin_unreadable")),
    ],
)
def test_a_cell_gives_a_number_or_says_why_not(cell: str, expected: tuple[str, str | None]) -> None:
    assert from_cell(cell) == expected


def test_blanks_and_apostrophes_go() -> None:
    assert digits("’ 99 12\xa040") == "991240"
