"""Another time at the centre's wish: who may give it, who is told and when, what the card says of a late day."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

import actions.booking
import actions.callers
import actions.delays
import actions.reminders
from rules.booking import Booking
from rules.openings import Slot
from rules.people import Grant, Person, Role
from rules.refusal import NotYours, OutdatedButton, TimeTaken, TooLate
from storage.schema.letters import DeliveryRow, LetterRow
from storage.work import Work
from tests.office import Office, at, office


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    async with office(tmp_path, template) as made:
        yield made


def waiting(work: Work, booking_id: int) -> list[tuple[str, object]]:
    """Letters of this booking that are still to leave: the kind, and when."""
    mine = LetterRow.about.in_((f"booking:{booking_id}", f"moved:{booking_id}", f"booked:{booking_id}"))
    rows = select(LetterRow.kind, DeliveryRow.due_at).join(DeliveryRow, DeliveryRow.letter_id == LetterRow.id)
    found = work.sql.execute(rows.where(mine, DeliveryRow.state == "ready").order_by(DeliveryRow.due_at))
    return [(kind, due) for kind, due in found]


async def moved(here: Office, person: Person, booked: Booking, day: int, hour: int) -> Booking:
    slot = Slot(here.aina.id, at(day, hour))
    return (await here.do(actions.callers.move, person, booked.id, booked.rev, slot)).visit.booking


async def test_the_person_is_told_at_once_and_reminded_of_the_new_time_only(here: Office) -> None:
    booked = await here.booked("Асель", at(27, 10))
    after = await moved(here, await here.coordinator(), booked, 30, 11)
    assert (after.starts_at, after.state, bool(after.coming)) == (at(30, 11), "booked", False)
    assert await here.do(waiting, booked.id) == [
        (actions.reminders.MOVED, here.clock[0]),
        (actions.reminders.DAY_BEFORE, at(29, 11)),
        (actions.reminders.SOON, at(30, 9)),
    ]


async def test_at_night_the_word_waits_and_only_the_newest_goes(here: Office) -> None:
    booked, staff = await here.booked("Асель", at(27, 10)), await here.specialist()
    here.wait_until(at(26, 22))
    first = await moved(here, staff, booked, 30, 11)
    await moved(here, staff, first, 30, 15)
    told = [due for kind, due in await here.do(waiting, booked.id) if kind == actions.reminders.MOVED]
    assert told == [at(27, 8)]


async def test_the_persons_other_visits_are_in_the_way_and_their_old_time_is_not(here: Office) -> None:
    booked, staff = await here.booked("Асель", at(27, 10)), await here.coordinator()
    offered = await here.do(actions.callers.times, staff, here.centre.id, here.topic.id, booked.id)
    assert at(27, 10) in {each.starts_at for each in offered}
    await here.booked("Марат", at(30, 11))
    with pytest.raises(TimeTaken):
        await moved(here, staff, booked, 30, 11)
    assert (await here.booking(booked.id)).starts_at == at(27, 10)


async def test_only_who_may_change_this_visit_moves_it_and_only_before_it_begins(here: Office) -> None:
    booked = await here.booked("Асель", at(27, 10))
    elsewhere = await here.person("Elsewhere", Grant(Role.COORDINATOR, here.other.id))
    colleague = await here.person("Заңгер", Grant(Role.SPECIALIST, here.centre.id, here.lawyer.id))
    for person in (elsewhere, colleague, await here.person("Citizen")):
        with pytest.raises(NotYours):
            await moved(here, person, booked, 30, 11)
        with pytest.raises(NotYours):
            await here.do(actions.callers.times, person, here.centre.id, here.topic.id, booked.id)
    staff = await here.specialist()
    await moved(here, staff, booked, 30, 11)
    with pytest.raises(OutdatedButton):
        await moved(here, staff, booked, 30, 15)
    here.wait_until(at(30, 11, 1))
    with pytest.raises(TooLate):
        await moved(here, staff, await here.booking(booked.id), 30, 15)


async def test_whoever_books_on_a_late_day_reads_of_it_on_the_booking(here: Office) -> None:
    await here.booked("Асель", at(26, 15))
    await here.do(actions.delays.add, await here.specialist(), (here.centre.id, here.aina.id), 30, 0)
    slots = (Slot(here.aina.id, at(26, 16, 30)), Slot(here.aina.id, at(27, 10)))
    people = [await here.person(name) for name in ("Марат", "Дана")]
    cards = [
        await here.do(actions.booking.book, person, here.centre.id, here.topic.id, slot)
        for person, slot in zip(people, slots, strict=True)
    ]
    assert [card.late for card in cards] == [30, 0]
