"""The list of commands that Telegram shows, one set a language."""

import structlog
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

import screens.menus
from rules.people import LANGUAGES
from screens.words import Words

log = structlog.get_logger()


async def publish(bot: Bot) -> None:
    """Tell Telegram the commands and the descriptions; without them the bot works, so a failure is only logged."""
    try:
        for language in LANGUAGES:
            await _publish_in(bot, Words(language), language)
        await _publish_in(bot, Words("ru"), "")
    except TelegramError as error:
        log.warning("menus.unpublished", kind=type(error).__name__)


async def _publish_in(bot: Bot, words: Words, code: str) -> None:
    listed = [BotCommand(name, description) for name, description in screens.menus.commands(words)]
    await bot.set_my_commands(listed, BotCommandScopeAllPrivateChats(), code)
    await bot.set_my_short_description(screens.menus.short_description(words), code)
    await bot.set_my_description(screens.menus.description(words), code)
