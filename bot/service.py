"""Sets the works going and stops them so that nothing is left in doubt."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager
from datetime import datetime

import structlog
from starlette.routing import Route

import actions.people
import bot.feeds
import bot.watchdog
import bot.web
import screens.words
import storage.facts
import storage.flights
import storage.processes
from bot.application import Works, judge_polling
from bot.clock import Ticks
from bot.intake import TokenRefused, back_off
from rules.faults import Outcome

log = structlog.get_logger()

GRACE = 8.0  # seconds for what is being handled or sent when the process is told to stop


@asynccontextmanager
async def opened(works: Works, administrators: frozenset[int]) -> AsyncIterator[None]:
    """The application initialised, lanes open, an earlier run's letters in doubt noted; all closed again at the end."""
    screens.words.warm()
    await works.site.db.do(actions.people.appoint, sorted(administrators))
    await works.post.recover()
    async with works.application:
        await works.site.db.do(storage.facts.note_username, works.application.bot.username or "")
        try:
            async with works.lanes:
                yield
        finally:
            await works.site.db.do(storage.processes.leave, works.post.process)


async def run(
    works: Works,
    administrators: frozenset[int],
    stop: asyncio.Event,
    listening: socket.socket | None = None,
    ticks: Ticks | None = None,
) -> None:
    """Serve until `stop` is set, and on `listening`, if given, the web; `ticks` is the clock. Raises TokenRefused."""
    try:
        async with asyncio.TaskGroup() as group:
            day = _all_day(works, listening)
            serving = group.create_task(_serve(works, administrators, stop, day, ticks or Ticks()))
            beside = [
                group.create_task(stop.wait()),
                group.create_task(bot.watchdog.watch(lambda: works.pulse.curable)),
            ]
            bot.watchdog.tell(bot.watchdog.READY)
            await asyncio.wait([serving, beside[0]], return_when=asyncio.FIRST_COMPLETED)
            log.info("stopping")
            bot.watchdog.tell(bot.watchdog.STOPPING)
            await asyncio.wait([serving], timeout=GRACE)
            for task in (serving, *beside):
                task.cancel()
    except ExceptionGroup as errors:
        if errors.subgroup(TokenRefused):
            raise TokenRefused from errors
        raise


async def _serve(
    works: Works,
    administrators: frozenset[int],
    stop: asyncio.Event,
    day: Iterator[Coroutine[None, None, None]],
    ticks: Ticks,
) -> None:
    if not await _connected(works, stop):
        return
    async with opened(works, administrators), asyncio.TaskGroup() as group:
        group.create_task(works.post.run())
        serving = [group.create_task(each) for each in day]
        ticks.every_tick(_duties(works))
        ticks.every_tick(_waking(works))
        ticks.start()
        try:
            await stop.wait()
        finally:
            ticks.stop()
            if works.hook:
                works.hook.open = False
            works.lanes.stop()
            works.post.stop()
            for task in serving:
                task.cancel()


def _all_day(works: Works, listening: socket.socket | None) -> Iterator[Coroutine[None, None, None]]:
    """What goes on until the end."""
    yield works.hook.run() if works.hook else works.intake.run()
    yield works.alarms.run()
    yield works.menus.run()
    yield works.pulse.run()
    if listening:
        yield bot.web.serve(bot.web.app(works.pulse, _routes(works)), listening)


def _routes(works: Works) -> list[Route]:
    """What is served besides /health: Telegram's calls, and calendars where people can reach the door."""
    calls = works.hook.routes() if works.hook else []
    return [*calls, *(bot.feeds.routes(works.site.db) if works.site.feeds else ())]


async def _connected(works: Works, stop: asyncio.Event) -> bool:
    """Ask Telegram who we are, again and again while it cannot be reached; False when told to stop. TokenRefused."""
    failures = 0
    while not stop.is_set():
        try:
            await works.application.initialize()
        except Exception as error:
            if judge_polling(error).outcome is Outcome.STOP:
                raise TokenRefused from error
            failures += 1
            log.warning("telegram.unreachable", kind=type(error).__name__, times=failures)
            await _pause(stop, back_off(failures))
        else:
            return True
    return False


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        pass


def _duties(works: Works) -> Callable[[], Awaitable[None]]:
    async def run_due() -> None:
        """One clock at a time: of several processes of a bot the oldest."""
        if await works.site.db.read(storage.processes.keeps_clock, works.post.process):
            await works.errands.run_due()

    return run_due


def _waking(works: Works) -> Callable[[], Awaitable[None]]:
    async def wake() -> None:
        works.post.wake()

    return wake


async def settle(works: Works, bring: Callable[[], Awaitable[int]] | None = None) -> None:
    """Handle all there is, until nothing more is due: for tests, and for a clock that is moved by hand.

    `bring` lets come what waits at Telegram, and says how much that was; without it, it is fetched.
    """
    come = bring or (lambda: works.intake.poll(0))
    fetched = await come()
    while True:
        await works.lanes.settle()
        sent = await works.post.run_once()
        fetched = await come() if fetched or sent else 0
        if not fetched:
            break
    await works.errands.run_due()
    await works.alarms.settle()
    await works.menus.settle()


async def next_due(works: Works, until: datetime) -> datetime | None:
    """The next moment, at or before `until`, at which a letter or an errand is due."""
    asked = (
        await works.site.db.read(storage.flights.next_due, until),
        await works.errands.next_due(until),
    )
    return min((moment for moment in asked if moment is not None), default=None)
