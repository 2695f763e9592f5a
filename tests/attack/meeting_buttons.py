"""Real meetings for the buttons that speak of them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import actions.meetings
import storage.attendance
import storage.meetings
from rules.centres import Texts
from rules.keys.attendance import AllCame, Goers, Mark
from rules.keys.codec import Key
from rules.keys.convening import (
    Again,
    AskCallOff,
    AskFile,
    CallOff,
    Change,
    Compose,
    Days,
    Desk,
    Manage,
    OneLanguage,
    Publish,
    Put,
    Turn,
)
from rules.keys.meetings import Going, Look, Meetings, NotGoing, Share
from rules.meetings import Meeting
from tests.attack.buttons import ELSEWHERE, EVERYONE, WHOLE, Row, at_centre, plain, row
from tests.attack.cast import Stage


async def meeting(stage: Stage, **said: Any) -> Meeting:
    """Another one each time."""
    starts = stage.town.box.clock.now() + timedelta(days=9)
    told = Texts("Кездесу", "Встреча")
    values: dict[str, Any] = {"state": "open", "starts_at": starts, "ends_at": starts + timedelta(hours=2)}
    values |= {"answer_by": starts, "whom": "all", "titles": told, "places": told, "texts": told} | said
    new = Meeting(0, stage.centre.id, "meeting", **values)
    return await stage.town.db.do(storage.meetings.add, new, (), None)


async def look(stage: Stage) -> Key:
    return Look((await meeting(stage)).id)


async def going(stage: Stage) -> Key:
    return Going((await meeting(stage)).id, 0)


async def not_going(stage: Stage) -> Key:
    return NotGoing((await meeting(stage)).id, 0)


async def share(stage: Stage) -> Key:
    return Share((await meeting(stage)).id)


async def manage(stage: Stage) -> Key:
    return Manage((await meeting(stage)).id)


async def change(stage: Stage) -> Key:
    return Change((await meeting(stage)).id, "capacity")


async def ask_call_off(stage: Stage) -> Key:
    return AskCallOff((await meeting(stage)).id)


async def call_off(stage: Stage) -> Key:
    return CallOff((await meeting(stage)).id, 0)


async def attended(stage: Stage) -> tuple[int, int]:
    """A meeting that has begun, with the owner on its list: its id, and that of the owner's place."""
    owner, now = stage.people["owner"], stage.town.box.clock.now()
    to = await meeting(stage)
    await stage.town.db.do(actions.meetings.going, owner, to.id, 0)
    await stage.town.db.do(storage.meetings.change, to, replace(to, starts_at=now - timedelta(hours=1)))
    place = await stage.town.db.read(storage.attendance.of_person, to.id, owner.id)
    assert place is not None
    return to.id, place.id


async def goers(stage: Stage) -> Key:
    return Goers((await attended(stage))[0])


async def mark(stage: Stage) -> Key:
    return Mark((await attended(stage))[1], 1)


async def all_came(stage: Stage) -> Key:
    return AllCame((await attended(stage))[0])


ROWS: tuple[Row, ...] = (
    plain(Meetings(), EVERYONE),
    row(Look, EVERYONE, look),
    row(Going, EVERYONE - ELSEWHERE - {"visitor"}, going),
    row(NotGoing, EVERYONE, not_going),
    row(Share, EVERYONE, share),
    at_centre(Desk, WHOLE),
    at_centre(Compose, WHOLE),
    at_centre(AskFile, WHOLE),
    row(Manage, WHOLE, manage),
    row(Change, WHOLE, change),
    row(AskCallOff, WHOLE, ask_call_off),
    row(CallOff, WHOLE, call_off),
    row(Goers, WHOLE, goers),
    row(Mark, WHOLE, mark),
    row(AllCame, WHOLE, all_came),
    plain(OneLanguage("kk"), EVERYONE, served=False),
    plain(Put("kind", "seminar"), EVERYONE, served=False),
    plain(Turn(), EVERYONE, served=False),
    plain(Days(), EVERYONE, served=False),
    plain(Again(""), EVERYONE, served=False),
    plain(Publish(), EVERYONE, served=False),
)
