"""Seats at a meeting: never more than there are, each change of mind at once, the line in its order."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import actions.meetings
import actions.people
import actions.privacy
import actions.rendering
import storage.meetings
import storage.switches
from rules.letters import Lane, Parcel, Recipient, Screen
from rules.meetings import Card, Meeting
from rules.people import Person
from rules.refusal import (
    AnswersClosed,
    ConsentMissing,
    JobClosed,
    MeetingCancelled,
    MeetingMoved,
    MeetingPast,
    OtherCentre,
    Refusal,
)
from storage.database import Database, Place
from storage.schema.letters import DeliveryRow, LetterRow
from storage.schema.meetings import AttendanceRow
from storage.work import Work
from tests.gatherings import meeting
from tests.office import Office, at, office


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    async with office(tmp_path, template) as made:
        yield made


async def go(here: Office, person: Person, to: Meeting) -> Card:
    return await here.do(actions.meetings.going, person, to.id, to.moves)


async def stay(here: Office, person: Person, to: Meeting) -> Card:
    return await here.do(actions.meetings.not_going, person, to.id, to.moves)


async def letters(here: Office, kind: str) -> list[tuple[DeliveryRow, LetterRow]]:
    """What waits to be sent, of this kind."""
    said = {row.id: row for row in await here.rows(LetterRow) if row.kind == kind}
    waiting = [row for row in await here.rows(DeliveryRow) if row.state == "ready"]
    return [(row, said[row.letter_id]) for row in waiting if row.letter_id in said]


async def reads(here: Office, person: Person, letter: LetterRow) -> Screen | None:
    parcel = Parcel(0, letter.id, Recipient(person.telegram_id, person.id), Lane.ANSWER, letter.kind, letter.data)
    return await here.do(actions.rendering.render, parcel)


async def test_two_hundred_people_race_for_twelve_seats_and_twelve_sit(here: Office) -> None:
    """From two processes' worth of connections to one file, each person twice."""
    to = await meeting(here, capacity=12)
    people = [await here.person(f"P{n}") for n in range(200)]
    beside = Database(Place(here.db.place.url, here.db.place.now, here.db.place.bot_id, beside=True))
    ways = (here.db, beside)
    taps = [way.do(actions.meetings.going, person, to.id, 0) for person in people for way in ways]
    try:
        await asyncio.gather(*taps)
    finally:
        await beside.close()
    rows = await here.rows(AttendanceRow)
    assert sorted(row.seat for row in rows if row.seat) == list(range(1, 13))
    assert len(rows) == len(people)
    assert (await here.do(storage.meetings.card, to.id)).counts.waiting == len(people) - 12


async def test_a_seat_that_is_let_go_is_the_first_ones_in_line_who_is_told(here: Office) -> None:
    to = await meeting(here, capacity=1)
    sitting, first, second = [await here.person(name) for name in ("Асель", "Бекзат", "Гүлнар")]
    assert (await go(here, sitting, to)).answer == "going"
    here.wait(minutes=1)
    assert (await go(here, first, to)).place == 1
    here.wait(minutes=1)
    assert (await go(here, second, to)).place == 2
    await stay(here, sitting, to)
    told = await letters(here, "meeting.seated")
    assert [delivery.person_id for delivery, _ in told] == [first.id]
    card = await here.do(storage.meetings.card, to.id, first.id)
    assert card.answer == "going"
    assert card.mine is not None
    assert card.mine.asked
    assert (await here.do(storage.meetings.card, to.id, second.id)).place == 1
    assert await reads(here, first, told[0][1]) is not None


async def test_nobody_is_woken_for_a_seat(here: Office) -> None:
    to = await meeting(here, capacity=1)
    sitting, waiting = await here.person("Асель"), await here.person("Бекзат")
    await go(here, sitting, to)
    await go(here, waiting, to)
    here.wait_until(at(26, 23))
    await stay(here, sitting, to)
    ((delivery, _),) = await letters(here, "meeting.seated")
    assert delivery.due_at == at(27, 8)


async def test_nobody_is_seated_who_could_not_get_there_any_more_and_whoever_asks_then_sits(here: Office) -> None:
    to = await meeting(here, capacity=1)
    sitting, waiting = await here.person("Асель"), await here.person("Бекзат")
    await go(here, sitting, to)
    await go(here, waiting, to)
    here.wait_until(to.starts_at - timedelta(minutes=40))
    await stay(here, sitting, to)
    assert (await here.do(storage.meetings.card, to.id, waiting.id)).answer == "waiting"
    assert (await go(here, waiting, to)).answer == "going"


