"""A place in a line, and an offer that stands, for the buttons that speak of them."""

from dataclasses import replace

import actions.cancelling
import actions.waiting_list
import rules.waiting_list
import storage.centres
import storage.waiting_list
from actions.waiting_list import Wanted
from rules.keys.codec import Key
from rules.keys.waiting_list import AskJoin, Join, Leave, PassOn, Resume, ShowPlace, Take
from rules.people import Person
from rules.waiting_list import Entry
from storage.work import Work
from tests.attack.buttons import EVERYONE, row
from tests.attack.cast import Stage


async def waits(stage: Stage) -> Entry:
    """The owner stands in a line, and a time is held for them."""
    return await stage.town.db.do(_waits, stage.people["owner"], stage.centre.id)


def _waits(work: Work, owner: Person, centre_id: int) -> Entry:
    actions.cancelling.cancel_all(work, owner)
    topic = storage.centres.topics(work, centre_id)[0]
    place = actions.waiting_list.join(work, owner, Wanted(centre_id, topic.id, "any"))
    assert place.entry.state == "offered"
    return place.entry


async def show(stage: Stage) -> Key:
    return ShowPlace((await waits(stage)).id)


async def take(stage: Stage) -> Key:
    entry = await waits(stage)
    return Take(entry.id, entry.rev)


async def pass_on(stage: Stage) -> Key:
    entry = await waits(stage)
    return PassOn(entry.id, entry.rev)


async def leave(stage: Stage) -> Key:
    return Leave((await waits(stage)).id)


async def resume(stage: Stage) -> Key:
    return Resume((await stage.town.db.do(_paused, await waits(stage))).id)


def _paused(work: Work, entry: Entry) -> Entry:
    half = rules.waiting_list.half_day(work.now)
    silent = rules.waiting_list.missed(replace(entry, missed=1), half, work.now, work.now)
    return storage.waiting_list.change(work, entry, silent)


async def ask(stage: Stage) -> Key:
    return AskJoin(stage.topic.id)


async def ask_earlier(stage: Stage) -> Key:
    return AskJoin(stage.topic.id, (await stage.book()).id)


async def join(stage: Stage) -> Key:
    return Join(stage.topic.id, "any")


async def join_earlier(stage: Stage) -> Key:
    return Join(stage.topic.id, "any", (await stage.book()).id)


ROWS = (
    row(AskJoin, EVERYONE, ask),
    row(AskJoin, {"owner"}, ask_earlier),
    row(Join, EVERYONE, join),
    row(Join, {"owner"}, join_earlier),
    row(ShowPlace, {"owner"}, show),
    row(Take, {"owner"}, take),
    row(PassOn, {"owner"}, pass_on),
    row(Leave, {"owner"}, leave),
    row(Resume, {"owner"}, resume),
)
