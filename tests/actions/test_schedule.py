"""Other hours end exactly what lies outside them and tell its people other times; only a coordinator sets them."""

from collections.abc import AsyncIterator
from datetime import date, time
from pathlib import Path

import pytest

import actions.desk
import actions.schedule
from rules.desk import Ordered
from rules.openings import Slot
from rules.people import Grant, Role
from rules.refusal import NotYours, OutdatedButton, TimePassed, TimeTaken
from rules.schedule import Change
from storage.schema.letters import LetterRow
from tests.office import Office, at, office

MORNING = ((time(9), time(13)),)
FRIDAY = frozenset({4})


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    async with office(tmp_path, template) as made:
        yield made


def mornings(here: Office) -> Change:
    return Change(here.centre.id, here.aina.id, MORNING, FRIDAY)


async def test_a_preview_names_those_outside_the_new_hours_and_changes_nothing(here: Office) -> None:
    inside, outside = await here.booked("Асель", at(27, 9)), await here.booked("Марат", at(27, 16))
    seen = await here.do(actions.schedule.preview, await here.coordinator(), mornings(here))
    assert [(visit.booking.id, visit.name) for visit in seen.touched] == [(outside.id, None)]
    assert seen.before == here.centre.hours[4]
    assert seen.after == MORNING
    assert {(await here.booking(each.id)).state for each in (inside, outside)} == {"booked"}


async def test_saving_ends_what_is_outside_and_offers_its_people_other_times(here: Office) -> None:
    inside, outside = await here.booked("Асель", at(27, 9)), await here.booked("Марат", at(27, 16))
    done = await here.do(actions.schedule.change, await here.coordinator(), mornings(here), 1)
    assert [visit.booking.id for visit in done.told] == [outside.id]
    assert (await here.booking(inside.id)).state == "booked"
    letters = [row.data for row in await here.rows(LetterRow) if row.kind == "closures.told"]
    assert letters == [{"booking_id": outside.id, "whole": 0, "offer": 1}]
    with pytest.raises(TimeTaken):
        await here.booked("Сара", at(27, 16))


async def test_saved_again_it_says_the_same_and_tells_nobody_twice(here: Office) -> None:
    await here.booked("Марат", at(27, 16))
    coordinator = await here.coordinator()
    await here.do(actions.schedule.change, coordinator, mornings(here), 1)
    again = await here.do(actions.schedule.change, coordinator, mornings(here), 1)
    assert again.told == ()
    assert len([row for row in await here.rows(LetterRow) if row.kind == "closures.told"]) == 1


async def test_a_visit_outside_the_hours_by_somebodys_wish_is_left_alone(here: Office) -> None:
    coordinator = await here.coordinator()
    await here.do(
        actions.schedule.change, coordinator, Change(here.centre.id, here.aina.id, MORNING, day=date(2026, 11, 28)), 0
    )
    saturday = await here.booked("Асель", at(28, 9))
    done = await here.do(actions.schedule.change, coordinator, mornings(here), 1)
    assert done.told == ()
    assert (await here.booking(saturday.id)).state == "booked"


async def test_closing_a_weekday_of_the_centre_touches_everybody_there_callers_too(here: Office) -> None:
    coordinator = await here.coordinator()
    booked = await here.booked("Асель", at(27, 9))
    ordered = Ordered(here.centre.id, here.topic.id, "kk")
    called = await here.do(actions.desk.call, coordinator, ordered, Slot(here.aina.id, at(27, 11)))
    done = await here.do(actions.schedule.change, coordinator, Change(here.centre.id, None, (), FRIDAY), 1)
    assert [visit.booking.id for visit in done.told] == [booked.id]
    assert [visit.booking.id for visit in done.unreached] == [called.visit.booking.id]


async def test_a_holiday_worked_on_is_a_holiday_again_and_touches_who_was_booked(here: Office) -> None:
    coordinator, holiday = await here.coordinator(), date(2026, 12, 16)
    await here.do(actions.schedule.change, coordinator, Change(here.centre.id, None, MORNING, day=holiday), 0)
    booked = await here.booked("Асель", at(26, 9) + (holiday - date(2026, 11, 26)))
    seen = await here.do(actions.schedule.preview, coordinator, Change(here.centre.id, None, None, day=holiday))
    assert seen.after == ()
    assert [visit.booking.id for visit in seen.touched] == [booked.id]


async def test_only_a_coordinator_of_the_centre_sets_hours(here: Office) -> None:
    elsewhere = await here.person("Elsewhere", Grant(Role.COORDINATOR, here.other.id))
    for person in (await here.specialist(), elsewhere, await here.person("Citizen")):
        with pytest.raises(NotYours):
            await here.do(actions.schedule.change, person, mornings(here), 0)
        with pytest.raises(NotYours):
            await here.do(actions.schedule.limit, person, here.centre.id, here.aina.id, 4)


async def test_a_specialist_reads_their_own_week_and_no_other(here: Office) -> None:
    aina = await here.specialist()
    seen = await here.do(actions.schedule.week, aina, here.centre.id, here.aina.id)
    assert (seen.may_change, seen.hours[0]) == (False, here.centre.hours[0])
    for other in (here.lawyer.id, None):
        with pytest.raises(NotYours):
            await here.do(actions.schedule.week, aina, here.centre.id, other)


async def test_what_no_screen_offers_is_refused(here: Office) -> None:
    coordinator = await here.coordinator()
    forged = [
        Change(here.centre.id, here.aina.id, MORNING),
        Change(here.centre.id, here.aina.id, MORNING, FRIDAY, date(2026, 11, 27)),
        Change(here.centre.id, None, None, FRIDAY),
    ]
    for change in forged:
        with pytest.raises(OutdatedButton):
            await here.do(actions.schedule.change, coordinator, change, 0)
    with pytest.raises(TimePassed):
        await here.do(actions.schedule.change, coordinator, Change(here.centre.id, None, (), day=date(2026, 11, 25)), 0)