async def test_a_second_tap_changes_nothing(here: Office) -> None:
    to = await meeting(here, capacity=1)
    sitting, waiting = await here.person("Асель"), await here.person("Бекзат")
    for person in (sitting, waiting):
        before = await go(here, person, to)
        here.wait(minutes=1)
        assert await go(here, person, to) == before
    gone = await stay(here, waiting, to)
    assert await stay(here, waiting, to) == gone


async def test_a_mind_can_be_changed_at_any_time(here: Office) -> None:
    to = await meeting(here)
    person = await here.person("Асель")
    for _ in range(3):
        assert (await go(here, person, to)).counts.going == 1
        card = await stay(here, person, to)
        assert (card.counts.going, card.counts.no) == (0, 1)
    assert await letters(here, "meeting.soon") == []


async def test_whoever_goes_is_reminded_the_day_before_and_two_hours_before(here: Office) -> None:
    to = await meeting(here)
    person = await here.person("Асель")
    await go(here, person, to)
    ((day, _),) = await letters(here, "meeting.day_before")
    ((soon, letter),) = await letters(here, "meeting.soon")
    assert (day.due_at, soon.due_at) == (to.starts_at - timedelta(days=1), to.starts_at - timedelta(hours=2))
    assert day.lane < Lane.ALERT
    here.wait_until(soon.due_at)
    assert await reads(here, person, letter) is not None
    await stay(here, person, to)
    assert await reads(here, person, letter) is None


async def test_what_is_not_open_to_answers_is_refused(here: Office) -> None:
    person = await here.person("Асель")
    cases: list[tuple[type[Refusal], dict[str, Any]]] = [
        (MeetingCancelled, {"state": "cancelled"}),
        (MeetingPast, {"starts_at": at(26, 8)}),
        (AnswersClosed, {"answer_by": at(26, 8)}),
        (MeetingMoved, {"moves": 1}),
        (OtherCentre, {"centre_id": here.other.id}),
    ]
    for refusal, said in cases:
        to = await meeting(here, **said)
        with pytest.raises(refusal):
            await here.do(actions.meetings.going, person, to.id, 0)
    assert await here.rows(AttendanceRow) == []


async def test_a_closed_job_takes_nobody_more_but_lets_go(here: Office) -> None:
    to = await meeting(here)
    person, late = await here.person("Асель"), await here.person("Бекзат")
    await go(here, person, to)
    await here.do(_close, here.centre.id)
    with pytest.raises(JobClosed):
        await go(here, late, to)
    assert (await stay(here, person, to)).counts.going == 0


def _close(work: Work, centre_id: int) -> None:
    storage.switches.turn(work, centre_id, "meetings", 1, off=True)


async def test_without_consent_nothing_is_kept(here: Office) -> None:
    to = await meeting(here)
    stranger = await here.do(_stranger, here.centre.id)
    with pytest.raises(ConsentMissing):
        await go(here, stranger, to)
    assert (await stay(here, stranger, to)).mine is None
    assert await here.rows(AttendanceRow) == []


def _stranger(work: Work, centre_id: int) -> Person:
    return actions.people.choose_centre(work, actions.people.come_in(work, 900, "ru"), centre_id)


async def test_erasure_frees_the_seat_and_offers_it_on(here: Office) -> None:
    ahead, held = await meeting(here, capacity=1), await meeting(here, starts_at=at(27, 15), ends_at=at(27, 16))
    leaving, waiting = await here.person("Асель"), await here.person("Бекзат")
    await go(here, leaving, ahead)
    await go(here, waiting, ahead)
    await here.do(actions.meetings.going, leaving, held.id, 0)
    here.wait_until(at(27, 18))
    exported = (await here.do(actions.privacy.export, leaving)).decode()
    assert '"attendance"' in exported
    await here.do(actions.privacy.erase, leaving, 1)
    assert (await here.do(storage.meetings.card, ahead.id, waiting.id)).answer == "going"
    left = [(row.meeting_id, row.person_id) for row in await here.rows(AttendanceRow)]
    assert sorted(left, key=str) == sorted([(ahead.id, waiting.id), (held.id, None)], key=str)
    assert [delivery.person_id for delivery, _ in await letters(here, "meeting.seated")] == [waiting.id]
