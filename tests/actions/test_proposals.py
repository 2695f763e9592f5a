"""An author's deeds: sent with number and due day, shown, taken back; each refusal leaves everything as it was."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update

import actions.answers
import actions.proposals
import rules.proposals
import screens.my_proposals
import screens.proposals
import tests.office
from rules.proposals import KINDS, Drafted
from rules.refusal import (
    AlreadyDone,
    ConsentMissing,
    JobClosed,
    NotYours,
    OutdatedButton,
    TextTooLong,
    TextTooShort,
    TooManyProposals,
)
from screens.words import Words
from storage.schema.centres import CentreRow
from storage.schema.proposals import ProposalLogRow, ProposalRow
from storage.work import Work
from tests.office import Office
from tests.proposals import TEXT, department, drafted, letters, passed, reply, sent


@pytest.fixture
async def office(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    async with tests.office.office(tmp_path, template) as made:
        yield made


async def test_a_proposal_gets_a_number_and_a_day_in_working_days_and_the_coordinator_hears(office: Office) -> None:
    author, coordinator = await office.person("Айгүл"), await office.coordinator()
    before = await sent(office, author)
    assert before.number == f"2026-{before.id:05}"
    assert before.due_on == date(2026, 12, 18), "15 working days; 16 December is Independence Day"
    assert await letters(office, author) == ["proposal.receipt"]
    assert await letters(office, coordinator) == ["proposal.new"]


async def test_a_receipt_that_was_seen_is_not_sent_again(office: Office) -> None:
    author = await office.person("Айгүл")
    before = await sent(office, author)
    await office.do(actions.proposals.shown, before.id)
    assert await letters(office, author) == []


async def test_too_short_too_long_too_many_and_an_unknown_kind_keep_nothing(office: Office) -> None:
    author = await office.person("Айгүл")
    for text, refusal in (("қысқа", TextTooShort), ("ә" * 3001, TextTooLong)):
        with pytest.raises(refusal):
            await office.do(actions.proposals.send, author, drafted(office, text=text))
    with pytest.raises(OutdatedButton):
        await office.do(actions.proposals.send, author, Drafted(office.centre.id, "forged", 0, TEXT))
    assert await office.rows(ProposalRow) == []
    for _ in range(rules.proposals.A_DAY):
        await sent(office, author)
    with pytest.raises(TooManyProposals):
        await sent(office, author)
    office.wait(days=1)
    await sent(office, author)


async def test_without_consent_with_the_job_off_or_to_a_department_elsewhere_nothing_is_sent(office: Office) -> None:
    author = await office.person("Айгүл")
    elsewhere = await office.do(_foreign_department, office.other.id)
    with pytest.raises(OutdatedButton):
        await office.do(actions.proposals.send, author, drafted(office, elsewhere))
    with pytest.raises(ConsentMissing):
        await office.do(actions.proposals.send, author, Drafted(office.other.id, "service", 0, TEXT))
    await office.do(_switch_off, office.centre.id)
    with pytest.raises(JobClosed):
        await office.do(actions.proposals.send, author, drafted(office))
    assert await office.rows(ProposalRow) == []


def _foreign_department(work: Work, centre_id: int) -> int:
    return actions.proposals.departments(work, centre_id)[0].id


def _switch_off(work: Work, centre_id: int) -> None:
    work.sql.execute(update(CentreRow).where(CentreRow.id == centre_id).values(jobs_off=["proposals"]))


async def test_it_is_taken_back_once_by_its_author_alone_and_staff_are_not_called_for_it(office: Office) -> None:
    author, stranger = await office.person("Айгүл"), await office.person("Марат")
    coordinator = await office.coordinator()
    before = await sent(office, author)
    with pytest.raises(NotYours):
        await office.do(actions.proposals.withdraw, stranger, before.id, before.rev)
    await office.do(actions.proposals.withdraw, author, before.id, before.rev)
    with pytest.raises(AlreadyDone):
        await office.do(actions.proposals.withdraw, author, before.id, before.rev)
    assert await letters(office, author) == []
    assert await letters(office, coordinator) == []
    assert [each.deed for each in await office.rows(ProposalLogRow)] == ["send", "withdraw"]


async def test_what_is_answered_cannot_be_taken_back_by_an_old_button(office: Office) -> None:
    author, coordinator = await office.person("Айгүл"), await office.coordinator()
    before = await sent(office, author)
    await office.do(actions.answers.publish, coordinator, reply(before))
    with pytest.raises(OutdatedButton):
        await office.do(actions.proposals.withdraw, author, before.id, before.rev)


async def test_the_author_gives_and_takes_back_the_word_on_showing_it(office: Office) -> None:
    author, coordinator = await office.person("Айгүл"), await office.coordinator()
    before = await sent(office, author)
    seen = await office.do(actions.answers.show, coordinator, before.id, before.rev, 1)
    with pytest.raises(OutdatedButton):
        await office.do(actions.proposals.reveal, author, before.id, before.rev, 1)
    card = await office.do(actions.proposals.reveal, author, before.id, seen.card.proposal.rev, 1)
    assert rules.proposals.is_public(card.proposal)
    with pytest.raises(AlreadyDone):
        await office.do(actions.proposals.reveal, author, before.id, card.proposal.rev, 1)
    card = await office.do(actions.proposals.reveal, author, before.id, card.proposal.rev, 0)
    assert not rules.proposals.is_public(card.proposal)


async def test_text_to_share_is_there_only_with_both_words_and_names_nobody(office: Office) -> None:
    author, coordinator = await office.person("Айгүл"), await office.coordinator()
    before = await sent(office, author, show=True)
    answered = (await office.do(actions.answers.publish, coordinator, reply(before))).card.proposal
    for deed, person in ((actions.proposals.sharing, author), (actions.answers.sharing, coordinator)):
        with pytest.raises(OutdatedButton):
            await office.do(deed, person, before.id)
    await office.do(actions.answers.show, coordinator, before.id, answered.rev, 1)
    card = await office.do(actions.proposals.sharing, author, before.id)
    shared = screens.my_proposals.shared(card, Words("kk"))
    assert TEXT in shared
    assert "Айгүл" not in shared
    with pytest.raises(NotYours):
        await office.do(actions.proposals.sharing, await office.person("Марат"), before.id)


async def test_a_receipt_that_comes_after_it_was_passed_on_tells_where_it_is(office: Office) -> None:
    author, coordinator = await office.person("Айгүл"), await office.coordinator()
    before = await passed(office, coordinator, await sent(office, author))
    screen = await office.do(actions.proposals.receipt, author, {"proposal": before.id})
    assert before.department_id == await department(office)
    assert screen is not None
    assert "Атырау облысының білім" in screen.text


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_words_in_every_language(kind: str) -> None:
    names = {screens.proposals.kind(rules.proposals.kind(kind), Words(language)) for language in ("kk", "ru", "en")}
    assert len(names) == 3
