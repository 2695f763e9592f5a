"""A notice to 3,000 people from its first step to its last letter, in simulated time: is the pace of bulk kept exactly?

The sandbox refuses what Telegram would refuse. Nothing is waited for: where nobody has anything to do, time jumps.
Run: python -m bench.notice
"""

import asyncio
import selectors
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import actions.spreading
import bench.ground
import bot.application
import bot.box
import bot.service
import sandbox.server
import storage.broadcasts
from bench.queueing import announce
from bench.row import Row
from bot.box import BOT_ID, NOW, Box
from delivery.pace import Pace
from sandbox.clock import Clock
from sandbox.limits import Flood
from sandbox.telegram import Telegram
from sandbox.world import FIRST_PERSON
from storage.database import Database

READERS = 3000
NEAR = 0.02


class Jump(selectors.DefaultSelector):
    """Where the loop would wait for a timer the time moves instead, unless the data are being asked meanwhile."""

    now = 1000.0
    asked = 0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if self.asked:
            return super().select(0 if timeout == 0 else None)
        ready = super().select(0 if timeout is not None else None)
        if not ready and timeout:
            self.now += timeout
        return ready

    def watched(self, ask: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def asking(*args: Any, **named: Any) -> Any:
            self.asked += 1
            try:
                return await ask(*args, **named)
            finally:
                self.asked -= 1

        return asking


class Simulated(asyncio.SelectorEventLoop):
    def __init__(self, jump: Jump) -> None:
        self._jump = jump
        super().__init__(jump)

    def time(self) -> float:
        return self._jump.now


def _box(jump: Jump, readers: int) -> Box:
    clock = Clock(NOW, running=True, ticks=lambda: jump.now)
    telegram = Telegram(clock, flood=Flood(clock.monotonic), name="Ortaq", username="ortaq_bot", bot_id=BOT_ID)
    for number in range(readers):
        person = telegram.person(f"N{number}")
        assert person == FIRST_PERSON + number
        telegram.start(person)
    telegram.updates.clear()
    return Box(clock, telegram, sandbox.server.build(telegram, clock, bot.box.TOKEN))


async def _send(file: Path, jump: Jump, readers: int) -> Sequence[Row]:
    box = _box(jump, readers)
    db = Database(bot.box.database(box, file).place)
    watched: Any = db
    watched.do, watched.read = jump.watched(db.do), jump.watched(db.read)
    way = lambda: sandbox.server.transport(box.app)  # noqa: E731 -- a way, as the site wants it
    works = bot.application.build(bot.box.site(box, db, "http://testserver", way, Pace()))
    try:
        async with bot.service.opened(works, frozenset()):
            await db.do(announce)
            while await db.read(storage.broadcasts.due):
                await db.do(actions.spreading.next_step)
            await works.post.drain()
    finally:
        await db.close()
    return _rows(box, readers)


def _rows(box: Box, readers: int) -> Sequence[Row]:
    assert box.telegram.flood is not None
    sent = [call.at.timestamp() for call in box.telegram.calls("sendMessage") if call.outcome == "ok"]
    assert len(sent) == readers, len(sent)
    rate, target = (len(sent) - 1) / (sent[-1] - sent[0]), Pace().bulk
    refusals = box.telegram.flood.refusals
    return [
        Row(
            f"a notice to {readers}, simulated: letters a second",
            f"{rate:.4g}",
            target=f"{target:g}, within 2 %",
            kept=abs(rate / target - 1) <= NEAR,
        ),
        Row("refusals by flood control meanwhile", str(refusals), target="none", kept=not refusals),
    ]


def measure(readers: int = READERS) -> Sequence[Row]:
    jump = Jump()
    with TemporaryDirectory(prefix="ortaq-bench-") as folder:
        file = bench.ground.lay(Path(folder) / "notice.db", readers, FIRST_PERSON)
        with asyncio.Runner(loop_factory=lambda: Simulated(jump)) as runner:
            return runner.run(_send(file, jump, readers))


if __name__ == "__main__":
    print(*measure(600), sep="\n")
