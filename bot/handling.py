"""One update from the inbox to its end: tried, tried again, then done or set aside, never in doubt."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import structlog
from telegram import Update
from telegram.ext import Application

import actions.intake
import screens.refusals
import storage.inbox
from bot.awaiting import Awaiting
from handlers.house import House
from handlers.show import show
from handlers.turn import Turn
from rules.people import Person, Visitor, guessed_language
from screens.words import Words
from storage.dialogues import Dialogue
from storage.inbox import TRIES, UNWRITABLE, Kept
from storage.work import Deed, P, T

PAUSES = {1: 0.2, 2: 1.0}  # seconds to wait after so many failures
LONGEST_PAUSE = 30.0  # seconds between two tries to write what must be written
SLOWEST = 180.0  # seconds for one try: longer than every wait for Telegram within it

Report = Callable[[str, int], None]
AnyApplication = Application[Any, Any, Any, Any, Any, Any]

log = structlog.get_logger()


class Leaving(Exception):
    """The process ends; the update stays in the inbox for the next one."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a chat stands before an update, and who sends it; `who` is None for somebody not known."""

    dialogue: Dialogue = field(default_factory=Dialogue)
    who: Person | None = None


class Handling:
    """Takes updates through the application. `report` tells administrators a kind and an update's id."""

    def __init__(self, application: AnyApplication, house: House, awaiting: Awaiting, report: Report) -> None:
        self._application = application
        self._house = house
        self._awaiting = awaiting
        self._report = report
        self.stopping = asyncio.Event()

    async def handle(self, kept: Kept, before: Standing) -> Standing:
        """Where the chat stands after it. Leaving: the process ends first."""
        try:
            update = Update.de_json(dict(kept.body), self._application.bot)
        except Exception as error:  # noqa: BLE001 -- whatever a future Telegram sends must not stop the rest
            await self.give_up(kept, before.who, type(error).__name__)
            return before
        tries, answered = kept.attempts, False
        while True:
            turn = _turn(kept, update, before)
            turn.again, turn.last_try, turn.answered = tries > 0, tries + 1 >= TRIES, answered
            await self._try(kept, turn, update)
            if turn.failure is None:
                return Standing(_stands(turn), turn.who if isinstance(turn.who, Person) else None)
            tries = await self.surely(storage.inbox.attempt, kept.update_id)
            if tries >= TRIES:
                await self._set_aside(kept, type(turn.failure).__name__)
                return before
            answered = turn.answered
            await self._pause(PAUSES[tries])

    async def _try(self, kept: Kept, turn: Turn, update: Update) -> None:
        self._house.turns[kept.update_id] = turn
        try:
            async with asyncio.timeout(SLOWEST):
                await self._application.process_update(update)
                await self._application.update_persistence()
            if turn.failure is None:
                turn.states = self._awaiting.changed(turn.chat_id, turn.states)
                await self.surely(actions.intake.finish, kept, _stands(turn) if turn.changes_chat else None)
        except Leaving:
            raise
        except Exception as error:
            log.exception("update.failed", kind=type(error).__name__)
            turn.failure = error
        finally:
            del self._house.turns[kept.update_id]

    async def surely(self, deed: Deed[P, T], *args: P.args, **named: P.kwargs) -> T:
        """Write down what has happened, however long the disk is full or the database away."""
        pause = min(PAUSES.values())
        while True:
            try:
                return await self._house.db.do(deed, *args, **named)
            except UNWRITABLE as error:
                log.exception("data.unwritable", kind=type(error).__name__)
                self._report("data_unwritable", 0)
            await self._pause(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self.stopping.wait()
        except TimeoutError:
            return
        raise Leaving

    async def give_up(self, kept: Kept, who: Person | None, fault: str) -> None:
        """Set aside what no handler could get hold of, and tell whoever waits for an answer."""
        await self._set_aside(kept, fault)
        if kept.chat_id and kept.chat_id == kept.sender_id:
            turn = Turn(kept.update_id, kept.chat_id, who)
            words = Words(who.language if who else guessed_language(None))
            await show(self._application.bot, self._house, turn, None, screens.refusals.unavailable_screen(words))

    async def _set_aside(self, kept: Kept, fault: str) -> None:
        log.error("update.set_aside", fault=fault)
        await self.surely(storage.inbox.set_aside, kept.update_id, fault)
        self._report(f"update.{fault}", kept.update_id)


def _stands(turn: Turn) -> Dialogue:
    return Dialogue(turn.states, turn.draft, turn.panel_id, turn.last_id)


def _turn(kept: Kept, update: Update, before: Standing) -> Turn:
    stands, message = before.dialogue, update.effective_message
    came = message.message_id if message is not None and update.callback_query is None else 0
    return Turn(
        kept.update_id,
        kept.chat_id,
        before.who or _visitor(update),
        draft=dict(stands.draft),
        states=dict(stands.states),
        panel_id=stands.panel_id,
        last_id=max(stands.last_id, came),
        changes_chat=kept.chat_id == kept.sender_id,
    )


def _visitor(update: Update) -> Visitor | None:
    user = update.effective_user
    return Visitor(user.id, guessed_language(user.language_code)) if user and not user.is_bot else None
