"""Recurring duties of the clock: each firing is given out once, whoever asks, however often."""

from collections.abc import Collection
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select, update

import rules.clockwork
from storage.schema.letters import ErrandRow
from storage.work import Work


def every(work: Work, name: str, pause: timedelta) -> bool:
    """Whether it is time: at the first asking, then when `pause` has passed since the last time."""
    return _due(work, name, work.now + pause)


def daily(work: Work, name: str, at: time, zone: ZoneInfo) -> bool:
    """Whether it is time: at the first asking, then once a day when the clock on the wall has passed `at`."""
    today = rules.clockwork.local(work.now, zone).date()
    following = rules.clockwork.wall(today, at, zone)
    if following <= work.now:
        following = rules.clockwork.wall(today + timedelta(days=1), at, zone)
    return _due(work, name, following)


def _due(work: Work, name: str, following: datetime) -> bool:
    if work.sql.scalar(select(ErrandRow.due_at).where(ErrandRow.name == name)) is None:
        work.sql.execute(insert(ErrandRow).values(name=name, due_at=following))
        return True
    mine = update(ErrandRow).where(ErrandRow.name == name).values(due_at=following)
    if work.sql.scalar(mine.where(ErrandRow.due_at <= work.now).returning(ErrandRow.name)) is not None:
        return True
    # A clock that was ahead has put it off too far; one that is behind has it fire once more, which no duty minds.
    work.sql.execute(mine.where(ErrandRow.due_at > following))
    return False


def due(work: Work, names: Collection[str]) -> frozenset[str]:
    """Which of these daily duties are to be asked for: what rests until some time of the next day is not."""
    tomorrow = work.now + timedelta(days=1)
    rests = select(ErrandRow.name).where(ErrandRow.due_at > work.now, ErrandRow.due_at <= tomorrow)
    return frozenset(names) - set(work.sql.scalars(rests))


def next_due(work: Work) -> datetime | None:
    """The next moment that something falls due."""
    return work.sql.scalar(select(ErrandRow.due_at).order_by(ErrandRow.due_at).limit(1))
