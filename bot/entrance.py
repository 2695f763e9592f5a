"""The one way in: what Telegram brings is committed to the inbox, then set going in the lane of its chat."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import structlog

import actions.intake
from bot.lanes import Lanes
from storage.database import Database
from storage.inbox import Arrival

KINDS = ("message", "edited_message", "callback_query", "my_chat_member", "channel_post")
_WIDEST = 2**63  # an id beyond it fits into no column

log = structlog.get_logger()


class Entrance:
    """Where polling and the webhook meet; what an earlier run left goes first."""

    def __init__(self, db: Database, lanes: Lanes) -> None:
        self._db = db
        self._lanes = lanes
        self._resumed = False
        self._one = asyncio.Lock()

    async def resume(self) -> None:
        """Take up what an earlier run left in the inbox, before anything new; once."""
        if self._resumed:
            return
        await self._lanes.take_up(await self._db.read(actions.intake.resume))
        self._resumed = True

    async def accept(self, arrivals: Sequence[Arrival]) -> None:
        """Commit the updates and set them going; only when this is back may they be confirmed.

        One at a time: where a chat stands is read with its update, and must not grow old before that is in its lane.
        """
        async with self._one:
            await self._lanes.room()
            self._lanes.forget_idle()
            self._lanes.add(await self._db.do(actions.intake.accept, arrivals))


def arrivals(raw: Sequence[Any]) -> Iterator[Arrival]:
    """The updates that can be kept: those with an id."""
    for update in raw:
        if isinstance(update, dict) and _number(update.get("update_id")):
            yield arrival(update)
        else:
            log.error("update.without_id")


def arrival(update: Mapping[str, Any]) -> Arrival:
    """Whose order the update keeps and who it is from, read without trusting its form."""
    body = next((part for kind, part in update.items() if kind != "update_id" and isinstance(part, dict)), {})
    sender = _id(body.get("from"))
    message = body.get("message") if "data" in body or "chat_instance" in body else body
    chat = _id(message.get("chat")) if isinstance(message, dict) else 0
    return Arrival(int(update["update_id"]), chat or sender, sender, update)


def _id(part: object) -> int:
    return _number(part.get("id")) if isinstance(part, dict) else 0


def _number(found: object) -> int:
    """An id that fits into a column; 0 for anything else."""
    return found if isinstance(found, int) and -_WIDEST <= found < _WIDEST else 0
