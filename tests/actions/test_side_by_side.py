"""Several processes over one place: each has a door of its own, and what they do at once never doubles."""

import asyncio
import os
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

import actions.booking
import actions.cancelling
import storage.booking
import storage.errands
import storage.flights
import storage.outbox
from bot.errands import SWEEP_AT
from rules.letters import Lane, Letter, Recipient
from rules.openings import Slot
from rules.people import Person
from rules.refusal import Refusal
from screens.words import KAZAKHSTAN
from storage.database import Database
from storage.outbox import Terms
from storage.work import Work
from tests.bookings import Ground, ground

LETTERS, RACERS = 200, 200
DEEDS = int(os.environ.get("ORTAQ_DEEDS", "100"))
_BOOKS, _MOVES = 0.2, 0.6  # what share of turns begins with that


@dataclass(frozen=True, slots=True)
class Street:
    """One ground and three doors to it."""

    ground: Ground
    doors: tuple[Database, ...]


@pytest.fixture
async def street(tmp_path: Path, template: Path) -> AsyncIterator[Street]:
    async with ground(tmp_path, template) as made, AsyncExitStack() as stack:
        doors = tuple(Database(made.db.place) for _ in range(3))
        for door in doors:
            stack.push_async_callback(door.close)
        yield Street(made, doors)


async def test_many_who_press_the_same_time_through_three_doors_are_one_booking(street: Street) -> None:
    here = street.ground
    people = [await here.person(1000 + each) for each in range(RACERS)]
    slot = await here.slot()
    race = [
        street.doors[each % 3].do(actions.booking.book, person, here.centre.id, here.topic.id, slot)
        for each, person in enumerate(people)
    ]
    ended = await asyncio.gather(*race, return_exceptions=True)
    assert [each for each in ended if isinstance(each, BaseException) and not isinstance(each, Refusal)] == []
    assert sum(not isinstance(each, BaseException) for each in ended) == 1
    await here.sound()


async def test_many_mixed_deeds_through_three_doors_at_once_leave_no_overlap(street: Street) -> None:
    """Twenty people at thirty times: booked, moved, cancelled, all at once. ORTAQ_DEEDS says how many."""
    here, random = street.ground, Random(2026)
    people = [await here.person(1000 + each) for each in range(20)]
    slots = [Slot(free.specialist_id, free.starts_at) for free in (await here.times())[:30]]
    some = asyncio.Semaphore(12)

    async def one(number: int) -> str:
        async with some:
            person, door = random.choice(people), street.doors[number % 3]
            try:
                return await _anything(door, here, person, (random.choice(slots), random.random()))
            except Refusal as refusal:
                return type(refusal).__name__

    done = Counter(await asyncio.gather(*(one(number) for number in range(DEEDS))))
    await here.sound()
    assert {"book", "move", "cancel"} <= set(done)
    assert {"TimeTaken", "AlreadyBooked"} & set(done)


async def _anything(door: Database, here: Ground, person: Person, luck: tuple[Slot, float]) -> str:
    """What somebody does next with what they have."""
    slot, chance = luck
    own = await door.do(storage.booking.of_person, person.id)
    live = [each for each in own if each.state == "booked"]
    if not live or chance < _BOOKS:
        await door.do(actions.booking.book, person, here.centre.id, here.topic.id, slot)
        return "book"
    if chance < _MOVES:
        await door.do(actions.booking.move, person, live[0].id, live[0].rev, slot)
        return "move"
    await door.do(actions.cancelling.cancel, person, live[0].id, live[0].rev, "other")
    return "cancel"


async def test_no_letter_is_taken_by_two(street: Street) -> None:
    everybody = [Recipient(chat) for chat in range(1, LETTERS + 1)]
    await street.ground.do(_put, everybody)
    rounds = await asyncio.gather(*(_carry(door) for door in street.doors[:2]))
    taken = Counter(chat for chats in rounds for chat in chats)
    assert taken == Counter(range(1, LETTERS + 1))


def _put(work: Work, to: list[Recipient]) -> None:
    storage.outbox.put_many(work, to, Letter("notice", Lane.NOTICE), Terms("x", None, work.now))


async def _carry(door: Database) -> list[int]:
    chats: list[int] = []
    while taken := await door.do(_take):
        chats += taken
    return chats


def _take(work: Work) -> list[int]:
    parcels = storage.flights.claim(work, 8)
    for parcel in parcels:
        storage.flights.sent(work, parcel, 10_000 + parcel.to.chat_id)
    return [parcel.to.chat_id for parcel in parcels]


async def test_a_duty_of_the_clock_falls_to_one_of_them(street: Street) -> None:
    asked = [door.do(storage.errands.daily, "sweep", SWEEP_AT, KAZAKHSTAN) for door in street.doors]
    assert sorted(await asyncio.gather(*asked)) == [False, False, True]
