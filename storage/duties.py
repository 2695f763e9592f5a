"""Whether the clock has anything to do besides letters: asked at every tick, in one statement built once."""

from collections.abc import Collection
from datetime import timedelta
from functools import cache

from sqlalchemy import BigInteger, Integer, Select, bindparam, exists, func, or_, select

from storage.schema.booking import ClosureRow
from storage.schema.broadcasts import BroadcastRow
from storage.schema.letters import ErrandRow
from storage.schema.pins import PinRow
from storage.schema.reservations import ReservationRow
from storage.schema.tenders import ContestRow
from storage.schema.waiting_list import WaitingRow
from storage.types import Instant
from storage.work import Work

_NOW = bindparam("now", type_=Instant)
_BOT = bindparam("bot", type_=BigInteger)


def wait(work: Work, errands: Collection[str]) -> bool:
    """Whether any noun has something that is due, or any of these daily errands; more may be told than is found."""
    asked = {"now": work.now, "bot": work.bot_id, "errands": tuple(errands), "all": len(errands)}
    return bool(work.sql.scalar(_anything(), asked | {"tomorrow": work.now + timedelta(days=1)}))


@cache
def _anything() -> Select[bool]:
    asked = ErrandRow.name.in_(bindparam("errands", expanding=True))
    at_rest = asked & (ErrandRow.due_at > _NOW) & (ErrandRow.due_at <= bindparam("tomorrow", type_=Instant))
    return select(
        or_(
            select(func.count()).where(at_rest).scalar_subquery() < bindparam("all", type_=Integer),
            exists().where(ContestRow.spread_at.is_(None), ContestRow.tell),
            exists().where(WaitingRow.look_at <= _NOW, WaitingRow.state.in_(("waiting", "offered"))),
            exists().where(BroadcastRow.bot_id == _BOT, BroadcastRow.state == "scheduled", BroadcastRow.due_at <= _NOW),
            exists().where(BroadcastRow.bot_id == _BOT, BroadcastRow.state == "running"),
            exists().where(ClosureRow.ill, ClosureRow.lifted_at.is_(None), ClosureRow.look_at <= _NOW),
            exists().where(ReservationRow.answer_by <= _NOW),
            exists().where(PinRow.bot_id == _BOT, PinRow.look_at <= _NOW),
        )
    )
