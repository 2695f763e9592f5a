"""Whoever speaks for an organisation is confirmed by the centre, and what was made for it stays with it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

import actions.filters
import actions.organisations
import actions.privacy
import storage.filters
import storage.organisations
import storage.people
import storage.privacy
import storage.rows
from rules.filters import Wish
from rules.organisations import REASONS, Card, Organisation, Reason
from rules.people import Grant, Person, Role
from rules.refusal import (
    AlreadyDone,
    ConsentMissing,
    IinTyped,
    InvitationSpent,
    NotABin,
    NotYours,
    OutdatedButton,
    TextTooShort,
)
from storage.schema import metadata
from storage.schema.organisations import MembershipRow, OrganisationRow
from storage.schema.people import AuditRow
from storage.schema.tenders import FilterRow
from storage.work import Work
from tests.bookings import Ground, ground

BIN, OTHER_BIN, IIN = "991240999911", "991240999921", "900101300123"
CHIEF = 900
NAME = "Жасыл Атырау қоғамдық қоры"


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Ground]:
    async with ground(tmp_path, template) as made:
        yield made


async def coordinator(here: Ground) -> Person:
    """The centre's, always the same one."""
    known = (await here.do(storage.people.by_telegram, [CHIEF])).get(CHIEF)
    if known is None:
        known = await here.person(CHIEF)
        await here.do(storage.people.grant, known.id, Grant(Role.COORDINATOR, here.centre.id))
    return known


async def kept(here: Ground) -> bytes:
    """All that the database holds: the file and its log, or on a server every row of every table."""
    return await here.db.read(_every_row) if not here.db.is_sqlite else await asyncio.to_thread(_files, here)


def _files(here: Ground) -> bytes:
    file = here.db.place.url.removeprefix("sqlite:///")
    return b"".join(path.read_bytes() for path in (Path(file), Path(f"{file}-wal")) if path.exists())


def _every_row(work: Work) -> bytes:
    return repr([work.sql.execute(select(table)).all() for table in metadata.sorted_tables]).encode()


async def asked(here: Ground, person: Person, number: str = BIN) -> Card:
    return await here.do(actions.organisations.claim, person, here.centre.id, number, NAME)


async def speaks(here: Ground, person: Person, number: str = BIN) -> Card:
    card = await asked(here, person, number)
    one = card.membership
    await here.do(actions.organisations.confirm, await coordinator(here), one.id, one.rev)
    (found,) = [each for each in await mine(here, person) if each.organisation.id == card.organisation.id]
    return found


def accept(work: Work, person: Person, token: str) -> Card:
    """Open an invitation and say yes."""
    return actions.organisations.accept(work, person, actions.organisations.opened(work, token).link_id)


async def mine(here: Ground, person: Person) -> list[Card]:
    return await here.do(actions.organisations.mine, person)


async def subscribe(here: Ground, person: Person) -> int:
    return (await here.do(actions.filters.save, person, here.centre.id, Wish())).filter.id


async def filters(here: Ground) -> list[tuple[int, bool]]:
    """Whose each filter is, and whether it rests."""
    return await here.do(_filters)


def _filters(work: Work) -> list[tuple[int, bool]]:
    return [(row.person_id, row.paused_at is not None) for row in storage.rows.every(work, select(FilterRow))]


async def test_the_centre_confirms_and_everybody_is_told_once(here: Ground) -> None:
    chief, person = await coordinator(here), await here.person(1)
    card = await asked(here, person)
    assert (await asked(here, person)).membership.id == card.membership.id
    assert len(await here.waiting(actions.organisations.ASKED)) == 1
    roll = await here.do(actions.organisations.confirm, chief, card.membership.id, card.membership.rev)
    assert [each.membership.state for each in roll.members] == ["confirmed"]
    assert await here.waiting(actions.organisations.ASKED) == []
    assert len(await here.waiting(actions.organisations.TOLD)) == 1
    with pytest.raises(AlreadyDone):
        await here.do(actions.organisations.decline, chief, card.membership.id, card.membership.rev, "person")
    assert [each.name for each in await here.do(storage.organisations.of_person, person.id)] == [NAME]


