"""The owner's question in writing, answered, for the buttons that speak of it."""

from dataclasses import replace

import storage.enquiries
import storage.staff_groups
from rules.enquiries import Enquiry, State
from rules.keys.codec import Key
from rules.keys.enquiries import Answered, Enough, More, Open, TakeOn, Waiting, Write
from storage.work import Work
from tests.attack.buttons import IN_GROUP, RECORDING, at_centre, row
from tests.attack.cast import Stage


def _asked(work: Work, stage: Stage, state: State = "answered") -> tuple[int, int]:
    """Its number, and its only line's."""
    owner, group = stage.people["owner"].id, storage.staff_groups.of_centre(work, stage.centre.id) or -1
    new = Enquiry(0, stage.centre.id, stage.topic.id, owner, group, None, "open", work.now, work.now)
    made = storage.enquiries.begin(work, new)
    line_id = storage.enquiries.add(work, made, "Можно ли подать две заявки?", owner, from_staff=False)
    storage.enquiries.change(work, replace(made, state=state))
    return made.id, line_id


async def _number(stage: Stage, state: State = "answered") -> int:
    return (await stage.town.db.do(_asked, stage, state))[0]


async def write(stage: Stage) -> Key:
    return Write(stage.topic.id)


async def more(stage: Stage) -> Key:
    return More(await _number(stage))


async def enough(stage: Stage) -> Key:
    return Enough(await _number(stage))


async def opened(stage: Stage) -> Key:
    return Open(await _number(stage))


async def take_on(stage: Stage) -> Key:
    return TakeOn(await _number(stage, "open"))


async def answered(stage: Stage) -> Key:
    return Answered(*await stage.town.db.do(_asked, stage, "open"))


ROWS = (
    row(Write, set(), write, served=False),  # this centre takes no questions in writing
    row(More, {"owner"}, more),
    row(Enough, {"owner"}, enough, served=False),  # pressed by all at once, the second finds it closed
    at_centre(Waiting, RECORDING),
    row(Open, RECORDING, opened),
    row(TakeOn, RECORDING | IN_GROUP, take_on),
    row(Answered, RECORDING | IN_GROUP, answered),
)
