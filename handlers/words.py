"""Words that a conversation awaits: typed ones are taken, anything else is kindly asked again."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, ConversationHandler, MessageHandler, filters

import screens.refusals
from handlers.context import Context
from rules.keys.codec import Key
from rules.refusal import Refusal

Handler = BaseHandler[Update, Context, Any]
Turning = Callable[[Update, Context], Coroutine[Any, Any, object]]
"""A step of a conversation: what it returns is awaited next."""


def awaiting(step: Turning, otherwise: Turning) -> list[Handler]:
    """The handlers of one state. A step that is refused ends the waiting: nobody is asked the same for ever."""

    async def take(update: Update, context: Context) -> object:
        try:
            return await step(update, context)
        except Refusal as refusal:
            await context.show(screens.refusals.refused(refusal, context.centre, context.words))
            return ConversationHandler.END

    return [
        MessageHandler(filters.TEXT & ~filters.COMMAND, take),
        MessageHandler(~filters.COMMAND & ~filters.StatusUpdate.ALL, otherwise),
    ]


def typed(update: Update) -> str:
    return (update.message and update.message.text) or ""


def on(kind: type[Key], step: Turning) -> Handler:
    """A tap that a conversation begins with, or goes on by."""
    return CallbackQueryHandler(step, pattern=kind.pattern())
