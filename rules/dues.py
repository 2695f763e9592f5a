"""When an answer is recalled to those who owe it: five working days before, one before, and once it is late."""

from datetime import date

from rules.clockwork import WorkingCalendar

BEFORE = frozenset({5, 1})  # working days before the due day
AGAIN = 5  # working days from one word about a late answer to the next
SOON = 5  # what a card of dues lists besides the late ones: due within so many working days


def left(due: date, today: date, calendar: WorkingCalendar) -> int:
    """Working days until the due day; below zero: by how many it has been missed."""
    if today <= due:
        return calendar.working_days(today, due)
    return -max(calendar.working_days(due, today), 1)


def is_called(days: int) -> bool:
    """Whether a day with so many left is one on which staff hear of it."""
    return days in BEFORE or (days < 0 and (-days - 1) % AGAIN == 0)
