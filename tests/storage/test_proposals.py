"""A change happens once by its revision; what waits is listed by its due day; what is erased is not answered."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import actions.answers
import actions.privacy
import actions.proposals
import rules.proposals
import storage.proposals
import tests.office
from rules.people import Role
from rules.posts import Post
from rules.refusal import NotYours, OutdatedButton
from storage.schema.proposals import ProposalAnswerRow, ProposalLogRow, ProposalRow
from tests.office import Office
from tests.proposals import passed, reply, sent


@pytest.fixture
async def office(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    async with tests.office.office(tmp_path, template) as made:
        yield made


async def test_of_two_changes_of_one_revision_the_second_is_refused(office: Office) -> None:
    author = await office.person("Айгүл")
    before = await sent(office, author)
    after = rules.proposals.withdrawn(before)
    both = [office.do(storage.proposals.change, before, after) for _ in range(2)]
    outcomes = await asyncio.gather(*both, return_exceptions=True)
    assert [type(each) for each in outcomes].count(OutdatedButton) == 1
    assert (await office.rows(ProposalRow))[0].rev == 1


async def test_what_waits_stands_by_its_due_day_the_longest_overdue_first(office: Office) -> None:
    author = await office.person("Айгүл")
    first = await sent(office, author)
    office.wait(days=-1)
    second = await sent(office, author)
    waiting = await office.do(storage.proposals.waiting, Post(office.centre.id, Role.COORDINATOR))
    assert [each.id for each in waiting] == [second.id, first.id]
    elsewhere = await office.do(storage.proposals.waiting, Post(office.other.id, Role.COORDINATOR))
    assert elsewhere == []


async def test_an_erased_author_leaves_a_number_and_not_a_word(office: Office) -> None:
    author, coordinator = await office.person("Айгүл"), await office.coordinator()
    before = await passed(office, coordinator, await sent(office, author, show=True))
    await office.do(actions.answers.publish, coordinator, reply(before, "explained"))
    await office.do(actions.privacy.erase, author, 1)
    (row,) = await office.rows(ProposalRow)
    assert (row.person_id, row.text, row.state, row.show_name) == (None, "", "answered", False)
    assert await office.do(storage.proposals.waiting, Post(office.centre.id, Role.COORDINATOR)) == []
    assert [each.text for each in await office.rows(ProposalAnswerRow)] == [""]
    assert author.id not in {each.actor_id for each in await office.rows(ProposalLogRow)}


async def test_a_stranger_does_not_find_what_is_anothers(office: Office) -> None:
    author, stranger = await office.person("Айгүл"), await office.person("Марат")
    before = await sent(office, author)
    assert await office.do(storage.proposals.own, before.id, stranger.id) is None
    with pytest.raises(NotYours):
        await office.do(actions.proposals.own, stranger, before.id)
