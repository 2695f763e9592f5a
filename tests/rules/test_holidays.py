"""The days off of the law are those the library knows, for every year ahead that anybody will plan."""

from datetime import date

import holidays
import pytest

from rules.holidays import between, of_year


@pytest.mark.parametrize("year", range(2026, 2037))
def test_the_days_off_are_those_of_the_library(year: int) -> None:
    assert [each.day for each in of_year(year)] == sorted(holidays.country_holidays("KZ", years=year))


def test_a_holiday_on_a_weekend_is_moved_past_other_holidays() -> None:
    found = {each.day: each for each in between(date(2026, 3, 20), date(2026, 3, 31))}
    assert [day.day for day, each in found.items() if each.moved] == [24, 25]
    assert found[date(2026, 3, 24)].names.kk == "Наурыз мейрамы"


def test_christmas_on_a_weekend_is_not_moved() -> None:
    assert date(2028, 1, 10) not in {each.day for each in of_year(2028)}
    assert date(2029, 1, 8) not in {each.day for each in of_year(2029)}


def test_constitution_day_is_in_march_from_2027_and_nowhere_in_2026() -> None:
    named = {each.day for year in (2025, 2026, 2027) for each in of_year(year) if "Конституция" in each.names.kk}
    assert named == {date(2025, 8, 30), date(2025, 9, 1), date(2027, 3, 15)}
