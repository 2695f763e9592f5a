"""In person, by phone, online: what is offered, and the number that a call needs."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

import actions.booking
import actions.phones
import actions.privacy
import storage.phones
import storage.privacy
import storage.retention
from rules.booking import Booking
from rules.centres import Topic
from rules.people import Person
from rules.refusal import ConsentMissing, NotOwnNumber, PhoneMissing
from rules.ways import number_of
from tests.bookings import Ground, ground, topic

NUMBER = "+7 (700) 111-22-33"
KEPT = "+77001112233"


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Ground]:
    async with ground(tmp_path, template) as place:
        place.topic = await place.do(topic, "legal")
        yield place


async def booked(here: Ground, person: Person, way: int, about: Topic | None = None) -> Booking:
    slot = await here.slot()
    card = await here.do(actions.booking.book, person, here.centre.id, (about or here.topic).id, slot, way)
    return card.booking


async def give(here: Ground, person: Person, owner: int, number: str = NUMBER) -> str:
    return await here.do(actions.phones.give, person, here.centre.id, owner, number)


async def test_a_tap_on_a_time_books_the_first_way_that_is_offered(here: Ground) -> None:
    assert (await booked(here, await here.person(1), 0)).mode == "office"


async def test_online_is_booked_at_once_and_brings_the_link(here: Ground) -> None:
    slot, person = await here.slot(), await here.person(1)
    card = await here.do(actions.booking.book, person, here.centre.id, here.topic.id, slot, number_of("online"))
    assert (card.booking.state, card.booking.mode, card.link) == ("booked", "online", "https://meet.example.kz/atyrau")


async def test_what_is_not_offered_for_a_topic_is_held_at_the_centre(here: Ground) -> None:
    here.topic = await here.do(topic, "grants")
    assert (await booked(here, await here.person(1), number_of("phone"))).mode == "office"


async def test_a_visit_by_phone_waits_for_the_number(here: Ground) -> None:
    person = await here.person(1)
    assert (await booked(here, person, number_of("phone"))).state == "held"
    with pytest.raises(PhoneMissing):
        await here.do(actions.booking.confirm, person)
    assert await give(here, person, person.telegram_id) == KEPT
    card = await here.do(actions.booking.confirm, person)
    assert (card.booking.state, card.booking.mode, card.call) == ("booked", "phone", KEPT)


@pytest.mark.parametrize("number", ["", "call me", "123", "1" * 40, NUMBER])
async def test_only_ones_own_number_is_kept(here: Ground, number: str) -> None:
    person = await here.person(1)
    with pytest.raises(NotOwnNumber):
        await give(here, person, 0 if number == NUMBER else person.telegram_id, number)
    assert not await here.do(storage.phones.number, person.id)


async def test_no_number_is_kept_without_consent(here: Ground) -> None:
    person = await here.person(1, known=False)
    with pytest.raises(ConsentMissing):
        await give(here, person, person.telegram_id)


async def test_the_number_is_taken_along_and_erased(here: Ground) -> None:
    person = await here.person(1)
    await give(here, person, person.telegram_id)
    assert json.loads(await here.do(actions.privacy.export, person))["phone"][0]["number"] == KEPT
    await here.do(storage.privacy.erase, person.id)
    assert not await here.do(storage.phones.number, person.id)


async def test_a_number_is_forgotten_a_month_after_the_visit(here: Ground) -> None:
    person = await here.person(1)
    await give(here, person, person.telegram_id)
    visit = await booked(here, person, number_of("phone"))
    here.clock[0] = visit.ends_at + timedelta(days=29)
    await here.do(storage.retention.phones)
    assert await here.do(storage.phones.number, person.id) == KEPT
    here.later(days=2)
    await here.do(storage.retention.phones)
    assert not await here.do(storage.phones.number, person.id)
