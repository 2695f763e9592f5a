"""The buttons for an ill specialist: another one than the owner's, so that her booking stands for the other rows."""

import actions.illness
import rules.keys.illness
import storage.centres
from rules.clockwork import local
from rules.keys.codec import Key
from tests.attack.buttons import WHOLE, at_centre, row
from tests.attack.cast import Stage


async def colleague(stage: Stage) -> int:
    everybody = await stage.town.db.read(storage.centres.specialists, stage.centre.id)
    return next(each.id for each in everybody if each.id != stage.specialist_id)


async def carry_out(stage: Stage) -> Key:
    today = local(stage.town.box.clock.now(), stage.centre.zone).date().toordinal()
    return rules.keys.illness.CarryOut(stage.centre.id, await colleague(stage), 1, today)


async def go_on(stage: Stage) -> Key:
    coordinator, who = stage.people["coordinator"], await colleague(stage)
    begun = await stage.town.db.do(actions.illness.begin, coordinator, stage.centre.id, who, 1)
    return rules.keys.illness.GoOn(begun.closure_id)


ROWS = (
    at_centre(rules.keys.illness.Whom, WHOLE),
    at_centre(rules.keys.illness.Plan, WHOLE, "specialist", "one"),
    row(rules.keys.illness.CarryOut, WHOLE, carry_out),
    row(rules.keys.illness.GoOn, WHOLE, go_on),
)
