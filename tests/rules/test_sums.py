"""Sums are read one way or not at all."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.sums import read, unit_of, unusual


@pytest.mark.parametrize(
    ("cell", "tenge"),
    [
        ("11 500 000,00 тг", "11500000.00"),
        ("11,5 млн", "11500000.00"),
        ("13 437,5 тыс. тг", "13437500.00"),
        ("13 437,5 мың теңге", "13437500.00"),
        ("4,50 млн.тенге", "4500000.00"),
        ("12 млн. тг", "12000000.00"),
        ("1,2 млрд", "1200000000.00"),
        ("7\xa0750\xa0000.00", "7750000.00"),
        ("7 750 000", "7750000.00"),
        ("11.500.000", "11500000.00"),
        ("11.500.000,50", "11500000.50"),
        ("11,500,000.5 ₸", "11500000.50"),
        ("4000000,00", "4000000.00"),
        ("11 500 000 (одиннадцать миллионов пятьсот тысяч) тенге", "11500000.00"),
        ("500 (тыс. тенге)", "500000.00"),
        ("9 000 000 тенге без учета НДС", "9000000.00"),
        ("13,437 млн", "13437000.00"),
        (7250000.0, "7250000.00"),
        (0.1, "0.10"),
    ],
)
def test_the_usual_ways_are_read(cell: str | float, tenge: str) -> None:
    assert str(read(cell)) == tenge


@pytest.mark.parametrize(
    "cell",
    [
        *("", "-", "11,500", "11.500", "5-10 млн", "до 5 млн", "по смете", "1 50 000", "9912 4099 9911", "-5"),
        *("5 млн 6 млн", "0", 0.0, -3.0, float("inf"), float("nan"), "=1+2", "1e9", "9" * 40),
    ],
)
def test_what_has_two_meanings_or_none_is_not_read(cell: str | float) -> None:
    assert read(cell) is None


def test_the_heading_names_a_unit_and_the_cells_own_wins() -> None:
    assert unit_of("Сумма, тыс. тенге") == 1000
    assert unit_of("Бөлінген сома, млн теңге") == 1_000_000
    assert unit_of("Бөлінген сома, теңге") is None
    assert read("13 437,5", 1000) == read("13,4375 млн", 1000) == read(13437.5, 1000) == Decimal("13437500.00")


@given(st.integers(1, 10**12))
def test_a_whole_number_is_itself_however_it_is_grouped(number: int) -> None:
    assert read(f"{number:,}".replace(",", " ")) == read(f"{number},00 тг") == read(number) == number


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    amount = read(text)
    assert amount is None or amount > 0


@pytest.mark.parametrize(
    ("amount", "odd"), [("99999.99", True), ("100000", False), ("1000000000", False), ("1000000000.01", True)]
)
def test_a_sum_far_from_the_usual_is_to_be_looked_at(amount: str, odd: bool) -> None:  # noqa: FBT001  a table of claims
    assert unusual(Decimal(amount)) is odd


def test_no_sum_is_not_unusual() -> None:
    assert not unusual(None)
