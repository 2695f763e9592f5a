"""A town whose bot is started again and again over the same data, as after a crash: nothing of the last run is left."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from sqlalchemy import text

import bot.application
import bot.box
import bot.service
from bot.application import Works
from bot.box import Box
from tests.town import Town


def built(town: Town) -> Works:
    return bot.application.build(bot.box.in_process(town.box, town.db))


@asynccontextmanager
async def again(town: Town) -> AsyncIterator[Town]:
    """The same town with a bot that has just been started."""
    works = built(town)
    async with bot.service.opened(works, frozenset()):
        yield replace(town, works=works)


async def rows(town: Town, query: str) -> list[tuple[Any, ...]]:
    return await town.db.read(lambda work: [tuple(row) for row in work.sql.execute(text(query))])


def said(box: Box, chat: int) -> list[str]:
    """What the bot has said there, oldest first."""
    return [message.text for message in box.telegram.chat_messages(chat) if message.sender == bot.box.BOT_ID]


def texts(town: Town, chat: int) -> list[str]:
    return said(town.box, chat)
