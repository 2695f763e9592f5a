"""Meetings on a real database: what is common to their tests."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import storage.meetings
from rules.centres import Texts
from rules.meetings import Meeting
from tests.office import Office


def planned(now: datetime, centre_id: int, /, **said: Any) -> Meeting:
    """A meeting of two hours in a week, open to everybody and without a limit."""
    starts = now + timedelta(days=7, hours=2)
    bare = Meeting(
        0,
        centre_id,
        "meeting",
        "open",
        starts,
        starts + timedelta(hours=2),
        starts,
        "all",
        Texts("Басқарма басшысымен кездесу", "Встреча с руководителем управления"),
        Texts("Конференц-зал", "Конференц-зал"),
        Texts("", ""),
    )
    return replace(bare, **said)


async def meeting(office: Office, **said: Any) -> Meeting:
    return await office.do(storage.meetings.add, planned(office.clock[0], office.centre.id, **said), (), None)
