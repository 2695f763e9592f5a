"""«Call me back»: asked for, done, told; nobody's number is seen by those who may not."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

import actions.call_backs
import actions.phones
import rules.call_backs
import storage.availability
import storage.call_backs
import storage.privacy
import tests.office
from actions.call_backs import Choice, Wanted
from rules.call_backs import Window
from rules.keys.codec import minute
from rules.people import Grant, Person, Role
from rules.refusal import AlreadyDone, ConsentMissing, NotYours, OutdatedButton, PhoneMissing
from storage.schema.calls import CallRow, PhoneRow
from storage.schema.letters import DeliveryRow, LetterRow
from storage.schema.people import AuditRow
from storage.work import Work
from tests.office import Office, at


@pytest.fixture
async def office(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    async with tests.office.office(tmp_path, template) as here:
        yield here


async def reachable(office: Office, name: str) -> Person:
    person = await office.person(name)
    await office.do(actions.phones.give, person, office.centre.id, person.telegram_id, "+77001112233")
    return person


async def windows(office: Office) -> tuple[Window, ...]:
    return await office.do(_windows, office.centre.id)


def _windows(work: Work, centre_id: int) -> tuple[Window, ...]:
    return rules.call_backs.windows(storage.availability.timetable(work, centre_id), work.now)


async def ask(office: Office, person: Person, number: int = 0) -> Choice:
    window = (await windows(office))[number]
    return await office.do(actions.call_backs.ask, person, Wanted(office.centre.id, 0, minute(window.starts_at)))


def _told(work: Work) -> list[str]:
    mine = select(DeliveryRow.state).join(LetterRow, LetterRow.id == DeliveryRow.letter_id)
    return list(work.sql.scalars(mine.where(LetterRow.kind == actions.call_backs.TOLD).order_by(DeliveryRow.id)))


async def test_the_windows_are_half_days_in_which_the_centre_works(office: Office) -> None:
    found = [(each.starts_at, each.ends_at) for each in await windows(office)]
    assert found == [
        (at(26, 9), at(26, 13)),
        (at(26, 14, 30), at(26, 18, 30)),
        (at(27, 9), at(27, 13)),
        (at(27, 14, 30), at(27, 18, 30)),
    ]
    office.wait_until(at(27, 18, 1))  # the half hour that is left is too little; Monday is next
    assert [each.starts_at for each in await windows(office)][:2] == [at(30, 9), at(30, 14, 30)]


async def test_consent_comes_before_the_number_and_both_before_the_call(office: Office) -> None:
    stranger = await office.person("Айгүл")
    with pytest.raises(PhoneMissing):
        await ask(office, stranger)
    there = (await office.do(_windows, office.other.id))[0]
    elsewhere = Wanted(office.other.id, 0, minute(there.starts_at))
    with pytest.raises(ConsentMissing):
        await office.do(actions.call_backs.ask, stranger, elsewhere)
    assert await office.rows(CallRow) == []


async def test_another_window_keeps_ones_place(office: Office) -> None:
    person = await reachable(office, "Айгүл")
    first, second = (await ask(office, person)).waiting, (await ask(office, person, 2)).waiting
    assert first is not None
    assert second is not None
    assert (second.id, second.rev, second.starts_at) == (first.id, 1, at(27, 9))


async def test_a_window_that_nobody_offered_is_an_old_button(office: Office) -> None:
    person = await reachable(office, "Айгүл")
    with pytest.raises(OutdatedButton):
        await office.do(actions.call_backs.ask, person, Wanted(office.centre.id, 0, minute(at(28, 9))))


async def test_the_person_is_told_unless_the_mark_is_taken_back(office: Office) -> None:
    person, boss = await reachable(office, "Айгүл"), await office.coordinator()
    call = (await ask(office, person)).waiting
    assert call is not None
    await office.do(actions.call_backs.mark, boss, call.id, 0, "missed")
    await office.do(actions.call_backs.mark, boss, call.id, 1, "waiting")
    assert await office.do(_told) == ["cancelled"]
    seen = await office.do(actions.call_backs.mark, boss, call.id, 2, "called")
    assert (seen.seen.call.state, seen.seen.call.marked_by) == ("called", boss.id)
    assert await office.do(_told) == ["cancelled", "ready"]
    with pytest.raises(AlreadyDone):
        await office.do(actions.call_backs.mark, boss, call.id, 3, "called")


async def test_a_call_nobody_made_stands_under_the_next_day_too(office: Office) -> None:
    person, boss = await reachable(office, "Айгүл"), await office.coordinator()
    await ask(office, person)
    office.wait_until(at(27, 10))
    day = await office.do(actions.call_backs.day, boss, office.centre.id, at(27, 10).date())
    assert [each.number for each in day.found] == ["+77001112233"]
    later = await office.do(actions.call_backs.day, boss, office.centre.id, at(30, 10).date())
    assert later.found == []


@pytest.mark.parametrize("state", ["called", "missed", "waiting"])
async def test_only_those_who_change_things_here_mark_a_call(office: Office, state: str) -> None:
    call = (await ask(office, await reachable(office, "Айгүл"))).waiting
    assert call is not None
    viewer = await office.person("N", Grant(Role.VIEWER, office.centre.id))
    elsewhere = await office.person("N", Grant(Role.COORDINATOR, office.other.id))
    for who in (viewer, elsewhere, await office.person("N")):
        with pytest.raises(NotYours):
            await office.do(actions.call_backs.mark, who, call.id, 0, state)


async def test_every_look_at_a_number_is_noted(office: Office) -> None:
    person, boss = await reachable(office, "Айгүл"), await office.coordinator()
    call = (await ask(office, person)).waiting
    assert call is not None
    await office.do(actions.call_backs.day, boss, office.centre.id, at(26, 9).date())
    await office.do(actions.call_backs.card, boss, call.id)
    looks = [(row.deed, row.actor_id, row.subject_id) for row in await office.rows(AuditRow)]
    assert looks == [("calls_read", boss.id, person.id), ("call_read", boss.id, person.id)]


async def test_nobody_calls_somebody_erased(office: Office) -> None:
    person, boss = await reachable(office, "Айгүл"), await office.coordinator()
    call = (await ask(office, person)).waiting
    assert call is not None
    await office.do(storage.privacy.erase, person.id)
    day = await office.do(actions.call_backs.day, boss, office.centre.id, at(26, 9).date())
    assert (day.found, await office.rows(PhoneRow)) == ([], [])
    assert [(row.person_id, row.state) for row in await office.rows(CallRow)] == [(None, "withdrawn")]


async def test_a_year_later_the_call_is_a_number_without_a_person(office: Office) -> None:
    await ask(office, await reachable(office, "Айгүл"))
    office.wait(days=367)
    await office.do(storage.call_backs.forget_old)
    assert [row.person_id for row in await office.rows(CallRow)] == [None]
