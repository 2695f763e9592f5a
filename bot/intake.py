"""Updates in: fetched as raw JSON, committed to the inbox, and only then confirmed by the next request."""

import asyncio
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import structlog
from telegram import Bot
from telegram.request import BaseRequest

import actions.intake
from bot.lanes import Lanes
from rules.faults import Fault, Outcome
from storage.database import Database
from storage.inbox import Arrival

BATCH = 100
LONG_POLL = 30  # seconds that Telegram may hold a request open
LONGEST_PAUSE = 30  # seconds between requests while Telegram cannot be reached
SLACK = 5  # seconds beyond it before the connection counts as lost
KINDS = ("message", "edited_message", "callback_query", "my_chat_member", "channel_post")

log = structlog.get_logger()

# The typed call parses the whole batch at once, and one update it cannot parse would stop the rest for ever.
warnings.filterwarnings("ignore", message="Please use 'Bot.getUpdates'")


class Intake:
    """The poll loop. `judge` says what a failed request means; `line` is the request that polls, to be made anew.

    After `patience` seconds without one good reply the connection counts as stalled, however alive it looks.
    """

    def __init__(
        self, bot: Bot, db: Database, lanes: Lanes, judge: Callable[[BaseException], Fault], line: BaseRequest
    ) -> None:
        self._bot = bot
        self._db = db
        self._lanes = lanes
        self._judge = judge
        self._line = line
        self._offset = 0
        self._good = time.monotonic()
        self.patience = 90.0
        self.renewed = 0

    async def resume(self) -> None:
        """Take up what an earlier run left in the inbox, before anything new."""
        self._lanes.add(await self._db.do(actions.intake.resume))

    async def run(self) -> None:
        """Poll until cancelled; what it raises is Telegram refusing the token for good."""
        failures = 0
        while True:
            try:
                async with asyncio.timeout(self.patience):
                    await self.poll(LONG_POLL)
                failures = 0
            except Exception as error:
                fault = self._judge(error)
                if fault.outcome is Outcome.STOP:
                    raise
                failures += 1
                log.warning("poll.failed", fault=fault.code, times=failures)
                await self._renew_if_stalled()
                await asyncio.sleep(max(fault.wait or 0, min(2**failures, LONGEST_PAUSE) / 2))

    async def _renew_if_stalled(self) -> None:
        if time.monotonic() - self._good < self.patience:
            return
        log.error("poll.stalled", renewed=self.renewed)
        await self._line.shutdown()
        await self._line.initialize()
        self.renewed += 1
        self._good = time.monotonic()

    async def poll(self, hold: int) -> int:
        """One request, held open at most `hold` seconds; the number of updates that came."""
        asked = {"offset": self._offset, "limit": BATCH, "timeout": hold, "allowed_updates": list(KINDS)}
        raw = await self._bot.do_api_request("getUpdates", api_kwargs=asked, read_timeout=hold + SLACK)
        await self.accept(raw)
        self._good = time.monotonic()
        return len(raw)

    async def accept(self, raw: Sequence[Mapping[str, Any]]) -> None:
        """Commit the updates and set them going."""
        if not raw:
            return
        self._lanes.forget_idle()
        self._lanes.add(await self._db.do(actions.intake.accept, [arrival(update) for update in raw]))
        self._offset = max(update["update_id"] for update in raw) + 1


def arrival(update: Mapping[str, Any]) -> Arrival:
    """Whose order the update keeps and who it is from, read without trusting its form."""
    body = next((part for kind, part in update.items() if kind != "update_id" and isinstance(part, dict)), {})
    sender = _id(body.get("from"))
    message = body.get("message") if "data" in body or "chat_instance" in body else body
    chat = _id(message.get("chat")) if isinstance(message, dict) else 0
    return Arrival(int(update["update_id"]), chat or sender, sender, update)


def _id(part: object) -> int:
    found = part.get("id") if isinstance(part, dict) else None
    return found if isinstance(found, int) else 0
