"""Group consultations and days in districts: what anybody may take, what staff alone may plan, see and cancel."""

from datetime import timedelta

import actions.cancelling
import actions.field_desk
import actions.session_desk
import rules.field_days
import rules.keys.field_desk as field
import rules.keys.session_desk as desk
import rules.typed_hours
from rules.clockwork import local
from rules.field_days import FieldDay
from rules.keys.codec import Key, minute
from rules.keys.sessions import FieldDay as FieldDayKey
from rules.keys.sessions import FieldDays, FieldTimes, Queue, Session, Sessions, TakeSeat
from rules.sessions import PARTS, Plan, terms
from rules.sessions import Session as Kept
from storage.work import Work
from tests.attack.buttons import CHANGING, EVERYONE, RECORDING, WHOLE, at_centre, plain, row
from tests.attack.cast import Stage

HOURS = "120168"  # 10:00-14:00


async def plan(stage: Stage) -> Plan:
    """Another free hour of the specialist each time."""
    await stage.town.db.do(actions.cancelling.cancel_all, stage.people["owner"])
    free = await stage.free()
    return Plan(stage.centre.id, stage.topic.id, stage.specialist_id, free.starts_at, 60, 3, 0, "kk")


async def held(stage: Stage) -> Kept:
    made = await plan(stage)
    seen = await stage.town.db.do(actions.session_desk.hold, stage.people["coordinator"], made)
    return seen.session


async def session(stage: Stage) -> Key:
    return Session((await held(stage)).id)


async def take(stage: Stage) -> Key:
    return TakeSeat((await held(stage)).id)


async def queue(stage: Stage) -> Key:
    return Queue((await held(stage)).id)


async def planned(stage: Stage) -> Key:
    return desk.Plan(*_values(await plan(stage)))


async def change(stage: Stage) -> Key:
    return desk.Change(*_values(await plan(stage)), PARTS.index("seats"))


async def hold(stage: Stage) -> Key:
    return desk.Hold(*_values(await plan(stage)))


def _values(made: Plan) -> tuple[int, int, int, int, int]:
    return made.topic_id, made.specialist_id, minute(made.starts_at), terms(made), made.room_id


async def roster(stage: Stage) -> Key:
    return desk.Roster((await held(stage)).id)


async def ask_place(stage: Stage) -> Key:
    one = await held(stage)
    return desk.AskPlace(one.id, one.rev)


async def ask_cancel(stage: Stage) -> Key:
    one = await held(stage)
    return desk.AskCancel(one.id, one.rev)


async def cancel(stage: Stage) -> Key:
    one = await held(stage)
    return desk.Cancel(one.id, one.rev)


async def away(stage: Stage) -> FieldDay:
    """The specialist goes to a district on another day each time."""
    return await stage.town.db.do(_away, stage)


def _away(work: Work, stage: Stage) -> FieldDay:
    today, (hours,) = local(work.now, stage.centre.zone).date(), rules.typed_hours.unpack(HOURS)
    ahead = len(actions.field_desk.listed(work, stage.people["coordinator"], stage.centre.id))
    day = today + timedelta(days=40 + ahead)
    made = rules.field_days.planned(stage.centre.id, day, hours, [stage.specialist_id], stage.centre.zone)
    named = FieldDay(**{name: getattr(made, name) for name in FieldDay.__slots__} | PLACE)
    return actions.field_desk.hold(work, stage.people["coordinator"], named, 0).field_day


PLACE = {"place_kk": "Ауыл клубы", "place_ru": "Сельский клуб"}


async def field_day(stage: Stage) -> Key:
    return FieldDayKey((await away(stage)).id)


async def field_times(stage: Stage) -> Key:
    return FieldTimes((await away(stage)).id, stage.topic.id)


async def field_hours(stage: Stage) -> Key:
    return field.Hours(stage.centre.id, await _day(stage))


async def _day(stage: Stage) -> int:
    free = await stage.free()
    return (local(free.starts_at, stage.centre.zone).date() + timedelta(days=30)).toordinal()


async def field_whom(stage: Stage) -> Key:
    return field.Whom(stage.centre.id, await _day(stage), HOURS, str(stage.specialist_id))


async def field_place(stage: Stage) -> Key:
    return field.AskPlace(stage.centre.id, await _day(stage), HOURS, str(stage.specialist_id))


async def field_hold(stage: Stage) -> Key:
    return field.Hold(stage.centre.id, await _day(stage), HOURS, str(stage.specialist_id), 0)


async def field_expected(stage: Stage) -> Key:
    return field.FieldDay((await away(stage)).id)


async def field_ask_cancel(stage: Stage) -> Key:
    return field.AskCancel((await away(stage)).id)


async def field_cancel(stage: Stage) -> Key:
    return field.Cancel((await away(stage)).id)


async def sessions_of(stage: Stage) -> Key:
    return Sessions(stage.topic.id)


ROWS = (
    row(Sessions, EVERYONE, sessions_of),
    row(Session, EVERYONE, session),
    row(TakeSeat, EVERYONE, take, served=False),
    row(Queue, EVERYONE, queue, served=False),
    plain(FieldDays(), EVERYONE),
    row(FieldDayKey, EVERYONE, field_day, served=False),
    row(FieldTimes, EVERYONE, field_times, served=False),
    at_centre(desk.Sessions, RECORDING),
    at_centre(desk.Topics, RECORDING),
    at_centre(desk.Whom, RECORDING, "topic"),
    at_centre(desk.Days, RECORDING, "topic", "specialist"),
    at_centre(desk.Starts, CHANGING, "topic", "specialist", "day"),
    row(desk.Plan, CHANGING, planned),
    row(desk.Change, CHANGING, change),
    row(desk.Hold, CHANGING, hold),
    row(desk.Roster, CHANGING, roster),
    row(desk.AskPlace, CHANGING, ask_place),
    row(desk.AskCancel, CHANGING, ask_cancel),
    row(desk.Cancel, CHANGING, cancel),
    at_centre(field.FieldDays, WHOLE),
    at_centre(field.Dates, WHOLE),
    row(field.Hours, WHOLE, field_hours),
    row(field.Whom, WHOLE, field_whom),
    row(field.AskPlace, WHOLE, field_place),
    row(field.Hold, WHOLE, field_hold, served=False),
    row(field.FieldDay, WHOLE, field_expected),
    row(field.AskCancel, WHOLE, field_ask_cancel),
    row(field.Cancel, WHOLE, field_cancel),
)
