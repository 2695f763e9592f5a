"""A bell that wakes whoever waits for news."""

import asyncio


class Bell:
    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Wake everybody; from the thread of the event loop."""
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    async def wait(self, seconds: float) -> bool:
        """True when it rang, False when the time ran out."""
        waiter = asyncio.get_running_loop().create_future()
        self._waiting.add(waiter)
        try:
            async with asyncio.timeout(seconds):
                await waiter
        except TimeoutError:
            return False
        finally:
            self._waiting.discard(waiter)
        return True
