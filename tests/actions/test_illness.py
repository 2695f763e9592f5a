"""An ill specialist: each visit gets a proposal that is already held, once, however often it is begun."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, update

import actions.booking
import actions.closures
import actions.desk
import actions.illness
import actions.offers
import actions.waiting_list
import storage.booking
import storage.people
import storage.rehoming
import storage.rows
import storage.waiting_list
from rules.booking import Booking
from rules.desk import Ordered
from rules.illness import Report, held_until
from rules.openings import Slot
from rules.people import Grant, Person, Role
from rules.refusal import NotYours, OutdatedButton, TimeTaken
from rules.waiting_list import Entry
from storage.database import Database
from storage.schema.booking import BookingLogRow, ClaimRow, RehomedRow
from storage.schema.centres import CentreRow, SpecialistTopicRow
from storage.schema.letters import LetterRow
from storage.work import Work
from tests.office import ZONE, Office, at, office

TODAY, WEEK = 1, 7


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    async with office(tmp_path, template) as made:
        yield made


def teach(work: Work, specialist_id: int, topic_id: int) -> None:
    work.sql.execute(insert(SpecialistTopicRow).values(specialist_id=specialist_id, topic_id=topic_id))


async def person_of(here: Office, booking: Booking) -> Person:
    found = await here.do(storage.people.person, booking.person_id)
    assert found is not None
    return found


async def entry_of(here: Office, booking: Booking) -> Entry:
    found = await here.do(storage.waiting_list.of_topic, booking.person_id, booking.topic_id)
    assert found is not None
    return found


async def carried_out(here: Office, person: Person, days: int = TODAY) -> Report:
    report = await here.do(actions.illness.begin, person, here.centre.id, here.aina.id, days)
    while report.left:
        before = report.left
        report = await here.do(actions.illness.step, person, report.closure_id)
        assert report.left < before
    return report


async def kinds(here: Office) -> Counter[str]:
    return Counter(row.kind for row in await here.rows(LetterRow) if row.kind.startswith("illness."))


async def test_the_same_time_with_a_colleague_keeps_the_booking_and_asks_nothing(here: Office) -> None:
    await here.do(teach, here.lawyer.id, here.topic.id)
    booked = await here.booked("Асель", at(27, 10))
    report = await carried_out(here, await here.coordinator(), WEEK)
    after = await here.booking(booked.id)
    assert (after.state, after.specialist_id, after.starts_at) == ("booked", here.lawyer.id, booked.starts_at)
    assert report.done == ("colleague",)
    assert await kinds(here) == {"illness.colleague": 1}
    held = {row.resource for row in await here.rows(ClaimRow)}
    assert held == {f"s{here.lawyer.id}", f"p{booked.person_id}"}


async def test_another_time_is_held_and_one_tap_takes_it(here: Office) -> None:
    booked = await here.booked("Асель", at(26, 15))
    await carried_out(here, await here.coordinator())
    assert (await here.booking(booked.id)).cancel_reason == "ill"
    entry = await entry_of(here, booked)
    held = await here.booking(entry.offered_id or 0)
    assert (held.state, held.starts_at) == ("held", at(27, 9))
    taken = await here.do(actions.waiting_list.take, await person_of(here, booked), entry.id, entry.rev)
    assert (taken.card.booking.id, taken.card.booking.state) == (held.id, "booked")


async def test_silence_past_the_hold_leaves_the_person_first_in_the_line(here: Office) -> None:
    booked = await here.booked("Асель", at(26, 15))
    await carried_out(here, await here.coordinator())
    entry = await entry_of(here, booked)
    here.wait_until(held_until(here.clock[0], ZONE))
    await here.do(actions.offers.look)
    after = await entry_of(here, booked)
    assert (after.id, after.state, after.first) == (entry.id, "waiting", True)
    assert (await here.booking(entry.offered_id or 0)).state == "expired"


async def test_without_any_time_the_line_is_told_and_its_first_place_kept(here: Office) -> None:
    booked = await here.booked("Асель", at(26, 15))
    coordinator = await here.coordinator()
    await here.do(actions.illness.begin, coordinator, here.centre.id, here.aina.id, WEEK)
    await here.do(cut_horizon, here.centre.id)
    report = await carried_out(here, coordinator, WEEK)
    assert report.done == ("line",)
    entry = await entry_of(here, booked)
    assert (entry.state, entry.first) == ("waiting", True)
    assert await kinds(here) == {"illness.line": 1}


def cut_horizon(work: Work, centre_id: int) -> None:
    """Nothing is free any more."""
    settings = storage.rows.known(work, CentreRow, centre_id).settings | {"horizon_days": 3}
    work.sql.execute(update(CentreRow).where(CentreRow.id == centre_id).values(settings=settings))


async def test_a_plan_gives_no_time_away_twice_and_changes_nothing(here: Office) -> None:
    await here.do(teach, here.lawyer.id, here.topic.id)
    first, second = await here.booked("Асель", at(27, 10)), await here.booked("Марат", at(27, 11))
    coordinator = await here.coordinator()
    await here.booked("Early", at(27, 9))
    seen = await here.do(actions.illness.plan, coordinator, here.centre.id, here.aina.id, WEEK)
    times = [(each.time.specialist_id, each.time.starts_at) for each in seen.proposals if each.time]
    assert len(set(times)) == len(seen.proposals) == 3
    assert {(await here.booking(each.id)).state for each in (first, second)} == {"booked"}
    assert await kinds(here) == {}


async def test_what_the_plan_says_is_what_is_carried_out(here: Office) -> None:
    await here.do(teach, here.lawyer.id, here.topic.id)
    for number, hour in enumerate((9, 10, 11, 15, 16)):
        await here.booked(f"Person {number}", at(27, hour))
    coordinator = await here.coordinator()
    await here.booked("Another day", at(30, 9))
    seen = await here.do(actions.illness.plan, coordinator, here.centre.id, here.aina.id, WEEK)
    report = await carried_out(here, coordinator, WEEK)
    assert report.done == tuple(each.outcome for each in seen.proposals)


async def test_begun_again_after_a_crash_it_goes_on_where_it_was(here: Office) -> None:
    bookings = [await here.booked(f"Person {hour}", at(27, hour)) for hour in (9, 10, 11, 15)]
    coordinator = await here.coordinator()
    begun = await here.do(actions.illness.begin, coordinator, here.centre.id, here.aina.id, WEEK)
    await here.do(actions.illness.step, coordinator, begun.closure_id)
    here.db = after_crash = Database(here.db.place)
    report = await carried_out(here, coordinator, WEEK)
    assert report.closure_id == begun.closure_id
    assert len(report.done) == len(await here.rows(RehomedRow)) == len(bookings)
    assert sum((await kinds(here)).values()) == len(bookings)
    held = [await here.booking((await entry_of(here, each)).offered_id or 0) for each in bookings]
    assert len({(each.specialist_id, each.starts_at) for each in held}) == len(bookings)
    await after_crash.close()


async def test_nobody_books_the_hours_from_the_first_moment_on(here: Office) -> None:
    await here.do(actions.illness.begin, await here.coordinator(), here.centre.id, here.aina.id, WEEK)
    with pytest.raises(TimeTaken):
        await here.booked("Асель", at(27, 10))


async def test_a_caller_keeps_the_time_with_a_colleague_or_is_named_to_be_phoned(here: Office) -> None:
    coordinator = await here.coordinator()
    ordered = Ordered(here.centre.id, here.topic.id, "kk")
    called = await here.do(actions.desk.call, coordinator, ordered, Slot(here.aina.id, at(27, 11)))
    report = await carried_out(here, coordinator, WEEK)
    assert [visit.booking.id for visit in report.phone] == [called.visit.booking.id]
    assert await kinds(here) == {}


async def test_only_a_coordinator_of_the_centre_does_it(here: Office) -> None:
    elsewhere = await here.person("Elsewhere", Grant(Role.COORDINATOR, here.other.id))
    begun = await here.do(actions.illness.begin, await here.coordinator(), here.centre.id, here.aina.id, TODAY)
    for person in (elsewhere, await here.specialist(), await here.person("Citizen")):
        with pytest.raises(NotYours):
            await here.do(actions.illness.begin, person, here.centre.id, here.aina.id, TODAY)
        with pytest.raises(NotYours):
            await here.do(actions.illness.step, person, begun.closure_id)
    with pytest.raises(OutdatedButton):
        await here.do(actions.illness.plan, await here.coordinator(), here.centre.id, here.aina.id, 30)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (at(26, 9), at(26, 11)),
        (at(26, 20), at(27, 10)),
        (at(26, 23), at(27, 10)),
        (at(27, 3), at(27, 10)),
    ],
)
def test_a_hold_lasts_two_hours_of_the_day(now: datetime, until: datetime) -> None:
    assert held_until(now, ZONE) == until
    assert until - now >= timedelta(hours=2)


async def test_a_plan_cut_short_is_finished_by_the_clock_and_who_ordered_it_hears(here: Office) -> None:
    bookings = [await here.booked(f"Person {hour}", at(27, hour)) for hour in (9, 10, 11)]
    coordinator = await here.coordinator()
    begun = await here.do(actions.illness.begin, coordinator, here.centre.id, here.aina.id, WEEK)
    await here.do(actions.illness.step, coordinator, begun.closure_id)
    assert await here.do(storage.rehoming.due) is None  # somebody goes on with it, as far as anybody knows
    here.wait(minutes=1)
    while (closure_id := await here.do(storage.rehoming.due)) is not None:
        await here.do(actions.illness.go_on, closure_id)
    report = await here.do(actions.illness.report, coordinator, begun.closure_id)
    assert (len(report.done), report.left) == (len(bookings), 0)
    assert await kinds(here) == {"illness.another": 3, "illness.finished": 1}
    assert {row.actor_id for row in await here.rows(BookingLogRow) if row.deed == "ill"} == {coordinator.id}
    assert await here.do(storage.rehoming.next_due) is None


async def test_opened_again_an_unfinished_plan_ends_where_it_stands(here: Office) -> None:
    await here.booked("Асель", at(27, 10))
    coordinator = await here.coordinator()
    begun = await here.do(actions.illness.begin, coordinator, here.centre.id, here.aina.id, WEEK)
    await here.do(actions.closures.lift, coordinator, begun.closure_id)
    here.wait(minutes=5)
    assert await here.do(storage.rehoming.due) is None
    assert await kinds(here) == {}
