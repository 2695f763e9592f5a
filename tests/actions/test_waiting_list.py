"""The line: who waits longest is offered first, what is offered is nobody else's, and nobody is offered twice."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

import actions.cancelling
import actions.offers
import actions.waiting_list
import storage.booking
import storage.privacy
import storage.rows
import storage.waiting_list
from actions.waiting_list import Wanted
from rules.booking import Booking
from rules.cards import Card
from rules.openings import Slot
from rules.people import Person
from rules.refusal import (
    AlreadyBooked,
    AlreadyDone,
    ConsentMissing,
    HoldExpired,
    NotYours,
    OutdatedButton,
    Refusal,
    TimeTaken,
)
from rules.waiting_list import Entry, Place
from storage.schema.booking import ClosureRow
from storage.schema.centres import CentreRow
from storage.work import Work
from tests.bookings import Ground, ground, shut

FRIDAY = datetime(2026, 11, 27, 4, tzinfo=UTC)  # 09:00 in Atyrau


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Ground]:
    """Nothing is free in all the days ahead but one visit: Friday at nine."""
    async with ground(tmp_path, template) as made:
        await made.do(shut, made.centre.id, made.now, FRIDAY)
        await made.do(shut, made.centre.id, FRIDAY + timedelta(hours=1), FRIDAY + timedelta(days=60))
        yield made


async def join(here: Ground, person: Person, suits: str = "any", booking_id: int = 0) -> Place:
    return await here.do(actions.waiting_list.join, person, Wanted(here.centre.id, here.topic.id, suits, booking_id))


async def entry(here: Ground, person: Person) -> Entry:
    found = await here.do(storage.waiting_list.of_topic, person.id, here.topic.id)
    assert found is not None
    return found


async def held(here: Ground, person: Person) -> Booking:
    found = await here.do(storage.booking.booking, (await entry(here, person)).offered_id or 0)
    assert found is not None
    return found


async def taken(here: Ground, telegram_id: int = 1) -> tuple[Person, Card]:
    """Somebody has the only time there is."""
    person = await here.person(telegram_id)
    return person, await here.book(person)


async def cancel(here: Ground, person: Person, card: Card) -> None:
    await here.do(actions.cancelling.cancel, person, card.booking.id, card.booking.rev, "other")


async def states(here: Ground, *people: Person) -> list[str]:
    return [(await entry(here, person)).state for person in people]


async def test_a_freed_time_is_held_for_who_waits_longest_and_for_nobody_else(here: Ground) -> None:
    somebody, card = await taken(here)
    first, second = await here.person(2), await here.person(3)
    assert [(await join(here, first)).number, (await join(here, second)).number] == [1, 2]
    await cancel(here, somebody, card)
    assert await states(here, first, second) == ["offered", "waiting"]
    assert (await held(here, first)).starts_at == card.booking.starts_at
    assert await here.times() == []
    with pytest.raises(TimeTaken):
        await here.book(second, Slot(card.booking.specialist_id or 0, card.booking.starts_at))
    assert len(await here.waiting(actions.offers.OFFER)) == 1


async def test_one_tap_books_it_and_a_second_one_changes_nothing(here: Ground) -> None:
    first = await here.person(2)
    stands = (await join(here, first)).entry
    done = await here.do(actions.waiting_list.take, first, stands.id, stands.rev)
    assert done.card.booking.state == "booked"
    assert done.card.booking.source == "chat"
    assert len(await here.waiting("booking.")) == 2  # the reminder before it, and the receipt until it has been shown
    with pytest.raises(AlreadyDone):
        await here.do(actions.waiting_list.take, first, stands.id, stands.rev)
    await here.sound()


async def test_who_passes_it_on_keeps_the_place_and_is_not_asked_for_that_half_day_again(here: Ground) -> None:
    first, second = await here.person(2), await here.person(3)
    stands = (await join(here, first)).entry
    await join(here, second)
    place = await here.do(actions.waiting_list.pass_on, first, stands.id, stands.rev)
    assert (place.number, place.entry.state) == (1, "waiting")
    assert await states(here, first, second) == ["waiting", "offered"]
    after = await entry(here, second)
    await here.do(actions.waiting_list.pass_on, second, after.id, after.rev)
    assert await states(here, first, second) == ["waiting", "waiting"]
    assert len(await here.times()) == 1


async def test_silence_goes_on_to_the_next_keeps_the_place_once_and_pauses_the_second_time(here: Ground) -> None:
    first, second = await here.person(2), await here.person(3)
    await join(here, first)
    await join(here, second)
    here.later(minutes=21)
    await here.do(actions.offers.look)
    assert await states(here, first, second) == ["waiting", "offered"]
    assert len(await here.waiting(actions.offers.MISSED)) == 1
    silent = await entry(here, first)
    assert silent.missed == 1
    here.later(minutes=21)
    await here.do(actions.offers.look)
    assert await states(here, first, second) == ["waiting", "waiting"]


async def test_an_offer_ends_by_itself_and_then_it_cannot_be_taken(here: Ground) -> None:
    first = await here.person(2)
    stands = (await join(here, first)).entry
    here.later(minutes=20)
    with pytest.raises(HoldExpired):
        await here.do(actions.waiting_list.take, first, stands.id, stands.rev)
    assert len(await here.times()) == 1


async def test_nobody_is_offered_anything_by_night_but_in_the_morning(here: Ground) -> None:
    somebody, card = await taken(here)
    first = await here.person(2)
    await join(here, first)
    here.clock[0] = datetime(2026, 11, 26, 17, tzinfo=UTC)  # 22:00
    await cancel(here, somebody, card)
    assert await states(here, first) == ["waiting"]
    morning = await here.do(storage.waiting_list.next_due)
    assert morning == datetime(2026, 11, 27, 3, tzinfo=UTC)
    here.clock[0] = morning
    await here.do(actions.offers.look)
    assert await states(here, first) == ["offered"]
    assert (await held(here, first)).hold_expires_at == morning + timedelta(minutes=5)  # the visit is near


async def test_what_does_not_suit_is_not_offered(here: Ground) -> None:
    first = await here.person(2)
    assert (await join(here, first, "afternoon")).entry.state == "waiting"
    assert (await join(here, first, "morning")).entry.state == "offered"


async def test_who_wants_it_earlier_swaps_and_keeps_the_old_time_until_then(here: Ground) -> None:
    somebody, card = await taken(here)
    first = await here.person(2)
    late = FRIDAY + timedelta(days=3)
    await here.do(_open_again, here.centre.id, late)
    mine = await here.book(first, Slot(card.booking.specialist_id or 0, late))
    await join(here, first, "any", mine.booking.id)
    await cancel(here, somebody, card)
    stands = await entry(here, first)
    await here.sound()
    done = await here.do(actions.waiting_list.take, first, stands.id, stands.rev)
    assert done.moved is not None
    assert (done.moved.old_start, done.card.booking.starts_at, done.card.booking.id) == (late, FRIDAY, mine.booking.id)
    assert await here.do(storage.waiting_list.of_person, first.id) == []
    await here.sound()


async def test_nothing_later_than_ones_own_is_offered(here: Ground) -> None:
    first, card = await taken(here, 2)
    await here.do(_open_again, here.centre.id, FRIDAY + timedelta(days=3))
    assert (await join(here, first, "any", card.booking.id)).entry.state == "waiting"


async def test_who_books_by_themselves_waits_no_longer(here: Ground) -> None:
    first = await here.person(2)
    await join(here, first)
    await here.book(first, Slot((await held(here, first)).specialist_id or 0, FRIDAY))
    assert await here.do(storage.waiting_list.of_person, first.id) == []
    assert await here.waiting(actions.offers.OFFER) == []
    await here.sound()


async def test_who_is_erased_is_offered_nothing_and_their_time_goes_on(here: Ground) -> None:
    first, second = await here.person(2), await here.person(3)
    await join(here, first)
    await join(here, second)
    await here.do(actions.cancelling.cancel_all, first)
    await here.do(storage.privacy.erase, first.id)
    assert await states(here, second) == ["offered"]
    await here.sound()


async def test_joining_asks_for_consent_first_and_writes_nothing(here: Ground) -> None:
    stranger = await here.person(9, known=False)
    with pytest.raises(ConsentMissing):
        await join(here, stranger)
    assert await here.do(storage.waiting_list.of_person, stranger.id) == []


async def test_who_has_a_booking_on_the_topic_waits_for_an_earlier_one_or_not_at_all(here: Ground) -> None:
    somebody, card = await taken(here)
    with pytest.raises(AlreadyBooked):
        await join(here, somebody)
    other = await here.person(2)
    with pytest.raises(NotYours):
        await join(here, other, "any", card.booking.id)
    with pytest.raises(OutdatedButton):
        await join(here, other, "whenever")


async def test_a_closed_job_offers_nothing(here: Ground) -> None:
    somebody, card = await taken(here)
    first = await here.person(2)
    await join(here, first)
    await here.do(_switch_off, here.centre.id)
    await cancel(here, somebody, card)
    assert await states(here, first) == ["waiting"]


async def test_fifty_in_the_line_and_one_time_is_one_offer_whoever_asks_at_once(here: Ground) -> None:
    people = [await here.person(100 + number) for number in range(50)]
    await asyncio.gather(*(join(here, person) for person in people))
    assert sorted(await states(here, *people)) == ["offered"] + ["waiting"] * 49
    stands = [await entry(here, person) for person in people]
    done = await asyncio.gather(
        *(
            here.do(actions.waiting_list.take, person, each.id, each.rev)
            for person, each in zip(people, stands, strict=True)
        ),
        return_exceptions=True,
    )
    assert sum(not isinstance(each, Refusal) for each in done) == 1
    await here.sound()


async def test_the_usual_wait_is_told_only_where_enough_have_been_served(here: Ground) -> None:
    for number in range(3):
        person = await here.person(10 + number)
        stands = (await join(here, person)).entry
        here.later(minutes=5)
        taken = await here.do(actions.waiting_list.take, person, stands.id, stands.rev)
        usual = await here.do(storage.waiting_list.usual_wait, here.centre.id, here.topic.id)
        assert usual == (timedelta(minutes=5) if number == 2 else None)
        await cancel(here, person, taken.card)


def _open_again(work: Work, centre_id: int, starts_at: datetime) -> None:
    """An hour in the middle of what is shut: the closure is cut in two."""
    for closure in _closures(work, centre_id):
        if closure.starts_at <= starts_at < closure.ends_at:
            mine = update(ClosureRow).where(ClosureRow.id == closure.id)
            work.sql.execute(mine.values(ends_at=starts_at))
            shut(work, centre_id, starts_at + timedelta(hours=1), closure.ends_at)


def _closures(work: Work, centre_id: int) -> list[ClosureRow]:
    return list(storage.rows.every(work, select(ClosureRow).where(ClosureRow.centre_id == centre_id)))


def _switch_off(work: Work, centre_id: int) -> None:
    work.sql.execute(update(CentreRow).where(CentreRow.id == centre_id).values(jobs_off=["booking"]))
