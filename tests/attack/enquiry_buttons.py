"""The owner's question in writing, answered, for the buttons that speak of it."""

from dataclasses import replace

import storage.enquiries
from rules.enquiries import Enquiry
from rules.keys.codec import Key
from rules.keys.enquiries import Enough, More, Write
from storage.work import Work
from tests.attack.buttons import row
from tests.attack.cast import Stage


def _answered(work: Work, stage: Stage) -> int:
    owner = stage.people["owner"].id
    new = Enquiry(0, stage.centre.id, stage.topic.id, owner, -1, None, "open", work.now.date(), work.now)
    made = storage.enquiries.begin(work, new)
    storage.enquiries.change(work, replace(made, state="answered"))
    return made.id


async def write(stage: Stage) -> Key:
    return Write(stage.topic.id)


async def more(stage: Stage) -> Key:
    return More(await stage.town.db.do(_answered, stage))


async def enough(stage: Stage) -> Key:
    return Enough(await stage.town.db.do(_answered, stage))


ROWS = (
    row(Write, set(), write, served=False),  # this centre takes no questions in writing
    row(More, {"owner"}, more),
    row(Enough, {"owner"}, enough, served=False),  # pressed by all at once, the second finds it closed
)
