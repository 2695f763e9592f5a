"""Months as a centre lives them, and how far back they can be looked at."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

import rules.figures
from rules.figures import BACK, Month
from rules.refusal import OutdatedButton

ZONE = ZoneInfo("Asia/Atyrau")
NOW = datetime(2026, 11, 30, 19, 30, tzinfo=UTC)  # half past midnight on the first of December, over there


def test_a_month_begins_at_midnight_of_the_centre() -> None:
    assert Month.at(NOW, ZONE) == Month(2026, 12)
    span = Month(2026, 12).span(ZONE)
    assert (span.since, span.until) == (
        datetime(2026, 11, 30, 19, tzinfo=UTC),
        datetime(2026, 12, 31, 19, tzinfo=UTC),
    )


@pytest.mark.parametrize("month", [Month(2026, 1), Month(2026, 12), Month(2000, 6)])
def test_a_month_comes_back_from_its_button_and_has_neighbours(month: Month) -> None:
    assert Month.of(month.number) == month
    assert month.later(1).later(-1) == month
    assert month.later(12).month == month.month


def test_neither_the_future_nor_the_distant_past_can_be_asked_for() -> None:
    this = Month(2026, 12)
    assert rules.figures.chosen(0, NOW, ZONE) == this
    assert rules.figures.chosen(this.later(-BACK).number, NOW, ZONE) == this.later(-BACK)
    for forged in (this.later(1).number, this.later(-BACK - 1).number, -1, 9_999_999_999):
        with pytest.raises(OutdatedButton):
            rules.figures.chosen(forged, NOW, ZONE)
