"""Who comes to a meeting, and who came, as its staff look and note."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler

import actions.attendance
import screens.attendance
from actions.attendance import Roll
from handlers.context import Context
from rules.keys.attendance import AllCame, Goers, Mark
from rules.keys.codec import Key

Step = Callable[[Update, Context], Coroutine[Any, Any, None]]


async def goers(_update: Update, context: Context) -> None:
    """A deed, as each look at the names is written down."""
    key = context.key(Goers)
    await _show(context, await context.do(actions.attendance.roll, context.person, key.meeting_id, key.page))


async def _show(context: Context, seen: Roll) -> None:
    words, now = replace(context.words, zone=seen.card.zone), context.house.db.place.now()
    noted = (seen.came, seen.missed)
    await context.show(screens.attendance.roll(seen.card, seen.goers, seen.page, noted, now, words))


async def mark(_update: Update, context: Context) -> None:
    key = context.key(Mark)
    person = context.person
    await _show(context, await context.do(actions.attendance.mark, person, key.attendance_id, key.came, key.page))


async def all_came(_update: Update, context: Context) -> None:
    await _show(context, await context.do(actions.attendance.all_came, context.person, context.key(AllCame).meeting_id))


TAPS: dict[type[Key], Step] = {Goers: goers, Mark: mark, AllCame: all_came}

steps: list[BaseHandler[Update, Context, None]] = [
    CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()
]
