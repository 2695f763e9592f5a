"""Telegram's limits kept with lanes: whoever waits for an answer goes first, a notice never makes a person wait."""

import asyncio
import bisect
import math
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from telegram.error import TelegramError
from telegram.ext import BaseRateLimiter

from delivery.failures import as_failure
from delivery.pace import Pace, Road, Scope
from delivery.transport import BadStatus
from rules.letters import BULK, Lane

_FREE = frozenset({"answerCallbackQuery", "sendChatAction"})
_FLOOD = 429
_UNNAMED = 5.0  # seconds of pause where Telegram names none
_PATIENCE = 10.0  # seconds an answer to a tap waits out by itself; a longer pause is the caller's to explain
_TRIES = 3
_SOON = 0.1  # seconds

Answer = bool | dict[str, Any] | list[dict[str, Any]]


@dataclass(order=True, slots=True)
class _Ticket:
    lane: Lane
    number: int
    chat: int = field(compare=False)
    turn: "asyncio.Future[None]" = field(compare=False)

    def refuse(self, seconds: float) -> None:
        if not self.turn.done():
            self.turn.set_exception(BadStatus(_FLOOD, seconds))


class Limiter(BaseRateLimiter[Lane]):
    """Each call waits for its turn by the loop's monotonic time; pass the lane as `rate_limit_args`.

    Without a lane a call is INTERACTIVE. A flood refusal of an answer to a tap is waited out here when it is short;
    every other one is raised to the caller, whose row carries the deadline. `on_hold` hears of each pause
    (scope, seconds), to be stored. A letter that would wait longer than `patience` seconds is refused as if by
    Telegram: it had better wait in its row than in the air.
    """

    def __init__(self, pace: Pace | None = None) -> None:
        self._road = Road(pace or Pace())
        self._waiting: list[_Ticket] = []
        self._number = 0
        self._alarm: asyncio.TimerHandle | None = None
        self.patience = math.inf
        self.on_hold: Callable[[Scope, float], None] = lambda _scope, _seconds: None

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None:
        if self._alarm:
            self._alarm.cancel()

    async def process_request(  # noqa: PLR0913, PLR0917 -- the library's own signature
        self,
        callback: Callable[..., Coroutine[Any, Any, Answer]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Lane | None,
    ) -> Answer:
        chat, lane = data.get("chat_id"), rate_limit_args or Lane.INTERACTIVE
        if chat is None or endpoint in _FREE or endpoint.startswith("get"):
            return await callback(*args, **kwargs)
        for left in reversed(range(_TRIES)):
            await self._turn(int(chat), lane)
            try:
                return await callback(*args, **kwargs)
            except TelegramError as error:
                pause = self._pause_after(error, int(chat), lane)
                if not pause or lane is not Lane.INTERACTIVE or pause > _PATIENCE or not left:
                    raise
        raise AssertionError("the last try either returns or raises")

    def hold(self, scope: Scope, seconds: float) -> None:
        """Nothing of this scope (a chat's id, "bulk", "all") leaves for so long: a stored pause, after a restart."""
        self._road.hold(scope, self._now() + seconds)

    def share(self, writers: int) -> None:
        """So many processes write with this bot's token."""
        self._road.share(writers)

    def bulk_room(self, most: int) -> int:
        """How many bulk messages, of `most`, may leave within a tenth of a second, beside those that wait already."""
        before = sum(ticket.lane >= BULK for ticket in self._waiting)
        now = self._now()
        opens = (self._road.bulk_opens_behind(before + room, now) for room in range(most))
        return next((room for room, moment in enumerate(opens) if moment > now + _SOON), most)

    def bulk_wait(self) -> float:
        """Seconds until `bulk_room` has room for one more."""
        before = sum(ticket.lane >= BULK for ticket in self._waiting)
        now = self._now()
        return max(0.0, self._road.bulk_opens_behind(before, now) - now - _SOON)

    def _pause_after(self, error: TelegramError, chat: int, lane: Lane) -> float:
        """Seconds of pause that this refusal brings; 0 for any other failure."""
        failure = as_failure(error)
        if failure.status != _FLOOD:
            return 0
        seconds = failure.retry_after or _UNNAMED
        for scope in self._road.refused(chat, lane, self._now()):
            self.hold(scope, seconds)
            self.on_hold(scope, seconds)
        return seconds

    async def _turn(self, chat: int, lane: Lane) -> None:
        self._number += 1
        ticket = _Ticket(lane, self._number, chat, asyncio.get_running_loop().create_future())
        bisect.insort(self._waiting, ticket)
        self._pump()
        try:
            await ticket.turn
        except asyncio.CancelledError:
            if ticket in self._waiting:
                self._waiting.remove(ticket)
            raise

    def _pump(self) -> None:
        """Let everybody pass who may, best lane first; wake up when the next one may."""
        now, next_at, queue = self._now(), float("inf"), self._waiting
        self._waiting = []
        for place, ticket in enumerate(queue):
            opens = self._road.opens(ticket.chat, ticket.lane)
            if opens <= now and not ticket.turn.cancelled():
                self._road.enter(ticket.chat, ticket.lane, now)
                ticket.turn.set_result(None)
                continue
            if ticket.lane is not Lane.INTERACTIVE and opens - now > self.patience:
                ticket.refuse(opens - now)
                continue
            next_at = min(next_at, opens)
            self._waiting.append(ticket)
            if self._shut(ticket.lane) > now:  # shut for everybody behind as well
                next_at = min(next_at, self._shut(ticket.lane))
                self._waiting.extend(queue[place + 1 :])
                break
        self._wake_at(next_at)

    def _shut(self, lane: Lane) -> float:
        return self._road.bulk_opens() if lane >= BULK else self._road.opens_to_all()

    def _wake_at(self, moment: float) -> None:
        if self._alarm:
            self._alarm.cancel()
        loop = asyncio.get_running_loop()
        self._alarm = loop.call_at(moment, self._pump) if self._waiting else None

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()
