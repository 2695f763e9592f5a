"""Who is told of a contest, when, how often, and who never."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rules.filters import Wish
from storage.schema.letters import DeliveryRow
from storage.schema.tenders import AlertRow
from tests.contests import HOME, publish, sketch, subscribe
from tests.office import Office, office


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    async with office(tmp_path, template) as opened:
        yield opened


async def test_one_person_with_three_fitting_filters_gets_one_alert(here: Office) -> None:
    saule, reader = await here.coordinator(), await here.person("Асель")
    for wish in (Wish(), Wish(region=HOME), Wish(kinds=frozenset({"grant"}))):
        await subscribe(here, reader, wish)
    await publish(here, saule, sketch(here))
    assert len(await here.rows(AlertRow)) == len(await here.rows(DeliveryRow)) == 1
