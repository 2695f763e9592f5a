"""All came except those who are named: noted at once, taken back at once, each with a line in its log."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import actions.roll_call
import actions.visits
import storage.booking_log
import storage.inbox
from rules.booking import Booking
from rules.people import Grant, Person, Role
from rules.refusal import NotYours, OutdatedButton
from rules.roll_call import Noted
from storage.inbox import Step
from storage.schema.letters import DeliveryRow
from tests.office import ZONE, Office, at, office

DAY = at(26, 9).astimezone(ZONE).date()


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    async with office(tmp_path, template) as made:
        yield made


async def three(here: Office) -> list[Booking]:
    """At ten, at eleven and at half past two."""
    return [
        await here.booked(name, start)
        for name, start in (("Асель", at(26, 10)), ("Дана", at(26, 11)), ("Мадина", at(26, 14, 30)))
    ]


async def states(here: Office, booked: list[Booking]) -> list[str]:
    return [(await here.booking(each.id)).state for each in booked]


async def note(here: Office, who: Person, *absent: int) -> Noted:
    noted: Noted = await here.do(actions.roll_call.note, who, here.centre.id, DAY, absent)
    return noted


async def test_all_who_were_due_came_but_those_named(here: Office) -> None:
    booked, aina = await three(here), await here.specialist()
    here.wait_until(at(26, 12))
    told = await note(here, aina, booked[1].id)
    assert (told.came, told.missed, told.early) == (1, 1, 0)
    assert await states(here, booked) == ["arrived", "no_show", "booked"]  # whose visit is to come is not noted


async def test_nobody_is_written_off_before_ten_minutes_are_over(here: Office) -> None:
    booked, aina = await three(here), await here.specialist()
    here.wait_until(at(26, 11, 5))
    told = await note(here, aina, booked[1].id)
    assert (told.came, told.missed, told.early) == (1, 0, 1)
    assert await states(here, booked) == ["arrived", "booked", "booked"]


async def test_it_is_taken_back_whole_and_no_letter_has_left(here: Office) -> None:
    booked, aina = await three(here), await here.specialist()
    here.wait_until(at(26, 10, 1))
    await here.do(actions.visits.mark, aina, booked[0].id, 0, "arrived")
    here.wait_until(at(26, 18))
    told = await note(here, aina, booked[1].id)
    assert await here.do(actions.roll_call.take_back, aina, here.centre.id, DAY, told.second) == 2
    assert await states(here, booked) == ["arrived", "booked", "booked"]  # what was noted before stays
    letters = [row.state for row in await here.rows(DeliveryRow) if row.due_at > at(26, 18)]
    assert set(letters) == {"cancelled"}
    with pytest.raises(OutdatedButton):
        await here.do(actions.roll_call.take_back, aina, here.centre.id, DAY, told.second)


async def test_a_second_press_notes_nobody_twice(here: Office) -> None:
    await three(here)
    aina = await here.specialist()
    here.wait_until(at(26, 18))
    await note(here, aina)
    with pytest.raises(OutdatedButton):
        await note(here, aina)


async def test_a_specialist_calls_their_own_and_a_viewer_nobody(here: Office) -> None:
    booked = await three(here)
    lawyer = await here.person("Lawyer", Grant(Role.SPECIALIST, here.centre.id, here.lawyer.id))
    viewer = await here.person("Viewer", Grant(Role.VIEWER, here.centre.id))
    here.wait_until(at(26, 18))
    with pytest.raises(OutdatedButton):
        await note(here, lawyer)
    for deed in (actions.roll_call.waiting, actions.roll_call.note):
        with pytest.raises(NotYours):
            await here.do(deed, viewer, here.centre.id, DAY, *([()] if deed is actions.roll_call.note else []))
    assert await states(here, booked) == ["booked"] * 3


async def test_every_change_stands_in_the_log_with_who_and_when(here: Office) -> None:
    booking = await here.booked("Асель", at(26, 10))
    aina, boss = await here.specialist(), await here.coordinator()
    here.wait_until(at(26, 10, 12))
    await here.do(actions.visits.mark, aina, booking.id, 0, "arrived")
    await here.do(actions.visits.mark, boss, booking.id, 1, "done")
    read = (storage.inbox.once, Step(5, "history"), actions.visits.history, boss, booking.id)
    assert await here.do(*read) == await here.do(*read)
    _, logged = await here.do(actions.visits.history, boss, booking.id)
    told = [(each.deed, each.actor, each.at) for each in logged]
    start = booking.created_at
    assert told == [
        ("book", "Асель", start),
        ("arrived", "Айна Үлгі", at(26, 10, 12)),  # as the centre names her
        ("done", "Сәуле", at(26, 10, 12)),
    ]


async def test_only_who_answers_for_the_centre_reads_the_log(here: Office) -> None:
    booking = await here.booked("Асель", at(26, 10))
    for grant in (Grant(Role.VIEWER, here.centre.id), Grant(Role.SPECIALIST, here.centre.id, here.aina.id)):
        with pytest.raises(NotYours):
            await here.do(actions.visits.history, await here.person("Staff", grant), booking.id)


async def test_a_finished_visit_goes_back_to_arrived(here: Office) -> None:
    booking, aina = await here.booked("Асель", at(26, 10)), await here.specialist()
    here.wait_until(at(26, 11))
    await here.do(actions.visits.mark, aina, booking.id, 0, "arrived")
    await here.do(actions.visits.mark, aina, booking.id, 1, "done")
    await here.do(actions.visits.mark, aina, booking.id, 2, "arrived")
    assert (await here.booking(booking.id)).state == "arrived"
