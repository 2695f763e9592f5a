"""Staff's deeds: who may pass on and answer, once, and the author hears of each step."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update

import actions.answers
import actions.privacy
import actions.proposals
import tests.office
from rules.answers import DECISIONS
from rules.people import Grant, Role
from rules.refusal import AlreadyDone, NotYours, OutdatedButton, Refusal, TextTooShort
from storage.schema.people import RoleRow
from storage.schema.proposals import ProposalAnswerRow, ProposalRow
from storage.work import Work
from tests.office import Office
from tests.proposals import ANSWER, department, letters, officer, passed, reply, sent


@pytest.fixture
async def office(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    async with tests.office.office(tmp_path, template) as made:
        yield made


async def test_only_the_coordinator_passes_it_on_and_author_and_officers_hear(office: Office) -> None:
    author, coordinator, mine, other = (
        await office.person("Айгүл"),
        await office.coordinator(),
        await officer(office),
        await officer(office, "at_eco"),
    )
    before = await sent(office, author)
    await office.do(actions.proposals.shown, before.id)
    to = await department(office)
    with pytest.raises(NotYours):
        await office.do(actions.answers.route, mine, before.id, before.rev, to)
    after = await passed(office, coordinator, before)
    assert (after.state, after.department_id) == ("passed", to)
    assert await letters(office, author) == ["proposal.news"]
    assert await letters(office, mine) == ["proposal.new"]
    assert await letters(office, other) == []
    with pytest.raises(OutdatedButton):
        await office.do(actions.answers.route, coordinator, before.id, before.rev, to)
    with pytest.raises(AlreadyDone):
        await office.do(actions.answers.route, coordinator, before.id, after.rev, to)


async def test_an_officer_of_another_department_a_viewer_and_a_stranger_neither_answer_nor_learn_that_it_exists(
    office: Office,
) -> None:
    author, coordinator = await office.person("Айгүл"), await office.coordinator()
    before = await passed(office, coordinator, await sent(office, author))
    others = [
        await officer(office, "at_eco"),
        await office.person("Марат"),
        await office.person("Олжас", Grant(Role.COORDINATOR, office.other.id)),
    ]
    for each in others:
        for deed, rest in ((actions.answers.read, ()), (actions.answers.review, (before.rev,))):
            with pytest.raises(NotYours):
                await office.do(deed, each, before.id, *rest)
            with pytest.raises(NotYours):
                await office.do(deed, each, 9999, *rest)
    viewer = await office.person("Олжас", Grant(Role.VIEWER, office.centre.id))
    await office.do(actions.answers.read, viewer, before.id)
    for each in (*others, viewer):
        with pytest.raises(NotYours):
            await office.do(actions.answers.publish, each, reply(before))
    assert await office.rows(ProposalAnswerRow) == []


@pytest.mark.parametrize("decision", [each for each in DECISIONS if each != "forwarded"])
async def test_each_answer_ends_the_waiting_except_a_study_and_the_author_hears(office: Office, decision: str) -> None:
    author, coordinator, mine = await office.person("Айгүл"), await office.coordinator(), await officer(office)
    before = await passed(office, coordinator, await sent(office, author))
    until = date(2027, 2, 1) if decision == "study" else None
    seen = await office.do(actions.answers.publish, mine, replace(reply(before, decision), until=until))
    assert seen.card.proposal.decision == decision
    assert seen.card.proposal.waits == (decision == "study")
    assert (await letters(office, author))[-1] == "proposal.news"
    own = await office.do(actions.proposals.own, author, before.id)
    assert own.answers[-1].text == ANSWER
    assert own.proposal.due == (until or before.due_on)


async def test_a_forwarded_one_goes_to_the_next_department_and_out_of_sight_of_the_first(office: Office) -> None:
    author, coordinator = await office.person("Айгүл"), await office.coordinator()
    mine, other = await officer(office), await officer(office, "at_eco")
    before = await passed(office, coordinator, await sent(office, author))
    with pytest.raises(OutdatedButton):
        await office.do(
            actions.answers.publish, mine, replace(reply(before, "forwarded"), to_id=before.department_id or 0)
        )
    to = await department(office, "at_eco")
    await office.do(actions.answers.publish, mine, replace(reply(before, "forwarded"), to_id=to))
    assert "proposal.new" in await letters(office, other)
    await office.do(actions.answers.read, other, before.id)
    with pytest.raises(NotYours):
        await office.do(actions.answers.read, mine, before.id)


async def test_on_behalf_of_a_department_only_the_coordinator_enters_its_letter(office: Office) -> None:
    author, coordinator, mine = await office.person("Айгүл"), await office.coordinator(), await officer(office)
    before = await passed(office, coordinator, await sent(office, author))
    entered = replace(reply(before), letter="12-3/456", letter_on=date(2026, 11, 25))
    with pytest.raises(OutdatedButton):
        await office.do(actions.answers.publish, mine, entered)
    await office.do(actions.answers.publish, coordinator, entered)
    (given,) = (await office.do(actions.proposals.own, author, before.id)).answers
    assert (given.letter, given.letter_on) == ("12-3/456", date(2026, 11, 25))
    assert given.department is not None


async def test_of_two_who_answer_at_once_one_is_published_and_the_other_told(office: Office) -> None:
    author, coordinator, mine = await office.person("Айгүл"), await office.coordinator(), await officer(office)
    before = await passed(office, coordinator, await sent(office, author))
    both = [office.do(actions.answers.publish, each, reply(before)) for each in (coordinator, mine)]
    outcomes = await asyncio.gather(*both, return_exceptions=True)
    assert [isinstance(each, OutdatedButton) for each in outcomes].count(True) == 1
    assert len(await office.rows(ProposalAnswerRow)) == 1
    assert (await letters(office, author)).count("proposal.news") == 2, "passed on, answered"


async def test_withdrawn_meanwhile_or_its_author_erased_it_is_not_answered(office: Office) -> None:
    coordinator = await office.coordinator()
    first, second = await office.person("Айгүл"), await office.person("Марат")
    gone, erased = await sent(office, first), await sent(office, second)
    await office.do(actions.proposals.withdraw, first, gone.id, gone.rev)
    await office.do(actions.privacy.erase, second, 1)
    for before in (gone, erased):
        with pytest.raises(Refusal):
            await office.do(actions.answers.publish, coordinator, reply(before))
    assert await office.rows(ProposalAnswerRow) == []


async def test_an_answer_too_short_or_a_study_without_a_day_is_refused_whole(office: Office) -> None:
    author, coordinator = await office.person("Айгүл"), await office.coordinator()
    before = await sent(office, author)
    with pytest.raises(TextTooShort):
        await office.do(actions.answers.publish, coordinator, reply(before, text="жоқ"))
    with pytest.raises(OutdatedButton):
        await office.do(actions.answers.publish, coordinator, reply(before, "study"))
    (row,) = await office.rows(ProposalRow)
    assert (row.state, row.rev) == ("registered", before.rev)


async def test_a_role_that_ended_a_moment_ago_answers_nothing(office: Office) -> None:
    author, mine = await office.person("Айгүл"), await officer(office)
    before = await passed(office, await office.coordinator(), await sent(office, author))
    await office.do(_end_roles, mine.id)
    with pytest.raises(NotYours):
        await office.do(actions.answers.publish, mine, reply(before))


def _end_roles(work: Work, person_id: int) -> None:
    work.sql.execute(update(RoleRow).where(RoleRow.person_id == person_id).values(ended_at=work.now))
