"""Booking for another person: whose time it takes, who is reminded, who may change it, what is left of whom."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

import actions.booking
import actions.cancelling
import actions.for_others
import actions.people
import actions.privacy
import storage.availability
import storage.booking
import storage.cards
import storage.privacy
import storage.visits
from actions.for_others import Handed
from rules.availability import FreeTime
from rules.booking import Booking
from rules.openings import Slot
from rules.people import Person
from rules.refusal import (
    AlreadyBooked,
    AlreadyDone,
    ConsentMissing,
    InvitationSpent,
    NotText,
    NotYours,
    PersonBusy,
    TooManyBookings,
)
from storage.schema.booking import HandoverRow
from storage.schema.letters import DeliveryRow, LetterRow
from storage.work import Work
from tests.bookings import Ground, ground, log, topic

MOTHER = "Бибігүл"


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Ground]:
    async with ground(tmp_path, template) as place:
        yield place


async def day_after(here: Ground, number: int = 0) -> Slot:
    far = [free for free in await here.times() if free.starts_at > here.now + timedelta(days=2)]
    return Slot(far[number].specialist_id, far[number].starts_at)


async def handed(here: Ground, booker: Person, slot: Slot | None = None) -> Handed:
    card = await here.book(booker, slot or await day_after(here))
    return await here.do(actions.for_others.name, booker, card.booking.id, MOTHER)


async def agreed(here: Ground, number: int) -> Person:
    """Somebody who has consented and has not written a name."""
    person = await here.person(number, known=False)
    return await here.do(actions.people.agree, person, here.centre.id, "the words shown")


async def accepted(here: Ground, booker: Person, other: Person) -> Booking:
    link = await handed(here, booker)
    return (await here.do(actions.for_others.accept, other, link.token)).booking


def _letters(work: Work, kind: str) -> list[int]:
    """Whom the letters of this kind go to."""
    rows = select(DeliveryRow.person_id).join(LetterRow, LetterRow.id == DeliveryRow.letter_id)
    mine = rows.where(LetterRow.kind == kind, DeliveryRow.state == "ready").order_by(DeliveryRow.person_id)
    return [each for each in work.sql.scalars(mine) if each is not None]


async def test_until_the_link_is_opened_the_bookers_own_time_is_free(here: Ground) -> None:
    booker = await here.person(1)
    card = (await handed(here, booker)).card
    assert (card.for_name, card.booking.visitor_id, card.booker) == (MOTHER, None, False)
    await here.sound()
    own = await here.book(booker, await day_after(here, 6))
    assert own.booking.topic_id == card.booking.topic_id
    assert await here.do(log, card.booking.id) == ["book", "for_other"]


async def test_a_time_for_another_is_held_beside_ones_own_booking_of_the_topic(here: Ground) -> None:
    booker = await here.person(1)
    await here.book(booker)
    about, slot = (here.centre.id, here.topic.id), await day_after(here)
    with pytest.raises(AlreadyBooked):
        await here.book(booker, slot)
    hold = await here.do(actions.for_others.begin, booker, about, slot, 0)
    assert (hold.booking.state, hold.booking.visitor_id) == ("held", None)
    with pytest.raises(NotText):
        await here.do(actions.for_others.name, booker, hold.booking.id, " ")
    link = await here.do(actions.for_others.name, booker, hold.booking.id, MOTHER)
    assert (link.card.booking.state, link.card.for_name) == ("booked", MOTHER)
    await here.sound()


async def test_bookings_for_others_count_for_the_cap(here: Ground) -> None:
    booker = await here.person(1)
    await here.book(booker)
    about = (here.centre.id, here.topic.id)
    hold = await here.do(actions.for_others.begin, booker, about, await day_after(here), 0)
    await here.do(actions.for_others.name, booker, hold.booking.id, MOTHER)
    with pytest.raises(TooManyBookings):
        await here.do(actions.for_others.begin, booker, about, await day_after(here, 9), 0)


async def test_once_opened_it_is_theirs_and_both_are_reminded(here: Ground) -> None:
    booker, mother = await here.person(1), await agreed(here, 2)
    booked = await accepted(here, booker, mother)
    assert (booked.person_id, booked.booked_by, booked.visitor_id) == (mother.id, booker.id, mother.id)
    assert await here.do(_letters, "booking.day_before") == sorted([mother.id, booker.id])
    assert await here.do(_letters, "booking.told") == [booker.id]
    await here.sound()


async def test_the_name_that_was_typed_is_theirs_where_they_have_none(here: Ground) -> None:
    mother = await agreed(here, 2)
    booked = await accepted(here, await here.person(1), mother)
    (visit,) = [await here.do(storage.visits.visit, booked.id)]
    assert visit is not None
    assert visit.name == MOTHER


async def test_consent_comes_first_and_nothing_changes_without(here: Ground) -> None:
    link = await handed(here, await here.person(1))
    with pytest.raises(ConsentMissing):
        await here.do(actions.for_others.accept, await here.person(2, known=False), link.token)
    assert (await here.do(storage.booking.booking, link.card.booking.id)) == link.card.booking


async def test_a_link_opens_once_and_a_new_one_ends_the_old(here: Ground) -> None:
    booker = await here.person(1)
    first = await handed(here, booker)
    second = await here.do(actions.for_others.link, booker, first.card.booking.id)
    with pytest.raises(InvitationSpent):
        await here.do(actions.for_others.accept, await here.person(2), first.token)
    await here.do(actions.for_others.accept, await here.person(3), second.token)
    with pytest.raises(InvitationSpent):
        await here.do(actions.for_others.accept, await here.person(4), second.token)
    with pytest.raises(NotYours):
        await here.do(actions.for_others.link, booker, first.card.booking.id)


async def test_the_bookers_own_tap_on_the_link_changes_nothing(here: Ground) -> None:
    booker = await here.person(1)
    link = await handed(here, booker)
    with pytest.raises(NotYours):
        await here.do(actions.for_others.accept, booker, link.token)


async def test_nobody_is_in_two_places_by_a_link(here: Ground) -> None:
    booker, mother = await here.person(1), await here.person(2)
    slot = await day_after(here)
    link = await handed(here, booker, slot)
    about = await here.do(topic, "legal")
    lawyers = [free for free in await here.do(_times, here, about.id) if free.starts_at < link.card.booking.ends_at]
    clash = next(free for free in lawyers if free.ends_at > slot.starts_at)
    await here.book(mother, Slot(clash.specialist_id, clash.starts_at), about)
    with pytest.raises(PersonBusy):
        await here.do(actions.for_others.accept, mother, link.token)
    assert (await here.do(storage.booking.booking, link.card.booking.id)) == link.card.booking
    await here.sound()


def _times(work: Work, here: Ground, topic_id: int) -> list[FreeTime]:
    return list(storage.availability.free_times(work, here.centre.id, topic_id))


@pytest.mark.parametrize("who", ["booker", "mother"])
async def test_either_moves_and_cancels_and_the_other_hears_of_it(here: Ground, who: str) -> None:
    booker, mother = await here.person(1), await here.person(2)
    booked = await accepted(here, booker, mother)
    actor, other = (booker, mother) if who == "booker" else (mother, booker)
    moved = await here.do(actions.booking.move, actor, booked.id, booked.rev, await day_after(here, 9))
    assert await here.do(_letters, "booking.told") == [other.id]
    await here.sound()
    ended = await here.do(actions.cancelling.cancel, actor, booked.id, moved.card.booking.rev, "solved")
    assert ended.booking.cancelled_by == "person"
    assert await here.do(_letters, "booking.day_before") == []
    assert await here.do(_letters, "booking.told") == [other.id]


async def test_the_booker_sees_that_it_is_booked_and_no_number_of_theirs(here: Ground) -> None:
    booker, mother = await here.person(1), await here.person(2)
    booked = await accepted(here, booker, mother)
    card = await here.do(storage.cards.own, booked.id, booker.id)
    assert (card.booker, card.for_name, card.call) == (True, MOTHER, "")
    assert await here.do(storage.booking.own, booked.id, booker.id) is None
    assert [each.booking.id for each in await here.do(storage.cards.upcoming, booker.id)] == [booked.id]
    exported = json.loads(await here.do(actions.privacy.export, booker))
    assert "booking" not in exported


async def test_whom_it_was_booked_for_keeps_it_when_the_booker_is_erased(here: Ground) -> None:
    booker, mother = await here.person(1), await here.person(2)
    booked = await accepted(here, booker, mother)
    await here.do(actions.cancelling.cancel_all, booker)
    await here.do(storage.privacy.erase, booker.id)
    left = await here.do(storage.booking.booking, booked.id)
    assert left == replace(booked, booked_by=None, for_name=None)
    await here.sound()


async def test_nothing_is_left_of_a_name_whose_booker_is_erased(here: Ground) -> None:
    booker = await here.person(1)
    link = await handed(here, booker)
    await here.do(actions.cancelling.cancel_all, booker)
    await here.do(storage.privacy.erase, booker.id)
    left = await here.do(storage.booking.booking, link.card.booking.id)
    assert left is not None
    assert (left.state, left.for_name, left.person_id) == ("cancelled", None, None)
    assert await here.do(_links) == 0


def _links(work: Work) -> int:
    return len(work.sql.scalars(select(HandoverRow.booking_id)).all())


async def test_what_is_theirs_is_not_handed_on_again(here: Ground) -> None:
    booker, mother = await here.person(1), await here.person(2)
    booked = await accepted(here, booker, mother)
    with pytest.raises(AlreadyDone):
        await here.do(actions.for_others.name, mother, booked.id, "N")
