"""A day in a district: its people are there and not at the centre, and whatever is booked with them then is there."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest

import actions.booking
import actions.field_desk
import rules.field_days
import storage.choices
import storage.people
from rules.centres import Texts
from rules.clockwork import local
from rules.field_days import FieldDay
from rules.openings import Slot
from rules.people import Grant, Person, Role
from rules.refusal import AlreadyDone, AwayThen, NotYours, TextTooShort, TimeTaken, TooLate
from tests.bookings import Ground, ground

PLACE = Texts("Ауыл клубы", "Сельский клуб")


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Ground]:
    async with ground(tmp_path, template) as made:
        yield made


async def coordinator(here: Ground) -> Person:
    person = await here.person(77)
    await here.do(storage.people.grant, person.id, Grant(Role.COORDINATOR, here.centre.id))
    return person


async def plan(here: Ground, ahead: int = 1) -> FieldDay:
    """The specialist with the earliest time goes, so many days ahead, from ten to two."""
    free, zone = await here.slot(), here.centre.zone
    day = local(here.now, zone).date() + timedelta(days=ahead)
    made = rules.field_days.planned(here.centre.id, day, (time(10), time(14)), [free.specialist_id], zone)
    return replace(made, place_kk=PLACE.kk, place_ru=PLACE.ru)


async def test_on_that_day_its_people_are_there_and_not_at_the_centre(here: Ground) -> None:
    chief, wanted = await coordinator(here), await plan(here)
    (whose,) = wanted.specialists
    touched = next(each for each in await here.times() if each.starts_at > wanted.starts_at - timedelta(hours=1))
    await here.book(await here.person(5), Slot(whose, touched.starts_at))
    seen = await here.do(actions.field_desk.preview, chief, wanted)
    assert [each.booking.starts_at for each in seen.touched] == [touched.starts_at]
    done = await here.do(actions.field_desk.hold, chief, wanted, 1)
    assert len(done.told) == len(seen.touched)
    at_office = [each for each in await here.times() if each.specialist_id == whose]
    assert wanted.day not in {local(each.starts_at, here.centre.zone).date() for each in at_office}
    person = await here.person(6)
    _, offers = await here.do(storage.choices.field_times, person.id, done.field_day, here.topic.id)
    assert {offers[0].starts_at, offers[-1].starts_at + timedelta(minutes=here.topic.minutes)} == {
        wanted.starts_at,
        wanted.ends_at,
    }
    card = await here.book(person, Slot(whose, offers[0].starts_at))
    assert (card.address, card.room) == (wanted.place, None)
    with pytest.raises(TimeTaken):
        await here.book(await here.person(7), Slot(whose, wanted.ends_at))
    gone = await here.do(actions.field_desk.cancel, chief, done.field_day.id)
    assert [each.booking.id for each in gone.told] == [card.booking.id]
    assert touched.starts_at in {each.starts_at for each in await here.times()}
    await here.sound()


async def test_one_beyond_the_horizon_can_be_booked_as_soon_as_it_is_known(here: Ground) -> None:
    chief, wanted = await coordinator(here), await plan(here, 90)
    done = await here.do(actions.field_desk.hold, chief, wanted, 0)
    person = await here.person(6)
    _, offers = await here.do(storage.choices.field_times, person.id, done.field_day, here.topic.id)
    card = await here.book(person, Slot(offers[0].specialist_id, offers[0].starts_at))
    moved = await here.do(actions.booking.move, person, card.booking.id, card.booking.rev, await here.slot())
    assert moved.card.address == here.centre.addresses


async def test_who_may_plan_one_and_what_cannot_be(here: Ground) -> None:
    chief, wanted = await coordinator(here), await plan(here)
    with pytest.raises(NotYours):
        await here.do(actions.field_desk.hold, await here.person(5), wanted, 0)
    with pytest.raises(NotYours):
        await here.do(actions.field_desk.hold, chief, replace(wanted, specialists=(999,)), 0)
    with pytest.raises(TooLate):
        await here.do(actions.field_desk.hold, chief, await plan(here, 0), 0)
    with pytest.raises(TextTooShort):
        await here.do(actions.field_desk.hold, chief, replace(wanted, place_ru="а"), 0)
    await here.do(actions.field_desk.hold, chief, wanted, 0)
    with pytest.raises(AlreadyDone):
        await here.do(actions.field_desk.hold, chief, wanted, 0)
    with pytest.raises(AwayThen):
        await here.do(actions.field_desk.hold, chief, replace(wanted, place_kk="Мектеп"), 0)