async def test_a_person_s_number_is_told_so_and_kept_nowhere(here: Ground) -> None:
    person = await here.person(1)
    for typed in (IIN, f"{IIN[:6]} {IIN[6:]}", f"{IIN[:-1]}9"):
        with pytest.raises(IinTyped):
            await here.do(actions.organisations.find, person, here.centre.id, typed)
        with pytest.raises(IinTyped):
            await here.do(actions.organisations.claim, person, here.centre.id, typed, NAME)
    with pytest.raises(IinTyped):
        await here.do(actions.organisations.claim, person, here.centre.id, BIN, f"ИП {IIN}")
    for typed in ("", "123", "991240999912", "abcdefghijkl"):
        with pytest.raises(NotABin):
            await here.do(actions.organisations.find, person, here.centre.id, typed)
    with pytest.raises(TextTooShort):
        await here.do(actions.organisations.claim, person, here.centre.id, BIN, "А")
    for name in ("900101 300123", "ИИН:900101300123", "ИП (900101300123)", "900101-300123,"):
        with pytest.raises(IinTyped):
            await here.do(actions.organisations.claim, person, here.centre.id, BIN, f"ИП {name}")
    await asked(here, person)
    assert BIN.encode() in await kept(here)
    assert IIN.encode() not in await kept(here)


async def test_nothing_is_written_before_the_consent(here: Ground) -> None:
    stranger = await here.person(1, known=False)
    with pytest.raises(ConsentMissing):
        await asked(here, stranger)
    assert await here.do(lambda work: list(work.sql.scalars(select(OrganisationRow.id)))) == []


async def test_what_nobody_confirmed_is_in_no_list(here: Ground) -> None:
    person = await here.person(1)
    await asked(here, person)
    assert await here.do(storage.organisations.living, here.centre.id) == []
    await speaks(here, person, OTHER_BIN)
    assert [each.bin for each in await here.do(storage.organisations.living, here.centre.id)] == [OTHER_BIN]


async def test_filters_stay_with_the_organisation_when_a_person_leaves(here: Ground) -> None:
    first, second = await here.person(1), await here.person(2)
    await speaks(here, first)
    card = await speaks(here, second)
    await subscribe(here, second)
    await here.do(actions.organisations.leave, second, card.membership.id)
    assert await filters(here) == [(first.id, False)]
    assert await here.do(storage.filters.of_person, second.id) == []
    with pytest.raises(AlreadyDone):
        await here.do(actions.organisations.leave, second, card.membership.id)


async def test_with_nobody_left_filters_rest_and_wake_with_the_next(here: Ground) -> None:
    first, second = await here.person(1), await here.person(2)
    card = await speaks(here, first)
    await subscribe(here, first)
    await here.do(actions.organisations.leave, first, card.membership.id)
    assert await filters(here) == [(first.id, True)]
    await speaks(here, second)
    assert await filters(here) == [(second.id, False)]


async def test_everybody_who_speaks_for_it_sees_and_changes_its_filters(here: Ground) -> None:
    first, second, stranger = await here.person(1), await here.person(2), await here.person(3)
    await speaks(here, first)
    await speaks(here, second)
    filter_id = await subscribe(here, first)
    assert [each.id for each in await here.do(storage.filters.of_person, second.id)] == [filter_id]
    assert (await here.do(actions.filters.pause, second, filter_id)).filter.paused
    assert await here.do(storage.filters.own, filter_id, stranger.id) is None


async def test_an_erased_person_s_filters_go_on(here: Ground) -> None:
    first, second = await here.person(1), await here.person(2)
    await speaks(here, first)
    await speaks(here, second)
    await subscribe(here, second)
    await here.do(actions.organisations.gone, second)
    await here.do(storage.privacy.erase, second.id)
    assert await filters(here) == [(first.id, False)]
    people = await here.do(lambda work: list(work.sql.scalars(select(MembershipRow.person_id))))
    assert people == [first.id]


