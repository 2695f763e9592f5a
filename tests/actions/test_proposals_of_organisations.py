"""A proposal sent for an organisation stays with it: seen by all who speak for it, in hands when its author leaves."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

import actions.answers
import actions.dues
import actions.organisations
import actions.privacy
import actions.proposals
import rules.proposals
import screens.proposals
import storage.organisations
import tests.office
from rules.keys.proposals import ForWhom
from rules.organisations import Card, Link, Organisation
from rules.people import Person
from rules.proposals import Drafted, Proposal, Reader
from rules.refusal import NotYours, OutdatedButton
from screens.words import Words
from storage.schema.proposals import ProposalRow
from storage.work import Work
from tests.office import Office
from tests.proposals import TEXT, drafted, letters, passed, reply

BIN, OTHER_BIN = "991240999911", "991240999921"
NAME, OTHER_NAME = "Жасыл Атырау қоғамдық қоры", "Таза Каспий қоғамдық бірлестігі"


@pytest.fixture
async def office(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    async with tests.office.office(tmp_path, template) as made:
        yield made


async def speaks(office: Office, person: Person, number: str = BIN, name: str = NAME) -> Card:
    """By an invitation of the centre."""
    found = await office.do(_known, office.centre.id, number, name)
    link: Link = await office.do(actions.organisations.invite, await office.coordinator(), found)
    opened = await office.do(actions.organisations.opened, link.token)
    return await office.do(actions.organisations.accept, person, opened.link_id)


def _known(work: Work, centre_id: int, number: str, name: str) -> int:
    return storage.organisations.add(work, centre_id, number, name, known=True).id


async def leaves(office: Office, person: Person, card: Card) -> None:
    await office.do(actions.organisations.leave, person, card.membership.id)


async def sent(office: Office, author: Person) -> Proposal:
    """As the chat sends it: for whom the author speaks now."""
    senders = await office.do(actions.proposals.senders, author, office.centre.id)
    one = rules.proposals.for_whom(None, [each.id for each in senders])
    what = replace(drafted(office), organisation_id=one)
    return (await office.do(actions.proposals.send, author, what)).proposal


async def readers(office: Office, *people: Person) -> list[list[Reader]]:
    """As what each of them reads the proposals they find."""
    return [[card.reader for card in await office.do(actions.proposals.mine, each)] for each in people]


async def test_it_speaks_for_the_one_organisation_of_its_author_and_for_none_of_several(office: Office) -> None:
    author, stranger = await office.person("Айгүл"), await office.person("Марат")
    card = await speaks(office, author)
    assert (await sent(office, author)).organisation_id == card.organisation.id
    assert (await sent(office, stranger)).organisation_id is None
    await speaks(office, author, OTHER_BIN, OTHER_NAME)
    assert (await sent(office, author)).organisation_id is None


async def test_nobody_sends_for_an_organisation_that_they_do_not_speak_for_now(office: Office) -> None:
    author, stranger = await office.person("Айгүл"), await office.person("Марат")
    card = await speaks(office, author)
    forged = replace(drafted(office), organisation_id=card.organisation.id)
    with pytest.raises(OutdatedButton):
        await office.do(actions.proposals.send, stranger, forged)
    await leaves(office, author, card)
    with pytest.raises(OutdatedButton):
        await office.do(actions.proposals.send, author, forged)
    assert await office.rows(ProposalRow) == []


async def test_all_who_speak_for_it_see_it_and_its_author_alone_changes_it(office: Office) -> None:
    author, colleague, stranger = [await office.person(name) for name in ("Айгүл", "Данияр", "Марат")]
    await speaks(office, author)
    await speaks(office, colleague)
    before = await sent(office, author)
    assert await readers(office, author, colleague, stranger) == [["author"], ["colleague"], []]
    card = await office.do(actions.proposals.own, colleague, before.id)
    assert (card.organisation, card.author) == (NAME, "")
    for deed in (actions.proposals.withdrawing, actions.proposals.withdraw):
        with pytest.raises(NotYours):
            await office.do(deed, colleague, before.id, before.rev)
    with pytest.raises(NotYours):
        await office.do(actions.proposals.reveal, colleague, before.id, before.rev, 1)
    with pytest.raises(NotYours):
        await office.do(actions.proposals.own, stranger, before.id)


async def test_the_answer_comes_to_all_who_speak_for_it_once_the_author_has_left(office: Office) -> None:
    author, colleague = await office.person("Айгүл"), await office.person("Данияр")
    coordinator = await office.coordinator()
    card = await speaks(office, author)
    await speaks(office, colleague)
    before = await passed(office, coordinator, await sent(office, author))
    assert "proposal.news" not in await letters(office, colleague)
    await leaves(office, author, card)
    await office.do(actions.answers.publish, coordinator, reply(before))
    assert (await letters(office, author)).count("proposal.news") == 2
    assert (await letters(office, colleague)).count("proposal.news") == 1
    assert await readers(office, author, colleague) == [["author"], ["successor"]]


async def test_a_late_answer_is_told_to_them_too(office: Office) -> None:
    author, colleague = await office.person("Айгүл"), await office.person("Данияр")
    card = await speaks(office, author)
    await speaks(office, colleague)
    await sent(office, author)
    await leaves(office, author, card)
    office.wait(days=25)
    await office.do(actions.dues.remind)
    for person in (author, colleague):
        assert (await letters(office, person)).count("proposal.late") == 1


async def test_a_successor_takes_it_back(office: Office) -> None:
    author, colleague = await office.person("Айгүл"), await office.person("Данияр")
    card = await speaks(office, author)
    await speaks(office, colleague)
    before = await sent(office, author)
    await leaves(office, author, card)
    after = await office.do(actions.proposals.withdraw, colleague, before.id, before.rev)
    assert after.proposal.state == "withdrawn"
    with pytest.raises(NotYours):
        await office.do(actions.proposals.reveal, colleague, before.id, after.proposal.rev, 1)


async def test_whoever_has_left_sees_no_more_than_their_own(office: Office) -> None:
    author, leaver = await office.person("Айгүл"), await office.person("Данияр")
    await speaks(office, author)
    card = await speaks(office, leaver)
    before = await sent(office, author)
    await leaves(office, leaver, card)
    assert await readers(office, author, leaver) == [["author"], []]
    with pytest.raises(NotYours):
        await office.do(actions.proposals.own, leaver, before.id)


async def test_staff_see_for_whom_it_speaks(office: Office) -> None:
    author, coordinator = await office.person("Айгүл"), await office.coordinator()
    await speaks(office, author)
    before = await sent(office, author)
    assert (await office.do(actions.answers.read, coordinator, before.id)).card.organisation == NAME


async def test_the_words_of_an_erased_author_are_gone_for_the_organisation_too(office: Office) -> None:
    author, colleague = await office.person("Айгүл"), await office.person("Данияр")
    await speaks(office, author)
    await speaks(office, colleague)
    await sent(office, author)
    await office.do(actions.privacy.erase, author, 1)
    (row,) = await office.rows(ProposalRow)
    assert (row.person_id, row.organisation_id, row.text, row.state) == (None, None, "", "withdrawn")
    assert await readers(office, colleague) == [[]]


def test_one_tap_goes_on_to_the_next_sender_and_after_the_last_to_oneself() -> None:
    senders = [Organisation(5, 1, BIN, NAME), Organisation(6, 1, OTHER_BIN, OTHER_NAME)]
    for now, following in ((None, 5), (5, 6), (6, 0)):
        what = Drafted(1, "service", 0, TEXT, show_name=False, organisation_id=now)
        screen = screens.proposals.preview(what, None, senders, Words("kk"))
        offered = [each.data for row in screen.rows for each in row]
        assert [ForWhom(each).pack() in offered for each in (5, 6, 0)] == [each == following for each in (5, 6, 0)]
