"""A list of organisations: taken in once, invited each by a link of its own, taken back until somebody answers."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

import actions.organisation_lists
import actions.organisations
import sources.organisations
import storage.organisations
from rules.organisation_lists import Row, Taken, TakenBack
from rules.refusal import NotYours
from storage.schema.organisations import OrganisationLinkRow
from storage.work import Work
from tests.actions.test_organisations import coordinator, kept
from tests.bookings import Ground, ground

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "organisations.csv"
ROWS = sources.organisations.read(EXAMPLE.read_bytes())
BIN, IIN = "991240999901", "900101300123"


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Ground]:
    async with ground(tmp_path, template) as made:
        yield made


async def taken(here: Ground, rows: tuple[Row, ...] = ROWS) -> Taken:
    return await here.do(actions.organisation_lists.take_in, await coordinator(here), here.centre.id, rows)


async def undone(here: Ground, list_id: int) -> TakenBack:
    return await here.do(actions.organisation_lists.undo, await coordinator(here), list_id)


async def names(here: Ground) -> list[str]:
    return [one.name for one in await here.do(storage.organisations.living, here.centre.id)]


async def tokens(here: Ground) -> dict[str, str]:
    _, links = await here.do(actions.organisation_lists.invite_all, await coordinator(here), here.centre.id)
    return {link.organisation.bin: link.token for link in links}


async def test_a_list_is_taken_in_once_and_its_wrong_rows_never(here: Ground) -> None:
    first, second = await taken(here), await taken(here)
    assert (first.rows, first.new, first.known, len(first.wrong)) == (9, 6, 0, 3)
    assert (second.new, second.known, second.list_id) == (0, 6, 0)
    assert len(await names(here)) == 6
    assert IIN.encode() not in await kept(here)


async def test_what_the_centre_calls_an_organisation_stays(here: Ground) -> None:
    await taken(here)
    await taken(here, (Row(2, BIN, "Басқа атау"),))
    assert "Басқа атау" not in await names(here)


async def test_each_organisation_gets_a_link_of_its_own(here: Ground) -> None:
    await taken(here)
    given = await tokens(here)
    assert len(set(given.values())) == 6
    for number, token in given.items():
        assert (await here.do(actions.organisations.opened, token)).organisation.bin == number


async def test_who_has_somebody_to_speak_for_it_is_not_invited_again(here: Ground) -> None:
    await taken(here)
    link = await here.do(actions.organisations.opened, (await tokens(here))[BIN])
    await here.do(actions.organisations.accept, await here.person(1), link.link_id)
    assert BIN not in await tokens(here)


async def test_a_list_is_taken_back_with_its_links(here: Ground) -> None:
    list_id = (await taken(here)).list_id
    await tokens(here)
    assert await undone(here, list_id) == TakenBack(here.centre.id, 6, 0)
    assert await names(here) == []
    assert await here.do(_links) == 0
    assert await undone(here, list_id) == TakenBack(here.centre.id, 0, 0)


def _links(work: Work) -> int:
    return work.sql.scalar(select(func.count()).select_from(OrganisationLinkRow)) or 0


async def test_whoever_opened_a_link_or_asked_before_is_kept(here: Ground) -> None:
    asking = await here.person(1)
    await here.do(actions.organisations.claim, asking, here.centre.id, "991240999921", "Біреу айтқан атау")
    list_id = (await taken(here)).list_id
    await here.do(actions.organisations.opened, (await tokens(here))[BIN])
    assert await undone(here, list_id) == TakenBack(here.centre.id, 4, 2)
    assert await names(here) == ["«Жасыл жағалау» қоғамдық қоры", "ОО «Помощь рядом»"]


async def test_what_was_there_before_the_list_is_not_taken_back(here: Ground) -> None:
    await taken(here, (Row(2, BIN, "Бұрынғы қор"),))
    list_id = (await taken(here)).list_id
    assert (await undone(here, list_id)).gone == 5
    assert await names(here) == ["Бұрынғы қор"]


async def test_only_the_centres_coordinator_may(here: Ground) -> None:
    list_id = (await taken(here)).list_id
    stranger = await here.person(2)
    with pytest.raises(NotYours):
        await here.do(actions.organisation_lists.take_in, stranger, here.centre.id, ROWS)
    with pytest.raises(NotYours):
        await here.do(actions.organisation_lists.undo, stranger, list_id)
    with pytest.raises(NotYours):
        await here.do(actions.organisation_lists.invite_all, stranger, here.centre.id)
    assert len(await names(here)) == 6
