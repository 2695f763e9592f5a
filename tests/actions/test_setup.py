"""A centre sets itself up: what is new can be booked at once, what ends is closed and keeps its past."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update

import actions.people
import actions.setup
import storage.availability
import storage.centres
import storage.departments
from rules.centres import Texts
from rules.clockwork import local
from rules.openings import Openings
from rules.people import Grant, Role
from rules.refusal import InvitationSpent, NotYours, OutdatedButton
from rules.setup import clean, problem
from storage.availability import Asker
from storage.schema.booking import BookingRow
from storage.schema.centres import SpecialistRow, TopicRow
from storage.work import Work
from tests.office import Office, at, office


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    async with office(tmp_path, template) as made:
        yield made


async def test_a_new_specialist_with_a_topic_can_be_booked_in_the_centres_hours(here: Office) -> None:
    coordinator = await here.coordinator()
    added = await here.do(actions.setup.add_specialist, coordinator, here.centre.id, "Жаңа Маман")
    await here.do(actions.setup.turn, coordinator, here.centre.id, (added, here.topic.id), 1)
    there = await here.do(storage.centres.specialists, here.centre.id, here.topic.id)
    assert added in {each.id for each in there}
    again = await here.do(actions.setup.add_specialist, coordinator, here.centre.id, "жаңа маман")
    assert again == added


async def test_who_leaves_is_closed_their_visits_are_offered_other_times_and_they_can_come_back(here: Office) -> None:
    coordinator = await here.coordinator()
    booked = await here.booked("Асель", at(27, 10))
    _, touched = await here.do(actions.setup.leaving, coordinator, here.centre.id, here.aina.id)
    assert [(visit.booking.id, visit.name) for visit in touched] == [(booked.id, None)]
    _, told, unreached = await here.do(actions.setup.close_specialist, coordinator, here.centre.id, here.aina.id)
    assert ([visit.booking.id for visit in told], unreached) == ([booked.id], ())
    assert (await here.booking(booked.id)).state == "cancelled"
    assert here.aina.id in {row.id for row in await here.rows(SpecialistRow)}
    with pytest.raises(OutdatedButton):
        await here.do(actions.setup.close_specialist, coordinator, here.centre.id, here.aina.id)
    await here.do(actions.setup.reopen_specialist, coordinator, here.centre.id, here.aina.id)
    assert here.aina.id in {each.id for each in await here.do(storage.centres.specialists, here.centre.id)}


async def test_a_topic_is_added_once_and_closed_here_when_nobody_answers_for_it(here: Office) -> None:
    coordinator, names = await here.coordinator(), Texts("Цифрлық сауат", "Цифровая грамотность")
    added = await here.do(actions.setup.add_topic, coordinator, here.centre.id, names, 45)
    assert await here.do(actions.setup.add_topic, coordinator, here.centre.id, names, 45) == added
    topics = [each.id for each in await here.do(storage.centres.topics, here.centre.id)]
    assert added not in topics
    await here.do(actions.setup.turn, coordinator, here.centre.id, (here.aina.id, added), 1)
    assert added in [each.id for each in await here.do(storage.centres.topics, here.centre.id)]
    await here.do(actions.setup.turn, coordinator, here.centre.id, (here.aina.id, added), 0)
    assert added not in [each.id for each in await here.do(storage.centres.topics, here.centre.id)]
    assert added in {row.id for row in await here.rows(TopicRow)}


async def test_an_ended_department_gets_no_new_proposals_and_can_be_taken_back(here: Office) -> None:
    coordinator, today = await here.coordinator(), local(here.clock[0], here.centre.zone).date()
    names = Texts("Жастар саясаты басқармасы", "Управление молодёжной политики")
    added = await here.do(actions.setup.add_department, coordinator, here.centre.id, names)

    async def living() -> set[int]:
        return {each.id for each in await here.do(storage.departments.living, here.centre.id, today)}

    assert added in await living()
    await here.do(actions.setup.end_department, coordinator, here.centre.id, added, 1)
    assert added not in await living()
    await here.do(actions.setup.end_department, coordinator, here.centre.id, added, 0)
    assert added in await living()


async def test_an_invited_specialist_gets_at_their_own_day_once(here: Office) -> None:
    _, payload = await here.do(actions.setup.invite, await here.coordinator(), here.centre.id, here.aina.id)
    person = await here.person("Айна")
    secret = payload.removeprefix("i-")
    assert await here.do(actions.people.join, person, secret) == Grant(Role.SPECIALIST, here.centre.id, here.aina.id)
    with pytest.raises(InvitationSpent):
        await here.do(actions.people.join, await here.person("Another"), secret)


async def times(here: Office, person_id: int | None = None) -> Openings:
    asker = Asker(person_id)
    return await here.do(storage.availability.openings, here.centre.id, here.topic.id, asker)


async def test_a_topic_takes_as_long_as_the_centre_says_and_what_is_booked_stays(here: Office) -> None:
    coordinator, booked = await here.coordinator(), await here.booked("Асель", at(27, 10))
    await here.do(actions.setup.agree, coordinator, here.centre.id, here.topic.id, {"minutes": 45})
    assert (await times(here)).wanted.minutes == 45
    assert (await here.booked("Марат", at(27, 14, 30))).minutes == 45
    assert (await here.booking(booked.id)).minutes == 60
    elsewhere = await here.do(storage.centres.topic_at, here.other.id, here.topic.id)
    assert elsewhere == here.topic


async def test_after_a_visit_nobody_is_received_for_as_long_as_the_centre_says(here: Office) -> None:
    await here.do(actions.setup.buffer, await here.coordinator(), here.centre.id, 30)
    await here.booked("Асель", at(27, 9))
    starts = [free.starts_at for free in (await times(here)).times()]
    assert at(27, 10) not in starts
    assert at(27, 10, 30) in starts


async def test_who_has_fewest_visits_or_knows_the_person_goes_first(here: Office) -> None:
    coordinator, booked = await here.coordinator(), await here.booked("Асель", at(27, 10))
    await here.do(actions.setup.turn, coordinator, here.centre.id, (here.lawyer.id, here.topic.id), 1)
    firsts = {}
    for order in ("any", "least_busy", "knows"):
        await here.do(actions.setup.agree, coordinator, here.centre.id, here.topic.id, {"assignment": order})
        firsts[order] = next((await times(here)).on(date(2026, 11, 30)).times()).specialist_id
    assert firsts == {"any": here.aina.id, "least_busy": here.lawyer.id, "knows": here.aina.id}
    await here.do(handed, booked.id, here.lawyer.id)
    assert next((await times(here, booked.person_id)).on(date(2026, 11, 30)).times()).specialist_id == here.lawyer.id


def handed(work: Work, booking_id: int, specialist_id: int) -> None:
    """The visit is over, and it was this specialist who gave advice."""
    done = {"state": "done", "specialist_id": specialist_id}
    work.sql.execute(update(BookingRow).where(BookingRow.id == booking_id).values(done))


@pytest.mark.parametrize("values", [{"minutes": 7}, {"assignment": "whoever"}, {"ways": "office"}])
async def test_terms_that_no_screen_offers_are_refused(here: Office, values: dict[str, int | str]) -> None:
    with pytest.raises(OutdatedButton):
        await here.do(actions.setup.agree, await here.coordinator(), here.centre.id, here.topic.id, values)


async def test_nobody_but_a_coordinator_of_the_centre_sets_it_up(here: Office) -> None:
    elsewhere = await here.person("Elsewhere", Grant(Role.COORDINATOR, here.other.id))
    names = Texts("Атауы", "Название")
    for person in (elsewhere, await here.specialist(), await here.person("Citizen")):
        for deed, arguments in (
            (actions.setup.put, ({"phone": "+7 712 200 00 00"},)),
            (actions.setup.add_specialist, ("Жаңа Маман",)),
            (actions.setup.turn, ((here.aina.id, here.topic.id), 0)),
            (actions.setup.close_specialist, (here.aina.id,)),
            (actions.setup.add_topic, (names, 30)),
            (actions.setup.add_department, (names,)),
            (actions.setup.invite, (here.aina.id,)),
        ):
            with pytest.raises(NotYours):
                await here.do(deed, person, here.centre.id, *arguments)


@pytest.mark.parametrize(
    ("kind", "text", "why"),
    [
        ("phone", "+7 (712) 255-55-55, доб. 12", None),
        ("phone", "8 7122 355555; 355556", None),
        ("phone", "қоңырау шалыңыз", "phone"),
        ("phone", "12", "phone"),
        ("name", "Я", "short"),
        ("name", "а" * 101, "long"),
        ("site", "example.kz", "site"),
        ("site", "https://example.kz/kk", None),
        ("address", "Атырау қ., Үлгі көшесі, 1", None),
    ],
)
def test_what_is_written_is_looked_at(kind: str, text: str, why: str | None) -> None:
    assert problem(kind, clean(text)) == why  # type: ignore[arg-type] # the kinds are those of the table above
