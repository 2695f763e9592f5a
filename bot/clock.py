"""APScheduler as a clock: it stores nothing, it ticks, and SQL answers what is due."""

from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

TICK = 15  # seconds


class Ticks:
    """Calls each listener every so many seconds, first after as many; a slow one is not called twice at once."""

    def __init__(self, every: float = TICK) -> None:
        self._scheduler, self._every = AsyncIOScheduler(), every

    def every_tick(self, listener: Callable[[], Awaitable[object]]) -> None:
        self._scheduler.add_job(
            listener, IntervalTrigger(seconds=self._every), misfire_grace_time=None, coalesce=True, max_instances=1
        )

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        self._scheduler.shutdown(wait=False)
