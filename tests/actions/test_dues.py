"""What is owed is recalled in the morning to those who owe it now; the author of a late answer is told once."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

import actions.answers
import actions.dues
import actions.privacy
import actions.proposals
import storage.people
import tests.office
from rules.people import Person
from storage.work import Work
from tests.office import Office, at
from tests.proposals import letters, officer, passed, reply, sent


@pytest.fixture
async def office(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    async with tests.office.office(tmp_path, template) as made:
        yield made


async def mornings(office: Office, person: Person, days: int, kind: str) -> list[int]:
    """On how many of the days to come, and on which, the person hears it."""
    heard: list[int] = []
    for day in range(1, days + 1):
        office.wait(days=1)
        before = (await letters(office, person)).count(kind)
        await office.do(actions.dues.remind)
        await office.do(actions.dues.remind)
        if (await letters(office, person)).count(kind) > before:
            heard.append((at(26, 9) + timedelta(days=day)).day)
    return heard


async def test_the_coordinator_hears_before_and_after_the_day_each_once(office: Office) -> None:
    author, coordinator = await office.person("Айгүл"), await office.coordinator()
    await sent(office, author)
    assert await mornings(office, coordinator, 33, actions.dues.OWED) == [10, 17, 21, 28]


async def test_the_author_is_told_once_that_it_is_late(office: Office) -> None:
    author = await office.person("Айгүл")
    await sent(office, author)
    assert await mornings(office, author, 33, actions.dues.LATE) == [21]


async def test_an_officer_hears_of_the_own_department_alone(office: Office) -> None:
    author, coordinator = await office.person("Айгүл"), await office.coordinator()
    mine, other = await officer(office), await officer(office, "at_eco")
    await passed(office, coordinator, await sent(office, author))
    assert await mornings(office, mine, 26, actions.dues.OWED) == [10, 17, 21]
    assert actions.dues.OWED not in await letters(office, other)


@pytest.mark.parametrize("end", ["answered", "withdrawn", "erased"])
async def test_nobody_hears_of_what_no_longer_waits(office: Office, end: str) -> None:
    author, coordinator = await office.person("Айгүл"), await office.coordinator()
    before = await sent(office, author)
    if end == "answered":
        await office.do(actions.answers.publish, coordinator, reply(before))
    elif end == "withdrawn":
        await office.do(actions.proposals.withdraw, author, before.id, before.rev)
    else:
        await office.do(actions.privacy.erase, author, 1)
    assert await mornings(office, coordinator, 33, actions.dues.OWED) == []


async def test_a_card_and_a_word_written_too_late_say_nothing(office: Office) -> None:
    author, coordinator = await office.person("Айгүл"), await office.coordinator()
    before = await sent(office, author)
    office.wait(days=26)
    coordinator = await office.do(_known, coordinator.id)
    assert await office.do(actions.dues.owed, coordinator, {"centre": office.centre.id}) is not None
    assert await office.do(actions.dues.late, author, {"proposal": before.id}) is not None
    assert await office.do(actions.dues.owed, author, {"centre": office.centre.id}) is None, "no post, no card"
    await office.do(actions.answers.publish, coordinator, reply(before))
    assert await office.do(actions.dues.owed, coordinator, {"centre": office.centre.id}) is None
    assert await office.do(actions.dues.late, author, {"proposal": before.id}) is None


def _known(work: Work, person_id: int) -> Person:
    known = storage.people.person(work, person_id)
    assert known is not None
    return known
