"""Staff move, widen, call off a meeting, and note who came: everybody concerned is told, nobody is put out."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import actions.attendance
import actions.convening
import actions.meetings
import actions.organisations
import storage.audit
import storage.meetings
from rules.convening import Sketch
from rules.letters import Lane
from rules.meetings import Card, Meeting
from rules.people import Grant, Person, Role
from rules.refusal import MeetingCancelled, MeetingPast, NotBegun, NotYours, OutdatedButton, SeatsTaken
from storage.schema.letters import DeliveryRow, LetterRow
from tests.gatherings import meeting
from tests.office import Office, office


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    async with office(tmp_path, template) as made:
        yield made


async def go(here: Office, person: Person, to: Meeting) -> Card:
    return await here.do(actions.meetings.going, person, to.id, to.moves)


async def told(here: Office, kind: str) -> dict[int | None, DeliveryRow]:
    """Who will hear of it, of what has not been taken back."""
    said = {row.id for row in await here.rows(LetterRow) if row.kind == kind}
    return {
        row.person_id: row for row in await here.rows(DeliveryRow) if row.letter_id in said and row.state == "ready"
    }


async def laid_open(here: Office, by: Person, to: Meeting) -> Sketch:
    return await here.do(actions.convening.sketch_of, by, to.id, "")


async def test_a_move_is_told_to_all_who_answered_and_they_are_asked_anew(here: Office) -> None:
    staff, to = await here.coordinator(), await meeting(here, capacity=1)
    sits, waits, stays, stranger = [await here.person(name) for name in ("Асель", "Бекзат", "Гүлнар", "Дина")]
    await go(here, sits, to)
    await go(here, waits, to)
    await here.do(actions.meetings.not_going, stays, to.id, 0)
    sketch = await laid_open(here, staff, to)
    done = await here.do(actions.convening.change, staff, replace(sketch, day=sketch.day + 1))
    heard = await told(here, "meeting.moved")
    assert done.told == len(heard)
    assert set(heard) == {sits.id, waits.id, stays.id}
    assert (heard[sits.id].lane, heard[stays.id].lane) == (Lane.ANSWER, Lane.ALERT)
    card = await here.do(storage.meetings.card, to.id, sits.id)
    assert (card.answer, card.counts.asked, card.meeting.moves) == ("going", 1, 1)
    assert card.meeting.starts_at == to.starts_at + timedelta(days=1)
    assert card.meeting.answer_by == card.meeting.starts_at
    soon = await told(here, "meeting.soon")
    assert {each: row.due_at for each, row in soon.items()} == {sits.id: card.meeting.starts_at - timedelta(hours=2)}
    assert (await here.do(actions.meetings.going, sits, to.id, 1)).counts.asked == 0
    assert stranger.id not in heard


async def test_what_moves_nobody_is_told_to_nobody(here: Office) -> None:
    staff, to, person = await here.coordinator(), await meeting(here), await here.person("Асель")
    await go(here, person, to)
    sketch = await laid_open(here, staff, to)
    done = await here.do(actions.convening.change, staff, replace(sketch, ru="Встреча о главном"))
    assert (done.told, done.card.meeting.moves) == (0, 0)
    assert await told(here, "meeting.moved") == {}


async def test_of_two_coordinators_at_once_the_second_is_shown_that_it_has_changed(here: Office) -> None:
    both, to = [await here.coordinator() for _ in range(2)], await meeting(here)
    sketch = await laid_open(here, both[0], to)
    days = [here.do(actions.convening.change, each, replace(sketch, day=sketch.day + 1)) for each in both]
    results = await asyncio.gather(*days, return_exceptions=True)
    assert [type(each) for each in results if isinstance(each, Exception)] == [OutdatedButton]
    assert (await here.do(storage.meetings.card, to.id)).meeting.moves == 1


async def test_seats_are_never_fewer_than_those_who_go_and_more_seats_go_to_the_line(here: Office) -> None:
    staff, to = await here.coordinator(), await meeting(here, capacity=2)
    people = [await here.person(f"P{n}") for n in range(4)]
    for person in people:
        here.wait(seconds=1)
        await go(here, person, to)
    sketch = await laid_open(here, staff, to)
    with pytest.raises(SeatsTaken):
        await here.do(actions.convening.change, staff, replace(sketch, capacity=1))
    await here.do(actions.convening.change, staff, replace(sketch, capacity=3))
    assert (await told(here, "meeting.seated")).keys() == {people[2].id}
    assert (await here.do(storage.meetings.card, to.id)).counts.waiting == 1


async def test_a_cancelled_meeting_is_told_and_recalled_to_nobody_any_more(here: Office) -> None:
    staff, to = await here.coordinator(), await meeting(here, capacity=1)
    sits, waits, stays = [await here.person(name) for name in ("Асель", "Бекзат", "Гүлнар")]
    await go(here, sits, to)
    await go(here, waits, to)
    await here.do(actions.meetings.not_going, stays, to.id, 0)
    await here.do(actions.convening.call_off, staff, to.id, 0)
    assert (await told(here, "meeting.cancelled")).keys() == {sits.id, waits.id}
    assert await told(here, "meeting.soon") == {}
    with pytest.raises(MeetingCancelled):
        await here.do(actions.convening.sketch_of, staff, to.id, "day")


async def test_a_meeting_behind_us_is_not_changed_and_a_past_time_not_announced(here: Office) -> None:
    staff, to = await here.coordinator(), await meeting(here)
    sketch = await laid_open(here, staff, to)
    here.wait_until(to.starts_at + timedelta(hours=3))
    with pytest.raises(MeetingPast):
        await here.do(actions.convening.change, staff, replace(sketch, day=sketch.day + 1))
    with pytest.raises(MeetingPast):
        await here.do(actions.convening.publish, staff, replace(sketch, meeting_id=0))


async def test_only_the_centres_own_coordinator_does_any_of_it(here: Office) -> None:
    to, person = await meeting(here), await here.person("Асель")
    card = await go(here, person, to)
    assert card.mine is not None
    elsewhere = await here.person("Ерлан", Grant(Role.COORDINATOR, here.other.id))
    for stranger in (person, elsewhere, await here.specialist()):
        for attempt in (
            here.do(actions.convening.managed, stranger, to.id),
            here.do(actions.convening.publish, stranger, Sketch(here.centre.id)),
            here.do(actions.convening.call_off, stranger, to.id, 0),
            here.do(actions.attendance.roll, stranger, to.id, 0),
            here.do(actions.attendance.mark, stranger, card.mine.id, 1, 0),
        ):
            with pytest.raises(NotYours):
                await attempt


async def test_who_came_is_noted_afterwards_all_but_those_who_did_not_and_every_look_is_written_down(
    here: Office,
) -> None:
    staff, to = await here.coordinator(), await meeting(here)
    people = [await here.person(f"P{n}") for n in range(7)]
    for person in people:
        await go(here, person, to)
    seen = await here.do(actions.attendance.roll, staff, to.id, 1)
    assert [each.name for each in seen.goers] == ["P5", "P6"]
    assert [len(await here.do(storage.audit.of_subject, person.id)) for person in people] == [0] * 5 + [1] * 2
    with pytest.raises(NotBegun):
        await here.do(actions.attendance.all_came, staff, to.id)
    here.wait_until(to.starts_at + timedelta(hours=1))
    missed = seen.goers[0].attendance_id
    await here.do(actions.attendance.mark, staff, missed, 0, 1)
    done = await here.do(actions.attendance.all_came, staff, to.id)
    assert (done.came, done.missed) == (6, 1)
    assert (await here.do(actions.attendance.mark, staff, missed, 1, 1)).came == len(people)


async def test_staff_see_whom_those_who_come_speak_for_once_the_centre_has_confirmed_it(here: Office) -> None:
    staff, to, person = await here.coordinator(), await meeting(here), await here.person("Асель")
    await go(here, person, to)
    said = await here.do(actions.organisations.claim, person, here.centre.id, "991240999911", "Жас отау")
    one = said.membership
    assert [each.speaks_for for each in (await here.do(actions.attendance.roll, staff, to.id, 0)).goers] == [()]
    await here.do(actions.organisations.confirm, staff, one.id, one.rev)
    (seen,) = (await here.do(actions.attendance.roll, staff, to.id, 0)).goers
    assert seen.speaks_for == ("Жас отау",)
