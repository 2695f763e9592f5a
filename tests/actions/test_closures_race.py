"""Whoever comes first, nobody is left with a booking in closed hours, and everybody cancelled is told."""

import asyncio
import random
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import actions.booking
import actions.closures
import actions.visits
import storage.visits
from rules.booking import Booking
from rules.cards import Card
from rules.openings import Slot
from rules.refusal import AlreadyDone, Refusal
from storage.schema.letters import LetterRow
from tests.office import Office, at, office

PEOPLE = 16


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    async with office(tmp_path, template) as made:
        yield made


@pytest.mark.parametrize("seed", range(3))
async def test_bookings_racing_with_a_closing_are_refused_or_cancelled_and_told(here: Office, seed: int) -> None:
    coordinator = await here.coordinator()
    people = [await here.person(f"P{n}") for n in range(PEOPLE)]
    slots = [Slot(here.aina.id, at(27, hour)) for hour in (9, 10, 11, 12, 15, 16)]
    attempts = [
        here.do(actions.booking.book, person, here.centre.id, here.topic.id, slots[n % len(slots)])
        for n, person in enumerate(people)
    ]
    place = random.Random(seed).randrange(1, PEOPLE)
    closing = here.do(actions.closures.close, coordinator, here.whole(27), 1)
    results = await asyncio.gather(*attempts[:place], closing, *attempts[place:], return_exceptions=True)
    assert [each for each in results if isinstance(each, Exception) and not isinstance(each, Refusal)] == []
    booked = {each.booking.id for each in results if isinstance(each, Card)}
    letters = [row.data["booking_id"] for row in await here.rows(LetterRow) if row.kind == actions.closures.TOLD]
    assert await here.do(storage.visits.between, here.whole(27)) == []
    assert booked
    assert sorted(letters) == sorted(booked)


async def test_two_who_close_the_same_hours_at_once_tell_everybody_once(here: Office) -> None:
    bookings: list[Booking] = [await here.booked(f"P{hour}", at(27, hour)) for hour in (9, 10, 11)]
    both = [await here.coordinator() for _ in range(2)]
    attempts = [here.do(actions.closures.close, each, here.whole(27), 1) for each in both]
    results = await asyncio.gather(*attempts, return_exceptions=True)
    assert [type(each) for each in results if isinstance(each, Exception)] == [AlreadyDone]
    letters = [row.data["booking_id"] for row in await here.rows(LetterRow) if row.kind == actions.closures.TOLD]
    assert letters == [booking.id for booking in bookings]


async def test_two_who_note_the_same_arrival_note_it_once(here: Office) -> None:
    booking = await here.booked("Асель", at(26, 10))
    both = [await here.coordinator(), await here.specialist()]
    attempts = [here.do(actions.visits.mark, each, booking.id, 0, "arrived") for each in both]
    results = await asyncio.gather(*attempts, return_exceptions=True)
    assert [type(each) for each in results if isinstance(each, Exception)] == [AlreadyDone]
