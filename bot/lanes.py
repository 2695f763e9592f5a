"""Updates in order: one lane a chat, lanes side by side."""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Self

import structlog

import storage.inbox
from actions.intake import Accepted
from bot.handling import Handling, Leaving, Standing
from rules.people import Person
from storage.dialogues import Dialogue
from storage.inbox import TRIES, Kept

AT_ONCE = 64  # updates handled side by side: more would only wait for the one writer
MOST_IN_HAND = AT_ONCE  # a crowd's others wait at Telegram, where they cost no memory


@dataclass(slots=True)
class Lane:
    """The updates of one chat that wait, each with its sender, and how the last one left the chat."""

    stands: Standing
    waiting: deque[tuple[Kept, Person | None]] = field(default_factory=deque)
    running: bool = False


class Lanes:
    """Runs accepted updates, those of one chat one after the other."""

    def __init__(self, handling: Handling) -> None:
        self._handling = handling
        self._lanes: dict[tuple[int, int], Lane] = {}
        self._room = asyncio.Semaphore(AT_ONCE)
        self._running = 0
        self.in_hand = 0
        self._ended = asyncio.Event()
        self._still = asyncio.Event()
        self._still.set()
        self._group = asyncio.TaskGroup()

    async def __aenter__(self) -> Self:
        await self._group.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Finish what is being handled, unless cancelled; what only waits stays in the inbox for the next start."""
        self.stop()
        cancelled = isinstance(error, asyncio.CancelledError)
        await (self._group.__aexit__(kind, error, trace) if cancelled else self._group.__aexit__(None, None, None))

    def stop(self) -> None:
        """Begin nothing more."""
        self._handling.stopping.set()

    def forget_idle(self) -> None:
        """To be called before more is accepted: what an idle chat left behind is committed and will be read anew."""
        self._lanes = {key: lane for key, lane in self._lanes.items() if lane.running}

    async def room(self) -> None:
        """Wait until few enough are in hand."""
        while self.in_hand > MOST_IN_HAND:
            self._ended.clear()
            await self._ended.wait()

    def add(self, accepted: Accepted) -> None:
        for update in accepted.updates:
            lane = self._lane(update, accepted)
            self.in_hand += 1
            lane.waiting.append((update, accepted.people.get(update.sender_id)))
            if not lane.running:
                lane.running = True
                self._running += 1
                self._still.clear()
                self._group.create_task(self._run(lane))

    async def take_up(self, accepted: Accepted) -> None:
        """What an earlier run left. One of what was being handled then may be what ended it, and each may have been
        answered: these come first, one by one, counted before they are begun.
        """
        begun = _maybe_begun(accepted.updates)
        for update in begun:
            if self._handling.stopping.is_set():
                raise Leaving
            tries = await self._handling.surely(storage.inbox.attempt, update.update_id)
            if tries >= TRIES:
                await self._handling.give_up(update, accepted.people.get(update.sender_id), "interrupted")
                continue
            self.add(replace(accepted, updates=[replace(update, attempts=tries)]))
            await self.settle()
        over = {update.update_id for update in begun}
        self.add(replace(accepted, updates=[update for update in accepted.updates if update.update_id not in over]))

    def _lane(self, update: Kept, accepted: Accepted) -> Lane:
        key = (update.chat_id, 0 if update.chat_id else update.update_id)
        if key not in self._lanes:
            stands = accepted.dialogues.get(update.chat_id, Dialogue())
            self._lanes[key] = Lane(Standing(stands, accepted.people.get(update.sender_id)))
        return self._lanes[key]

    async def settle(self) -> None:
        """Wait until nothing is being handled."""
        await self._still.wait()

    async def _run(self, lane: Lane) -> None:
        while lane.waiting and not self._handling.stopping.is_set():
            update, sender = lane.waiting.popleft()
            async with self._room:
                await self._handle(lane, update, sender)
            self.in_hand -= 1
            self._ended.set()
        lane.running = False
        self._running -= 1
        if not self._running:
            self._still.set()

    async def _handle(self, lane: Lane, update: Kept, sender: Person | None) -> None:
        """In a private chat the last update knows best who it is; in a group everybody is somebody else."""
        private = update.chat_id == update.sender_id
        before = lane.stands if private else Standing(lane.stands.dialogue, sender)
        with structlog.contextvars.bound_contextvars(update_id=update.update_id):
            try:
                lane.stands = await self._handling.handle(update, before)
            except Leaving:
                lane.waiting.clear()


def _maybe_begun(updates: Sequence[Kept]) -> list[Kept]:
    """At most one of each chat is handled at a time, and so many side by side."""
    first = {(update.chat_id or -update.update_id): update for update in reversed(updates)}
    return sorted(first.values(), key=lambda update: update.update_id)[:AT_ONCE]
