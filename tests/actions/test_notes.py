"""Notes of the staff and who called: read by those who may, noted, gone with the person or the record."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

import actions.callers
import actions.desk
import actions.notes
import actions.privacy
import actions.visits
import storage.audit
import storage.people
import storage.privacy
import storage.retention
from rules.desk import Ordered
from rules.openings import Slot
from rules.people import Grant, Role
from rules.refusal import AlreadyDone, IinTyped, NotYours, OutdatedButton, TimeTaken
from storage.schema.calls import CallerRow
from storage.schema.outcomes import NoteRow
from tests.office import ZONE, Office, at, office

WORDS = "Придёт с внуком, нужен стул"


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    async with office(tmp_path, template) as made:
        yield made


async def test_each_reading_and_printing_of_a_person_leaves_a_line(here: Office) -> None:
    booking, aina = await here.booked("Асель", at(26, 10)), await here.specialist()
    await here.do(actions.notes.write, aina, booking.id, WORDS)
    _, text = await here.do(actions.notes.read, aina, booking.id)
    await here.do(actions.visits.printed, aina, here.centre.id, at(26, 9).astimezone(ZONE).date())
    assert text == WORDS
    noted = await here.do(storage.audit.of_subject, booking.person_id)
    assert [each.deed for each in noted] == ["note_written", "note_read", "visits_printed"]


async def test_a_viewer_reads_and_a_stranger_does_not(here: Office) -> None:
    booking, aina = await here.booked("Асель", at(26, 10)), await here.specialist()
    await here.do(actions.notes.write, aina, booking.id, WORDS)
    viewer = await here.person("Viewer", Grant(Role.VIEWER, here.centre.id))
    lawyer = await here.person("Lawyer", Grant(Role.SPECIALIST, here.centre.id, here.lawyer.id))
    away = await here.person("Away", Grant(Role.COORDINATOR, here.other.id))
    assert (await here.do(actions.notes.read, viewer, booking.id))[1] == WORDS
    for who in (lawyer, away, await here.person("Асель")):
        with pytest.raises(NotYours):
            await here.do(actions.notes.read, who, booking.id)
    for deed, more in ((actions.notes.write, ["мои слова"]), (actions.notes.strike, [])):
        with pytest.raises(NotYours):
            await here.do(deed, viewer, booking.id, *more)


async def test_a_note_is_replaced_and_deleted_once(here: Office) -> None:
    booking, aina = await here.booked("Асель", at(26, 10)), await here.specialist()
    await here.do(actions.notes.write, aina, booking.id, WORDS)
    assert (await here.do(actions.notes.write, aina, booking.id, "Пришла раньше")).noted
    assert [row.text for row in await here.rows(NoteRow)] == ["Пришла раньше"]
    assert not (await here.do(actions.notes.strike, aina, booking.id)).noted
    with pytest.raises(AlreadyDone):
        await here.do(actions.notes.strike, aina, booking.id)
    with pytest.raises(IinTyped):
        await here.do(actions.notes.write, aina, booking.id, "ИИН 900101300017")


async def test_a_note_goes_with_its_person_and_is_not_theirs_to_take_along(here: Office) -> None:
    booking, aina = await here.booked("Асель", at(26, 10)), await here.specialist()
    await here.do(actions.notes.write, aina, booking.id, WORDS)
    assert booking.person_id is not None
    assert WORDS not in str(await here.do(storage.privacy.everything, booking.person_id))
    person = await here.do(storage.people.person, booking.person_id)
    await here.do(actions.privacy.erase, person, 1)
    assert await here.rows(NoteRow) == []


async def test_a_note_lives_as_long_as_the_name_on_its_visit(here: Office) -> None:
    booking, aina = await here.booked("Асель", at(26, 10)), await here.specialist()
    await here.do(actions.notes.write, aina, booking.id, WORDS)
    here.wait_until(booking.ends_at + storage.retention.VISITS_KEPT + timedelta(days=1))
    await here.do(storage.retention.visits)
    assert await here.rows(NoteRow) == []


async def called(here: Office) -> int:
    ordered, slot = Ordered(here.centre.id, here.topic.id, "kk"), Slot(here.aina.id, at(27, 10))
    card = await here.do(actions.desk.call, await here.specialist(), ordered, slot)
    booking_id: int = card.visit.booking.id
    return booking_id


async def test_a_caller_is_named_in_words_and_shows_on_the_day(here: Office) -> None:
    booking_id, aina = await called(here), await here.specialist()
    await here.do(actions.callers.name, aina, booking_id, "Асель 8 701 000 00 01")
    day = await here.do(actions.visits.day, aina, here.centre.id, at(27, 9).astimezone(ZONE).date())
    assert [(visit.name, visit.call) for visit in day.visits] == [("Асель", "+77010000001")]


async def test_a_callers_record_is_given_up_until_the_visit_and_nothing_is_kept_of_them(here: Office) -> None:
    booking_id, aina = await called(here), await here.specialist()
    await here.do(actions.callers.name, aina, booking_id, "Асель")
    here.wait_until(at(27, 9, 59))  # long after the day in which a slip can be undone
    await here.do(actions.desk.withdraw, aina, booking_id, 0)
    assert (await here.booking(booking_id)).state == "cancelled"
    assert await here.rows(CallerRow) == []


async def test_who_called_is_forgotten_a_month_after_the_visit(here: Office) -> None:
    booking_id, aina = await called(here), await here.specialist()
    await here.do(actions.callers.name, aina, booking_id, "Асель")
    here.wait_until(at(27, 12) + timedelta(days=31))
    await here.do(storage.retention.visits)
    assert await here.rows(CallerRow) == []


async def test_only_a_callers_record_is_given_a_name_by_staff(here: Office) -> None:
    booking, aina = await here.booked("Асель", at(26, 10)), await here.specialist()
    with pytest.raises(OutdatedButton):
        await here.do(actions.callers.name, aina, booking.id, "Дана")
    booking_id = await called(here)
    lawyer = await here.person("Lawyer", Grant(Role.SPECIALIST, here.centre.id, here.lawyer.id))
    with pytest.raises(NotYours):
        await here.do(actions.callers.name, lawyer, booking_id, "Дана")


async def test_a_callers_visit_is_moved_and_the_old_time_is_free_again(here: Office) -> None:
    booking_id, aina = await called(here), await here.specialist()
    free = await here.do(actions.callers.times, aina, here.centre.id, here.topic.id)
    assert at(30, 9) in {each.starts_at for each in free}
    moved = await here.do(actions.callers.move, aina, booking_id, 0, Slot(here.aina.id, at(30, 9)))
    assert moved.visit.booking.starts_at == at(30, 9)
    with pytest.raises(OutdatedButton):
        await here.do(actions.callers.move, aina, booking_id, 0, Slot(here.aina.id, at(30, 9)))
    assert (await here.booked("Дана", at(27, 10))).starts_at == at(27, 10)


async def test_a_time_that_is_taken_leaves_the_caller_the_old_one(here: Office) -> None:
    booking_id, aina = await called(here), await here.specialist()
    await here.booked("Дана", at(30, 9))
    with pytest.raises(TimeTaken):
        await here.do(actions.callers.move, aina, booking_id, 0, Slot(here.aina.id, at(30, 9)))
    assert (await here.booking(booking_id)).starts_at == at(27, 10)
    with pytest.raises(TimeTaken):
        await here.booked("Мадина", at(27, 10))


async def test_another_specialist_moves_no_caller_of_others(here: Office) -> None:
    booking_id = await called(here)
    lawyer = await here.person("Lawyer", Grant(Role.SPECIALIST, here.centre.id, here.lawyer.id))
    with pytest.raises(NotYours):
        await here.do(actions.callers.move, lawyer, booking_id, 0, Slot(here.lawyer.id, at(30, 9)))
