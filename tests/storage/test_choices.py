"""Choosing a time with somebody in particular: only their times, and with whom is asked only where it can be."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import insert, select

import storage.choices
import storage.rows
from rules.choices import Aim, Wished
from rules.openings import Slot
from storage.choices import Looking
from storage.schema.centres import SpecialistRow, SpecialistTopicRow
from storage.work import Work
from tests.bookings import Ground, ground


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Ground]:
    async with ground(tmp_path, template) as made:
        yield made


def _second(work: Work, centre_id: int, topic_id: int) -> int:
    """One more specialist of this topic, working as the first one does."""
    like = storage.rows.first(work, select(SpecialistRow).where(SpecialistRow.centre_id == centre_id))
    assert like is not None
    values = {column.name: getattr(like, column.name) for column in SpecialistRow.table.columns if column.name != "id"}
    added = insert(SpecialistRow).values(values | {"code": "second", "name": "Бірінші Маман"})
    specialist_id: int = work.sql.execute(added.returning(SpecialistRow.id)).scalar_one()
    work.sql.execute(insert(SpecialistTopicRow).values(specialist_id=specialist_id, topic_id=topic_id))
    return specialist_id


async def test_with_whom_is_asked_where_there_is_more_than_one(here: Ground) -> None:
    person = await here.person(1)
    looking = Looking(person.id, here.centre.id, Aim(here.topic.id))
    assert (await here.do(storage.choices.earliest, looking)).specialists == 1
    second = await here.do(_second, here.centre.id, here.topic.id)
    assert (await here.do(storage.choices.earliest, looking)).specialists == 2
    each = await here.do(storage.choices.specialists, looking)
    assert [offer.specialist for offer in each] == sorted(offer.specialist for offer in each)
    assert {offer.specialist_id for offer in each} >= {second}


async def test_whoever_chooses_one_sees_only_their_times_on_every_screen(here: Ground) -> None:
    person, second = await here.person(1), await here.do(_second, here.centre.id, here.topic.id)
    looking = Looking(person.id, here.centre.id, Aim(here.topic.id, specialist_id=second))
    first = await here.do(storage.choices.earliest, looking)
    assert {offer.specialist_id for offer in first.offers} == {second}
    wished = await here.do(storage.choices.wished, looking, "завтра в 10")
    assert isinstance(wished, Wished)
    assert {offer.specialist_id for offer in wished.found.offers} == {second}
    day = first.offers[0].starts_at.date()
    page = await here.do(storage.choices.hours, looking, day, 0)
    assert {offer.specialist_id for half in page.halves for offer in half.offers} == {second}
    for offer in first.offers[:1]:
        await here.book(await here.person(2), Slot(second, offer.starts_at))
    assert first.offers[0] not in (await here.do(storage.choices.earliest, looking)).offers
