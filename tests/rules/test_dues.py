"""Staff hear of an answer five working days before, one before, when it is late, and each five days after."""

from datetime import date, timedelta

import rules.dues
from rules.clockwork import WorkingCalendar

DUE = date(2026, 12, 18)  # a Friday
CALENDAR = WorkingCalendar(closed=frozenset({date(2026, 12, 16), date(2026, 12, 17)}))


def test_working_days_are_counted_over_weekends_and_holidays() -> None:
    assert rules.dues.left(DUE, date(2026, 12, 15), CALENDAR) == 1
    assert rules.dues.left(DUE, date(2026, 12, 9), CALENDAR) == 5
    assert rules.dues.left(DUE, DUE, CALENDAR) == 0
    assert rules.dues.left(DUE, date(2026, 12, 21), CALENDAR) == -1


def test_the_days_of_the_calls_are_these_and_no_others() -> None:
    days = [date(2026, 12, 1) + timedelta(days=number) for number in range(33)]
    called = [
        day for day in days if CALENDAR.is_working(day) and rules.dues.is_called(rules.dues.left(DUE, day, CALENDAR))
    ]
    assert called == [date(2026, 12, 9), date(2026, 12, 15), date(2026, 12, 21), date(2026, 12, 28)]


def test_a_day_missed_on_a_day_off_is_late_on_the_next_day() -> None:
    assert rules.dues.left(date(2026, 12, 19), date(2026, 12, 20), CALENDAR) == -1