async def test_an_invitation_confirms_at_once_and_is_good_for_a_few_people(here: Ground) -> None:
    chief = await coordinator(here)
    found = await here.do(storage.organisations.add, here.centre.id, BIN, NAME, known=True)
    link = await here.do(actions.organisations.invite, chief, found.id)
    for number in range(1, 6):
        card = await here.do(accept, await here.person(number), link.token)
        assert (card.membership.state, card.membership.invited) == ("confirmed", True)
    first = (await here.do(storage.people.by_telegram, [1]))[1]
    with pytest.raises(InvitationSpent):
        await here.do(accept, await here.person(6), link.token)
    assert [each.organisation for each in await mine(here, first)] == [
        Organisation(found.id, here.centre.id, BIN, NAME)
    ]
    assert link.token.encode() not in await kept(here)


async def test_an_old_invitation_is_told_so(here: Ground) -> None:
    chief = await coordinator(here)
    found = await here.do(storage.organisations.add, here.centre.id, BIN, NAME, known=True)
    link = await here.do(actions.organisations.invite, chief, found.id)
    here.later(days=31)
    with pytest.raises(InvitationSpent):
        await here.do(accept, await here.person(1), link.token)


async def test_who_has_asked_and_then_opens_an_invitation_is_confirmed(here: Ground) -> None:
    chief, person = await coordinator(here), await here.person(1)
    card = await asked(here, person)
    link = await here.do(actions.organisations.invite, chief, card.organisation.id)
    assert (await here.do(accept, person, link.token)).membership.state == "confirmed"
    assert await here.waiting(actions.organisations.ASKED) == []


async def test_only_the_coordinator_of_its_centre_and_each_look_is_noted(here: Ground) -> None:
    person, stranger = await here.person(1), await here.person(2)
    card = await speaks(here, person)
    one = card.membership
    for deed in (
        (actions.organisations.confirm, stranger, one.id, one.rev),
        (actions.organisations.end, stranger, one.id, one.rev),
        (actions.organisations.roll, stranger, card.organisation.id),
        (actions.organisations.invite, stranger, card.organisation.id),
        (actions.organisations.leave, stranger, one.id),
    ):
        with pytest.raises(NotYours):
            await here.do(*deed)
    chief = await coordinator(here)
    await here.do(actions.organisations.roll, chief, card.organisation.id)
    noted = await here.do(lambda work: list(work.sql.scalars(select(AuditRow.deed))))
    assert "organisation_read" in noted
    with pytest.raises(OutdatedButton):
        await here.do(actions.organisations.end, chief, one.id, one.rev + 1)
    roll = await here.do(actions.organisations.end, chief, one.id, one.rev)
    assert roll.members == ()


async def test_two_coordinators_answer_and_the_later_sees_how_it_stands(here: Ground) -> None:
    chief, person = await coordinator(here), await here.person(1)
    one = (await asked(here, person)).membership
    with pytest.raises(OutdatedButton):
        await here.do(actions.organisations.confirm, chief, one.id, one.rev + 1)


async def test_a_second_claimant_cannot_rename_what_the_centre_is_looking_at(here: Ground) -> None:
    first, second = await here.person(1), await here.person(2)
    await asked(here, first)
    other = await here.do(actions.organisations.claim, second, here.centre.id, BIN, "Басқа атау")
    assert other.organisation.name == NAME


@pytest.mark.parametrize("why", REASONS)
async def test_who_is_not_confirmed_hears_why_and_what_to_do_next(here: Ground, why: Reason) -> None:
    chief, person = await coordinator(here), await here.person(1)
    one = (await asked(here, person)).membership
    with pytest.raises(OutdatedButton):
        await here.do(actions.organisations.decline, chief, one.id, one.rev, "forged")
    await here.do(actions.organisations.decline, chief, one.id, one.rev, why)
    screen = await here.do(actions.organisations.told, person, {"membership": one.id})
    assert screen is not None
    after = [line for line in screen.text.splitlines() if line]
    assert len(after) == 4, "name, number, that it is not confirmed, and what next"
    assert (here.centre.phone in screen.text) == (why != "number")
    assert ("🏛" in screen.rows[0][0].text) == (why != "number"), "a wrong number is typed again by one tap"


async def test_the_data_given_out_say_what_the_organisation_is_called(here: Ground) -> None:
    person = await here.person(1)
    await speaks(here, person)
    (row,) = (await here.do(storage.privacy.everything, person.id))["membership"]
    assert (row["organisation"], row["bin"]) == (NAME, BIN)
