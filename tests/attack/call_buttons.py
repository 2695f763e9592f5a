"""A call that the owner waits for, for the buttons that speak of it."""

import actions.call_backs
import actions.phones
import rules.call_backs
import storage.availability
import storage.call_backs
from actions.call_backs import Wanted
from rules.call_backs import CallBack
from rules.keys.call_backs import CallMe, Calls, DoNotCall, MarkCall, ShowCall, WhenToCall
from rules.keys.codec import Key, minute
from rules.people import Person
from storage.work import Work
from tests.attack.buttons import DESK, EVERYONE, RECORDING, plain, row
from tests.attack.cast import Stage


async def waits(stage: Stage) -> CallBack:
    return await stage.town.db.do(_waits, stage.people["owner"], stage.centre.id)


def _waits(work: Work, owner: Person, centre_id: int) -> CallBack:
    actions.phones.give(work, owner, centre_id, owner.telegram_id, "+77001112233")
    found = actions.call_backs.ask(work, owner, Wanted(centre_id, 0, _soonest(work, centre_id)))
    assert found.waiting is not None
    return found.waiting


def _soonest(work: Work, centre_id: int) -> int:
    first = rules.call_backs.windows(storage.availability.timetable(work, centre_id), work.now)[0]
    return minute(first.starts_at)


async def call_me(stage: Stage) -> Key:
    return CallMe(0, await stage.town.db.do(_soonest, stage.centre.id))


async def do_not_call(stage: Stage) -> Key:
    call = await waits(stage)
    return DoNotCall(call.id, call.rev)


async def calls(stage: Stage) -> Key:
    call = await waits(stage)
    return Calls(stage.centre.id, call.starts_at.date().toordinal())


async def show(stage: Stage) -> Key:
    return ShowCall((await waits(stage)).id)


async def mark(stage: Stage) -> Key:
    call = await waits(stage)
    return MarkCall(call.id, call.rev, "called")


ROWS = (
    plain(WhenToCall(), EVERYONE),
    row(CallMe, EVERYONE, call_me),
    row(DoNotCall, {"owner"}, do_not_call),
    row(Calls, DESK, calls),
    row(ShowCall, DESK, show),
    row(MarkCall, RECORDING, mark),
)
