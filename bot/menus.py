"""The list of commands that Telegram shows, one set a language; it follows the centres' switches."""

import asyncio

import structlog
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

import screens.menus
import storage.centres
from rules.people import LANGUAGES
from screens.words import Words
from storage.database import Database

log = structlog.get_logger()


class Menus:
    """Published at the start, and again whenever a job was switched."""

    def __init__(self, bot: Bot, db: Database) -> None:
        self._bot, self._db = bot, db
        self._changed = asyncio.Event()

    def wake(self) -> None:
        self._changed.set()

    async def run(self) -> None:
        """Until cancelled."""
        await self.publish()
        while True:
            await self._changed.wait()
            await self.settle()

    async def settle(self) -> None:
        """Publish, if anything has changed since."""
        if self._changed.is_set():
            self._changed.clear()
            await self.publish()

    async def publish(self) -> None:
        """Tell Telegram the commands and the descriptions; without them the bot works, so a failure is only logged."""
        off = await self._db.read(storage.centres.closed_jobs)
        try:
            for language in LANGUAGES:
                await self._publish_in(Words(language), language, off)
            await self._publish_in(Words("ru"), "", off)
        except TelegramError as error:
            log.warning("menus.unpublished", kind=type(error).__name__)

    async def _publish_in(self, words: Words, code: str, off: frozenset[str]) -> None:
        listed = [BotCommand(name, description) for name, description in screens.menus.commands(words, off)]
        await self._bot.set_my_commands(listed, BotCommandScopeAllPrivateChats(), code)
        await self._bot.set_my_short_description(screens.menus.short_description(words), code)
        await self._bot.set_my_description(screens.menus.description(words), code)
