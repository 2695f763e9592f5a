"""Questions in writing: who may ask and how often, whose words come back, what is promised and what is forgotten."""

from collections.abc import AsyncIterator
from dataclasses import asdict, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

import actions.enquiries
import storage.enquiries
import storage.privacy
import storage.staff_groups
from rules.people import Person
from rules.refusal import ConsentMissing, IinTyped, JobClosed, NotYours, WrittenFull
from storage.schema.centres import CentreRow
from storage.schema.enquiries import EnquiryLineRow, EnquiryRow
from storage.schema.letters import DeliveryRow, LetterRow
from storage.work import Work
from tests.office import Office, at, office

GROUP = -1001
ASKS = "Можно ли подать две заявки сразу?"


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    async with office(tmp_path, template) as made:
        await made.do(_takes_questions, made)
        yield made


def _takes_questions(work: Work, here: Office) -> None:
    settings: dict[str, Any] = asdict(replace(here.centre.settings, written=True, written_a_day=2))
    work.session.execute(update(CentreRow).where(CentreRow.id == here.centre.id).values(settings=settings))
    storage.staff_groups.link(work, GROUP, here.centre.id, 1)


def _letters(work: Work, kind: str) -> list[tuple[int, int | None, object]]:
    rows = select(DeliveryRow.chat_id, DeliveryRow.thread_id, DeliveryRow.due_at)
    mine = rows.join(LetterRow, LetterRow.id == DeliveryRow.letter_id).where(LetterRow.kind == kind)
    return [(chat, thread, due) for chat, thread, due in work.session.execute(mine.order_by(DeliveryRow.id))]


async def _asked(here: Office, name: str = "Асель") -> tuple[int, Person]:
    person = await here.person(name)
    made = await here.do(actions.enquiries.ask, person, here.topic.id, ASKS)
    await here.do(actions.enquiries.send, made.id, 77)
    return made.id, person


async def test_a_question_goes_to_its_thread_with_a_day_counted_in_working_days(here: Office) -> None:
    enquiry_id, _ = await _asked(here)
    assert await here.do(_letters, actions.enquiries.ASKED) == [(GROUP, 77, here.clock[0])]
    (row,) = await here.rows(EnquiryRow)
    assert row.due_on == date(2026, 11, 30)  # Thursday and two working days
    assert await here.do(actions.enquiries.concerns, GROUP, 77, None) == enquiry_id
    assert await here.do(actions.enquiries.concerns, GROUP, 78, None) is None
    assert await here.do(actions.enquiries.concerns, GROUP - 1, 77, None) is None


async def test_at_night_it_waits_for_the_morning(here: Office) -> None:
    here.wait_until(at(26, 22))
    await _asked(here)
    assert [due for _, _, due in await here.do(_letters, actions.enquiries.ASKED)] == [at(27, 8)]


async def test_the_day_has_room_for_so_many_and_the_next_day_again(here: Office) -> None:
    await _asked(here, "Асель")
    await _asked(here, "Марат")
    with pytest.raises(WrittenFull):
        await _asked(here, "Дана")
    here.wait(days=1)
    await _asked(here, "Дана")


async def test_who_asks_again_on_the_topic_says_more_to_the_same_question(here: Office) -> None:
    enquiry_id, person = await _asked(here)
    again = await here.do(actions.enquiries.ask, person, here.topic.id, "И одно уточнение")
    assert again.id == enquiry_id
    assert len(await here.rows(EnquiryRow)) == 1
    assert [thread for _, thread, _ in await here.do(_letters, actions.enquiries.ASKED)] == [77, 77]


async def test_only_staff_who_change_things_answer_and_only_the_author_hears(here: Office) -> None:
    enquiry_id, person = await _asked(here)
    stranger = await here.person("Марат")
    with pytest.raises(NotYours):
        await here.do(actions.enquiries.reply, stranger, enquiry_id, "Да")
    with pytest.raises(NotYours):
        await here.do(actions.enquiries.say, stranger, enquiry_id, "Да, и ещё")
    await here.do(actions.enquiries.reply, await here.specialist(), enquiry_id, "Да, если конкурсы разные")
    assert [chat for chat, _, _ in await here.do(_letters, actions.enquiries.ANSWER)] == [person.telegram_id]
    assert (await here.rows(EnquiryRow))[0].state == "answered"
    lines = await here.do(storage.enquiries.of_visit, person.id, here.topic.id)
    assert [(each.from_staff, each.text) for each in lines] == [(False, ASKS), (True, "Да, если конкурсы разные")]


async def test_what_is_overdue_is_said_in_the_thread_once_a_day_until_it_is_answered(here: Office) -> None:
    enquiry_id, _ = await _asked(here)
    here.wait_until(at(30, 9))
    await here.do(actions.enquiries.remind)
    assert await here.do(_letters, actions.enquiries.OVERDUE) == []
    here.wait(days=1)
    await here.do(actions.enquiries.remind)
    await here.do(actions.enquiries.remind)
    assert len(await here.do(_letters, actions.enquiries.OVERDUE)) == 1
    await here.do(actions.enquiries.reply, await here.specialist(), enquiry_id, "Да, если конкурсы разные")
    here.wait(days=1)
    await here.do(actions.enquiries.remind)
    assert len(await here.do(_letters, actions.enquiries.OVERDUE)) == 1


async def test_without_consent_with_a_number_or_where_it_is_off_nothing_is_kept(here: Office) -> None:
    person = await here.person("Асель")
    with pytest.raises(IinTyped):
        await here.do(actions.enquiries.ask, person, here.topic.id, "ИИН 900115300123")
    with pytest.raises(JobClosed):
        await here.do(actions.enquiries.offer, replace(person, centre_id=here.other.id), here.topic.id)
    await here.do(storage.privacy.erase, person.id)
    with pytest.raises(ConsentMissing):
        await here.do(actions.enquiries.ask, person, here.topic.id, ASKS)
    assert await here.rows(EnquiryRow) == []


async def test_it_is_given_out_erased_and_forgotten_after_three_months(here: Office) -> None:
    _, person = await _asked(here)
    everything = await here.do(storage.privacy.everything, person.id)
    assert everything["enquiry_line"][0]["text"] == ASKS
    await _asked(here, "Марат")
    await here.do(storage.privacy.erase, person.id)
    assert (len(await here.rows(EnquiryRow)), len(await here.rows(EnquiryLineRow))) == (1, 1)
    here.wait_until(here.clock[0] + timedelta(days=91))
    await here.do(storage.enquiries.forget)
    assert (await here.rows(EnquiryRow), await here.rows(EnquiryLineRow)) == ([], [])
