"""Running late by two taps, in private and in the group of the staff."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler

import actions.delays
import actions.pins
import handlers.days
import screens.delays
from handlers.context import Context
from rules.keys.codec import Key
from rules.keys.days import Delay, Late

Step = Callable[[Update, Context], Coroutine[Any, Any, None]]


async def choose(_update: Update, context: Context) -> None:
    key = context.key(Late)
    await _in_its_group(context, key.centre_id)
    await _choose(context, key)


async def _choose(context: Context, key: Late, above: str = "") -> None:
    seen = await context.read(actions.delays.today, context.person, key.centre_id)
    words = await handlers.days.words_of(context, key.centre_id)
    here = replace(seen, in_group=context.in_group)
    await handlers.days.show(context, screens.delays.choose(here, key.page, words, above))


async def add(_update: Update, context: Context) -> None:
    """More minutes, or on time again; a group goes back to its list, which says so."""
    key = context.key(Delay)
    await _in_its_group(context, key.centre_id)
    place = (key.centre_id, key.specialist_id)
    running = await context.do(actions.delays.add, context.person, place, key.minutes, key.before)
    said = screens.delays.noted(running, context.words)
    if not context.in_group:
        return await _choose(context, Late(key.centre_id), said)
    await context.pop_up(said, alert=True)
    return await handlers.days.show_day(context, key.centre_id, None)


async def _in_its_group(context: Context, centre_id: int) -> None:
    """In a group only its own centre's days; it reads something else than its list for a while."""
    if context.in_group:
        await context.do(actions.pins.turn, context.person, context.turn.chat_id, centre_id)


TAPS: dict[type[Key], Step] = {Late: choose, Delay: add}

steps: list[BaseHandler[Update, Context, None]] = [
    CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()
]
