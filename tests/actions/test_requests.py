"""A visit that staff confirm: its time is nobody else's from the start, and it is answered once."""

from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import actions.cancelling
import actions.closures
import actions.requests
import storage.booking
import storage.people
from rules.booking import Booking
from rules.people import Grant, Person, Role
from rules.refusal import AlreadyDone, NotYours, OutdatedButton, TimeTaken
from storage.schema.booking import ClaimRow
from storage.schema.letters import DeliveryRow, LetterRow
from storage.setup import agree
from tests.office import Office, at, office


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    """Visits about grants are confirmed by staff."""
    async with office(tmp_path, template) as made:
        await made.do(agree, made.centre.id, made.topic.code, {"confirm": True})
        yield made


async def citizen(here: Office, booking: Booking) -> Person:
    found = await here.do(storage.people.person, booking.person_id)
    assert found is not None
    return found


async def waiting(here: Office) -> Counter[str]:
    """Kinds of letters that are still to leave."""
    ready = {row.letter_id for row in await here.rows(DeliveryRow) if row.state == "ready"}
    return Counter(row.kind for row in await here.rows(LetterRow) if row.id in ready)


async def test_a_request_owns_its_time_and_asks_those_who_decide(here: Office) -> None:
    await here.coordinator()
    await here.specialist()
    await here.person("Lawyer", Grant(Role.SPECIALIST, here.centre.id, here.lawyer.id))
    asked = await here.booked("Асель", at(27, 10))
    assert asked.state == "requested"
    assert await waiting(here) == {actions.requests.ASKED: 2, actions.requests.UNANSWERED: 1}
    with pytest.raises(TimeTaken):
        await here.booked("Марат", at(27, 10))


async def test_a_yes_makes_it_a_visit_with_its_reminders(here: Office) -> None:
    coordinator, asked = await here.coordinator(), await here.booked("Асель", at(27, 10))
    seen = await here.do(actions.requests.accept, coordinator, asked.id, asked.rev)
    assert (seen.visit.booking.state, seen.visit.booking.rev) == ("booked", asked.rev + 1)
    assert await waiting(here) == {actions.requests.ACCEPTED: 1, "booking.day_before": 1, "booking.soon": 1}
    with pytest.raises(AlreadyDone):
        await here.do(actions.requests.decline, coordinator, asked.id, asked.rev, "time")


async def test_a_no_frees_the_time_and_tells_the_reason(here: Office) -> None:
    coordinator, asked = await here.coordinator(), await here.booked("Асель", at(27, 10))
    await here.do(actions.requests.decline, coordinator, asked.id, asked.rev, "unclear")
    after = await here.booking(asked.id)
    assert (after.state, after.cancelled_by, after.cancel_reason) == ("cancelled", "centre", "declined_unclear")
    assert await here.rows(ClaimRow) == []
    assert await waiting(here) == {actions.requests.DECLINED: 1}
    again = await here.booked("Марат", at(27, 10))
    with pytest.raises(OutdatedButton):
        await here.do(actions.requests.decline, coordinator, again.id, again.rev, "because")


async def test_what_nobody_answers_is_no_visit_once_its_hour_has_come(here: Office) -> None:
    asked = await here.booked("Асель", at(27, 10))
    here.wait_until(at(27, 10))
    await here.do(storage.booking.sweep)
    assert (await here.booking(asked.id)).state == "expired"
    assert await here.rows(ClaimRow) == []


async def test_its_person_can_move_it_and_take_it_back_and_it_stays_a_request(here: Office) -> None:
    asked = await here.booked("Асель", at(27, 10))
    person = await citizen(here, asked)
    await here.do(actions.cancelling.cancel, person, asked.id, asked.rev, "time")
    back = await here.do(actions.cancelling.restore, person, asked.id, asked.rev + 1)
    assert back.booking.state == "requested"
    old = asked.rev
    with pytest.raises(OutdatedButton):
        await here.do(actions.requests.accept, await here.coordinator(), asked.id, old)


async def test_a_closing_touches_requests_too(here: Office) -> None:
    asked = await here.booked("Асель", at(27, 10))
    done = await here.do(actions.closures.close, await here.coordinator(), here.whole(27), 1)
    assert [visit.booking.id for visit in done.told] == [asked.id]


async def test_only_those_who_decide_answer(here: Office) -> None:
    asked = await here.booked("Асель", at(27, 10))
    lawyer = await here.person("Lawyer", Grant(Role.SPECIALIST, here.centre.id, here.lawyer.id))
    viewer = await here.person("Viewer", Grant(Role.VIEWER, here.centre.id))
    elsewhere = await here.person("Elsewhere", Grant(Role.COORDINATOR, here.other.id))
    for person in (lawyer, viewer, elsewhere, await citizen(here, asked)):
        with pytest.raises(NotYours):
            await here.do(actions.requests.accept, person, asked.id, asked.rev)
    assert await here.do(actions.requests.waiting, lawyer, here.centre.id) == []
    mine = await here.do(actions.requests.waiting, await here.specialist(), here.centre.id)
    assert [(visit.booking.id, visit.name) for visit in mine] == [(asked.id, None)]
