"""The desk reads what is booked, whom a closing touches, who looked; closed hours are free for nobody."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import storage.audit
import storage.availability
import storage.booking
import storage.closures
import storage.staff_groups
import storage.visits
from rules.closures import Hours
from rules.visits import Visit
from storage.work import Work
from tests.office import Office, at, office


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    async with office(tmp_path, template) as made:
        yield made


def names(visits: list[Visit]) -> list[str | None]:
    return [visit.name for visit in visits]


async def test_a_day_holds_the_visits_that_begin_on_it_with_names_in_the_order_of_time(here: Office) -> None:
    await here.booked("Late", at(27, 14, 30))
    await here.booked("Early", at(27, 9))
    await here.booked("Other day", at(30, 9))
    assert names(await here.do(storage.visits.between, here.whole(27))) == ["Early", "Late"]


async def test_a_day_of_another_specialist_is_another_day(here: Office) -> None:
    await here.booked("Асель", at(27, 9))
    assert await here.do(storage.visits.between, here.whole(27, here.lawyer.id)) == []
    assert len(await here.do(storage.visits.between, here.whole(27, here.aina.id))) == 1


async def test_a_visit_names_its_topic_and_specialist(here: Office) -> None:
    booking = await here.booked("Асель", at(27, 9))
    visit = await here.do(storage.visits.visit, booking.id)
    assert visit is not None
    assert (visit.booking, visit.topic, visit.specialist) == (booking, here.topic.names, here.aina.name)
    assert await here.do(storage.visits.visit, booking.id + 1) is None


async def test_a_closing_touches_what_overlaps_it_and_nothing_beside(here: Office) -> None:
    await here.booked("Before", at(27, 9))
    await here.booked("Inside", at(27, 10))
    await here.booked("After", at(27, 11))
    hours = Hours(here.centre.id, None, at(27, 10), at(27, 11))
    assert names(await here.do(storage.visits.touched, hours)) == ["Inside"]
    wider = replace(hours, starts_at=at(27, 9, 55), ends_at=at(27, 11, 5))
    assert names(await here.do(storage.visits.touched, wider)) == ["Before", "Inside", "After"]


async def test_a_visit_that_has_begun_is_not_touched(here: Office) -> None:
    await here.booked("Асель", at(26, 10))
    here.wait_until(at(26, 10))
    assert await here.do(storage.visits.touched, here.whole(26)) == []


def _free(work: Work, centre_id: int, topic_id: int) -> set[str]:
    times = storage.availability.free_times(work, centre_id, topic_id)
    return {f"{each.starts_at:%d}" for each in times}


async def test_nobody_finds_a_free_time_in_closed_hours_until_they_are_lifted(here: Office) -> None:
    free = (here.centre.id, here.topic.id)
    assert "27" in await here.do(_free, *free)
    closure_id = await here.do(storage.closures.close, here.whole(27), 1)
    assert "27" not in await here.do(_free, *free)
    assert await here.do(storage.closures.lift, closure_id)
    assert "27" in await here.do(_free, *free)


async def test_the_closing_of_one_specialist_leaves_the_others_free(here: Office) -> None:
    await here.do(storage.closures.close, here.whole(27, here.lawyer.id), 1)
    assert "27" in await here.do(_free, here.centre.id, here.topic.id)


async def test_a_closing_is_lifted_once(here: Office) -> None:
    closure_id = await here.do(storage.closures.close, here.whole(27), 1)
    assert [await here.do(storage.closures.lift, closure_id) for _ in range(2)] == [True, False]


async def test_the_same_hours_are_told_from_others_and_from_lifted_ones(here: Office) -> None:
    whole, his = here.whole(27), here.whole(27, here.aina.id)
    closure_id = await here.do(storage.closures.close, whole, 1)
    found = await here.do(storage.closures.same, whole)
    assert found is not None
    assert found.id == closure_id
    assert await here.do(storage.closures.same, his) is None
    await here.do(storage.closures.lift, closure_id)
    assert await here.do(storage.closures.same, whole) is None


async def test_the_closings_of_a_day_are_the_centres_and_ones_own(here: Office) -> None:
    for hours in (here.whole(27), here.whole(27, here.aina.id), here.whole(27, here.lawyer.id), here.whole(28)):
        await here.do(storage.closures.close, hours, 1)
    everybodys = await here.do(storage.closures.live, here.whole(27))
    ainas = await here.do(storage.closures.live, here.whole(27, here.aina.id))
    assert [each.specialist for each in everybodys] == [None, here.aina.name, here.lawyer.name]
    assert [each.specialist for each in ainas] == [None, here.aina.name]


async def test_the_audit_tells_a_person_who_looked_and_keeps_others_out(here: Office) -> None:
    await here.do(storage.audit.note, 7, here.centre.id, "visit_read", 1, 5)
    here.wait(minutes=1)
    await here.do(storage.audit.note, 7, here.centre.id, "visit_marked", 1, 5)
    await here.do(storage.audit.note, 7, here.centre.id, "visit_read", 2, 6)
    noted = await here.do(storage.audit.of_subject, 1)
    assert [(each.deed, each.actor_id, each.thing_id) for each in noted] == [
        ("visit_read", 7, 5),
        ("visit_marked", 7, 5),
    ]
    assert noted[1].at - noted[0].at == timedelta(minutes=1)


async def test_a_group_belongs_to_the_centre_it_was_linked_to_last(here: Office) -> None:
    assert await here.do(storage.staff_groups.centre_id, -5) is None
    await here.do(storage.staff_groups.link, -5, here.centre.id, 1)
    await here.do(storage.staff_groups.link, -5, here.other.id, 1)
    assert await here.do(storage.staff_groups.centre_id, -5) == here.other.id
