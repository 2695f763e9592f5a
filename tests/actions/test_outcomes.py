"""What came of a visit: who writes it, when its person reads it, how it goes on, what they say of it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

import actions.booking
import actions.cases
import actions.feedback
import actions.outcomes
import actions.visits
import storage.audit
import storage.booking
import storage.figures
import storage.outcomes
import storage.people
import storage.privacy
from rules.booking import Booking
from rules.figures import Month
from rules.openings import Slot
from rules.outcomes import Chosen
from rules.people import Person
from rules.refusal import IinTyped, NotYours, OutdatedButton, TimeTaken
from storage.schema.booking import BookingRow
from storage.schema.letters import DeliveryRow, LetterRow
from storage.schema.outcomes import FeedbackRow, OutcomeRow
from storage.work import Work
from tests.office import ZONE, Office, at, office

PAPERS = Chosen("papers")


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    async with office(tmp_path, template) as made:
        yield made


def _waiting(work: Work, kind: str) -> list[object]:
    rows = select(DeliveryRow.due_at).join(LetterRow, LetterRow.id == DeliveryRow.letter_id)
    return list(work.sql.scalars(rows.where(DeliveryRow.state == "ready", LetterRow.kind == kind)))


async def _begun(here: Office) -> tuple[Booking, Person]:
    """A visit from 10 to 11, at its beginning, and its specialist."""
    booked = await here.booked("Асель", at(26, 10))
    here.wait_until(at(26, 10, 5))
    return booked, await here.specialist()


async def _owner(here: Office, booked: Booking) -> Person:
    found = await here.do(storage.people.person, booked.person_id)
    assert found is not None
    return found


async def test_an_outcome_finishes_an_unmarked_visit_and_is_told_after_five_minutes(here: Office) -> None:
    booked, aina = await _begun(here)
    card = await here.do(actions.outcomes.write, aina, booked.id, booked.rev, PAPERS)
    assert (card.visit.booking.state, card.outcome and card.outcome.template) == ("done", "papers")
    assert await here.do(_waiting, actions.outcomes.AFTER) == [at(26, 10, 10)]


async def test_without_an_outcome_the_letter_goes_an_hour_after_the_end_and_an_outcome_brings_it_forward(
    here: Office,
) -> None:
    booked, aina = await _begun(here)
    card = await here.do(actions.visits.mark, aina, booked.id, booked.rev, "arrived")
    assert await here.do(_waiting, actions.outcomes.AFTER) == [at(26, 12)]
    await here.do(actions.outcomes.write, aina, booked.id, card.visit.booking.rev, PAPERS)
    assert await here.do(_waiting, actions.outcomes.AFTER) == [at(26, 10, 10)]


async def test_what_is_written_in_the_evening_is_told_in_the_morning(here: Office) -> None:
    booked, aina = await _begun(here)
    here.wait_until(at(26, 21, 30))
    await here.do(actions.outcomes.write, aina, booked.id, booked.rev, PAPERS)
    assert await here.do(_waiting, actions.outcomes.AFTER) == [at(27, 8)]


async def test_a_no_show_is_not_thanked_and_nobody_is_called_one_at_night(here: Office) -> None:
    booked, aina = await _begun(here)
    await here.do(actions.visits.mark, aina, booked.id, booked.rev, "arrived")
    here.wait_until(at(26, 22))
    rev = (await here.booking(booked.id)).rev
    await here.do(actions.visits.mark, aina, booked.id, rev, "no_show")
    assert await here.do(_waiting, actions.outcomes.AFTER) == []
    assert await here.do(_waiting, actions.outcomes.MISSED) == [at(27, 8)]


async def test_an_outcome_taken_back_is_not_told(here: Office) -> None:
    booked, aina = await _begun(here)
    card = await here.do(actions.outcomes.write, aina, booked.id, booked.rev, PAPERS)
    card = await here.do(actions.outcomes.strike, aina, booked.id, card.visit.booking.rev)
    assert (card.outcome, card.visit.booking.state) == (None, "done")
    screen = await here.do(actions.outcomes.after, await _owner(here, booked), {"booking_id": booked.id})
    assert screen is not None
    assert "Келісілгені" not in screen.text


async def test_no_personal_number_is_kept_and_a_department_is_the_centres_own(here: Office) -> None:
    booked, aina = await _begun(here)
    with pytest.raises(IinTyped):
        await here.do(actions.outcomes.write, aina, booked.id, booked.rev, Chosen("own", text="ИИН 900115300123"))
    with pytest.raises(OutdatedButton):
        await here.do(actions.outcomes.write, aina, booked.id, booked.rev, Chosen("referred", 9999))
    assert await here.rows(OutcomeRow) == []


async def test_the_outcome_is_read_in_the_persons_language_and_the_writing_is_noted(here: Office) -> None:
    booked, aina = await _begun(here)
    await here.do(actions.outcomes.write, aina, booked.id, booked.rev, PAPERS)
    owner = await _owner(here, booked)
    screen = await here.do(actions.outcomes.after, owner, {"booking_id": booked.id})
    assert screen is not None
    assert "жетіспейтін құжаттарды жинап" in screen.text
    noted = await here.do(storage.audit.of_subject, owner.id)
    assert [line.deed for line in noted] == ["outcome_written"]


async def test_the_next_visit_is_booked_by_one_tap_and_both_are_one_case(here: Office) -> None:
    booked, aina = await _begun(here)
    await here.do(actions.outcomes.write, aina, booked.id, booked.rev, PAPERS)
    owner = await _owner(here, booked)
    free = (await here.do(actions.cases.own, owner, booked.id)).next_time
    assert free is not None
    assert free.starts_at.astimezone(ZONE).strftime("%d.%m %H:%M") == "03.12 10:00"
    again = await here.do(actions.cases.go_on, owner, booked.id, Slot(free.specialist_id, free.starts_at))
    case = await here.do(actions.cases.seen, aina, again.booking.id)
    assert [each.booking.id for each in case.visits] == [booked.id, again.booking.id]
    third = await here.do(actions.cases.own, owner, again.booking.id)
    assert (third.about.case, third.next_time) == (booked.id, None)


async def test_nobody_goes_on_with_anothers_visit_and_a_taken_time_joins_nothing(here: Office) -> None:
    booked, aina = await _begun(here)
    await here.do(actions.outcomes.write, aina, booked.id, booked.rev, PAPERS)
    stranger, slot = await here.person("Марат"), Slot(here.aina.id, at(27, 10))
    with pytest.raises(NotYours):
        await here.do(actions.cases.go_on, stranger, booked.id, slot)
    await here.do(actions.booking.book, stranger, here.centre.id, here.topic.id, slot)
    with pytest.raises(TimeTaken):
        await here.do(actions.cases.go_on, await _owner(here, booked), booked.id, slot)
    assert [row.case_id for row in await here.rows(BookingRow)] == [None, None]


async def test_thumbs_are_changed_explained_and_counted(here: Office) -> None:
    booked, aina = await _begun(here)
    owner = await _owner(here, booked)
    with pytest.raises(OutdatedButton):
        await here.do(actions.feedback.judge, owner, booked.id, 1)
    await here.do(actions.outcomes.write, aina, booked.id, booked.rev, PAPERS)
    await here.do(actions.feedback.judge, owner, booked.id, 1)
    with pytest.raises(OutdatedButton):
        await here.do(actions.feedback.explain, owner, booked.id, "short")
    await here.do(actions.feedback.judge, owner, booked.id, 0)
    await here.do(actions.feedback.explain, owner, booked.id, "own", "Мало примеров сметы")
    assert await here.do(actions.feedback.words, await here.coordinator(), here.centre.id) == ["Мало примеров сметы"]
    with pytest.raises(NotYours):
        await here.do(actions.feedback.words, aina, here.centre.id)
    month = Month(2026, 11).span(here.centre.zone)
    said = await here.do(storage.outcomes.thumbs, here.centre.id, month)
    assert {line.what: line.count for line in said.lines if line.count} == {"not_quite": 1, "because_own": 1}
    agreed = await here.do(storage.outcomes.agreed, here.centre.id, month)
    assert (agreed.count("papers"), agreed.total) == (1, 1)


async def test_erased_the_numbers_stay_and_no_word_of_them(here: Office) -> None:
    booked, aina = await _begun(here)
    await here.do(actions.outcomes.write, aina, booked.id, booked.rev, Chosen("own", text="Позвонить в отдел"))
    owner = await _owner(here, booked)
    await here.do(actions.feedback.judge, owner, booked.id, 0)
    await here.do(actions.feedback.explain, owner, booked.id, "own", "Мало времени было")
    everything = await here.do(storage.privacy.everything, owner.id)
    assert everything["outcome"][0]["text"] == "Позвонить в отдел"
    assert everything["feedback"][0]["text"] == "Мало времени было"
    await here.do(storage.privacy.erase, owner.id)
    assert [(row.template, row.text) for row in await here.rows(OutcomeRow)] == [("own", "")]
    assert [(row.reason, row.text) for row in await here.rows(FeedbackRow)] == [("own", "")]
