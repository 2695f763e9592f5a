"""A form that staff fill in, step by step: buttons choose, typed words are taken, and every way out is open."""

from collections.abc import Mapping

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, ConversationHandler, MessageHandler, filters

import handlers.desk
import handlers.start
from handlers.context import Context
from handlers.words import Turning
from rules.keys.codec import Key
from rules.keys.desk import Panel
from rules.keys.start import Home

END = ConversationHandler.END

Steps = list[BaseHandler[Update, Context, object]]


def taps(steps: Mapping[type[Key], Turning]) -> Steps:
    return [CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in steps.items()]


def waiting(steps: Mapping[type[Key], Turning], typed: Turning, otherwise: Turning) -> Steps:
    """What a form that is open takes: its own taps, those that leave the room, words, and anything else."""
    return [
        *taps(steps),
        *taps({Home: _leave_for_home, Panel: _leave_for_panel}),
        MessageHandler(filters.TEXT & ~filters.COMMAND, typed),
        MessageHandler(~filters.COMMAND & ~filters.StatusUpdate.ALL, otherwise),
    ]


async def _leave_for_home(update: Update, context: Context) -> object:
    await handlers.start.home(update, context)
    return END


async def _leave_for_panel(update: Update, context: Context) -> object:
    await handlers.desk.panel(update, context)
    return END
