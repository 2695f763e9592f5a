"""What administrators must hear, by a path of its own: not the outbox, which may be what is broken."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from telegram import Bot

import screens.alarms
import storage.people
from screens.words import Words
from storage.database import Database

log = structlog.get_logger()

AT_MOST = timedelta(hours=1)  # one message a kind
WAITING = 100


class Alarms:
    """Collects what happened (`report`) and tells it (`run`): a kind and an id, never a text of anybody."""

    def __init__(self, bot: Bot, db: Database, now: Callable[[], datetime]) -> None:
        self._bot = bot
        self._db = db
        self._now = now
        self._told: dict[str, datetime] = {}
        self._queue: asyncio.Queue[tuple[str, int]] = asyncio.Queue(WAITING)

    def report(self, kind: str, thing_id: int) -> None:
        """Remember it to be told; the same kind is told once an hour."""
        last = self._told.get(kind)
        if (last is None or self._now() - last >= AT_MOST) and not self._queue.full():
            self._told[kind] = self._now()
            self._queue.put_nowait((kind, thing_id))

    async def run(self) -> None:
        while True:
            await self._tell(*await self._queue.get())

    async def settle(self) -> None:
        """Tell what is waiting now."""
        while not self._queue.empty():
            await self._tell(*self._queue.get_nowait())

    async def _tell(self, kind: str, thing_id: int) -> None:
        for person in await self._db.read(storage.people.administrators):
            try:
                text = screens.alarms.alarm(kind, thing_id, Words(person.language))
                await self._bot.send_message(person.telegram_id, text)
            except Exception as error:  # noqa: BLE001 -- the last path of all: what it cannot tell, the log keeps
                log.warning("alarm.untold", alarm=kind, kind=type(error).__name__)
