"""Days and hours are read one way or not at all; the wall is Kazakhstan's."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.deadlines import Impossible, Stated, Unreadable, read

DAY = date(2026, 12, 3)
AT_SIX = Stated(DAY, time(18))


@pytest.mark.parametrize(
    "cell",
    [
        "03.12.2026 18:00",
        "3.12.26 18.00",
        "2026-12-03 18:00:00",
        "2026-12-03T18:00:00+05:00",
        "2026-12-03T13:00:00Z",
        "до 18:00 3 декабря 2026 г.",
        "3 декабря 2026 года, 18 часов",
        "2026 жылғы 3 желтоқсан сағат 18:00",
        "2026 ж. 3 желтоқсан, 18:00-ге дейін",
        "03.12.2026, 18:00 (по времени Астаны)",
        datetime(2026, 12, 3, 18, tzinfo=UTC).replace(tzinfo=None),
        datetime(2026, 12, 3, 13, tzinfo=UTC),
    ],
)
def test_the_usual_ways_are_read(cell: str | datetime) -> None:
    assert read(cell) == AT_SIX


@pytest.mark.parametrize("cell", ["03.12.2026", "2026-12-03", "03.12.2026 г.", DAY])
def test_a_day_without_an_hour_ends_with_its_last_second(cell: str | date) -> None:
    stated = read(cell)
    assert stated == Stated(DAY)
    assert stated.ends() == datetime(2026, 12, 3, 18, 59, 59, tzinfo=UTC)
    assert stated.begins() == datetime(2026, 12, 2, 19, tzinfo=UTC)


def test_midnight_that_is_said_is_an_hour() -> None:
    assert read("03.12.2026 00:00") == Stated(DAY, time(0))
    assert read("03.12.2026 24:00") == Stated(DAY, time(23, 59, 59))


@pytest.mark.parametrize("cell", ["31.11.2026 18:00", "29.02.2027", "03.13.2026", "03.12.2026 25:00", "03.12.0026"])
def test_days_and_hours_that_do_not_exist_are_impossible(cell: str) -> None:
    with pytest.raises(Impossible):
        read(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "до особого распоряжения",
        "03/12/2026",
        "01.12.2026 - 03.12.2026",
        "декабрь 2026",
        "46359.75",
        "03.12.2026 вечером",
        "03.12.2026 18:00 19:00",
        "в течение 10 дней",
        "III квартал",
    ],
)
def test_what_has_two_meanings_or_none_is_unreadable(cell: str) -> None:
    with pytest.raises(Unreadable):
        read(cell)


def test_an_order_of_day_and_month_that_is_certain_is_read() -> None:
    assert read("31/12/2026") == Stated(date(2026, 12, 31))


@pytest.mark.parametrize("cell", ["", "  ", "\u200b"])
def test_nothing_is_nothing(cell: str) -> None:
    assert read(cell) is None


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.times())
def test_what_is_written_is_read_back(day: date, at: time) -> None:
    exact = datetime.combine(day, at.replace(microsecond=0))
    for written in (exact.isoformat(" "), exact.strftime("%d.%m.%Y %H:%M:%S"), exact):
        assert read(written) == Stated(exact.date(), exact.time())


@given(st.text(alphabet="0123456789.:-/ TZ+мартж,"))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        read(text)
    except (Unreadable, Impossible):
        return
