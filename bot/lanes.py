"""Updates in order: one lane a chat, lanes side by side; each update is done or set aside, never in doubt."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

import structlog
from telegram import Update
from telegram.ext import Application

import actions.intake
import storage.inbox
from actions.intake import Accepted
from bot.awaiting import Awaiting
from handlers.house import House
from handlers.turn import Turn
from rules.people import Person, Visitor, guessed_language
from storage.dialogues import Dialogue
from storage.inbox import TRIES, Kept

AT_ONCE = 64  # updates handled side by side: more would only wait for the one writer
PAUSES = (0.2, 1.0)  # seconds before the second and the third try

Report = Callable[[str, int], None]
AnyApplication = Application[Any, Any, Any, Any, Any, Any]

log = structlog.get_logger()


@dataclass(slots=True)
class Lane:
    """The updates of one chat that wait, and what the last one left behind."""

    stands: Dialogue
    who: Person | None
    waiting: deque[Kept] = field(default_factory=deque)
    running: bool = False


class Lanes:
    """Runs accepted updates through the application. `report` tells administrators a kind and an update's id."""

    def __init__(self, application: AnyApplication, house: House, awaiting: Awaiting, report: Report) -> None:
        self._application = application
        self._house = house
        self._awaiting = awaiting
        self._report = report
        self._lanes: dict[int, Lane] = {}
        self._room = asyncio.Semaphore(AT_ONCE)
        self._still = asyncio.Event()
        self._still.set()
        self._group = asyncio.TaskGroup()
        self._stopping = False

    async def __aenter__(self) -> Self:
        await self._group.__aenter__()
        return self

    async def __aexit__(self, *error: object) -> None:
        """Finish what is being handled; what only waits stays in the inbox for the next start."""
        self._stopping = True
        await self._group.__aexit__(None, None, None)

    def forget_idle(self) -> None:
        """To be called before more is accepted: what an idle chat left behind is committed and will be read anew."""
        self._lanes = {chat_id: lane for chat_id, lane in self._lanes.items() if lane.running}

    def add(self, accepted: Accepted) -> None:
        for update in accepted.updates:
            lane = self._lane(update, accepted)
            lane.waiting.append(update)
            if not lane.running:
                lane.running = True
                self._still.clear()
                self._group.create_task(self._run(lane))

    def _lane(self, update: Kept, accepted: Accepted) -> Lane:
        key = update.chat_id or -update.update_id
        if key not in self._lanes:
            who = accepted.people.get(update.sender_id)
            self._lanes[key] = Lane(accepted.dialogues.get(update.chat_id, Dialogue()), who)
        lane = self._lanes[key]
        if update.sender_id != update.chat_id:  # a group: everybody in it is somebody else
            lane.who = accepted.people.get(update.sender_id)
        return lane

    async def settle(self) -> None:
        """Wait until nothing is being handled."""
        await self._still.wait()

    async def _run(self, lane: Lane) -> None:
        while lane.waiting and not self._stopping:
            update = lane.waiting.popleft()
            async with self._room:
                await self._handle(lane, update)
        lane.running = False
        if not any(other.running for other in self._lanes.values()):
            self._still.set()

    async def _handle(self, lane: Lane, kept: Kept) -> None:
        with structlog.contextvars.bound_contextvars(update_id=kept.update_id):
            try:
                update = Update.de_json(dict(kept.body), self._application.bot)
            except Exception as error:  # noqa: BLE001 -- whatever a future Telegram sends must not stop the rest
                return await self._set_aside(kept, error)
            for pause in (*PAUSES, None):
                failure = await self._try(lane, kept, update, last=pause is None)
                if failure is None:
                    return None
                tries = await self._house.db.do(storage.inbox.attempt, kept.update_id)
                if pause is None or tries >= TRIES:
                    return await self._set_aside(kept, failure)
                await asyncio.sleep(pause)
        return None

    async def _try(self, lane: Lane, kept: Kept, update: Update, *, last: bool) -> BaseException | None:
        turn = _turn(lane, kept, update)
        turn.last_try = last
        self._house.turns[kept.update_id] = turn
        try:
            await self._application.process_update(update)
            await self._application.update_persistence()
        finally:
            del self._house.turns[kept.update_id]
        if turn.failure is not None:
            return turn.failure
        turn.states = self._awaiting.changed(turn.chat_id, turn.states)
        lane.stands = Dialogue(turn.states, turn.draft, turn.panel_id, turn.last_id)
        lane.who = turn.who if isinstance(turn.who, Person) else None
        await self._house.db.do(actions.intake.finish, kept, lane.stands if turn.changes_chat else None)
        return None

    async def _set_aside(self, kept: Kept, error: BaseException) -> None:
        kind = type(error).__name__
        log.error("update.set_aside", kind=kind)
        await self._house.db.do(storage.inbox.set_aside, kept.update_id, kind)
        self._report(f"update.{kind}", kept.update_id)


def _turn(lane: Lane, kept: Kept, update: Update) -> Turn:
    message = update.effective_message
    last_id = lane.stands.last_id
    if message is not None and update.callback_query is None:
        last_id = max(last_id, message.message_id)
    return Turn(
        kept.update_id,
        kept.chat_id,
        lane.who or _visitor(update),
        draft=dict(lane.stands.draft),
        states=dict(lane.stands.states),
        panel_id=lane.stands.panel_id,
        last_id=last_id,
        changes_chat=kept.chat_id == kept.sender_id,
    )


def _visitor(update: Update) -> Visitor | None:
    user = update.effective_user
    return Visitor(user.id, guessed_language(user.language_code)) if user and not user.is_bot else None
