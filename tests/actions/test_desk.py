"""Who may do what at the desk, records without a name, marks and the kind letter."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

import actions.desk
import actions.outcomes
import actions.switches
import actions.visits
import storage.audit
import storage.flights
import storage.inbox
import storage.people
import tests.proposals
from rules.desk import Ordered
from rules.openings import Slot
from rules.people import Grant, Person, Role
from rules.refusal import AlreadyDone, NotYet, NotYours, OutdatedButton, Refusal, TimeTaken, TooLate
from storage.inbox import Step
from storage.schema.booking import BookingLogRow, ClaimRow
from storage.schema.letters import DeliveryRow
from storage.schema.people import RoleRow
from storage.work import Work
from tests.office import Office, at, office


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    async with office(tmp_path, template) as made:
        yield made


def grants(here: Office) -> dict[str, tuple[Grant, ...]]:
    centre = here.centre.id
    return {
        "citizen": (),
        "viewer": (Grant(Role.VIEWER, centre),),
        "specialist": (Grant(Role.SPECIALIST, centre, here.aina.id),),
        "another specialist": (Grant(Role.SPECIALIST, centre, here.lawyer.id),),
        "officer": (Grant(Role.OFFICER, centre),),
        "coordinator": (Grant(Role.COORDINATOR, centre),),
        "coordinator elsewhere": (Grant(Role.COORDINATOR, here.other.id),),
        "administrator": (Grant(Role.ADMINISTRATOR),),
    }


MAY_READ_CARD = {"viewer", "specialist", "coordinator", "administrator"}
MAY_MARK = {"specialist", "coordinator", "administrator"}
MAY_RECORD = {*MAY_MARK, "another specialist"}
EVERYBODY = (
    "citizen",
    "viewer",
    "specialist",
    "another specialist",
    "officer",
    "coordinator",
    "coordinator elsewhere",
    "administrator",
)


async def allowed(here: Office, deed: Callable[..., Any], *args: Any) -> bool:
    try:
        await here.do(deed, *args)
    except NotYours:
        return False
    return True


@pytest.mark.parametrize("who", EVERYBODY)
async def test_each_role_does_at_the_desk_what_is_its_own(here: Office, who: str) -> None:
    booking = await here.booked("Асель", at(26, 10))
    person = await here.person("Staff", *grants(here)[who])
    ordered = Ordered(here.centre.id, here.topic.id, "kk")
    day = await allowed(here, actions.visits.day, person, here.centre.id, None)
    assert day == (who in {*MAY_READ_CARD, "another specialist"})
    assert await allowed(here, actions.visits.visit, person, booking.id) == (who in MAY_READ_CARD)
    assert await allowed(here, actions.visits.mark, person, booking.id, 0, "arrived") == (who in MAY_MARK)
    assert await allowed(here, actions.desk.walk_in, person, ordered) == (who in MAY_RECORD)
    slot = Slot(here.aina.id, at(27, 9))
    assert await allowed(here, actions.desk.call, person, ordered, slot) == (who in MAY_MARK)


async def test_a_role_taken_away_ends_at_that_moment(here: Office) -> None:
    coordinator = await here.coordinator()
    await here.do(actions.visits.day, coordinator, here.centre.id, None)
    await here.do(_end_roles)
    with pytest.raises(NotYours):
        await here.do(actions.visits.day, coordinator, here.centre.id, None)


def _end_roles(work: Work) -> None:
    work.sql.execute(update(RoleRow).values(ended_at=work.now))


async def test_a_specialist_sees_their_own_day_only(here: Office) -> None:
    await here.booked("Асель", at(26, 10))
    lawyer = await here.person("Lawyer", Grant(Role.SPECIALIST, here.centre.id, here.lawyer.id))
    assert (await here.do(actions.visits.day, lawyer, here.centre.id, None)).visits == ()
    aina = await here.specialist()
    assert len((await here.do(actions.visits.day, aina, here.centre.id, None)).visits) == 1


async def test_reading_a_name_leaves_a_line_for_its_person(here: Office) -> None:
    booking = await here.booked("Асель", at(26, 10))
    aina = await here.specialist()
    await here.do(actions.visits.day, aina, here.centre.id, None)
    await here.do(actions.visits.visit, aina, booking.id)
    await here.do(actions.visits.mark, aina, booking.id, 0, "arrived")
    noted = await here.do(storage.audit.of_subject, booking.person_id)
    assert [each.deed for each in noted] == ["visits_read", "visit_read", "visit_marked"]
    assert {(each.actor_id, each.thing_id) for each in noted} == {(aina.id, booking.id)}


async def test_a_day_done_twice_by_one_update_is_read_once_and_comes_back_whole(here: Office) -> None:
    await here.booked("Асель", at(26, 10))
    aina = await here.specialist()
    deed = (storage.inbox.once, Step(77, "day"), actions.visits.day, aina, here.centre.id, None)
    assert await here.do(*deed) == await here.do(*deed)


async def test_the_desk_asks_an_administrator_which_centre(here: Office) -> None:
    administrator = await here.person("Admin", Grant(Role.ADMINISTRATOR))
    asked = await here.do(actions.desk.desk, administrator, 0)
    assert (asked.roles, len(asked.centres)) == ((), 2)
    chosen = await here.do(actions.desk.desk, administrator, here.other.id)
    assert (chosen.roles, [each.id for each in chosen.centres]) == ((Role.ADMINISTRATOR,), [here.other.id])


async def test_an_officer_finds_what_waits_after_the_centre_takes_no_proposals_any_more(here: Office) -> None:
    coordinator, officer = await here.coordinator(), await tests.proposals.officer(here)
    sent = await tests.proposals.sent(here, await here.person("Айгүл"))
    await here.db.do(actions.switches.switch, coordinator, here.centre.id, "proposals", off=True)
    assert (await here.do(actions.desk.desk, coordinator, 0)).owes
    assert not (await here.do(actions.desk.desk, officer, 0)).owes, "it has been passed to no department yet"
    await tests.proposals.passed(here, coordinator, sent)
    assert (await here.do(actions.desk.desk, officer, 0)).owes


async def test_a_citizen_has_no_desk(here: Office) -> None:
    with pytest.raises(NotYours):
        await here.do(actions.desk.desk, await here.person("Асель"), 0)


# --- marks -------------------------------------------------------------------------------------------


async def letters(here: Office) -> list[str]:
    return [row.state for row in await here.rows(DeliveryRow) if row.lane == 1 and row.due_at > at(26, 10)]


async def test_nobody_is_written_off_in_the_first_ten_minutes(here: Office) -> None:
    booking = await here.booked("Асель", at(26, 10))
    aina = await here.specialist()
    here.wait_until(at(26, 10, 9))
    with pytest.raises(NotYet):
        await here.do(actions.visits.mark, aina, booking.id, 0, "no_show")
    here.wait_until(at(26, 10, 10))
    seen = await here.do(actions.visits.mark, aina, booking.id, 0, "no_show")
    assert seen.visit.booking.state == "no_show"


async def test_nobody_has_arrived_before_the_day_itself(here: Office) -> None:
    booking = await here.booked("Асель", at(27, 10))
    with pytest.raises(OutdatedButton):
        await here.do(actions.visits.mark, await here.specialist(), booking.id, 0, "arrived")


async def test_a_no_show_gets_one_kind_letter_unless_it_is_undone(here: Office) -> None:
    booking = await here.booked("Асель", at(26, 10))
    aina = await here.specialist()
    here.wait_until(at(26, 10, 15))
    seen = await here.do(actions.visits.mark, aina, booking.id, 0, "no_show")
    assert await letters(here) == ["ready"]
    undone = await here.do(actions.visits.mark, aina, booking.id, seen.visit.booking.rev, "booked")
    assert undone.visit.booking.state == "booked"
    assert await letters(here) == ["cancelled"]


async def test_the_kind_letter_says_nothing_to_somebody_who_came_after_all(here: Office) -> None:
    booking = await here.booked("Асель", at(26, 10))
    person = await here.do(storage.people.person, booking.person_id)
    aina, data = await here.specialist(), {"booking_id": booking.id}
    here.wait_until(at(26, 10, 15))
    seen = await here.do(actions.visits.mark, aina, booking.id, 0, "no_show")
    assert await here.do(actions.outcomes.missed, person, data) is not None
    await here.do(actions.visits.mark, aina, booking.id, seen.visit.booking.rev, "arrived")
    assert await here.do(actions.outcomes.missed, person, data) is None


async def test_a_mark_is_made_once_and_undone_for_a_day(here: Office) -> None:
    booking = await here.booked("Асель", at(26, 10))
    aina = await here.specialist()
    seen = await here.do(actions.visits.mark, aina, booking.id, 0, "arrived")
    with pytest.raises(AlreadyDone):
        await here.do(actions.visits.mark, aina, booking.id, 0, "arrived")
    here.wait(hours=24, minutes=1)
    with pytest.raises(TooLate):
        await here.do(actions.visits.mark, aina, booking.id, seen.visit.booking.rev, "booked")


@pytest.mark.parametrize("state", ["cancelled", "held", "", "no such"])
async def test_a_forged_mark_is_an_outdated_button(here: Office, state: str) -> None:
    booking = await here.booked("Асель", at(26, 10))
    with pytest.raises(OutdatedButton):
        await here.do(actions.visits.mark, await here.specialist(), booking.id, 0, state)


# --- without a name ----------------------------------------------------------------------------------


async def walked_in(here: Office, person: Person) -> Any:
    return await here.do(actions.desk.walk_in, person, Ordered(here.centre.id, here.topic.id, "ru"))


async def test_a_walk_in_is_kept_as_arrived_now_and_takes_nobodys_time(here: Office) -> None:
    here.wait(minutes=3)
    kept = (await walked_in(here, await here.coordinator())).visit.booking
    assert (kept.state, kept.source, kept.person_id, kept.language) == ("arrived", "walk_in", None, "ru")
    assert (kept.starts_at, kept.minutes, kept.specialist_id) == (at(26, 9), here.topic.minutes, here.aina.id)
    assert await here.rows(ClaimRow) == []


async def test_a_double_tap_keeps_one_walk_in_and_a_later_tap_the_next_person(here: Office) -> None:
    coordinator = await here.coordinator()
    await walked_in(here, coordinator)
    with pytest.raises(AlreadyDone):
        await walked_in(here, coordinator)
    here.wait(seconds=15)
    assert (await walked_in(here, coordinator)).visit.booking.state == "arrived"


async def test_a_walk_in_is_withdrawn_once(here: Office) -> None:
    coordinator = await here.coordinator()
    kept = (await walked_in(here, coordinator)).visit.booking
    await here.do(actions.desk.withdraw, coordinator, kept.id, kept.rev)
    assert (await here.booking(kept.id)).state == "cancelled"
    with pytest.raises(AlreadyDone):
        await here.do(actions.desk.withdraw, coordinator, kept.id, kept.rev)


async def test_only_a_record_without_a_name_can_be_withdrawn(here: Office) -> None:
    booking = await here.booked("Асель", at(27, 9))
    with pytest.raises(OutdatedButton):
        await here.do(actions.desk.withdraw, await here.coordinator(), booking.id, booking.rev)


async def test_a_caller_takes_a_time_that_nobody_else_can_take_until_it_is_withdrawn(here: Office) -> None:
    coordinator = await here.coordinator()
    ordered = Ordered(here.centre.id, here.topic.id, "kk")
    (first, *_) = await here.do(actions.desk.call_times, coordinator, here.centre.id, here.topic.id)
    slot = Slot(first.specialist_id, first.starts_at)
    kept = (await here.do(actions.desk.call, coordinator, ordered, slot)).visit.booking
    assert (kept.state, kept.source, kept.person_id) == ("booked", "call", None)
    with pytest.raises(TimeTaken):
        await here.booked("Асель", first.starts_at)
    await here.do(actions.desk.withdraw, coordinator, kept.id, kept.rev)
    assert (await here.booked("Айгүл", first.starts_at)).state == "booked"


async def test_two_calls_for_one_time_are_one_booking(here: Office) -> None:
    coordinator = await here.coordinator()
    ordered, slot = Ordered(here.centre.id, here.topic.id, "kk"), Slot(here.aina.id, at(27, 9))
    await here.do(actions.desk.call, coordinator, ordered, slot)
    with pytest.raises(AlreadyDone):  # a double tap
        await here.do(actions.desk.call, coordinator, ordered, slot)
    here.wait(minutes=1)
    with pytest.raises(TimeTaken):
        await here.do(actions.desk.call, coordinator, ordered, slot)


@pytest.mark.parametrize("slot_at", [at(27, 8), at(27, 13, 30), at(28, 9), at(26, 9), at(27, 9, 5)])
async def test_a_forged_time_is_taken_by_nobody(here: Office, slot_at: Any) -> None:
    ordered, slot = Ordered(here.centre.id, here.topic.id, "kk"), Slot(here.aina.id, slot_at)
    with pytest.raises(TimeTaken):
        await here.do(actions.desk.call, await here.coordinator(), ordered, slot)


async def test_a_topic_nobody_answers_for_is_no_record(here: Office) -> None:
    with pytest.raises(Refusal):
        await here.do(actions.desk.walk_in, await here.coordinator(), Ordered(here.centre.id, 9999, "kk"))


async def test_a_specialist_is_asked_only_for_what_they_answer_for(here: Office) -> None:
    own = await here.do(actions.desk.topics, await here.specialist(), here.centre.id)
    everybodys = await here.do(actions.desk.topics, await here.coordinator(), here.centre.id)
    assert {topic.code for topic in own} == {"gsz_docs", "grants", "awards", "project_design", "other"}
    assert len(everybodys) > len(own)


async def test_each_record_is_in_the_log_with_its_maker(here: Office) -> None:
    coordinator = await here.coordinator()
    kept = (await walked_in(here, coordinator)).visit.booking
    await here.do(actions.desk.withdraw, coordinator, kept.id, kept.rev)
    log = [(row.deed, row.actor_id) for row in await here.rows(BookingLogRow)]
    assert log == [("walk_in", coordinator.id), ("cancel", coordinator.id)]


# --- groups ------------------------------------------------------------------------------------------


async def test_a_coordinator_links_a_group_to_the_centre_and_nobody_else_does(here: Office) -> None:
    assert await here.do(actions.desk.link_group, await here.coordinator(), -7) == here.centre.id
    for who in ("citizen", "viewer", "specialist", "officer"):
        with pytest.raises(NotYours):
            await here.do(actions.desk.link_group, await here.person(who, *grants(here)[who]), -8)
