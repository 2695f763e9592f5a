"""Updates in: kept before they are confirmed, done once, set aside when they cannot be."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, get_type_hints

from pydantic import TypeAdapter
from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.exc import InterfaceError, OperationalError

from storage.schema.letters import EffectRow, InboxRow
from storage.types import Base, Instant
from storage.work import Deed, P, T, Work

TRIES = 3
UNWRITABLE = (OperationalError, InterfaceError)  # a full disk, a database away: what nobody's update can help
BODY_KEPT = timedelta(hours=72)
ROW_KEPT = timedelta(days=7)

_NOW = bindparam("now", type_=Instant)  # the statements of every update are built once: to build costs more than to run
_MINE = (InboxRow.bot_id == bindparam("bot"), InboxRow.update_id == bindparam("number"))
_END = update(InboxRow).where(*_MINE)
_DONE = _END.values(state="done", done_at=_NOW, body=None, chat_id=0, sender_id=0, fault="")
_ASIDE = _END.values(state="aside", done_at=_NOW, fault=bindparam("kind"))
_KNOWN = select(InboxRow.update_id).where(
    InboxRow.bot_id == bindparam("bot"), InboxRow.update_id.in_(bindparam("ids", expanding=True))
)
_KEEP, _RECORD = (insert(Base.metadata.tables[row.__tablename__]) for row in (InboxRow, EffectRow))
_EFFECT = select(EffectRow.result).where(
    EffectRow.bot_id == bindparam("the_bot_id"),
    EffectRow.update_id == bindparam("the_update_id"),
    EffectRow.deed == bindparam("the_deed"),
    EffectRow.position == bindparam("the_position"),
)
_NO_EFFECTS = delete(EffectRow).where(EffectRow.bot_id == bindparam("bot"), EffectRow.update_id == bindparam("number"))


@dataclass(frozen=True, slots=True)
class Kept:
    """One update as it was kept. `chat_id` is whose order it keeps, `sender_id` who it is from; 0 for nobody."""

    update_id: int
    chat_id: int
    sender_id: int
    body: Mapping[str, Any]
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update before it is kept: Telegram's JSON, the chat whose order it keeps, who it is from; 0 for nobody."""

    update_id: int
    chat_id: int
    sender_id: int
    body: Mapping[str, Any]


def keep(work: Work, arrivals: Sequence[Arrival]) -> list[Kept]:
    """Keep what is new; what was seen within a week is passed over. The result is what is to be handled."""
    known = _known(work, [arrival.update_id for arrival in arrivals])
    fresh = list({arrival.update_id: arrival for arrival in arrivals if arrival.update_id not in known}.values())
    if fresh:
        work.sql.execute(_KEEP, [_row(work, arrival) for arrival in fresh])
    return [Kept(arrival.update_id, arrival.chat_id, arrival.sender_id, arrival.body) for arrival in fresh]


def _known(work: Work, ids: Sequence[int]) -> set[int]:
    return set(work.sql.scalars(_KNOWN, {"bot": work.bot_id, "ids": ids}))


def _row(work: Work, arrival: Arrival) -> dict[str, Any]:
    return {
        "bot_id": work.bot_id,
        "update_id": arrival.update_id,
        "chat_id": arrival.chat_id,
        "sender_id": arrival.sender_id,
        "state": "new",
        "body": json.dumps(arrival.body),  # in ASCII: half a letter that no database takes must not stop the rest
        "received_at": work.now,
    }


def unfinished(work: Work) -> list[Kept]:
    """What an earlier run left, in the order it came."""
    rows = select(InboxRow.update_id, InboxRow.chat_id, InboxRow.sender_id, InboxRow.body, InboxRow.attempts)
    left = rows.where(InboxRow.bot_id == work.bot_id, InboxRow.state == "new").order_by(InboxRow.update_id)
    return [
        Kept(update_id, chat_id, sender_id, json.loads(body), attempts)
        for update_id, chat_id, sender_id, body, attempts in work.sql.execute(left)
        if body
    ]


def attempt(work: Work, update_id: int) -> int:
    """Count one more try of this update; the number of tries so far."""
    mine = (InboxRow.bot_id == work.bot_id) & (InboxRow.update_id == update_id)
    tried = update(InboxRow).where(mine).values(attempts=InboxRow.attempts + 1).returning(InboxRow.attempts)
    return work.sql.scalar(tried) or 0


def done(work: Work, update_id: int) -> None:
    """The update is handled: its body, who it was from and what its deeds came to are forgotten."""
    mine = {"bot": work.bot_id, "number": update_id}
    work.sql.execute(_DONE, mine | {"now": work.now})
    work.sql.execute(_NO_EFFECTS, mine)


def set_aside(work: Work, update_id: int, fault: str) -> None:
    """It cannot be handled: it delays nobody, and its body waits 72 hours for a look. `fault` is a kind, no text."""
    mine = {"bot": work.bot_id, "number": update_id}
    work.sql.execute(_ASIDE, mine | {"now": work.now, "kind": fault[:80]})
    work.sql.execute(_NO_EFFECTS, mine)


@dataclass(frozen=True, slots=True)
class Step:
    """A deed's place in the handling of an update: its name and how many of that name came before it.

    By name, because who handles an update again may find that what came before is not needed any more.
    """

    update_id: int
    deed: str
    position: int = 0


def once(work: Work, step: Step, deed: Deed[P, T], /, *args: P.args, **named: P.kwargs) -> T:
    """Do the deed, or find what it came to when this update was handled before."""
    key = {"bot_id": work.bot_id, "update_id": step.update_id, "deed": step.deed, "position": step.position}
    codec: TypeAdapter[T] = _codec(deed)
    recorded = work.sql.scalar(_EFFECT, {f"the_{name}": value for name, value in key.items()})
    if recorded is not None:
        return codec.validate_json(recorded)
    result = deed(work, *args, **named)
    work.sql.execute(_RECORD, {**key, "result": codec.dump_json(result).decode()})
    return result


@cache
def _codec(deed: Callable[..., Any]) -> TypeAdapter[Any]:
    return TypeAdapter(get_type_hints(deed)["return"])


def forget(work: Work, telegram_id: int) -> None:
    """Somebody is erased: what was set aside of theirs goes; what they have asked for since then stays."""
    theirs = (InboxRow.chat_id == telegram_id) | (InboxRow.sender_id == telegram_id)
    gone = theirs & (InboxRow.state == "aside")
    work.sql.execute(update(InboxRow).where(gone).values(chat_id=0, sender_id=0, body=None))


def sweep(work: Work) -> None:
    """Forget what is old: bodies set aside after 72 hours, rows after a week."""
    old = InboxRow.received_at < work.now - BODY_KEPT
    work.sql.execute(update(InboxRow).where(old, InboxRow.state == "aside").values(body=None))
    gone = (InboxRow.received_at < work.now - ROW_KEPT) & (InboxRow.state != "new")
    work.sql.execute(delete(InboxRow).where(gone))


def oldest_waiting(work: Work) -> datetime | None:
    """When the longest-waiting update came, None when nothing waits."""
    new = select(InboxRow.received_at).where(InboxRow.bot_id == work.bot_id, InboxRow.state == "new")
    return work.sql.scalar(new.order_by(InboxRow.received_at).limit(1))
