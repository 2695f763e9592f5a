"""Group consultations: seats that are never sold twice, a queue that moves up, hours that are nobody else's."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

import actions.cancelling
import actions.closures
import actions.session_desk
import actions.sessions
import actions.waiting_list
import storage.people
import storage.sessions
from actions.waiting_list import Wanted
from rules.closures import Hours
from rules.openings import Slot
from rules.people import Grant, Person, Role
from rules.refusal import (
    AlreadyBooked,
    AlreadyDone,
    NotYours,
    OutdatedButton,
    SeatsOutOfRange,
    SessionFull,
    SessionOver,
    TimeTaken,
)
from rules.sessions import Plan, Session
from storage.schema.booking import BookingRow
from storage.work import Work
from tests.bookings import Ground, ground

CROWD, SEATS = 200, 12


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Ground]:
    async with ground(tmp_path, template) as made:
        yield made


async def coordinator(here: Ground) -> Person:
    person = await here.person(77)
    await here.do(storage.people.grant, person.id, Grant(Role.COORDINATOR, here.centre.id))
    return person


async def plan(here: Ground, seats: int = 2, number: int = -1) -> Plan:
    """An hour of the specialist who has this free time; the last one is weeks ahead."""
    slot = await here.slot(number)
    return Plan(here.centre.id, here.topic.id, slot.specialist_id, slot.starts_at, 60, seats, 0, "kk")


async def held(here: Ground, seats: int = 2) -> tuple[Person, Session]:
    chief = await coordinator(here)
    return chief, (await here.do(actions.session_desk.hold, chief, await plan(here, seats))).session


async def test_twelve_seats_before_two_hundred_people_are_twelve_bookings(here: Ground) -> None:
    _, one = await held(here, SEATS)
    people = await here.crowd(CROWD)
    race = [here.do(actions.sessions.take, person, one.id) for person in people]
    ended = await asyncio.gather(*race, return_exceptions=True)
    assert sum(not isinstance(each, BaseException) for each in ended) == SEATS
    assert {type(each) for each in ended if isinstance(each, BaseException)} == {SessionFull}
    assert await here.do(_seats, one.id) == list(range(1, SEATS + 1))
    await here.sound()


def _seats(work: Work, session_id: int) -> list[int | None]:
    rows = select(BookingRow.seat).where(BookingRow.session_id == session_id, BookingRow.seat.is_not(None))
    return sorted(work.sql.scalars(rows), key=lambda seat: seat or 0)


async def _booked(here: Ground, one: Session, count: int) -> list[Person]:
    """So many people, each with a seat there, in the order of seats."""
    people = await here.crowd(count)
    for person in people:
        await here.do(actions.sessions.take, person, one.id)
    return people


async def test_a_seat_is_one_persons_and_their_hour_is_full(here: Ground) -> None:
    _, one = await held(here)
    (person,) = await _booked(here, one, 1)
    with pytest.raises(AlreadyBooked):
        await here.do(actions.sessions.take, person, one.id)
    card = await here.do(actions.sessions.own_seat, person, one.id)
    assert card is not None
    assert (card.booking.seat, card.booking.session_id, card.booking.language) == (1, one.id, "kk")
    assert len(await here.waiting("booking.soon")) == 1
    free = [(each.specialist_id, each.starts_at) for each in await here.times()]
    assert not any(who == one.specialist_id and one.starts_at <= at < one.ends_at for who, at in free)
    await here.sound()


async def test_left_undone_and_taken_back_a_seat_is_the_lowest_free_one(here: Ground) -> None:
    _, one = await held(here)
    first, _ = await _booked(here, one, 2)
    card = await here.do(actions.sessions.own_seat, first, one.id)
    assert card is not None
    gone = await here.do(actions.cancelling.cancel, first, card.booking.id, card.booking.rev, "time")
    assert gone.booking.seat is None
    back = await here.do(actions.cancelling.restore, first, gone.booking.id, gone.booking.rev)
    assert back.booking.seat == 1
    again = await here.do(actions.cancelling.undo, first, back.booking.id, back.booking.rev)
    await here.do(actions.sessions.take, await here.person(5), one.id)
    with pytest.raises(SessionFull):
        await here.do(actions.cancelling.restore, first, again.booking.id, again.booking.rev)
    assert await here.do(_seats, one.id) == [1, 2]


async def test_the_seat_that_is_left_is_held_for_the_first_in_the_queue(here: Ground) -> None:
    _, one = await held(here)
    seated = await _booked(here, one, 2)
    waiting = [await here.person(number) for number in (5, 6)]
    wanted = Wanted(here.centre.id, here.topic.id, "any", session_id=one.id)
    numbers = [(await here.do(actions.waiting_list.join, person, wanted)).number for person in waiting]
    assert numbers == [1, 2]
    card = await here.do(actions.sessions.own_seat, seated[0], one.id)
    assert card is not None
    await here.do(actions.cancelling.cancel, seated[0], card.booking.id, card.booking.rev, "time")
    first, second = [(await here.do(actions.waiting_list.places, each))[0].entry for each in waiting]
    assert (first.state, second.state) == ("offered", "waiting")
    with pytest.raises(SessionFull):
        await here.do(actions.sessions.take, await here.person(7), one.id)
    passed = await here.do(actions.waiting_list.pass_on, waiting[0], first.id, first.rev)
    assert passed.entry.state == "paused"
    second = (await here.do(actions.waiting_list.places, waiting[1]))[0].entry
    taken = await here.do(actions.waiting_list.take, waiting[1], second.id, second.rev)
    assert (taken.card.booking.state, taken.card.booking.seat) == ("booked", 1)
    await here.sound()


async def test_a_plan_is_never_laid_over_a_visit_nor_a_visit_over_a_session(here: Ground) -> None:
    chief, wanted = await coordinator(here), await plan(here, number=0)
    booked = await here.book(await here.person(5))
    seen = await here.do(actions.session_desk.preview, chief, wanted)
    assert [each.booking.id for each in seen.touched] == [booked.booking.id]
    assert seen.touched[0].name is None
    with pytest.raises(TimeTaken):
        await here.do(actions.session_desk.hold, chief, wanted)
    later = replace(wanted, starts_at=booked.booking.ends_at + timedelta(minutes=30))
    one = (await here.do(actions.session_desk.hold, chief, later)).session
    with pytest.raises(AlreadyDone):
        await here.do(actions.session_desk.hold, chief, later)
    with pytest.raises(TimeTaken):
        await here.book(await here.person(6), Slot(one.specialist_id, one.starts_at))


async def test_who_may_hold_one_and_how_many_seats_it_has(here: Ground) -> None:
    wanted, chief = await plan(here), await coordinator(here)
    with pytest.raises(NotYours):
        await here.do(actions.session_desk.hold, await here.person(5), wanted)
    for seats in (1, 201):
        with pytest.raises(SeatsOutOfRange):
            await here.do(actions.session_desk.hold, chief, replace(wanted, seats=seats))
    with pytest.raises(OutdatedButton):
        await here.do(actions.session_desk.hold, chief, replace(wanted, room_id=999))


async def test_cancelled_its_people_and_its_queue_are_told_and_the_hour_is_free(here: Ground) -> None:
    chief, one = await held(here)
    await _booked(here, one, 2)
    waits = await here.person(5)
    wanted = Wanted(here.centre.id, here.topic.id, "any", session_id=one.id)
    await here.do(actions.waiting_list.join, waits, wanted)
    done = await here.do(actions.session_desk.cancel, chief, one.id, one.rev)
    assert (len(done.told), len(done.unreached), done.waited) == (2, 0, 1)
    assert len(await here.waiting("closures.told")) == 2
    assert len(await here.waiting("sessions.off")) == 1
    assert not await here.waiting("booking.soon")
    with pytest.raises(SessionOver):
        await here.do(actions.sessions.take, waits, one.id)
    assert one.starts_at in {each.starts_at for each in await here.times()}
    await here.sound()


async def test_closed_hours_close_the_session_in_them(here: Ground) -> None:
    chief, one = await held(here)
    await _booked(here, one, 1)
    hours = Hours(here.centre.id, one.specialist_id, one.starts_at, one.ends_at)
    await here.do(actions.closures.close, chief, hours, 0)
    assert await here.do(storage.sessions.ahead, here.centre.id) == []
    await here.sound()
