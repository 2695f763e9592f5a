"""Letters out: takes what is due, sends a few at a time, writes down what came of each."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from telegram.ext import ExtBot

import delivery.calls
import delivery.rounds
import storage.flights
import storage.processes
from delivery.failures import judge
from delivery.limiter import Limiter
from delivery.rounds import Landing, Load, Orders, Render, Report, Round
from rules.faults import Fault, Op, Outcome
from storage.database import Database

IN_FLIGHT = 8
TICK = 15.0  # seconds: the longest rest
_SHORTEST = 0.25  # seconds: the rest where something is due that may not go yet
_OUTAGE = 10  # lost connections in a row after which nothing is tried for a minute
_SLOWEST = 60.0
_PATIENCE = 3.0  # seconds that a letter taken may wait for its turn
_OPS: dict[str, Op] = {"edit": "edit", "delete": "delete", "pin": "pin", "unpin": "pin"}


class Post:
    """`render` words a parcel inside the transaction that takes it; `report` tells the administrators.

    The bot carries `limiter` as its rate limiter. On SQLite it holds its bot's whole outbox, else what it took.
    """

    def __init__(
        self, db: Database, bot: ExtBot[Any], limiter: Limiter, render: Render, report: Callable[[Report], None]
    ) -> None:
        self._db, self._bot, self._limiter = db, bot, limiter
        self._render, self._report = render, report
        self._flying = 0
        self._landed: list[Landing] = []
        self._pauses: list[tuple[int | str, float]] = []
        self._news = asyncio.Event()
        self._stopping = False
        self.process = storage.processes.ALONE
        self._outages = 0
        self._shut_until = 0.0
        self.token_refused = False
        limiter.patience = _PATIENCE
        limiter.on_hold = lambda scope, seconds: self._pauses.append((scope, seconds))

    async def recover(self) -> int:
        """Once, before anything is sent: what an earlier run had in flight is in doubt; how many that were."""
        self.process, doubts = await self._db.do(delivery.rounds.enter, self._db.place.seat)
        return doubts

    async def run(self) -> None:
        """Until `stop`: send what is due, rest until the next is, at most 15 seconds."""
        while not self._stopping:
            self._news.clear()  # what comes from here on is looked for in this turn or the next
            try:
                await self.drain()
            except Exception as error:  # noqa: BLE001 -- the delivery loop outlives a full disk
                self._report(Report(f"post_{type(error).__name__}", 0, 0))
                await asyncio.sleep(1)
            await self._rest()

    def wake(self) -> None:
        """Something was put in, or the clock has moved."""
        self._news.set()

    def stop(self) -> None:
        """Take nothing more. What flies ends and is written down before `run` returns."""
        self._stopping = True
        self.wake()

    async def drain(self) -> None:
        """Send until nothing is due."""
        while await self.run_once():
            pass

    async def run_once(self) -> int:
        """Send everything that is due now, at the pace that is allowed; how many were taken."""
        if await self._has_rest():
            return 0
        await self._db.do(delivery.rounds.tidy)
        try:
            return await self._send_due()
        except ExceptionGroup as errors:  # a flight raises nothing: it is the one of a round
            raise errors.exceptions[0] from None

    async def _has_rest(self) -> bool:
        """Nothing to write down, and nothing due: one question is cheaper than a round. A lease has to be renewed."""
        at_work = self._flying or self._landed or self._pauses or self.process != storage.processes.ALONE
        return not at_work and not await self._db.read(storage.flights.anything)

    async def _send_due(self) -> int:
        taken = 0
        async with asyncio.TaskGroup() as flights:
            while True:
                played = await self._play()
                taken += played.taken
                for load in played.loads:
                    flights.create_task(self._fly(load))
                self._flying += len(played.loads)
                if not (self._flying or self._landed or played.more or played.taken):
                    return taken
                await self._change(self._limiter.bulk_wait() if played.more else None, played.taken)

    async def _play(self) -> Round:
        """One transaction. When it fails, what has landed is kept for the next one, and what flies may land."""
        self._news.clear()
        orders = self._orders()
        self._landed, self._pauses = [], []
        try:
            played = await self._db.do(delivery.rounds.play, orders, self._render)
        except Exception:
            self._landed, self._pauses = [*orders.landed, *self._landed], [*orders.pauses, *self._pauses]
            await self._all_down()
            raise
        for report in played.reports:
            self._report(report)
        self._limiter.share(played.writers)
        if played.lost:
            await self.recover()
            return await self._play()
        return played

    def _orders(self) -> Orders:
        shut = self._stopping or self.token_refused or asyncio.get_running_loop().time() < self._shut_until
        room = 0 if shut else IN_FLIGHT - self._flying
        return Orders(self._landed, self._pauses, room, self._limiter.bulk_room(room), self.process)

    async def _change(self, seconds: float | None, taken: int) -> None:
        """Until a flight lands, something is put in, or bulk may go on."""
        if not self._flying and taken:
            return
        try:
            async with asyncio.timeout(seconds):
                await self._news.wait()
        except TimeoutError:
            pass

    async def _all_down(self) -> None:
        while self._flying:
            self._news.clear()
            await self._news.wait()

    async def _fly(self, load: Load) -> None:
        try:
            landing = await self._send(load)
            self._landed.append(landing)  # the list of this moment: a round has taken the earlier one
        finally:
            self._flying -= 1
            self._news.set()

    async def _send(self, load: Load) -> Landing:
        try:
            message_id = await delivery.calls.send(self._bot, load.parcel, load.screen)
        except Exception as error:  # noqa: BLE001 -- whatever a call raises is a fault of that call
            return await self._after(load, self._judge(error, load))
        self._outages = 0
        return Landing(load.parcel, message_id)

    async def _after(self, load: Load, fault: Fault) -> Landing:
        if fault.outcome is not Outcome.PLAIN:
            return Landing(load.parcel, fault=self._outage(fault))
        self._report(Report(fault.code, load.parcel.id, load.parcel.letter_id))
        try:
            message_id = await delivery.calls.send(self._bot, load.parcel, load.screen, None)
        except Exception as error:  # noqa: BLE001 -- as above; without markup it cannot be the markup
            return Landing(load.parcel, fault=self._judge(error, load))
        return Landing(load.parcel, message_id)

    def _judge(self, error: Exception, load: Load) -> Fault:
        fault = judge(error, _OPS.get(load.parcel.op, "document" if load.screen.document else "send"))
        self.token_refused |= fault.outcome is Outcome.STOP
        return fault

    def _outage(self, fault: Fault) -> Fault:
        """Lost connections in a row wait longer and longer, and after ten of them everything waits."""
        if fault.code != "no_connection":
            self._outages = 0
            return fault
        self._outages += 1
        if self._outages >= _OUTAGE:
            self._shut_until = asyncio.get_running_loop().time() + _SLOWEST
        return replace(fault, wait=min(_SLOWEST, 2.0 ** (self._outages - 1)), alarm=self._outages == _OUTAGE)

    async def _rest(self) -> None:
        if self._stopping:
            return
        now = self._db.place.now()
        due = await self._db.read(storage.flights.next_due, now + timedelta(seconds=TICK))
        seconds = max(_SHORTEST, (due - now).total_seconds()) if due else TICK
        try:
            async with asyncio.timeout(seconds):
                await self._news.wait()
        except TimeoutError:
            pass
