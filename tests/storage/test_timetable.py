"""A week, a date and a limit that staff have set are what free times are worked out of."""

from collections.abc import AsyncIterator
from datetime import date, time
from pathlib import Path

import pytest

import storage.availability
import storage.centres
import storage.timetable
from rules.cells import Interval
from rules.clockwork import local
from storage.work import Work
from tests.office import Office, at, office

MORNING: tuple[Interval, ...] = ((time(9), time(13)),)
EVENING: tuple[Interval, ...] = ((time(17), time(20)),)


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    async with office(tmp_path, template) as made:
        yield made


async def starts(here: Office, day: date) -> list[time]:
    """When a visit to Aina may begin that day."""

    def read(work: Work) -> list[time]:
        found = storage.availability.openings(work, here.centre.id, here.topic.id).of(here.aina.id).on(day)
        return [local(free.starts_at, here.centre.zone).time() for free in found.times()]

    return await here.do(read)


async def test_a_weekday_has_the_hours_set_in_the_chat_and_its_own_again_when_they_are_taken_back(here: Office) -> None:
    friday = date(2026, 11, 27)
    usual = await starts(here, friday)
    await here.do(storage.timetable.set_week, here.aina.id, {4: MORNING})
    assert (await starts(here, friday))[-1] == time(12)
    await here.do(storage.timetable.set_week, here.aina.id, {4: ()})
    assert await starts(here, friday) == []
    await here.do(storage.timetable.set_week, here.aina.id, {4: None})
    assert await starts(here, friday) == usual


async def test_a_date_of_ones_own_may_lie_outside_the_hours_of_the_centre(here: Office) -> None:
    saturday = date(2026, 11, 28)
    await here.do(storage.timetable.set_day, here.aina.id, saturday, EVENING)
    assert {each.hour for each in await starts(here, saturday)} == {17, 18, 19}
    await here.do(storage.timetable.set_centre_day, here.centre.id, saturday, ())
    assert await starts(here, saturday) == []


async def test_on_a_working_saturday_everybody_works_who_has_not_said_otherwise(here: Office) -> None:
    saturday = date(2026, 11, 28)
    await here.do(storage.timetable.set_centre_day, here.centre.id, saturday, MORNING)
    assert (await starts(here, saturday))[-1] == time(12)
    await here.do(storage.timetable.set_week, here.aina.id, {5: ()})
    assert await starts(here, saturday) == []


async def test_a_public_holiday_is_closed_by_itself_until_the_centre_opens_it(here: Office) -> None:
    holiday = date(2026, 12, 16)
    await here.do(storage.timetable.set_centre_day, here.centre.id, holiday, None)
    assert await starts(here, holiday) == []
    found = await here.do(storage.centres.days, here.centre.id, holiday, holiday)
    assert found[holiday].reason("ru") == "День Независимости"
    await here.do(storage.timetable.set_centre_day, here.centre.id, holiday, MORNING)
    assert (await starts(here, holiday))[0] == time(9)


async def test_a_day_with_as_many_visits_as_the_specialist_takes_is_full(here: Office) -> None:
    await here.booked("Асель", at(27, 9))
    await here.do(storage.timetable.limit, here.aina.id, 2)
    assert time(15, 30) in await starts(here, date(2026, 11, 27))
    await here.booked("Марат", at(27, 11))
    assert await starts(here, date(2026, 11, 27)) == []
    assert await starts(here, date(2026, 11, 30)) != []
