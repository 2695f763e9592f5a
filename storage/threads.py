"""SQLite in threads: every deed and every query whole in one, so that no statement hops and the loop never waits."""

import asyncio
from asyncio import AbstractEventLoop, Future
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import Context, copy_context
from dataclasses import dataclass
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from storage.work import Deed, P, T, Work

READERS = 4
TOGETHER = 32  # deeds in one commit at most
ONE_VIEW = 8  # queries in one transaction at most: a long one delays those behind it
_BUSY = "busy_timeout=5000"

Hand = Callable[[Connection], Work]
"""Puts a connection into a deed's hand, with the moment it begins at."""


@dataclass(frozen=True, slots=True)
class _Job:
    """A deed with its arguments, waiting for its turn; `done` belongs to `loop`."""

    deed: Callable[[Work], Any]
    context: Context
    loop: AbstractEventLoop
    done: "Future[Any]"


@dataclass(frozen=True, slots=True)
class _Outcome:
    result: Any = None
    error: BaseException | None = None


class _Lost(Exception):
    """SQLite has rolled back the whole transaction by itself, as it does when the disk is full."""


class Readers:
    """Queries side by side, none of which can write; those that wait together share one view of the data.

    What one of them has read, the next need not ask again: ten people at one centre load it once.
    """

    def __init__(self, at: URL, hand: Hand) -> None:
        self._hand = hand
        self._threads = ThreadPoolExecutor(READERS, "reader")
        self._waiting: deque[_Job] = deque()
        self._engine = _engine(at, READERS, "BEGIN", _BUSY, "query_only=ON", "wal_autocheckpoint=0")

    async def run(self, query: Deed[P, T], *args: P.args, **named: P.kwargs) -> T:
        job = _job(lambda work: query(work, *args, **named))
        self._waiting.append(job)
        self._threads.submit(self._work_off)
        return await to_the_end(job.done)

    def _work_off(self) -> None:
        jobs = _taken(self._waiting, ONE_VIEW)
        try:
            with self._engine.begin() as connection:
                work = self._hand(connection)
                outcomes = [_outcome(job, lambda job: job.deed(work)) for job in jobs]
        except Exception as error:  # noqa: BLE001 -- handed over to whoever waits
            outcomes = [_Outcome(error=error) for _ in jobs]
        _tell(jobs, outcomes)

    async def close(self) -> None:
        await asyncio.to_thread(self._threads.shutdown)
        self._engine.dispose()


class Writer:
    """Deeds one after the other, in the order they came; those that wait together share one commit.

    A commit waits for the disk, many times longer than a deed takes. Each deed of a group stands in a savepoint of its
    own, so one that is refused takes no other with it; nobody hears of a result before it is on the disk.
    """

    def __init__(self, at: URL, hand: Hand, *pragmas: str) -> None:
        self._hand = hand
        self._thread = ThreadPoolExecutor(1, "writer")
        self._waiting: deque[_Job] = deque()
        safe = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")
        self._engine = _engine(at, 1, "BEGIN IMMEDIATE", _BUSY, *safe, *pragmas)

    async def run(self, deed: Deed[P, T], *args: P.args, **named: P.kwargs) -> T:
        job = _job(lambda work: deed(work, *args, **named))
        self._waiting.append(job)
        self._thread.submit(self._work_off)
        return await to_the_end(job.done)

    def _work_off(self) -> None:
        """In the thread: everything that waits now. The turns asked for meanwhile find less, or nothing."""
        jobs = _taken(self._waiting, TOGETHER)
        _tell(jobs, self._together(jobs) if len(jobs) > 1 else [self._apart(job) for job in jobs])

    def _together(self, jobs: Sequence[_Job]) -> Sequence[_Outcome]:
        try:
            with self._engine.begin() as connection:
                return [job.context.run(self._nested, connection, job) for job in jobs]
        except Exception:  # noqa: BLE001 -- nothing of the group stands, whatever it was: each is done alone
            return [self._apart(job) for job in jobs]

    def _nested(self, connection: Connection, job: _Job) -> _Outcome:
        try:
            with connection.begin_nested():
                return _Outcome(job.deed(self._hand(connection)))
        except Exception as error:
            driver: Any = connection.connection.dbapi_connection
            if not driver.in_transaction:
                raise _Lost from error
            return _Outcome(error=_bearable(error))

    def _apart(self, job: _Job) -> _Outcome:
        return _outcome(job, lambda job: _alone(self._engine, self._hand, job.deed))

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


def _hand_over(jobs: Sequence[_Job], outcomes: Sequence[_Outcome]) -> None:
    for job, outcome in zip(jobs, outcomes, strict=True):
        if outcome.error is not None:
            job.done.set_exception(outcome.error)
        else:
            job.done.set_result(outcome.result)


def _job(deed: Callable[[Work], Any]) -> _Job:
    loop = asyncio.get_running_loop()
    return _Job(deed, copy_context(), loop, loop.create_future())


def _taken(waiting: deque[_Job], most: int) -> list[_Job]:
    """Up to so many of those who wait, in the order they came."""
    jobs: list[_Job] = []
    with suppress(IndexError):  # another thread has taken the last
        while len(jobs) < most:
            jobs.append(waiting.popleft())
    return jobs


def _outcome(job: _Job, way: Callable[[_Job], Any]) -> _Outcome:
    try:
        return _Outcome(job.context.run(way, job))
    except BaseException as error:  # noqa: BLE001 -- handed over to whoever waits for it
        return _Outcome(error=_bearable(error))


def _tell(jobs: Sequence[_Job], outcomes: Sequence[_Outcome]) -> None:
    """All of a group at once: each call into the loop costs as much as a small query."""
    with suppress(RuntimeError, IndexError):  # the loop is closed, or there were none
        jobs[0].loop.call_soon_threadsafe(_hand_over, jobs, outcomes)


def _alone(engine: Engine, hand: Hand, deed: Callable[[Work], T]) -> T:
    with engine.begin() as connection:
        return deed(hand(connection))


def _bearable(error: BaseException) -> BaseException:
    """A future cannot carry StopIteration: its caller would wait for ever."""
    return RuntimeError("a deed raised StopIteration") if isinstance(error, StopIteration) else error


def _engine(at: URL, size: int, begin: str, *pragmas: str) -> Engine:
    engine = create_engine(at.set(drivername="sqlite"), pool_size=size, max_overflow=0)
    prepare(engine, begin, *pragmas)
    return engine


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


async def to_the_end(deed: "Future[T]") -> T:
    """The result of a deed; a cancelled caller waits for it too, so that nothing begun is ever in doubt."""
    try:
        return await asyncio.shield(deed)
    except asyncio.CancelledError:
        await asyncio.wait([deed])
        raise
