"""The one door to the data: `do` runs a deed whole in one transaction, `read` a query; both away from the loop."""

import asyncio
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import Session

from storage.work import Deed, P, T, Work

READERS = 4
_BUSY = "busy_timeout=5000"
_CONFLICTS = frozenset({"40001", "40P01"})  # serialization failure, deadlock
_PATIENCE = 2.0  # seconds: the longest pause between two tries of a deed on PostgreSQL


@dataclass(frozen=True, slots=True)
class Place:
    """Where the data lies and for whom: `url` as in the settings, `now` the house's clock, `bot_id` or 0 for none.

    `beside` is set by a command that works next to the running bot: it never checkpoints SQLite's log.
    """

    url: str
    now: Callable[[], datetime]
    bot_id: int = 0
    beside: bool = False


class Database:
    """Two lanes over one place: one writer, one deed at a time; several readers that cannot write."""

    def __init__(self, place: Place) -> None:
        at = make_url(place.url)
        self.place = place
        self.is_sqlite = at.get_backend_name() == "sqlite"
        self._reader: Greenlets
        self._writer: WriterThread | Greenlets
        if self.is_sqlite:
            self._reader = Greenlets(place, _sqlite_reader(at))
            self._writer = WriterThread(place, at)
        else:
            self._reader = Greenlets(place, _postgres(at, READERS, "REPEATABLE READ", postgresql_readonly=True))
            self._writer = Greenlets(place, _postgres(at, 1, "SERIALIZABLE"))
        self.read, self.do = self._reader.run, self._writer.run

    async def tidy(self) -> None:
        """What was erased leaves SQLite's log too: until then an older page of it may hold a name."""
        if isinstance(self._writer, WriterThread):
            await self._writer.checkpoint()

    async def close(self) -> None:
        """Let every deed handed over end, then let go; the writer last, as it tidies SQLite's log away."""
        await self._reader.close()
        await self._writer.close()


class WriterThread:
    """SQLite: every deed whole in one thread, in the order they came."""

    def __init__(self, place: Place, at: URL) -> None:
        self._place = place
        self._thread = ThreadPoolExecutor(1, "writer")
        checkpoint = ("wal_autocheckpoint=0",) if place.beside else ()
        self._engine = create_engine(at.set(drivername="sqlite"), pool_size=1, max_overflow=0)
        pragmas = (
            _BUSY,
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",
            *checkpoint,
        )
        prepare(self._engine, "BEGIN IMMEDIATE", *pragmas)

    async def run(self, deed: Deed[P, T], *args: P.args, **named: P.kwargs) -> T:
        def transact() -> T:
            try:
                with _session(self._engine) as session, session.begin():
                    return deed(self._work(session), *args, **named)
            except StopIteration as error:  # a future cannot carry it: the caller would wait for ever
                raise RuntimeError("a deed raised StopIteration") from error

        job = self._thread.submit(copy_context().run, transact)
        return await to_the_end(asyncio.wrap_future(job))

    def _work(self, session: Session) -> Work:
        return Work(session, self._place.now(), self._place.bot_id)

    async def checkpoint(self) -> None:
        """Everything into the one file; the log is cut to nothing."""

        def empty() -> None:
            connection = self._engine.raw_connection()
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.close()

        await asyncio.wrap_future(self._thread.submit(empty))

    async def close(self) -> None:
        await asyncio.to_thread(self._thread.shutdown)
        self._engine.dispose()


class Greenlets:
    """An asynchronous driver under the same plain functions; a deed in conflict is run again."""

    def __init__(self, place: Place, engine: AsyncEngine) -> None:
        self._place = place
        self._engine = engine
        self.close = engine.dispose

    async def run(self, deed: Deed[P, T], *args: P.args, **named: P.kwargs) -> T:
        return await to_the_end(asyncio.ensure_future(self._insist(deed, *args, **named)))

    async def _insist(self, deed: Deed[P, T], *args: P.args, **named: P.kwargs) -> T:
        pause = 0.005
        while True:
            try:
                return await self._once(deed, *args, **named)
            except DBAPIError as error:
                if pause > _PATIENCE or getattr(error.orig, "sqlstate", None) not in _CONFLICTS:
                    raise
            await asyncio.sleep(random.uniform(0, pause))
            pause *= 2

    async def _once(self, deed: Deed[P, T], *args: P.args, **named: P.kwargs) -> T:
        def transact(session: Session) -> T:
            return deed(Work(session, self._place.now(), self._place.bot_id), *args, **named)

        opened = AsyncSession(self._engine, expire_on_commit=False, close_resets_only=False)
        async with opened as session, session.begin():
            return await session.run_sync(transact)


def prepare(engine: Engine, begin: str, *pragmas: str) -> None:
    """Make SQLite begin with `begin` where a transaction begins, which its driver does not, and set `pragmas`."""

    def connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver begins nothing; the event below does
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", connect)
    event.listen(engine, "begin", start)


def _sqlite_reader(at: URL) -> AsyncEngine:
    engine = create_async_engine(at.set(drivername="sqlite+aiosqlite"), pool_size=READERS, max_overflow=0)
    prepare(engine.sync_engine, "BEGIN", _BUSY, "query_only=ON", "wal_autocheckpoint=0")
    return engine


def _postgres(at: URL, size: int, isolation: str, **options: Any) -> AsyncEngine:
    return create_async_engine(
        at.set(drivername="postgresql+asyncpg"),
        pool_size=size,
        max_overflow=0,
        isolation_level=isolation,
        execution_options=options,
    )


def _session(engine: Engine) -> Session:
    return Session(engine, expire_on_commit=False, close_resets_only=False)


async def to_the_end(deed: "asyncio.Future[T]") -> T:
    """The result of a deed; a cancelled caller waits for it too, so that nothing begun is ever in doubt."""
    try:
        return await asyncio.shield(deed)
    except asyncio.CancelledError:
        await asyncio.wait([deed])
        raise
