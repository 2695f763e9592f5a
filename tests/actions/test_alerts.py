"""Who is told of a contest, when, how often, and who never."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

import actions.alerts
import actions.filters
import actions.organisations
import actions.people
import actions.rendering
import actions.tenders
import storage.flights
from rules.filters import Wish
from rules.letters import Screen
from rules.refusal import AlreadyTold, ConsentMissing, JobClosed, NotYours
from storage.schema.centres import CentreRow
from storage.schema.letters import DeliveryRow
from storage.schema.tenders import AlertRow
from storage.work import Work
from tests.contests import HOME, publish, sketch, subscribe
from tests.office import Office, office


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    async with office(tmp_path, template) as opened:
        yield opened


async def test_one_person_with_three_fitting_filters_gets_one_alert(here: Office) -> None:
    saule, reader = await here.coordinator(), await here.person("Асель")
    for wish in (Wish(), Wish(region=HOME), Wish(kinds=frozenset({"grant"}))):
        await subscribe(here, reader, wish)
    await publish(here, saule, sketch(here))
    assert len(await here.rows(AlertRow)) == len(await here.rows(DeliveryRow)) == 1


async def delivered(here: Office) -> list[str]:
    """What the post would word now, by kind; None where there is nothing to say."""
    said = await here.do(_worded)
    return [kind for kind, screen in said if screen is not None]


def _worded(work: Work) -> list[tuple[str, Screen | None]]:
    storage.flights.expire(work)
    parcels = storage.flights.claim(work, 50)
    said = [(parcel.kind, actions.rendering.render(work, parcel)) for parcel in parcels]
    for parcel in parcels:
        storage.flights.sent(work, parcel, parcel.id)
    return said


async def test_whoever_unsubscribed_before_the_send_is_not_told(here: Office) -> None:
    saule, reader = await here.coordinator(), await here.person("Асель")
    kept = await subscribe(here, reader)
    await publish(here, saule, sketch(here))
    await here.do(actions.filters.end, reader, kept.filter.id)
    here.wait(minutes=10)
    assert await delivered(here) == []


async def test_a_contest_that_is_over_by_the_send_is_told_to_nobody(here: Office) -> None:
    saule, reader = await here.coordinator(), await here.person("Асель")
    await subscribe(here, reader)
    soon = int((here.clock[0] + timedelta(minutes=6)).timestamp())
    await publish(here, saule, sketch(here, deadline=soon))
    here.wait(minutes=10)
    assert await delivered(here) == []


async def test_a_publication_is_undone_until_the_first_alert_leaves(here: Office) -> None:
    saule, reader = await here.coordinator(), await here.person("Асель")
    await subscribe(here, reader)
    first = await publish(here, saule, sketch(here))
    await here.do(actions.tenders.withdraw, saule, first.id)
    here.wait(minutes=10)
    assert await delivered(here) == []
    again = await publish(here, saule, sketch(here))
    here.wait(minutes=10)
    assert await delivered(here) == [actions.alerts.ALERT]
    with pytest.raises(AlreadyTold):
        await here.do(actions.tenders.withdraw, saule, again.id)


async def test_nobody_but_a_coordinator_of_the_centre_publishes(here: Office) -> None:
    await here.coordinator()
    for person in (await here.person("Асель"), await here.specialist()):
        with pytest.raises(NotYours):
            await here.do(actions.tenders.publish, person, sketch(here))


async def test_a_change_reaches_those_told_and_a_cancelling_takes_back_what_waits(here: Office) -> None:
    saule, reader = await here.coordinator(), await here.person("Асель")
    await subscribe(here, reader)
    kept = await publish(here, saule, sketch(here))
    here.wait(minutes=10)
    assert await delivered(here) == [actions.alerts.ALERT]
    await here.do(actions.tenders.take, reader, kept.id)
    opened = await here.do(actions.tenders.sketch_of, saule, kept.id, "deadline")
    later = int((here.clock[0] + timedelta(days=20)).timestamp())
    await here.do(actions.tenders.change, saule, replace(opened, deadline=later), 1)
    here.wait(minutes=10)
    assert await delivered(here) == [actions.alerts.CHANGED]
    await here.do(actions.tenders.call_off, saule, kept.id, 1)
    here.wait(days=19)
    assert await delivered(here) == [actions.alerts.CALLED_OFF]


async def test_a_subscription_needs_consent_and_no_name(here: Office) -> None:
    stranger = await here.do(actions.people.come_in, 77, "kk")
    with pytest.raises(ConsentMissing):
        await subscribe(here, stranger)
    agreed = await here.do(actions.people.agree, stranger, here.centre.id, "shown")
    assert (await subscribe(here, agreed)).filter.person_id == stranger.id


async def test_a_centre_that_switched_contests_off_does_nothing_with_them(here: Office) -> None:
    saule, reader = await here.coordinator(), await here.person("Асель")
    await subscribe(here, reader)
    await publish(here, saule, sketch(here))
    await here.do(_switch_off, here.centre.id)
    here.wait(minutes=10)
    assert await delivered(here) == []
    with pytest.raises(JobClosed):
        await subscribe(here, reader)
    with pytest.raises(JobClosed):
        await here.do(actions.tenders.publish, saule, sketch(here, "Басқа конкурс"))


def _switch_off(work: Work, centre_id: int) -> None:
    work.sql.execute(update(CentreRow).where(CentreRow.id == centre_id).values(jobs_off=["tenders"]))


async def test_everybody_who_speaks_for_an_organisation_hears_of_what_fits_it_once(here: Office) -> None:
    saule, first, second = await here.coordinator(), await here.person("Асель"), await here.person("Марат")
    for person in (first, second):
        one = (await here.do(actions.organisations.claim, person, here.centre.id, "991240999911", "Қор")).membership
        await here.do(actions.organisations.confirm, saule, one.id, one.rev)
    assert await delivered(here) == ["organisation.told"] * 2
    await here.do(_arrived)
    for person in (first, second):
        await subscribe(here, person)
    await publish(here, saule, sketch(here))
    assert sorted(row.person_id for row in await here.rows(AlertRow)) == sorted((first.id, second.id))
    here.clock[0] += timedelta(minutes=10)
    assert await delivered(here) == ["contest.alert", "contest.alert"]


def _arrived(work: Work) -> None:
    work.sql.execute(update(DeliveryRow).values(state="sent"))
