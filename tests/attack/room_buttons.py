"""The buttons of halls and desks: the owner's reservation, those who lend, those who set the rooms up."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import actions.reservations
import actions.taking_back
import rules.keys.reservations as asking
import rules.keys.rooms as setting
import rules.reservations
import storage.reservations
import storage.rooms
import storage.setup
from rules.keys import lending
from rules.keys.codec import Key, minute
from rules.people import Person
from rules.reservations import Reservation, Wanted
from storage.work import Work
from tests.attack.buttons import DESK, EVERYONE, WHOLE, at_centre, plain, row
from tests.attack.cast import Stage

ZONE = ZoneInfo("Asia/Atyrau")
TEN, NOON = (datetime(2026, 12, 15, hour, tzinfo=ZONE).astimezone(UTC) for hour in (10, 12))
DAY = TEN.date().toordinal()


def hall_of(work: Work, centre_id: int) -> int:
    """The first room that is lent; to anybody, so that everybody is let through to the hours."""
    storage.setup.settle(work, centre_id, {"rooms_for_all": True})
    return storage.rooms.lent(work, centre_id)[0].id


def ask(work: Work, owner: Person, centre_id: int) -> Reservation:
    """The owner's request; asked for anew where it has been answered, or the room was closed."""
    room_id = hall_of(work, centre_id)
    there = [each.reservation for each in storage.reservations.of_room(work, room_id, TEN, NOON)]
    standing = [each for each in there if each.state == "requested"]
    if standing:
        return standing[0]
    for each in there:
        actions.taking_back.end(work, None, each, rules.reservations.cancelled(each, "centre"), "cancel")
    return actions.reservations.request(work, owner, Wanted(room_id, 5, TEN, NOON), "A seminar").reservation


async def hall(stage: Stage) -> int:
    return await stage.town.db.do(hall_of, stage.centre.id)


async def asked(stage: Stage) -> Reservation:
    return await stage.town.db.do(ask, stage.people["owner"], stage.centre.id)


async def days(stage: Stage) -> Key:
    return asking.RoomDays(await hall(stage), 5)


async def hours(stage: Stage) -> Key:
    return asking.RoomHours(await hall(stage), 5, DAY)


async def until(stage: Stage) -> Key:
    return asking.RoomUntil(await hall(stage), 5, minute(TEN))


async def take(stage: Stage) -> Key:
    return asking.RoomTake(await hall(stage), 5, minute(TEN), minute(NOON))


async def noted(stage: Stage) -> Key:
    return asking.RoomTake(await hall(stage), 5, minute(TEN), minute(NOON), 1)


async def closing(stage: Stage) -> Key:
    return asking.RoomTake(await hall(stage), 0, minute(TEN), minute(NOON), 2)


async def moving(stage: Stage) -> Key:
    one = await asked(stage)
    return asking.RoomDays(one.room_id, one.people, 0, 0, one.id, one.rev)


async def show(stage: Stage) -> Key:
    return asking.ShowReservation((await asked(stage)).id)


async def ask_give_up(stage: Stage) -> Key:
    one = await asked(stage)
    return asking.AskGiveUp(one.id, one.rev)


async def give_up(stage: Stage) -> Key:
    one = await asked(stage)
    return asking.GiveUp(one.id, one.rev)


async def card(stage: Stage) -> Key:
    return lending.Reservation((await asked(stage)).id)


async def allow(stage: Stage) -> Key:
    one = await asked(stage)
    return lending.Allow(one.id, one.rev)


async def ask_refuse(stage: Stage) -> Key:
    one = await asked(stage)
    return lending.AskRefuse(one.id, one.rev)


async def refuse(stage: Stage) -> Key:
    one = await asked(stage)
    return lending.Refuse(one.id, one.rev, "call")


async def close(stage: Stage) -> Key:
    one = await asked(stage)
    return lending.CloseRoom(one.room_id, minute(TEN), minute(NOON))


async def room(stage: Stage) -> Key:
    return setting.SetRoom(stage.centre.id, await hall(stage))


async def name(stage: Stage) -> Key:
    return setting.AskRoom(stage.centre.id, await hall(stage), "name_kk")


async def lend(stage: Stage) -> Key:
    return setting.Lend(stage.centre.id, await hall(stage), "hall")


async def step_free(stage: Stage) -> Key:
    return setting.StepFree(stage.centre.id, await hall(stage), 1)


async def ask_shut(stage: Stage) -> Key:
    return setting.AskShut(stage.centre.id, await hall(stage))


async def open_again(stage: Stage) -> Key:
    return setting.Shut(stage.centre.id, await hall(stage), 0)


ROWS = (
    plain(asking.Rooms(), EVERYONE),
    row(asking.RoomDays, EVERYONE, days),
    row(asking.RoomDays, {"owner"}, moving),
    row(asking.RoomHours, EVERYONE, hours),
    row(asking.RoomUntil, EVERYONE, until),
    row(asking.RoomTake, EVERYONE, take),
    row(asking.RoomTake, WHOLE, noted),
    row(asking.RoomTake, WHOLE, closing),
    row(asking.ShowReservation, {"owner"}, show),
    row(asking.AskGiveUp, {"owner"}, ask_give_up),
    row(asking.GiveUp, {"owner"}, give_up),
    at_centre(lending.Lent, DESK, "day"),
    row(lending.Reservation, WHOLE, card),
    row(lending.Allow, WHOLE, allow),
    row(lending.AskRefuse, WHOLE, ask_refuse),
    row(lending.Refuse, WHOLE, refuse),
    at_centre(lending.RoomsByPhone, WHOLE),
    row(lending.CloseRoom, WHOLE, close),
    at_centre(setting.SetRooms, WHOLE),
    row(setting.SetRoom, WHOLE, room),
    row(setting.AskRoom, WHOLE, name),
    row(setting.Lend, WHOLE, lend),
    row(setting.StepFree, WHOLE, step_free),
    row(setting.AskShut, WHOLE, ask_shut),
    row(setting.Shut, WHOLE, open_again),
    at_centre(setting.ForAll, WHOLE, "one"),
)
