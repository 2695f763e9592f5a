"""What to bring, ticked: kept through a change of time, and only one's own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import actions.booking
import actions.packing
import storage.people
from rules.openings import Slot
from rules.refusal import NotYours, OutdatedButton
from tests.office import Office, at, office


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    async with office(tmp_path, template) as made:
        yield made


async def test_a_tick_stays_through_a_move_and_is_taken_away_by_another_tap(here: Office) -> None:
    booked = await here.booked("Асель", at(27, 10))
    owner = await here.do(storage.people.person, booked.person_id)
    assert owner is not None
    twice = [await here.do(actions.packing.tick, owner, booked.id, 1, 1) for _ in range(2)]
    assert [card.booking.packed for card in twice] == [0b10, 0b10]  # two taps at once come to the same
    slot = Slot(here.aina.id, at(27, 11))
    moved = await here.do(actions.booking.move, owner, booked.id, booked.rev, slot)
    assert moved.card.booking.packed == 0b10
    assert (await here.do(actions.packing.tick, owner, booked.id, 1, 0)).booking.packed == 0
    with pytest.raises(OutdatedButton):
        await here.do(actions.packing.tick, owner, booked.id, 7, 1)
    with pytest.raises(NotYours):
        await here.do(actions.packing.tick, await here.person("Марат"), booked.id, 0, 1)
