"""What a citizen may do with a consultation, on a real database."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import actions.booking
import actions.cancelling
import storage.centres
import storage.choices
from rules.availability import FreeTime
from rules.cards import Card
from rules.choices import Aim
from rules.openings import Slot
from rules.refusal import (
    AlreadyBooked,
    AlreadyDone,
    ConsentMissing,
    DayClosed,
    HoldExpired,
    NotYours,
    OutdatedButton,
    PersonBusy,
    TimeTaken,
    TooLate,
    TooManyBookings,
    TooSoon,
)
from storage.choices import Looking
from storage.work import Work
from tests.bookings import Ground, ground, introduce, log, shut, topic


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Ground]:
    async with ground(tmp_path, template) as place:
        yield place


def at(free: FreeTime) -> Slot:
    return Slot(free.specialist_id, free.starts_at)


async def test_one_of_two_hundred_wins_and_the_others_are_offered_the_next(here: Ground) -> None:
    people = [await here.person(number) for number in range(1, 201)]
    first, second = (await here.times())[0], await here.slot(4)
    race = [here.book(person, at(first)) for person in people]
    ended = await asyncio.gather(*race, return_exceptions=True)
    assert Counter(type(each) for each in ended) == {Card: 1, TimeTaken: 199}
    (loser, *_) = [person for person, end in zip(people, ended, strict=True) if isinstance(end, TimeTaken)]
    looking = Looking(loser.id, here.centre.id, Aim(here.topic.id))
    offers = (await here.do(storage.choices.earliest, looking)).offers
    assert offers[0].starts_at == second.starts_at == first.ends_at
    await here.sound()


async def test_a_booking_takes_its_time_and_promises_reminders(here: Ground) -> None:
    person = await here.person(1)
    days_ahead = next(free for free in await here.times() if free.starts_at > here.now + timedelta(days=2))
    card = await here.book(person, at(days_ahead))
    assert (card.booking.state, card.booking.person_id) == ("booked", person.id)
    assert days_ahead not in await here.times()
    assert await here.waiting("day_before") == [days_ahead.starts_at - timedelta(hours=24)]
    assert await here.waiting("soon") == [days_ahead.starts_at - timedelta(hours=2)]
    assert await here.do(log, card.booking.id) == ["book"]


async def test_the_letter_of_a_booking_goes_only_where_its_screen_was_not_seen(here: Ground) -> None:
    card = await here.book(await here.person(1))
    assert await here.waiting("booked") == [here.now + timedelta(minutes=2)]
    await here.do(actions.booking.shown, card.booking.id)
    assert await here.waiting("booked") == []


async def test_without_consent_the_time_is_held_for_ten_minutes_and_is_free_to_oneself(here: Ground) -> None:
    person, other = await here.person(1, known=False), await here.person(2)
    free = (await here.times())[0]
    card = await here.book(person, at(free))
    assert (card.booking.state, card.booking.hold_expires_at) == ("held", here.now + timedelta(minutes=10))
    assert free in await here.times(person)
    assert free not in await here.times(other)
    assert await here.waiting() == []
    with pytest.raises(ConsentMissing):
        await here.do(actions.booking.confirm, person)


async def test_a_hold_becomes_a_booking_once_consent_and_name_are_there(here: Ground) -> None:
    visitor = await here.person(1, known=False)
    card = await here.book(visitor)
    person = await here.do(introduce, visitor, here.centre.id)
    confirmed = await here.do(actions.booking.confirm, person)
    assert (confirmed.booking.id, confirmed.booking.state) == (card.booking.id, "booked")
    assert len(await here.waiting("booked")) == 1
    await here.sound()


async def test_a_hold_ends_by_itself_and_somebody_else_takes_the_time(here: Ground) -> None:
    visitor, other, slot = await here.person(1, known=False), await here.person(2), await here.slot(4)
    await here.book(visitor, slot)
    here.later(minutes=11)
    await here.book(other, slot)
    person = await here.do(introduce, visitor, here.centre.id)
    with pytest.raises(HoldExpired):
        await here.do(actions.booking.confirm, person)
    await here.sound()


async def test_a_hold_just_over_is_refused_also_where_nobody_took_the_time(here: Ground) -> None:
    visitor = await here.person(1, known=False)
    await here.book(visitor)
    person = await here.do(introduce, visitor, here.centre.id)
    here.later(minutes=10)
    with pytest.raises(HoldExpired):
        await here.do(actions.booking.confirm, person)


async def test_a_person_holds_one_time_at_most(here: Ground) -> None:
    visitor, first, second = await here.person(1, known=False), await here.slot(), await here.slot(8)
    await here.book(visitor, first)
    await here.book(visitor, second)
    assert first in [at(free) for free in await here.times()]
    await here.sound()


async def test_no_consent_frees_what_was_held(here: Ground) -> None:
    visitor, slot = await here.person(1, known=False), await here.slot(4)
    await here.book(visitor, slot)
    await here.do(actions.booking.let_go, visitor)
    assert slot in [at(free) for free in await here.times()]


async def test_moving_takes_the_new_time_and_frees_the_old(here: Ground) -> None:
    person, times = await here.person(1), await here.times()
    card = await here.book(person, at(times[0]))
    moved = await here.do(actions.booking.move, person, card.booking.id, 0, at(times[-1]))
    assert moved.old_start == times[0].starts_at
    assert (moved.card.booking.id, moved.card.booking.rev) == (card.booking.id, 1)
    assert times[0] in await here.times()
    assert times[-1] not in await here.times()
    assert await here.waiting("day_before") == [times[-1].starts_at - timedelta(hours=24)]
    await here.sound()


async def test_moving_to_a_taken_time_keeps_the_old_one(here: Ground) -> None:
    person, times = await here.person(1), await here.times()
    card = await here.book(person, at(times[0]))
    await here.book(await here.person(2), at(times[-1]))
    with pytest.raises(TimeTaken):
        await here.do(actions.booking.move, person, card.booking.id, 0, at(times[-1]))
    assert times[0] not in await here.times()
    assert len(await here.waiting("booked")) == 2
    await here.sound()


async def test_moving_by_a_quarter_of_an_hour_overlaps_only_oneself(here: Ground) -> None:
    person, times = await here.person(1), await here.times()
    card = await here.book(person, at(times[0]))
    assert times[1] in await here.times(person, moving=card)
    await here.do(actions.booking.move, person, card.booking.id, 0, at(times[1]))
    await here.sound()


async def test_a_move_is_undone_by_moving_back(here: Ground) -> None:
    person, times = await here.person(1), await here.times()
    card = await here.book(person, at(times[3]))
    moved = await here.do(actions.booking.move, person, card.booking.id, 0, at(times[-1]))
    back = Slot(moved.old_specialist_id or 0, moved.old_start)
    again = await here.do(actions.booking.move, person, card.booking.id, 1, back)
    assert again.card.booking.starts_at == times[3].starts_at


async def test_moving_to_where_it_is_is_done_already(here: Ground) -> None:
    person, slot = await here.person(1), await here.slot(4)
    card = await here.book(person, slot)
    with pytest.raises(AlreadyDone):
        await here.do(actions.booking.move, person, card.booking.id, 0, slot)


async def test_cancelling_frees_the_time_and_takes_the_letters_back(here: Ground) -> None:
    person, times = await here.person(1), await here.times()
    card = await here.book(person, at(times[-1]))
    gone = await here.do(actions.cancelling.cancel, person, card.booking.id, 0, "solved")
    assert (gone.booking.state, gone.booking.cancel_reason) == ("cancelled", "solved")
    assert gone.undo_until == here.now + timedelta(minutes=10)
    assert times[-1] in await here.times()
    assert await here.waiting() == []
    await here.sound()


async def test_a_cancelling_is_undone_while_the_time_is_free(here: Ground) -> None:
    person, times = await here.person(1), await here.times()
    card = await here.book(person, at(times[-1]))
    await here.do(actions.cancelling.cancel, person, card.booking.id, 0, "other")
    back = await here.do(actions.cancelling.restore, person, card.booking.id, 1)
    assert (back.booking.state, back.booking.cancel_reason) == ("booked", None)
    assert len(await here.waiting("day_before")) == 1
    assert await here.do(log, card.booking.id) == ["book", "cancel", "restore"]
    await here.sound()


async def test_a_cancelling_is_not_undone_once_the_time_is_taken(here: Ground) -> None:
    person, slot = await here.person(1), await here.slot(4)
    card = await here.book(person, slot)
    await here.do(actions.cancelling.cancel, person, card.booking.id, 0, "other")
    await here.book(await here.person(2), slot)
    with pytest.raises(TimeTaken):
        await here.do(actions.cancelling.restore, person, card.booking.id, 1)
    await here.sound()


async def test_a_cancelling_is_not_undone_after_ten_minutes(here: Ground) -> None:
    person = await here.person(1)
    card = await here.book(person, await here.slot(8))
    await here.do(actions.cancelling.cancel, person, card.booking.id, 0, "other")
    here.later(minutes=11)
    with pytest.raises(TooLate):
        await here.do(actions.cancelling.restore, person, card.booking.id, 1)


async def test_a_cancelling_is_not_undone_into_hours_closed_since(here: Ground) -> None:
    person = await here.person(1)
    card = await here.book(person)
    await here.do(actions.cancelling.cancel, person, card.booking.id, 0, "other")
    await here.do(shut, here.centre.id, here.now, here.now + timedelta(hours=10))
    with pytest.raises(DayClosed):
        await here.do(actions.cancelling.restore, person, card.booking.id, 1)


async def test_a_cancelling_shortly_before_the_visit_can_be_undone_too(here: Ground) -> None:
    person = await here.person(1)
    card = await here.book(person)
    here.later(minutes=20)
    await here.do(actions.cancelling.cancel, person, card.booking.id, 0, "other")
    back = await here.do(actions.cancelling.restore, person, card.booking.id, 1)
    assert back.booking.state == "booked"


async def test_a_booking_just_made_is_taken_back_without_a_reason(here: Ground) -> None:
    person, slot = await here.person(1), await here.slot(4)
    card = await here.book(person, slot)
    gone = await here.do(actions.cancelling.undo, person, card.booking.id, 0)
    assert (gone.booking.state, gone.booking.cancel_reason) == ("cancelled", None)
    assert slot in [at(free) for free in await here.times()]


async def test_a_booking_is_not_simply_taken_back_later(here: Ground) -> None:
    person = await here.person(1)
    card = await here.book(person, await here.slot(8))
    here.later(minutes=11)
    with pytest.raises(OutdatedButton):
        await here.do(actions.cancelling.undo, person, card.booking.id, 0)


async def test_an_old_revision_changes_nothing(here: Ground) -> None:
    person, times = await here.person(1), await here.times()
    card = await here.book(person, at(times[0]))
    await here.do(actions.booking.move, person, card.booking.id, 0, at(times[8]))
    for deed, args in (
        (actions.cancelling.cancel, (card.booking.id, 0, "other")),
        (actions.cancelling.undo, (card.booking.id, 0)),
        (actions.booking.come, (card.booking.id, 0)),
        (actions.booking.move, (card.booking.id, 0, at(times[-1]))),
    ):
        with pytest.raises(OutdatedButton):
            await here.do(deed, person, *args)


async def test_somebody_elses_booking_is_not_there_for_any_deed(here: Ground) -> None:
    owner, stranger, times = await here.person(1), await here.person(2), await here.times()
    card = await here.book(owner, at(times[0]))
    for deed, args in (
        (actions.cancelling.cancel, (card.booking.id, 0, "other")),
        (actions.cancelling.undo, (card.booking.id, 0)),
        (actions.booking.come, (card.booking.id, 0)),
        (actions.booking.move, (card.booking.id, 0, at(times[8]))),
        (actions.cancelling.restore, (card.booking.id, 0)),
        (actions.booking.speak, (card.booking.id, "ru")),
    ):
        with pytest.raises(NotYours):
            await here.do(deed, stranger, *args)
    looking = Looking(stranger.id, here.centre.id, Aim(here.topic.id, card.booking.id, 0))
    with pytest.raises(NotYours):
        await here.do(storage.choices.earliest, looking)


async def test_the_language_of_a_visit_is_one_that_the_centre_speaks(here: Ground) -> None:
    person = await here.person(1)
    card = await here.book(person)
    assert card.booking.language == person.language == "kk"
    spoken = await here.do(actions.booking.speak, person, card.booking.id, "ru")
    assert (spoken.booking.language, spoken.booking.rev) == ("ru", 0)
    for language in ("en", "xx"):
        with pytest.raises(OutdatedButton):
            await here.do(actions.booking.speak, person, card.booking.id, language)
    assert await here.do(log, card.booking.id) == ["book", "speak"]


async def test_who_reads_english_is_received_in_the_language_of_the_centre(here: Ground) -> None:
    reader = replace(await here.person(1), language="en")
    assert (await here.book(reader)).booking.language == here.centre.default_language


async def test_one_topic_is_booked_once_and_two_topics_at_most(here: Ground) -> None:
    person, times = await here.person(1), await here.times()
    first = await here.book(person, at(times[0]))
    with pytest.raises(AlreadyBooked) as refusal:
        await here.book(person, at(times[8]))
    assert refusal.value.booking_id == first.booking.id
    await here.book(person, at(times[8]), await here.do(topic, "awards"))
    with pytest.raises(TooManyBookings):
        await here.book(person, at(times[-1]), await here.do(topic, "project_design"))


async def test_a_person_is_in_one_place_at_a_time(here: Ground) -> None:
    person, legal = await here.person(1), await here.do(topic, "legal")
    friday = next(free for free in await here.times() if free.starts_at > here.now + timedelta(days=1))
    await here.book(person, at(friday))
    (lawyer,) = await here.do(_specialists, here.centre.id, legal.id)
    with pytest.raises(PersonBusy):
        await here.book(person, Slot(lawyer, friday.starts_at), legal)


def _specialists(work: Work, centre_id: int, topic_id: int) -> list[int]:
    return [each.id for each in storage.centres.specialists(work, centre_id, topic_id)]


async def test_the_second_tap_of_a_double_tap_finds_the_booking(here: Ground) -> None:
    person, slot = await here.person(1), await here.slot(4)
    card = await here.book(person, slot)
    with pytest.raises(AlreadyBooked) as refusal:
        await here.book(person, slot)
    assert refusal.value.booking_id == card.booking.id


async def test_a_time_too_near_or_off_the_grid_is_not_booked(here: Ground) -> None:
    person, slot = await here.person(1), await here.slot(4)
    for starts_at, refusal in (
        (here.now + timedelta(minutes=15), TooSoon),
        (here.now - timedelta(days=1), TooSoon),
        (slot.starts_at + timedelta(minutes=5), TimeTaken),
        (here.now + timedelta(days=400), TimeTaken),
        (here.now + timedelta(hours=12), TimeTaken),
    ):
        with pytest.raises(refusal):
            await here.book(person, replace(slot, starts_at=starts_at))


async def test_a_visit_over_and_never_marked_bars_nobody_from_the_topic(here: Ground) -> None:
    person = await here.person(1)
    await here.book(person)
    here.later(days=1)
    assert (await here.book(person)).booking.state == "booked"


async def test_coming_is_written_down_and_changes_no_button(here: Ground) -> None:
    person = await here.person(1)
    card = await here.book(person)
    coming = await here.do(actions.booking.come, person, card.booking.id, 0)
    assert (coming.booking.coming, coming.booking.rev) == (True, 0)


async def test_who_leaves_frees_everything(here: Ground) -> None:
    person, times = await here.person(1), await here.times()
    await here.book(person, at(times[0]))
    await here.do(actions.cancelling.cancel_all, person)
    assert times[0] in await here.times()
    assert await here.waiting() == []
    await here.sound()
