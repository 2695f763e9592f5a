"""Running late: who waits is told once a press, a slip tells nobody, and nobody is written off meanwhile."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import actions.delays
import actions.desk
import actions.visits
import storage.flights
from rules.booking import Booking
from rules.delays import Running
from rules.desk import Ordered
from rules.openings import Slot
from rules.people import Grant, Person, Role
from rules.refusal import AlreadyDone, NotYet, NotYours, OutdatedButton
from storage.schema.letters import DeliveryRow, LetterRow
from tests.office import Office, at, office


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    async with office(tmp_path, template) as made:
        yield made


async def two(here: Office) -> tuple[Booking, Booking]:
    return await here.booked("Асель", at(26, 10)), await here.booked("Дана", at(26, 11))


async def late(here: Office, who: Person, minutes: int, before: int) -> Running:
    told: Running = await here.do(actions.delays.add, who, (here.centre.id, here.aina.id), minutes, before)
    return told


async def told(here: Office) -> list[tuple[int, int, str]]:
    """Of each letter: whose booking, how late, what became of it."""
    kinds = {row.id: row.data for row in await here.rows(LetterRow) if row.kind == actions.delays.LATE}
    return [
        (kinds[row.letter_id]["booking"], kinds[row.letter_id]["late"], row.state)
        for row in await here.rows(DeliveryRow)
        if row.letter_id in kinds
    ]


async def sent(here: Office) -> None:
    """What is due leaves."""
    here.wait(seconds=31)
    while parcels := await here.do(storage.flights.claim, 8):  # one for each chat at a time
        for parcel in parcels:
            await here.do(storage.flights.sent, parcel, 1000 + parcel.id)


async def test_a_second_press_adds_up_and_a_second_tap_does_not(here: Office) -> None:
    (first, second), aina = await two(here), await here.specialist()
    here.wait_until(at(26, 9, 50))
    await sent(here)
    assert (await late(here, aina, 15, 0)).minutes == 15
    await sent(here)
    with pytest.raises(AlreadyDone):
        await late(here, aina, 15, 0)
    assert (await late(here, aina, 30, 15)).minutes == 45
    assert await told(here) == [
        (first.id, 15, "sent"),
        (second.id, 15, "sent"),
        (first.id, 45, "ready"),
        (second.id, 45, "ready"),
    ]


async def test_a_slip_taken_back_at_once_tells_nobody(here: Office) -> None:
    await two(here)
    aina = await here.specialist()
    await late(here, aina, 30, 0)
    await late(here, aina, 0, 30)
    assert {state for _, _, state in await told(here)} == {"cancelled"}


async def test_who_was_told_hears_that_it_goes_on_time_again(here: Office) -> None:
    (first, second), aina = await two(here), await here.specialist()
    here.wait_until(at(26, 9, 30))
    await late(here, aina, 15, 0)
    await sent(here)
    await late(here, aina, 0, 15)
    assert [each for each in await told(here) if each[1] == 0] == [(first.id, 0, "ready"), (second.id, 0, "ready")]


async def test_who_sits_there_already_is_not_told_and_who_waits_past_their_time_is(here: Office) -> None:
    (first, second), aina = await two(here), await here.specialist()
    here.wait_until(at(26, 10, 5))
    await late(here, aina, 15, 0)
    assert [booking for booking, _, _ in await told(here)] == [first.id, second.id]
    await here.do(actions.visits.mark, aina, first.id, 0, "arrived")
    here.wait_until(at(26, 10, 20))
    await late(here, aina, 15, 15)
    assert [booking for booking, minutes, _ in await told(here) if minutes == 30] == [second.id]


async def test_a_caller_is_counted_as_somebody_to_call(here: Office) -> None:
    boss = await here.coordinator()
    ordered = Ordered(here.centre.id, here.topic.id, "kk")
    await here.do(actions.desk.call, boss, ordered, Slot(here.aina.id, at(26, 10)))
    await here.booked("Дана", at(26, 11))
    running = await late(here, boss, 15, 0)
    assert (running.waiting, running.unreached) == (2, 1)


async def test_nobody_is_written_off_while_those_before_them_are_late(here: Office) -> None:
    (first, _), aina = await two(here), await here.specialist()
    await late(here, aina, 30, 0)
    here.wait_until(at(26, 10, 39))
    with pytest.raises(NotYet):
        await here.do(actions.visits.mark, aina, first.id, 0, "no_show")
    here.wait_until(at(26, 10, 40))
    assert (await here.do(actions.visits.mark, aina, first.id, 0, "no_show")).visit.booking.state == "no_show"


async def test_the_day_shows_the_slipped_time_and_the_next_day_does_not(here: Office) -> None:
    await two(here)
    await here.booked("Мадина", at(27, 10))
    aina = await here.specialist()
    await late(here, aina, 30, 0)
    today = await here.do(actions.visits.day, aina, here.centre.id, None)
    tomorrow = await here.do(actions.visits.day, aina, here.centre.id, at(27, 12).date())
    assert ([visit.late for visit in today.visits], [visit.late for visit in tomorrow.visits]) == ([30, 30], [0])


async def test_a_specialist_is_late_with_their_own_and_a_viewer_with_nobody(here: Office) -> None:
    await two(here)
    for grant in (Grant(Role.VIEWER, here.centre.id), Grant(Role.SPECIALIST, here.centre.id, here.lawyer.id)):
        with pytest.raises(NotYours):
            await late(here, await here.person("Staff", grant), 15, 0)
    assert await told(here) == []


@pytest.mark.parametrize(("minutes", "before"), [(7, 0), (-15, 0), (0, 0)])
async def test_forged_minutes_are_refused(here: Office, minutes: int, before: int) -> None:
    await two(here)
    with pytest.raises(OutdatedButton):
        await late(here, await here.specialist(), minutes, before)
