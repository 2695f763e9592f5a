"""A booking as a calendar file, byte for byte: booked, moved, cancelled; and links that a program follows."""

import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import icalendar
import pytest
from sqlalchemy import update

import actions.booking
import actions.calendars
import actions.cancelling
import screens.calendars
import storage.people
import storage.privacy
from rules.booking import Booking
from rules.openings import Slot
from rules.people import Person
from rules.refusal import NotYours
from screens.calendars import Named
from screens.words import Words
from storage.schema.feeds import FeedRow
from storage.schema.people import RoleRow
from storage.work import Work
from tests.office import ZONE, Office, at, office

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    async with office(tmp_path, template) as made:
        yield made


async def _booked(here: Office) -> tuple[Booking, Person]:
    booked = await here.booked("Асель", at(27, 10))
    owner = await here.do(storage.people.person, booked.person_id)
    assert owner is not None
    return booked, owner


async def _file(here: Office, owner: Person, booking_id: int) -> bytes:
    found = await here.do(actions.calendars.entry, owner, booking_id)
    centre = Named(found.centre_code, found.centre)
    screen = screens.calendars.file(found.card, centre, here.clock[0], Words("kk", ZONE))
    assert screen.document is not None
    return screen.document.content


def golden(name: str, content: bytes) -> bytes:
    """What the file is to be; ORTAQ_RETELL=1 writes down how it is now."""
    path = GOLDEN / name
    if os.environ.get("ORTAQ_RETELL"):
        path.write_bytes(content)
    return path.read_bytes()


def _events(content: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


async def test_the_file_is_the_same_entry_through_a_move_and_a_cancelling(here: Office) -> None:
    booked, owner = await _booked(here)
    first = await _file(here, owner, booked.id)
    assert first == golden("booked.ics", first)
    here.wait(minutes=5)
    moved = await here.do(actions.booking.move, owner, booked.id, booked.rev, Slot(here.aina.id, at(27, 15)))
    second = await _file(here, owner, booked.id)
    assert second == golden("moved.ics", second)
    here.wait(minutes=5)
    await here.do(actions.cancelling.cancel, owner, booked.id, moved.card.booking.rev, "other")
    third = await _file(here, owner, booked.id)
    assert third == golden("cancelled.ics", third)
    events = [event for each in (first, second, third) for event in _events(each)]
    assert len({each["UID"] for each in events}) == 1
    assert [int(each["SEQUENCE"]) for each in events] == [0, 1, 2]
    assert [each["STATUS"] for each in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert [each["DTSTART"].dt for each in events] == [at(27, 10), at(27, 15), at(27, 15)]


async def test_nobody_takes_anothers_booking(here: Office) -> None:
    booked, _ = await _booked(here)
    with pytest.raises(NotYours):
        await here.do(actions.calendars.entry, await here.person("Марат"), booked.id)


def _told(found: actions.calendars.Feed | None) -> bytes:
    assert found is not None
    entries = [(each.card, Named(each.centre_code, each.centre)) for each in found.entries]
    return screens.calendars.feed(entries, found.now, Words("kk", ZONE), of_work=found.of_work)


async def test_a_link_leads_to_ones_own_visits_until_it_is_taken_back_or_renewed(here: Office) -> None:
    booked, owner = await _booked(here)
    await here.booked("Марат", at(27, 11))
    old = await here.do(actions.calendars.begin, owner, 0)
    token = await here.do(actions.calendars.begin, owner, 0)
    assert await here.do(actions.calendars.feed, old) is None
    (read,) = _events(_told(await here.do(actions.calendars.feed, token)))
    assert read["UID"] == f"booking-{booked.id}@atyrau.ortaq"
    assert token not in str(await here.rows(FeedRow))
    await here.do(actions.calendars.end, owner, 0)
    assert await here.do(actions.calendars.feed, token) is None


def _ends_work(work: Work, person_id: int) -> None:
    work.sql.execute(update(RoleRow).where(RoleRow.person_id == person_id).values(ended_at=work.now))


async def test_a_specialists_link_names_nobody_and_dies_with_the_post(here: Office) -> None:
    booked, owner = await _booked(here)
    aina = await here.specialist()
    with pytest.raises(NotYours):
        await here.do(actions.calendars.begin, owner, 1)
    token = await here.do(actions.calendars.begin, aina, 1)
    content = _told(await here.do(actions.calendars.feed, token)).decode()
    unfolded = content.replace("\r\n ", "")
    assert f"booking-{booked.id}@" in unfolded
    assert "ATTENDEE" not in unfolded
    assert not [said for said in ("Асель", "Айна", "+7", here.centre.phone) if said in unfolded]
    await here.do(_ends_work, aina.id)
    assert await here.do(actions.calendars.feed, token) is None


async def test_erased_with_the_person(here: Office) -> None:
    _, owner = await _booked(here)
    token = await here.do(actions.calendars.begin, owner, 0)
    await here.do(storage.privacy.erase, owner.id)
    assert await here.do(actions.calendars.feed, token) is None
    assert await here.rows(FeedRow) == []
