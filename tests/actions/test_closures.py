"""Closing hours ends what is booked in them, tells each person once, and gives nothing back when lifted."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import actions.booking
import actions.cancelling
import actions.closures
import actions.desk
import storage.people
from rules.booking import Booking
from rules.closures import Closed, Hours
from rules.desk import Ordered
from rules.openings import Slot
from rules.people import Grant, Language, Person, Role
from rules.refusal import AlreadyDone, HoldExpired, NotYours, OutdatedButton, TimeTaken, TooLate
from storage.schema.booking import ClaimRow, ClosureRow
from storage.schema.letters import DeliveryRow, LetterRow
from tests.office import Office, at, office


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    async with office(tmp_path, template) as made:
        yield made


async def closed(here: Office, person: Person, hours: Hours, offer: int = 1) -> Closed:
    return await here.do(actions.closures.close, person, hours, offer)


async def told_about(here: Office) -> list[int]:
    """Booking ids of the letters that a closing has put in."""
    letters = await here.rows(LetterRow)
    return [letter.data["booking_id"] for letter in letters if letter.kind == actions.closures.TOLD]


async def test_a_closing_cancels_frees_and_tells_each_person_once(here: Office) -> None:
    first, second = await here.booked("Асель", at(27, 9)), await here.booked("Марат", at(27, 10))
    beside = await here.booked("Beside", at(30, 9))
    done = await closed(here, await here.coordinator(), here.whole(27))
    assert [visit.booking.id for visit in done.told] == [first.id, second.id]
    assert await told_about(here) == [first.id, second.id]
    after = await here.booking(first.id)
    assert (after.state, after.cancelled_by, after.cancel_reason) == ("cancelled", "centre", "closed")
    assert {row.booking_id for row in await here.rows(ClaimRow)} == {beside.id}


async def test_no_reminder_of_a_cancelled_visit_is_left(here: Office) -> None:
    await here.booked("Асель", at(30, 9))
    await closed(here, await here.coordinator(), here.whole(30))
    waiting = [row for row in await here.rows(DeliveryRow) if row.state == "ready"]
    assert [row.due_at for row in waiting] == [here.clock[0]]  # what the closing says, at once


async def test_a_preview_changes_nothing_and_names_nobody(here: Office) -> None:
    booking = await here.booked("Асель", at(27, 9))
    seen = await here.do(actions.closures.preview, await here.coordinator(), here.whole(27))
    assert [(visit.booking, visit.name) for visit in seen.touched] == [(booking, None)]
    assert await here.rows(ClosureRow) == []
    assert (await here.booking(booking.id)).state == "booked"


async def test_what_is_booked_between_the_preview_and_the_closing_is_cancelled_and_reported(here: Office) -> None:
    coordinator = await here.coordinator()
    seen = await here.do(actions.closures.preview, coordinator, here.whole(27))
    late = await here.booked("Late", at(27, 9))
    done = await closed(here, coordinator, here.whole(27))
    assert seen.touched == ()
    assert [visit.booking.id for visit in done.told] == [late.id]


async def test_nothing_is_booked_held_moved_or_restored_into_closed_hours(here: Office) -> None:
    booking = await here.booked("Асель", at(30, 9))
    person = await here.do(storage.people.person, booking.person_id)
    await closed(here, await here.coordinator(), here.whole(27))
    slot = Slot(here.aina.id, at(27, 9))
    with pytest.raises(TimeTaken):
        await here.booked("Марат", at(27, 9))
    with pytest.raises(TimeTaken):
        await here.do(actions.booking.move, person, booking.id, booking.rev, slot)
    ordered = Ordered(here.centre.id, here.topic.id, "kk")
    with pytest.raises(TimeTaken):
        await here.do(actions.desk.call, await here.coordinator(), ordered, slot)


async def test_what_the_centre_has_cancelled_its_person_cannot_restore(here: Office) -> None:
    booking = await here.booked("Асель", at(27, 9))
    person = await here.do(storage.people.person, booking.person_id)
    await closed(here, await here.coordinator(), here.whole(27))
    with pytest.raises(TooLate):
        await here.do(actions.cancelling.restore, person, booking.id, booking.rev + 1)


async def test_a_hold_in_closed_hours_ends_without_a_letter(here: Office) -> None:
    somebody = await here.person("Асель")
    unnamed = replace(somebody, name=None)
    slot = Slot(here.aina.id, at(27, 9))
    await here.do(actions.booking.book, unnamed, here.centre.id, here.topic.id, slot)
    done = await closed(here, await here.coordinator(), here.whole(27))
    assert (done.told, done.unreached) == ((), ())
    with pytest.raises(HoldExpired):
        await here.do(actions.booking.confirm, somebody)


async def test_callers_are_listed_as_the_bot_cannot_write_to_them(here: Office) -> None:
    coordinator = await here.coordinator()
    ordered, slot = Ordered(here.centre.id, here.topic.id, "kk"), Slot(here.aina.id, at(27, 9))
    kept = await here.do(actions.desk.call, coordinator, ordered, slot)
    done = await closed(here, coordinator, here.whole(27))
    assert [visit.booking.id for visit in done.unreached] == [kept.visit.booking.id]
    assert (done.told, await told_about(here)) == ((), [])


async def test_the_same_hours_are_closed_once(here: Office) -> None:
    coordinator = await here.coordinator()
    await closed(here, coordinator, here.whole(27))
    with pytest.raises(AlreadyDone):
        await closed(here, coordinator, here.whole(27))
    seen = await here.do(actions.closures.preview, coordinator, here.whole(27))
    assert seen.closure is not None


async def test_lifting_opens_the_hours_and_restores_no_booking(here: Office) -> None:
    booking = await here.booked("Асель", at(27, 9))
    coordinator = await here.coordinator()
    done = await closed(here, coordinator, here.whole(27))
    await here.do(actions.closures.lift, coordinator, done.closure.id)
    assert (await here.booking(booking.id)).state == "cancelled"
    assert (await here.booked("Марат", at(27, 9))).state == "booked"
    with pytest.raises(AlreadyDone):
        await here.do(actions.closures.lift, coordinator, done.closure.id)


# --- authority ---------------------------------------------------------------------------------------


async def test_a_specialist_closes_their_own_hours_only(here: Office) -> None:
    aina = await here.specialist()
    done = await closed(here, aina, here.whole(27, here.aina.id))
    for hours in (here.whole(27), here.whole(27, here.lawyer.id)):
        with pytest.raises(NotYours):
            await closed(here, aina, hours)
    lawyer = await here.person("Lawyer", Grant(Role.SPECIALIST, here.centre.id, here.lawyer.id))
    with pytest.raises(NotYours):
        await here.do(actions.closures.lift, lawyer, done.closure.id)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER, None])
async def test_those_without_the_right_close_preview_and_lift_nothing(here: Office, role: Role | None) -> None:
    done = await closed(here, await here.coordinator(), here.whole(30))
    held = (Grant(role, here.centre.id),) if role else ()
    person = await here.person("Somebody", *held)
    with pytest.raises(NotYours):
        await here.do(actions.closures.preview, person, here.whole(27))
    with pytest.raises(NotYours):
        await closed(here, person, here.whole(27))
    with pytest.raises(NotYours):
        await here.do(actions.closures.lift, person, done.closure.id)
    with pytest.raises(NotYours):
        await here.do(actions.closures.days, person, here.centre.id)


async def test_a_coordinator_closes_nothing_at_another_centre_nor_its_people(here: Office) -> None:
    coordinator = await here.coordinator()
    with pytest.raises(NotYours):
        await closed(here, coordinator, replace(here.whole(27), centre_id=here.other.id))
    theirs = here.whole(27, here.aina.id)
    elsewhere = await here.person("Other", Grant(Role.COORDINATOR, here.other.id))
    with pytest.raises(NotYours):
        await closed(here, elsewhere, replace(theirs, centre_id=here.other.id))


@pytest.mark.parametrize("length", [timedelta(), timedelta(days=-1), timedelta(days=40), timedelta(minutes=7)])
async def test_forged_hours_are_an_outdated_button(here: Office, length: timedelta) -> None:
    hours = Hours(here.centre.id, None, at(27, 9), at(27, 9) + length)
    with pytest.raises(OutdatedButton):
        await closed(here, await here.coordinator(), hours)


async def test_hours_that_are_over_are_not_closed(here: Office) -> None:
    with pytest.raises(TooLate):
        await closed(here, await here.coordinator(), here.whole(25))


# --- what the people read ----------------------------------------------------------------------------


async def letter(here: Office, booking: Booking, language: Language = "ru", offer: int = 1) -> tuple[str, list[str]]:
    """Text and button labels, in the language the person has when it is sent."""
    person = await here.do(storage.people.person, booking.person_id)
    assert person is not None
    reader = replace(person, language=language)
    data = {"booking_id": booking.id, "whole": 0, "offer": offer}
    screen = await here.do(actions.closures.told, reader, data)
    assert screen is not None
    return screen.text, [button.text for row in screen.rows for button in row]


async def test_the_letter_says_what_happened_and_offers_what_is_free_then(here: Office) -> None:
    booking = await here.booked("Асель", at(27, 9))
    await closed(here, await here.coordinator(), here.whole(27, here.aina.id))
    text, labels = await letter(here, booking)
    assert "пт, 27 ноября, 09:00" in text
    assert here.centre.phone in text
    assert labels[:3] == ["чт, 26 ноября, 09:30", "чт, 26 ноября, 14:30", "пн, 30 ноября, 09:00"]


async def test_without_offers_the_letter_still_leads_on(here: Office) -> None:
    booking = await here.booked("Асель", at(27, 9))
    await closed(here, await here.coordinator(), here.whole(27), 0)
    _, labels = await letter(here, booking, offer=0)
    assert labels == ["Записаться снова", "🏠 Главное меню"]


async def test_the_letter_is_read_by_its_person_alone(here: Office) -> None:
    booking = await here.booked("Асель", at(27, 9))
    data = {"booking_id": booking.id, "whole": 0, "offer": 1}
    person = await here.do(storage.people.person, booking.person_id)
    assert await here.do(actions.closures.told, person, data) is None  # nothing is cancelled yet
    await closed(here, await here.coordinator(), here.whole(27))
    assert await here.do(actions.closures.told, await here.person("Other"), data) is None


async def test_days_to_close_are_days_of_work(here: Office) -> None:
    days = await here.do(actions.closures.days, await here.coordinator(), here.centre.id)
    weekends = {5, 6}
    assert days[0] == at(26, 9).date()
    assert not {day for day in days if day.weekday() in weekends}
    assert "2026-12-16" not in {day.isoformat() for day in days}
