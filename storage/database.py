"""The one door to the data: `do` runs a deed whole in one transaction, `read` a query; both away from the loop."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.util import greenlet_spawn

from storage.threads import READERS, Hand, Readers, Writer, to_the_end
from storage.work import Deed, P, T, Work

_CONFLICTS = frozenset({"40001", "40P01"})  # serialization failure, deadlock
_DOUBLE = "23505"  # the same key twice: another process has written it since we looked, the next try finds it there
_DOUBLES = 3  # tries after it; a deed that fails every time is a mistake of ours
_PATIENCE = 30.0  # seconds in which a deed on PostgreSQL is tried again
_LONGEST = 0.25  # seconds between two tries: two that claim letters side by side collide nearly every time
_BESIDE = ("wal_autocheckpoint=0", "busy_timeout=60000")  # SQLite's waiting has no order: a busy bot goes first often


@dataclass(frozen=True, slots=True)
class Place:
    """Where the data lies and for whom: `url` as in the settings, `now` the house's clock, `bot_id` or 0 for none.

    `beside` is set by a command that works next to the running bot: it never checkpoints SQLite's log. `seat` names
    where a running bot sits: of two with the same one the earlier is gone.
    """

    url: str
    now: Callable[[], datetime]
    bot_id: int = 0
    beside: bool = False
    seat: str = ""

    def hand(self, connection: Connection) -> Work:
        return Work(connection, self.now(), self.bot_id)


class Database:
    """Two lanes over one place: one writer, one deed at a time; several readers that cannot write."""

    def __init__(self, place: Place) -> None:
        at = make_url(place.url)
        self.place = place
        self.is_sqlite = at.get_backend_name() == "sqlite"
        self._reader: Readers | Greenlets
        self._writer: Writer | Greenlets
        if self.is_sqlite:
            self._reader = Readers(at, place.hand)
            self._writer = Writer(at, place.hand, *(_BESIDE if place.beside else ()))
        else:
            reading = _postgres(at, READERS, "REPEATABLE READ", postgresql_readonly=True)
            self._reader = Greenlets(reading, place.hand)
            self._writer = Greenlets(_postgres(at, 1, "SERIALIZABLE"), place.hand)
        self.read, self.do = self._reader.run, self._writer.run

    async def tidy(self) -> None:
        """What was erased leaves SQLite's log too: until then an older page of it may hold a name."""
        if isinstance(self._writer, Writer):
            await self._writer.checkpoint()

    async def close(self) -> None:
        """Let every deed handed over end, then let go; the writer last, as it tidies SQLite's log away."""
        await self._reader.close()
        await self._writer.close()


class Greenlets:
    """An asynchronous driver under the same plain functions; a deed in conflict is run again."""

    def __init__(self, engine: Engine, hand: Hand) -> None:
        self._engine = engine
        self._hand = hand
        self._running: set[asyncio.Future[Any]] = set()

    async def run(self, deed: Deed[P, T], *args: P.args, **named: P.kwargs) -> T:
        running = asyncio.ensure_future(self._insist(deed, *args, **named))
        self._running.add(running)
        running.add_done_callback(self._running.discard)
        return await to_the_end(running)

    async def close(self) -> None:
        """A deed handed over ends first: the driver would cut it off."""
        if self._running:
            await asyncio.wait(self._running)
        await greenlet_spawn(self._engine.dispose)

    async def _insist(self, deed: Deed[P, T], *args: P.args, **named: P.kwargs) -> T:
        pause, doubles, clock = 0.005, 0, asyncio.get_running_loop().time
        until = clock() + _PATIENCE
        while True:
            try:
                return await self._once(deed, *args, **named)
            except DBAPIError as error:
                state = getattr(error.orig, "sqlstate", None)
                doubles += state == _DOUBLE
                if clock() > until or not (state in _CONFLICTS or 0 < doubles <= _DOUBLES):
                    raise
            await asyncio.sleep(random.uniform(0, pause))
            pause = min(_LONGEST, 2 * pause)

    async def _once(self, deed: Deed[P, T], *args: P.args, **named: P.kwargs) -> T:
        def transact() -> T:
            with self._engine.begin() as connection:
                return deed(self._hand(connection), *args, **named)

        return await greenlet_spawn(transact)


def _postgres(at: URL, size: int, isolation: str, **options: Any) -> Engine:
    return create_engine(
        at.set(drivername="postgresql+asyncpg"),
        pool_size=size,
        max_overflow=0,
        isolation_level=isolation,
        execution_options=options,
    )
