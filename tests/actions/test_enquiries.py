"""Questions in writing: who may ask and how often, whose words come back, what is promised and what is forgotten."""

from collections.abc import AsyncIterator
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

import actions.enquiries
import actions.enquiry_desk
import storage.enquiries
import storage.privacy
import storage.staff_groups
from rules.people import Person
from rules.refusal import (
    AlreadyDone,
    ConsentMissing,
    IinTyped,
    JobClosed,
    NotYours,
    SaidMore,
    TakenAlready,
    WrittenFull,
)
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
    work.sql.execute(update(CentreRow).where(CentreRow.id == here.centre.id).values(settings=settings))
    storage.staff_groups.link(work, GROUP, here.centre.id, 1)


def _letters(work: Work, kind: str) -> list[tuple[int, int | None, object]]:
    rows = select(DeliveryRow.chat_id, DeliveryRow.thread_id, DeliveryRow.due_at)
    mine = rows.join(LetterRow, LetterRow.id == DeliveryRow.letter_id).where(LetterRow.kind == kind)
    return [(chat, thread, due) for chat, thread, due in work.sql.execute(mine.order_by(DeliveryRow.id))]


async def _asked(here: Office, name: str = "Асель") -> tuple[int, Person]:
    person = await here.person(name)
    made = await here.do(actions.enquiries.ask, person, here.topic.id, ASKS)
    await here.do(actions.enquiries.send, made.id, 77)
    return made.id, person


async def test_a_question_goes_to_its_thread_with_a_day_counted_in_working_days(here: Office) -> None:
    enquiry_id, _ = await _asked(here)
    assert await here.do(_letters, actions.enquiries.ASKED) == [(GROUP, 77, here.clock[0])]
    (row,) = await here.rows(EnquiryRow)
    assert row.due_at == at(30, 18, 30)  # Thursday and two working days, till the centre closes
    assert await here.do(actions.enquiry_desk.concerns, GROUP, 77, None) == enquiry_id
    assert await here.do(actions.enquiry_desk.concerns, GROUP, 78, None) is None
    assert await here.do(actions.enquiry_desk.concerns, GROUP - 1, 77, None) is None


async def test_at_night_it_waits_for_the_morning(here: Office) -> None:
    here.wait_until(at(26, 22))
    await _asked(here)
    assert [due for _, _, due in await here.do(_letters, actions.enquiries.ASKED)] == [at(27, 8)]


async def test_what_is_asked_after_hours_is_received_when_the_centre_opens(here: Office) -> None:
    here.wait_until(at(26, 19))
    _, person = await _asked(here)
    assert [row.due_at for row in await here.rows(EnquiryRow)] == [at(30, 18, 30) + timedelta(days=1)]
    await here.do(actions.enquiry_desk.reply, await here.specialist(), 1, "Да, если конкурсы разные")
    here.wait_until(at(27, 10))
    after = await here.do(actions.enquiries.say, person, 1, "А если одинаковые?")
    assert (after.state, after.due_at) == ("open", at(30, 18, 30) + timedelta(days=1))


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
        await here.do(actions.enquiry_desk.reply, stranger, enquiry_id, "Да")
    with pytest.raises(NotYours):
        await here.do(actions.enquiries.say, stranger, enquiry_id, "Да, и ещё")
    await here.do(actions.enquiry_desk.reply, await here.specialist(), enquiry_id, "Да, если конкурсы разные")
    assert [chat for chat, _, _ in await here.do(_letters, actions.enquiries.ANSWER)] == [person.telegram_id]
    (row,) = await here.rows(EnquiryRow)
    assert (row.state, row.owner_id is None) == ("answered", False)
    lines = await here.do(storage.enquiries.of_visit, person.id, here.topic.id)
    assert [(each.from_staff, each.text) for each in lines] == [(False, ASKS), (True, "Да, если конкурсы разные")]


async def test_who_takes_it_first_has_it_and_knowingly_it_passes_on(here: Office) -> None:
    enquiry_id, _ = await _asked(here)
    first, second = await here.specialist(), await here.coordinator()
    seen = await here.do(actions.enquiry_desk.take, first, enquiry_id, 0)
    assert (seen.enquiry.owner_id, seen.owner) == (first.id, "Айна Үлгі")
    with pytest.raises(TakenAlready):
        await here.do(actions.enquiry_desk.take, second, enquiry_id, 0)
    with pytest.raises(AlreadyDone):
        await here.do(actions.enquiry_desk.take, first, enquiry_id, 0)
    assert (await here.do(actions.enquiry_desk.take, second, enquiry_id, first.id)).owner == "Сәуле"
    assert len(await here.do(_letters, actions.enquiry_desk.TAKEN)) == 2


async def test_answered_closes_what_was_read_and_more_opens_it_again(here: Office) -> None:
    enquiry_id, person = await _asked(here)
    staff = await here.specialist()
    (seen,) = await here.do(actions.enquiry_desk.waiting, staff, here.centre.id)
    await here.do(actions.enquiries.say, person, enquiry_id, "И ещё одно")
    with pytest.raises(SaidMore):
        await here.do(actions.enquiry_desk.close, staff, enquiry_id, seen.newest)
    seen = await here.do(actions.enquiry_desk.seen, staff, enquiry_id)
    closed = await here.do(actions.enquiry_desk.close, staff, enquiry_id, seen.newest)
    assert (closed.enquiry.state, closed.enquiry.owner_id) == ("closed", staff.id)
    assert await here.do(actions.enquiry_desk.waiting, staff, here.centre.id) == []
    assert [chat for chat, _, _ in await here.do(_letters, actions.enquiries.CLOSED)] == [person.telegram_id]
    after = await here.do(actions.enquiries.say, person, enquiry_id, "Не совсем понятно")
    assert (after.state, after.owner_id) == ("open", staff.id)


async def test_on_its_last_day_its_owner_hears_or_whoever_answers_for_the_centre(here: Office) -> None:
    coordinator, staff = await here.coordinator(), await here.specialist()
    taken, _ = await _asked(here, "Асель")
    await _asked(here, "Марат")
    await here.do(actions.enquiry_desk.take, staff, taken, 0)
    here.wait_until(at(30, 9))
    await here.do(actions.enquiry_desk.remind)
    await here.do(actions.enquiry_desk.remind)
    heard = [chat for chat, _, _ in await here.do(_letters, actions.enquiry_desk.SOON)]
    assert heard == [staff.telegram_id, coordinator.telegram_id]
    assert await here.do(_letters, actions.enquiry_desk.OVERDUE) == []


async def test_what_is_overdue_is_said_in_the_thread_once_a_day_until_it_is_answered(here: Office) -> None:
    enquiry_id, _ = await _asked(here)
    here.wait_until(at(30, 9))
    await here.do(actions.enquiry_desk.remind)
    assert await here.do(_letters, actions.enquiry_desk.OVERDUE) == []
    here.wait(days=1)
    await here.do(actions.enquiry_desk.remind)
    await here.do(actions.enquiry_desk.remind)
    assert len(await here.do(_letters, actions.enquiry_desk.OVERDUE)) == 1
    await here.do(actions.enquiry_desk.reply, await here.specialist(), enquiry_id, "Да, если конкурсы разные")
    here.wait(days=1)
    await here.do(actions.enquiry_desk.remind)
    assert len(await here.do(_letters, actions.enquiry_desk.OVERDUE)) == 1


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
