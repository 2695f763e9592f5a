"""Real meetings for the buttons that speak of them."""

from datetime import timedelta
from typing import Any

import storage.meetings
from rules.centres import Texts
from rules.keys.codec import Key
from rules.keys.meetings import Going, Look, Meetings, NotGoing, Share
from rules.meetings import Meeting
from tests.attack.buttons import ELSEWHERE, EVERYONE, Row, plain, row
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


ROWS: tuple[Row, ...] = (
    plain(Meetings(), EVERYONE),
    row(Look, EVERYONE, look),
    row(Going, EVERYONE - ELSEWHERE - {"visitor"}, going),
    row(NotGoing, EVERYONE, not_going),
    row(Share, EVERYONE, share),
)
