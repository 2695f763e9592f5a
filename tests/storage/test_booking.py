"""The table of claims and what reads it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

import storage.availability
import storage.booking
import storage.centres
from rules.booking import Booking, Policy
from rules.refusal import OutdatedButton, PersonBusy, TimeTaken
from storage.availability import Asker
from storage.schema.booking import ClaimRow
from storage.work import Work
from tests.bookings import Ground, ground, shut

TEN = timedelta(hours=24 + 1)  # ten in the morning of the next day, counted from nine


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Ground]:
    async with ground(tmp_path, template) as place:
        yield place


def visit(here: Ground, person_id: int, specialist_id: int = 1, after: timedelta = TEN) -> Booking:
    return Booking(
        id=0,
        centre_id=here.centre.id,
        specialist_id=specialist_id,
        person_id=person_id,
        topic_id=here.topic.id,
        state="booked",
        starts_at=here.now + after,
        ends_at=here.now + after + timedelta(minutes=30),
        local_start="2026-11-27T10:00",
        zone="Asia/Atyrau",
        language="kk",
        created_at=here.now,
    )


def take(work: Work, new: Booking, policy: Policy) -> Booking:
    written = storage.booking.insert(work, new)
    storage.booking.claim(work, written, policy)
    return written


def claims(work: Work) -> int:
    return work.sql.scalar(select(func.count()).select_from(ClaimRow)) or 0


async def test_a_booking_comes_back_as_it_was_written(here: Ground) -> None:
    person = await here.person(1)
    written = await here.do(take, visit(here, person.id), Policy())
    assert await here.do(storage.booking.booking, written.id) == written
    assert replace(written, id=0) == visit(here, person.id)


async def test_overlapping_visits_of_one_specialist_are_impossible(here: Ground) -> None:
    people = [await here.person(number) for number in (1, 2)]
    await here.do(take, visit(here, people[0].id), Policy())
    for minutes in (-25, 0, 25):
        with pytest.raises(TimeTaken):
            await here.do(take, visit(here, people[1].id, after=TEN + timedelta(minutes=minutes)), Policy())
    for minutes in (-30, 30):
        await here.do(take, visit(here, people[1].id, after=TEN + timedelta(minutes=minutes)), Policy())
    await here.sound()


async def test_the_key_of_the_table_refuses_a_second_claim(here: Ground) -> None:
    person = await here.person(1)
    booked = await here.do(take, visit(here, person.id), Policy())
    cell = int(booked.starts_at.timestamp()) // 300
    with pytest.raises(IntegrityError):
        await here.do(_steal, booked.id, cell)


def _steal(work: Work, booking_id: int, cell: int) -> None:
    work.sql.execute(insert(ClaimRow).values(resource="s1", cell=cell, booking_id=booking_id))


async def test_a_person_with_two_specialists_at_once_is_busy(here: Ground) -> None:
    person = await here.person(1)
    await here.do(take, visit(here, person.id), Policy())
    with pytest.raises(PersonBusy):
        await here.do(take, visit(here, person.id, specialist_id=2), Policy())


async def test_a_refused_claim_leaves_nothing_behind(here: Ground) -> None:
    people = [await here.person(number) for number in (1, 2)]
    await here.do(take, visit(here, people[0].id), Policy())
    before = await here.do(claims)
    with pytest.raises(TimeTaken):
        await here.do(take, visit(here, people[1].id), Policy())
    assert await here.do(claims) == before


async def test_the_buffer_is_the_specialists_and_not_the_persons(here: Ground) -> None:
    people = [await here.person(number) for number in (1, 2)]
    policy = Policy(buffer_minutes=10)
    await here.do(take, visit(here, people[0].id), policy)
    with pytest.raises(TimeTaken):
        await here.do(take, visit(here, people[1].id, after=TEN + timedelta(minutes=35)), policy)
    await here.do(take, visit(here, people[0].id, specialist_id=2, after=TEN + timedelta(minutes=30)), policy)


async def test_a_dead_hold_steps_aside_and_is_written_down_as_expired(here: Ground) -> None:
    people = [await here.person(number) for number in (1, 2)]
    hold = replace(visit(here, people[0].id), state="held", hold_expires_at=here.now + timedelta(minutes=10))
    held = await here.do(take, hold, Policy())
    with pytest.raises(TimeTaken):
        await here.do(take, visit(here, people[1].id), Policy())
    here.later(minutes=10)
    await here.do(take, visit(here, people[1].id, after=TEN - timedelta(minutes=10)), Policy())
    expired = await here.do(storage.booking.booking, held.id)
    assert (expired and expired.state, expired and expired.rev) == ("expired", 1)
    await here.sound()


async def test_a_change_made_from_an_old_revision_is_refused(here: Ground) -> None:
    person = await here.person(1)
    booked = await here.do(take, visit(here, person.id), Policy())
    await here.do(storage.booking.change, booked, replace(booked, rev=1))
    with pytest.raises(OutdatedButton):
        await here.do(storage.booking.change, booked, replace(booked, rev=1, coming=True))


async def test_only_the_owner_finds_a_booking_of_their_own(here: Ground) -> None:
    owner, stranger = await here.person(1), await here.person(2)
    booked = await here.do(take, visit(here, owner.id), Policy())
    assert await here.do(storage.booking.own, booked.id, owner.id) == booked
    assert await here.do(storage.booking.own, booked.id, stranger.id) is None


async def test_closed_hours_offer_nothing(here: Ground) -> None:
    starts_at = here.now + timedelta(hours=1)
    await here.do(shut, here.centre.id, starts_at, starts_at + timedelta(hours=2))
    touching = [
        free
        for free in await here.times()
        if free.ends_at > starts_at and free.starts_at < starts_at + 2 * (starts_at - here.now)
    ]
    assert touching == []


async def test_a_day_unlike_its_weekday_wins(here: Ground) -> None:
    wednesday = here.now + timedelta(days=20)  # 16 December: closed in the sample data
    assert {free.starts_at.date() for free in await here.times()}.isdisjoint({wednesday.date()})


async def test_one_sees_no_time_at_which_one_has_another_visit(here: Ground) -> None:
    person = await here.person(1)
    (elsewhere,) = [
        each.id for each in await here.do(storage.centres.specialists, here.centre.id) if each.code == "at4"
    ]
    booked = await here.do(take, visit(here, person.id, specialist_id=elsewhere), Policy())
    mine = await here.do(_starts, here, Asker(person.id))
    everybodys = await here.do(_starts, here, storage.availability.NOBODY)
    assert booked.starts_at in everybodys
    assert booked.starts_at not in mine


def _starts(work: Work, here: Ground, asker: Asker) -> list[object]:
    times = storage.availability.free_times(work, here.centre.id, here.topic.id, asker)
    return [free.starts_at for free in times]


async def test_claims_of_days_gone_by_are_forgotten(here: Ground) -> None:
    person = await here.person(1)
    await here.do(take, visit(here, person.id), Policy())
    await here.do(storage.booking.sweep)
    assert await here.do(claims) == 12
    here.later(days=3)
    await here.do(storage.booking.sweep)
    assert await here.do(claims) == 0


async def test_a_hold_nobody_came_back_to_is_ended_by_night(here: Ground) -> None:
    person = await here.person(1)
    hold = replace(visit(here, person.id), state="held", hold_expires_at=here.now + timedelta(minutes=10))
    held = await here.do(take, hold, Policy())
    await here.do(storage.booking.sweep)
    assert await here.do(storage.booking.booking, held.id) == held
    here.later(minutes=11)
    await here.do(storage.booking.sweep)
    ended = await here.do(storage.booking.booking, held.id)
    assert ended is not None
    assert (ended.state, await here.do(claims)) == ("expired", 0)
