"""Is the running bot well? Felt every second, written down every ten; /health tells it, the watchdog goes by it."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Protocol

import structlog

import storage.pulse
from storage.database import Database

BEAT = 1.0  # seconds
BEATS = 10  # to a look
LAG = 2.0  # seconds that the loop may be late
WRITE = 5.0  # seconds that a write may take
SILENT = 90.0  # seconds without Telegram
DEAF = 600.0  # seconds without Telegram after which another process may have better luck
OVERDUE = timedelta(minutes=10)
OLD = 60.0  # seconds after which what was felt says nothing any more
_CURABLE = frozenset({"loop", "data", "deaf"})  # by another start; the network's and Telegram's troubles are not

log = structlog.get_logger()


class Way(Protocol):
    """By which updates come: polling or the webhook."""

    @property
    def silence(self) -> float: ...


class Pulse:
    """`troubles` names what is not well, by kinds that say nothing of anybody."""

    def __init__(self, db: Database, way: Way) -> None:
        self._db = db
        self._way = way
        self._felt: float | None = None
        self._troubles: frozenset[str] = frozenset()
        self._writing: asyncio.Future[Mapping[str, datetime | None]] | None = None
        self.rest: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def run(self) -> None:
        while True:
            lag = max([await self._lag() for _ in range(BEATS)])
            await self.look(lag)

    async def _lag(self) -> float:
        before = time.monotonic()
        await self.rest(BEAT)
        return time.monotonic() - before - BEAT

    async def look(self, lag: float = 0.0) -> None:
        """Feel everything once."""
        found = {"loop"} if lag > LAG else set()
        found |= self._way_s() | await self._data_s()
        if found != self._troubles:
            log.warning("pulse", troubles=sorted(found))
        self._troubles, self._felt = frozenset(found), time.monotonic()

    @property
    def troubles(self) -> frozenset[str]:
        """What was felt last; that nothing has been felt for long is a trouble too."""
        stale = self._felt is not None and time.monotonic() - self._felt > OLD
        return self._troubles | ({"loop"} if stale else set())

    @property
    def curable(self) -> bool:
        """Whether another start may help."""
        return bool(self.troubles & _CURABLE)

    def _way_s(self) -> set[str]:
        silence = self._way.silence
        return {name for name, most in (("telegram", SILENT), ("deaf", DEAF)) if silence > most}

    async def _data_s(self) -> set[str]:
        """A write that hangs is not waited for, and no other is begun beside it."""
        if self._writing is None:
            self._writing = asyncio.ensure_future(self._db.do(storage.pulse.take))
        done, _ = await asyncio.wait([self._writing], timeout=WRITE)
        if not done:
            return {"data"}
        writing, self._writing = self._writing, None
        return {"data"} if writing.exception() else self._late(writing.result())

    def _late(self, since: Mapping[str, datetime | None]) -> set[str]:
        now = self._db.place.now()
        return {name for name, moment in since.items() if moment is not None and now - moment > OVERDUE}
