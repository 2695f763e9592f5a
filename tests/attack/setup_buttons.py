"""The buttons by which a centre sets itself up; who leaves is not the owner's specialist."""

import actions.setup
import rules.keys.setup
import storage.centres
import storage.departments
from rules.clockwork import local
from rules.keys.codec import Key
from tests.attack.buttons import WHOLE, at_centre, row
from tests.attack.cast import Stage


async def newest(stage: Stage) -> int:
    everybody = await stage.town.db.read(storage.centres.specialists, stage.centre.id)
    return everybody[-1].id


async def department(stage: Stage) -> int:
    today = local(stage.town.box.clock.now(), stage.centre.zone).date()
    return (await stage.town.db.read(storage.departments.living, stage.centre.id, today))[-1].id


async def ask(stage: Stage) -> Key:
    return rules.keys.setup.Ask(stage.centre.id, 0, "phone")


async def turn(stage: Stage) -> Key:
    return rules.keys.setup.Turn(stage.centre.id, stage.specialist_id, stage.topic.id, 1)


async def ask_leave(stage: Stage) -> Key:
    return rules.keys.setup.AskLeave(stage.centre.id, await newest(stage))


async def leave(stage: Stage) -> Key:
    return rules.keys.setup.Leave(stage.centre.id, await newest(stage))


async def come_back(stage: Stage) -> Key:
    gone = await newest(stage)
    await stage.town.db.do(actions.setup.close_specialist, stage.people["coordinator"], stage.centre.id, gone)
    return rules.keys.setup.Return(stage.centre.id, gone)


async def terms(stage: Stage) -> Key:
    return rules.keys.setup.Terms(stage.centre.id, stage.topic.id)


async def in_order(stage: Stage) -> Key:
    return rules.keys.setup.Terms(stage.centre.id, stage.topic.id, 0, "any")


async def one_department(stage: Stage) -> Key:
    return rules.keys.setup.Department(stage.centre.id, await department(stage))


async def still_answers(stage: Stage) -> Key:
    return rules.keys.setup.EndDepartment(stage.centre.id, await department(stage), 0)


ROWS = (
    at_centre(rules.keys.setup.Setup, WHOLE),
    row(rules.keys.setup.Ask, WHOLE, ask),
    at_centre(rules.keys.setup.People, WHOLE),
    at_centre(rules.keys.setup.Someone, WHOLE, "specialist"),
    at_centre(rules.keys.setup.Answers, WHOLE, "specialist"),
    row(rules.keys.setup.Turn, WHOLE, turn),
    row(rules.keys.setup.AskLeave, WHOLE, ask_leave),
    row(rules.keys.setup.Leave, WHOLE, leave),
    row(rules.keys.setup.Return, WHOLE, come_back),
    at_centre(rules.keys.setup.Invite, WHOLE, "specialist"),
    at_centre(rules.keys.setup.Topics, WHOLE),
    at_centre(rules.keys.setup.Topic, WHOLE, "topic"),
    at_centre(
        rules.keys.setup.AddTopic, WHOLE, "one", served=False
    ),  # it goes on with names that nobody here has typed
    row(rules.keys.setup.Terms, WHOLE, terms),
    row(rules.keys.setup.Terms, WHOLE, in_order),
    at_centre(rules.keys.setup.Buffer, WHOLE),
    at_centre(rules.keys.setup.Buffer, WHOLE, "none"),
    at_centre(rules.keys.setup.Departments, WHOLE),
    row(rules.keys.setup.Department, WHOLE, one_department),
    row(rules.keys.setup.EndDepartment, WHOLE, still_answers),
)
