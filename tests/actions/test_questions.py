"""A question brought along: whose it is, what is kept of it and how long, and who is noted for reading it."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

import actions.questions
import storage.audit
import storage.people
import storage.privacy
import storage.questions
import storage.retention
from rules.booking import Booking
from rules.letters import Attachment
from rules.people import Person
from rules.questions import Said
from rules.refusal import IinTyped, NotText, NotYours, OutdatedButton, TooManyQuestions
from storage.database import Database, Place
from storage.schema.questions import QuestionRow
from tests.office import Office, at, office

ASKS, PHOTO = Said("Есть ли образец сметы?"), Said("", Attachment("photo", "id-1"))


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    async with office(tmp_path, template) as made:
        yield made


async def _booked(here: Office) -> tuple[Booking, Person]:
    booked = await here.booked("Асель", at(27, 10))
    owner = await here.do(storage.people.person, booked.person_id)
    assert owner is not None
    return booked, owner


async def test_it_is_added_by_the_owner_until_the_visit_begins_and_never_with_a_number(here: Office) -> None:
    booked, owner = await _booked(here)
    with pytest.raises(NotYours):
        await here.do(actions.questions.add, await here.person("Марат"), booked.id, ASKS)
    with pytest.raises(IinTyped):
        await here.do(actions.questions.add, owner, booked.id, Said("ИИН 900115300123"))
    with pytest.raises(NotText):  # this centre takes no files
        await here.do(actions.questions.add, owner, booked.id, PHOTO)
    for _ in range(5):
        await here.do(actions.questions.add, owner, booked.id, ASKS)
    with pytest.raises(TooManyQuestions):
        await here.do(actions.questions.add, owner, booked.id, ASKS)
    here.wait_until(at(27, 10))
    with pytest.raises(OutdatedButton):
        await here.do(actions.questions.take_back, owner, booked.id)


async def test_each_look_of_staff_is_noted(here: Office) -> None:
    booked, owner = await _booked(here)
    await here.do(actions.questions.add, owner, booked.id, ASKS)
    found, _ = await here.do(actions.questions.read, await here.specialist(), booked.id)
    assert [each.text for each in found] == [ASKS.text]
    with pytest.raises(NotYours):
        await here.do(actions.questions.read, await here.person("Марат"), booked.id)
    assert [line.deed for line in await here.do(storage.audit.of_subject, owner.id)] == ["question_read"]


async def test_a_file_of_another_bots_people_cannot_be_opened_by_this_one(here: Office) -> None:
    booked, owner = await _booked(here)
    await here.do(storage.questions.add, booked.id, owner.id, PHOTO)
    (mine,) = await here.do(storage.questions.of_booking, booked.id)
    assert mine.media == PHOTO.media
    other = Database(Place(here.db.place.url, here.db.place.now, 100002))
    try:
        (theirs,) = await other.read(storage.questions.of_booking, booked.id)
    finally:
        await other.close()
    assert (theirs.media_kind, theirs.media) == ("photo", None)


async def test_it_is_given_out_erased_and_forgotten_three_months_after_the_visit(here: Office) -> None:
    booked, owner = await _booked(here)
    await here.do(actions.questions.add, owner, booked.id, ASKS)
    everything = await here.do(storage.privacy.everything, owner.id)
    assert [line["text"] for line in everything["question"]] == [ASKS.text]
    here.wait_until(booked.ends_at + timedelta(days=89))
    await here.do(storage.retention.visits)
    assert len(await here.rows(QuestionRow)) == 1
    here.wait(days=2)
    await here.do(storage.retention.visits)
    assert await here.rows(QuestionRow) == []
    await here.do(storage.questions.add, booked.id, owner.id, ASKS)
    await here.do(storage.privacy.erase, owner.id)
    assert await here.rows(QuestionRow) == []
