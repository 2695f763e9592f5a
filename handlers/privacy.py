"""What is kept of me: /privacy, /mydata, the file of everything, and erasing."""

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler

import actions.privacy
import screens.privacy
from handlers.context import Context
from rules.keys.privacy import AskErase, Download, Erase, MyData, ReadPrivacy
from rules.refusal import NotFound
from screens.privacy import Keeping


async def privacy(_update: Update, context: Context) -> None:
    await _full_text(context, asking=False)


async def read(_update: Update, context: Context) -> None:
    await _full_text(context, asking=context.key(ReadPrivacy).asking == 1)


async def _full_text(context: Context, *, asking: bool) -> None:
    if context.centre is None:
        raise NotFound
    privacy = context.house.privacy
    keeping = Keeping(privacy.storage, privacy.contact, privacy.retention_months)
    await context.show(screens.privacy.full_text(context.centre, keeping, context.words, asking=asking))


async def my_data(_update: Update, context: Context) -> None:
    kept = await context.read(actions.privacy.kept, context.person)
    await context.show(screens.privacy.my_data(context.person, kept.bookings, kept.looks, context.words))


async def download(_update: Update, context: Context) -> None:
    content = await context.read(actions.privacy.export, context.person)
    await context.show(screens.privacy.download(content, context.words))


async def ask_erase(_update: Update, context: Context) -> None:
    ends = await context.read(actions.privacy.leaving, context.person)
    await context.show(screens.privacy.ask_erase(ends.upcoming, ends.roles, context.words))


async def erase(_update: Update, context: Context) -> None:
    """Everything goes, also where the chat stood: this update writes nothing of it back."""
    words = context.words
    await context.do(actions.privacy.erase, context.person, context.turn.update_id)
    context.turn.changes_chat = False
    context.turn.draft.clear()
    context.turn.who = None
    await context.show(screens.privacy.erased(words))


steps: list[BaseHandler[Update, Context, None]] = [
    CommandHandler("privacy", privacy),
    CommandHandler("mydata", my_data),
    CallbackQueryHandler(read, pattern=ReadPrivacy.pattern()),
    CallbackQueryHandler(my_data, pattern=MyData.pattern()),
    CallbackQueryHandler(download, pattern=Download.pattern()),
    CallbackQueryHandler(ask_erase, pattern=AskErase.pattern()),
    CallbackQueryHandler(erase, pattern=Erase.pattern()),
]
