"""Halls and desks: two can never have the same hours, whatever is done in whatever order."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import actions.closures
import actions.lending
import actions.privacy
import actions.reservations
import actions.rooms
import actions.session_desk
import storage.privacy
import storage.reservations
import storage.rooms
import storage.setup
from rules.centres import Room
from rules.closures import Hours
from rules.people import Grant, Person, Role
from rules.refusal import NotYours, OutdatedButton, Refusal, TimeTaken, TooManyReservations, TooSoon
from rules.reservations import Reservation, Wanted
from rules.sessions import Plan
from storage.database import Database
from storage.schema.booking import ClaimRow
from storage.schema.letters import DeliveryRow, LetterRow
from storage.schema.reservations import ReservationLogRow, ReservationRow
from tests.office import Office, office

TUESDAY = 1  # of December
ZONE = ZoneInfo("Asia/Atyrau")


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    async with office(tmp_path, template) as open_office:
        await open_office.do(storage.setup.settle, open_office.centre.id, {"rooms_for_all": True})
        yield open_office


def on(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 12, TUESDAY, hour, minute, tzinfo=ZONE).astimezone(UTC)


async def rooms(here: Office) -> tuple[Room, Room]:
    hall, desks = await here.do(storage.rooms.lent, here.centre.id)
    return hall, desks


def wanted(room: Room, since: int, until: int, people: int = 2) -> Wanted:
    return Wanted(room.id, people, on(since), on(until))


async def ask(here: Office, person: Person, what: Wanted) -> Reservation:
    seen = await here.do(actions.reservations.request, person, what, "A seminar")
    reservation: Reservation = seen.reservation
    return reservation


async def tried(here: Office, person: Person, what: Wanted) -> Reservation | type[Refusal]:
    try:
        return await ask(here, person, what)
    except Refusal as refusal:
        return type(refusal)


async def race(here: Office, what: Sequence[Wanted]) -> list[Reservation | type[Refusal]]:
    """Somebody new for each of these, all at once, through two doors to the same place as two processes have."""
    people = [await here.person(f"N{n}") for n in range(len(what))]
    beside = replace(here, db=Database(here.db.place))
    try:
        doors = (here, beside)
        each = [tried(doors[n % 2], person, what[n]) for n, person in enumerate(people)]
        return await asyncio.gather(*each)
    finally:
        await beside.db.close()


async def claims(here: Office) -> dict[int | None, set[str]]:
    found: dict[int | None, set[str]] = {}
    for row in await here.rows(ClaimRow):
        found.setdefault(row.reservation_id, set()).add(row.resource)
    return found


async def told(here: Office, kind: str) -> int:
    """Letters of this kind that are to leave."""
    ids = {row.id for row in await here.rows(LetterRow) if row.kind == kind}
    return sum(row.letter_id in ids and row.state == "ready" for row in await here.rows(DeliveryRow))


async def test_of_twenty_who_ask_for_overlapping_hours_of_a_hall_one_gets_them(here: Office) -> None:
    hall, _ = await rooms(here)
    came = await race(here, [wanted(hall, 9 + n % 4, 13 + n % 4) for n in range(20)])
    (kept,) = (each for each in came if isinstance(each, Reservation))
    assert {each for each in came if each is not kept} == {TimeTaken}
    assert await claims(here) == {kept.id: {f"r{hall.id}"}}


async def test_desks_are_lent_until_there_are_no_more_each_to_one_alone(here: Office) -> None:
    _, desks = await rooms(here)
    came = await race(here, [wanted(desks, 10, 12)] * 20)
    kept = [each for each in came if isinstance(each, Reservation)]
    assert len(kept) == desks.seats // 2
    lent = (await claims(here)).values()
    assert sorted(resource for each in lent for resource in each) == [f"r{desks.id}.{n}" for n in range(1, 7)]


async def test_who_is_refused_other_hours_keeps_those_they_have(here: Office) -> None:
    (hall, _), one, other = await rooms(here), await here.person("N1"), await here.person("N2")
    mine, theirs = await ask(here, one, wanted(hall, 9, 11)), await ask(here, other, wanted(hall, 11, 13))
    place = (hall.id, 2)
    with pytest.raises(TimeTaken):
        await here.do(actions.reservations.move, one, Wanted(*place, on(10), on(12), mine.id, mine.rev))
    moved = await here.do(actions.reservations.move, one, Wanted(*place, on(9, 30), on(11), mine.id, mine.rev))
    assert set(await claims(here)) == {mine.id, theirs.id}
    assert (moved.reservation.starts_at, moved.reservation.state) == (on(9, 30), "requested")
    with pytest.raises(OutdatedButton):
        await here.do(actions.reservations.cancel, one, mine.id, mine.rev)


async def test_a_request_that_nobody_answers_stands_in_nobodys_way(here: Office) -> None:
    (hall, _), one, other = await rooms(here), await here.person("N1"), await here.person("N2")
    await here.coordinator()
    mine = await ask(here, one, wanted(hall, 9, 11))
    assert mine.answer_by is not None
    assert await told(here, "reservation.unanswered") == 1
    here.wait_until(mine.answer_by)
    theirs = await ask(here, other, wanted(hall, 10, 12))
    assert await claims(here) == {theirs.id: {f"r{hall.id}"}}
    await here.do(actions.lending.expire)
    states = {row.id: row.state for row in await here.rows(ReservationRow)}
    assert states == {mine.id: "expired", theirs.id: "requested"}
    assert await told(here, "reservation.told") == 1


async def test_only_this_centres_coordinator_answers_and_only_once(here: Office) -> None:
    (hall, _), one, leader = await rooms(here), await here.person("N1"), await here.coordinator()
    mine = await ask(here, one, wanted(hall, 9, 11))
    stranger = await here.person("N2", Grant(Role.COORDINATOR, here.other.id))
    for nobody in (stranger, await here.specialist(), one):
        with pytest.raises(NotYours):
            await here.do(actions.lending.accept, nobody, mine.id, mine.rev)
    seen = await here.do(actions.lending.accept, leader, mine.id, mine.rev)
    assert await told(here, "reservation.day_before") == 1
    with pytest.raises(OutdatedButton):
        await here.do(actions.lending.decline, leader, mine.id, mine.rev, "call")
    await here.do(actions.lending.decline, leader, mine.id, seen.reservation.rev, "call")
    assert await claims(here) == {}
    assert await told(here, "reservation.day_before") == 0
    assert [row.deed for row in await here.rows(ReservationLogRow)] == ["request", "accept", "cancel"]


async def test_a_closed_room_puts_off_who_has_it_and_is_lent_to_nobody_then(here: Office) -> None:
    (_, desks), one, leader = await rooms(here), await here.person("N1"), await here.coordinator()
    mine = await ask(here, one, wanted(desks, 10, 12))
    closing = await here.do(actions.lending.closing, leader, wanted(desks, 9, 11))
    assert [(each.reservation.id, each.name) for each in closing.touched] == [(mine.id, "")]
    closed, unreached = await here.do(actions.lending.close, leader, wanted(desks, 9, 11))
    assert (unreached, await told(here, "reservation.told")) == ((), 1)
    assert await tried(here, one, wanted(desks, 10, 12)) is TimeTaken
    await here.do(actions.lending.decline, leader, closed.reservation.id, closed.reservation.rev, "needed")
    await ask(here, one, wanted(desks, 10, 12))


async def test_a_closed_centre_lends_nothing_and_tells_who_had_a_room(here: Office) -> None:
    (hall, _), one, leader = await rooms(here), await here.person("N1"), await here.coordinator()
    mine = await ask(here, one, wanted(hall, 10, 12))
    await here.do(actions.lending.note, leader, wanted(hall, 14, 15), "Nina, 8 701 000 00 00")
    day = Hours(here.centre.id, None, on(0), on(23, 55))
    seen = await here.do(actions.closures.preview, leader, day)
    assert [(each.reservation.starts_at, each.name) for each in seen.rooms] == [(on(10), ""), (on(14), "")]
    closed = await here.do(actions.closures.close, leader, day, 0)
    assert ([each.reservation.purpose for each in closed.rooms], await told(here, "reservation.told")) == (
        ["Nina, 8 701 000 00 00"],
        1,
    )
    assert (await here.do(actions.reservations.show, one, mine.id)).reservation.reason == "closed"
    assert await claims(here) == {}


async def test_a_group_consultation_and_whoever_asks_for_its_room_keep_each_other_out(here: Office) -> None:
    (hall, desks), one, leader = await rooms(here), await here.person("N1"), await here.coordinator()

    def plan(room: Room, hour: int) -> Plan:
        return Plan(here.centre.id, here.topic.id, here.aina.id, on(hour), 60, 12, room.id, "kk")

    for room, hour in ((hall, 10), (desks, 12)):
        await here.do(actions.session_desk.hold, leader, plan(room, hour))
        busy = wanted(room, hour, hour + 1, 1)
        assert await tried(here, one, busy) is TimeTaken
        with pytest.raises(TimeTaken):
            await here.do(actions.lending.close, leader, busy)
    await ask(here, one, wanted(desks, 16, 18, 1))
    with pytest.raises(TimeTaken):
        await here.do(actions.session_desk.hold, leader, plan(desks, 17))


async def test_nobody_takes_more_than_their_share_nor_at_the_last_moment(here: Office) -> None:
    (hall, desks), one = await rooms(here), await here.person("N1")
    for hour in (9, 11, 13):
        await ask(here, one, wanted(hall, hour, hour + 1))
    assert await tried(here, one, wanted(desks, 9, 10)) is TooManyReservations
    here.wait_until(on(7))
    assert await tried(here, await here.person("N2"), wanted(desks, 9, 10)) is TooSoon
    assert (
        await tried(here, await here.person("N3"), wanted(hall, 9, 18)) is OutdatedButton
    )  # longer than the centre lends


async def test_what_is_promised_holds_a_room_to_the_way_it_is_lent(here: Office) -> None:
    (hall, _), one, leader = await rooms(here), await here.person("N1"), await here.coordinator()
    await ask(here, one, wanted(hall, 9, 11))
    place = (leader, here.centre.id, hall.id)
    assert [(await here.do(actions.rooms.lend, *place, lent))[1] for lent in ("desk", "none", "hall")] == [
        False,
        True,
        True,
    ]
    await here.do(actions.rooms.shut, *place)
    assert await claims(here) == {}


async def test_whoever_leaves_gives_the_room_back_and_takes_their_words_along(here: Office) -> None:
    (hall, _), one = await rooms(here), await here.person("N1")
    await ask(here, one, wanted(hall, 9, 11))
    taken_along = await here.do(storage.privacy.everything, one.id)
    assert [row["purpose"] for row in taken_along["reservation"]] == ["A seminar"]
    assert len(taken_along["reservation_log"]) == 1
    await here.do(actions.privacy.erase, one, 0)
    (left,) = await here.rows(ReservationRow)
    assert (left.person_id, left.purpose, left.state) == (None, "", "cancelled")
    assert await claims(here) == {}


async def test_what_is_old_is_kept_without_whose_it_was(here: Office) -> None:
    (hall, _), one, leader = await rooms(here), await here.person("N1"), await here.coordinator()
    await ask(here, one, wanted(hall, 9, 11))
    await here.do(actions.lending.note, leader, wanted(hall, 12, 13), "Nina, 8 701 000 00 00")
    here.wait(days=40)
    await here.do(storage.reservations.forget_old)
    assert [row.purpose for row in await here.rows(ReservationRow)] == ["A seminar", ""]
    here.wait(days=365)
    await here.do(storage.reservations.forget_old)
    assert [(row.person_id, row.purpose) for row in await here.rows(ReservationRow)] == [(None, ""), (None, "")]
