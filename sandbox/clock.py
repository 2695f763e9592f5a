"""The sandbox's clock: it stands or flows, and can be moved forward, stopping wherever something is due."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

NextDue = Callable[[datetime], Awaitable[datetime | None]]
Arrived = Callable[[], Awaitable[None]]
STUCK = 10_000  # stops at one and the same moment before the clock gives up


class Clock:
    """Starts at an aware moment; `running` lets it flow with real time, otherwise it stands."""

    def __init__(self, start: datetime, *, running: bool = False, ticks: Callable[[], float] = time.monotonic) -> None:
        if start.tzinfo is None:
            raise ValueError("the clock starts at an aware moment")
        self._start = self._base = start.astimezone(UTC)
        self._running = running
        self._ticks = ticks
        self._since = ticks()
        self._subscribers: list[tuple[NextDue, Arrived]] = []
        self._moving = asyncio.Lock()

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        if not self._running:
            return self._base
        return self._base + timedelta(seconds=self._ticks() - self._since)

    def monotonic(self) -> float:
        """Seconds since the start, the moves included."""
        return (self.now() - self._start).total_seconds()

    def subscribe(self, next_due: NextDue, arrived: Arrived) -> None:
        """`next_due(to)` names the next moment at or before `to`; `arrived()` does what is due now."""
        self._subscribers.append((next_due, arrived))

    async def move(self, to: datetime) -> None:
        """Go to a later moment by way of every moment something is due; ValueError for an earlier one."""
        async with self._moving:
            if to < self.now():
                raise ValueError("the clock moves forward only")
            await self._by_way_of_the_due(to)
            self._set(to)
            await self._arrive()

    async def _by_way_of_the_due(self, to: datetime) -> None:
        stops = 0
        while (due := await self._next_due(to)) is not None:
            stops = stops + 1 if due <= self.now() else 0
            if stops > STUCK:
                raise RuntimeError(f"something stays due at {due.isoformat()}")
            self._set(due)
            await self._arrive()

    async def _next_due(self, to: datetime) -> datetime | None:
        asked = [await next_due(to) for next_due, _ in self._subscribers]
        return min((moment for moment in asked if moment is not None and moment <= to), default=None)

    async def _arrive(self) -> None:
        for _, arrived in self._subscribers:
            await arrived()

    def _set(self, moment: datetime) -> None:
        now = self.now()
        self._base = max(now, moment.astimezone(UTC))
        self._since = self._ticks()
