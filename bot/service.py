"""Sets the works going and stops them so that nothing is left in doubt."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime

import structlog

import actions.people
import bot.menus
import screens.words
import storage.facts
import storage.flights
from bot.application import Works
from bot.clock import Ticks

log = structlog.get_logger()

GRACE = 8.0  # seconds for what is being handled when the process is told to stop


@asynccontextmanager
async def opened(works: Works, administrators: frozenset[int]) -> AsyncIterator[None]:
    """The application initialised, lanes open, an earlier run's remains taken up; all closed again at the end."""
    screens.words.warm()
    await works.site.db.do(actions.people.appoint, sorted(administrators))
    await works.post.recover()
    async with works.application:
        await works.site.db.do(storage.facts.note, "username", works.application.bot.username or "")
        async with works.lanes:
            await works.intake.resume()
            yield


async def run(works: Works, administrators: frozenset[int], stop: asyncio.Event) -> None:
    """Serve until `stop` is set; raises what ends the service: the token refused for good."""
    ticks = Ticks()
    async with opened(works, administrators):
        async with asyncio.TaskGroup() as group:
            serving = [
                group.create_task(works.intake.run()),
                group.create_task(works.post.run()),
                group.create_task(works.alarms.run()),
                group.create_task(bot.menus.publish(works.application.bot)),
            ]
            ticks.every_tick(works.errands.run_due)
            ticks.every_tick(_woken(works))
            ticks.start()
            await stop.wait()
            ticks.stop()
            works.post.stop()
            for task in serving:
                task.cancel()
        log.info("stopping")


def _woken(works: Works) -> Callable[[], Awaitable[None]]:
    async def wake() -> None:
        works.post.wake()

    return wake


async def settle(works: Works) -> None:
    """Handle all there is, until nothing more is due: for tests, and for a clock that is moved by hand."""
    while True:
        fetched = await works.intake.poll(0)
        await works.lanes.settle()
        sent = await works.post.run_once()
        if not fetched and not sent:
            break
    await works.errands.run_due()
    await works.alarms.settle()


async def next_due(works: Works, until: datetime) -> datetime | None:
    """The next moment, at or before `until`, at which a letter or an errand is due."""
    asked = (
        await works.site.db.read(storage.flights.next_due, until),
        await works.errands.next_due(until),
    )
    return min((moment for moment in asked if moment is not None), default=None)
