"""Updates in: fetched as raw JSON, committed to the inbox, and only then confirmed by the next request."""

import asyncio
import time
import warnings
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import structlog
from telegram import Bot
from telegram.error import TelegramError
from telegram.request import BaseRequest

import bot.entrance
from bot.entrance import KINDS, Entrance
from bot.handling import Leaving, Report
from rules.faults import Fault, Outcome

BATCH = 100
LONG_POLL = 30  # seconds that Telegram may hold a request open
LONGEST_PAUSE = 30.0  # seconds between requests while Telegram cannot be reached
SLACK = 5  # seconds beyond it before the connection counts as lost
CONFLICTS = 3  # another copy polls: so many times in a row are no accident

log = structlog.get_logger()

# The typed call parses the whole batch at once, and one update it cannot parse would stop the rest for ever.
warnings.filterwarnings("ignore", message="Please use 'Bot.getUpdates'")


class TokenRefused(Exception):
    """Telegram does not take the token, and will not take it later."""


@dataclass(frozen=True, slots=True)
class Line:
    """The way to Telegram for updates: `request` can be made anew, `judge` says what a failure means."""

    bot: Bot
    request: BaseRequest
    judge: Callable[[BaseException], Fault]


class Intake:
    """The poll loop. After `patience` seconds without one good reply the connection counts as stalled, however alive
    it looks. `report` tells administrators.
    """

    def __init__(self, line: Line, entrance: Entrance, report: Report) -> None:
        self._line = line
        self._entrance = entrance
        self._report = report
        self._offset = 0
        self._good = self._heard = time.monotonic()
        self._conflicts = 0
        self.patience = 90.0
        self.renewed = 0
        self.first: Callable[[], Sequence[Any]] = tuple  # what has come before there was a loop
        self.rest: Callable[[float], Awaitable[None]] = asyncio.sleep

    @property
    def silence(self) -> float:
        """Seconds since the last good reply."""
        return time.monotonic() - self._heard

    async def run(self) -> None:
        """Poll until cancelled. Raises TokenRefused."""
        failures = 0
        while True:
            try:
                await self._once()
                failures = self._conflicts = 0
            except Leaving:
                return
            except Exception as error:  # noqa: BLE001 -- whatever a poll raises is a fault of that poll
                failures += 1
                await self.rest(await self._after(error, failures))

    async def _once(self) -> None:
        await self._entrance.resume()
        early, self.first = self.first(), tuple
        if early:
            await self.accept(early)
        async with asyncio.timeout(self.patience):
            await self.poll(LONG_POLL)

    async def _after(self, error: Exception, failures: int) -> float:
        """Seconds to rest after so many failures in a row."""
        fault = self._line.judge(error)
        if fault.outcome is Outcome.STOP:
            raise TokenRefused from error
        log.warning("poll.failed", fault=fault.code, kind=type(error).__name__, times=failures)
        if fault.code == "second_copy":
            await self._conflict(error)
        await self._renew_if_stalled()
        return max(fault.wait or 0.0, back_off(failures))

    async def _conflict(self, error: Exception) -> None:
        """Somebody else takes the updates: another copy, or a webhook of an earlier life, which is taken down."""
        self._conflicts += 1
        if self._conflicts == CONFLICTS:
            self._report("second_copy", 0)
        if "webhook" in str(error):
            with suppress(TelegramError):
                await self._line.bot.delete_webhook(drop_pending_updates=False)

    async def _renew_if_stalled(self) -> None:
        if time.monotonic() - self._good < self.patience:
            return
        log.error("poll.stalled", renewed=self.renewed)
        await self._line.request.shutdown()
        await self._line.request.initialize()
        self.renewed += 1
        self._good = time.monotonic()

    async def poll(self, hold: int) -> int:
        """One request, held open at most `hold` seconds; the number of updates that came.

        An empty answer says that everything before the offset is confirmed; from then on none is named, so that ids
        that begin anew, as after a quiet week, are not taken for old ones.
        """
        await self._entrance.resume()
        asked = {"offset": self._offset, "limit": BATCH, "timeout": hold, "allowed_updates": list(KINDS)}
        raw = await self._line.bot.do_api_request("getUpdates", api_kwargs=asked, read_timeout=hold + SLACK)
        await self.accept(raw)
        self._good = self._heard = time.monotonic()
        return len(raw)

    async def accept(self, raw: Sequence[Any]) -> None:
        """Commit the updates and set them going."""
        arrivals = list(bot.entrance.arrivals(raw))
        if raw and not arrivals:
            raise ValueError("updates without an id cannot even be confirmed")
        if arrivals:
            await self._entrance.accept(arrivals)
        self._offset = max((arrival.update_id for arrival in arrivals), default=-1) + 1


def back_off(failures: int) -> float:
    """Seconds to wait after so many failures in a row."""
    return min(0.5 * 2.0 ** min(failures, 9), LONGEST_PAUSE)
