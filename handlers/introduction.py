"""Consent and a first name, asked once, right before the first thing that needs them.

stateDiagram: (a time is held) -> consent asked -> [I give consent] -> NAME awaited -> typed -> (what was begun goes on)
"""

import warnings

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, ConversationHandler, MessageHandler, filters

import actions.people
import handlers.booking
import handlers.filters
import handlers.privacy
import screens.privacy
import screens.refusals
import screens.start
from handlers.context import Context
from rules.keys.privacy import Agree, AskConsent, Decline, Erase
from rules.people import NAME_LENGTH, clean_text
from rules.refusal import ConsentMissing, NotFound, TextTooLong

warnings.filterwarnings("ignore", message="If 'per_message=False'")  # a tap here is meant to be per chat

NAME = "name"
END = ConversationHandler.END
MOST_TYPED = 4 * NAME_LENGTH


async def ask_consent(_update: Update, context: Context) -> None:
    if context.centre is None:
        raise NotFound
    await context.show(screens.privacy.ask_consent(context.centre, context.words))


async def agree(update: Update, context: Context) -> object:
    """Consent given: the name is next, unless it is known from another centre."""
    key = context.key(Agree)
    if context.centre is None or context.centre.id != key.centre_id:
        raise NotFound
    shown = screens.privacy.consent_text(context.centre, context.words)
    context.turn.who = await context.do(actions.people.agree, context.person, key.centre_id, shown)
    if handlers.filters.waits(context):
        await handlers.filters.introduced(update, context)
        return END
    if context.person.name:
        await handlers.booking.introduced(update, context)
        return END
    await context.show(screens.privacy.ask_name(context.words))
    return NAME


async def name(update: Update, context: Context) -> object:
    typed = clean_text((update.message and update.message.text) or "")
    if len(typed) > MOST_TYPED:
        raise TextTooLong(len(typed), NAME_LENGTH)
    try:
        context.turn.who = await context.do(actions.people.introduce, context.person, typed)
    except ConsentMissing as refusal:
        await context.show(screens.refusals.refused(refusal, context.centre, context.words))
        return END
    await handlers.booking.introduced(update, context)
    return END


async def not_a_name(_update: Update, context: Context) -> object:
    """A photo, a voice, a sticker where a name is awaited: asked again, nothing is lost."""
    await context.show(screens.privacy.words_please(context.words))
    return NAME


async def decline(_update: Update, context: Context) -> object:
    await handlers.filters.declined(context)
    await handlers.booking.declined(context)
    await context.show(screens.privacy.declined(context.words))
    return END


async def erased(update: Update, context: Context) -> object:
    """Erased while a name was awaited: whoever comes next is not asked to go on."""
    await handlers.privacy.erase(update, context)
    return END


async def stop(_update: Update, context: Context) -> object:
    await handlers.booking.declined(context)
    await context.show(screens.privacy.stopped(context.words))
    return END


conversation = ConversationHandler(
    entry_points=[CallbackQueryHandler(agree, pattern=Agree.pattern())],
    states={NAME: [MessageHandler(filters.TEXT & ~filters.COMMAND, name)]},
    fallbacks=[
        CommandHandler("cancel", stop),
        CallbackQueryHandler(agree, pattern=Agree.pattern()),
        CallbackQueryHandler(decline, pattern=Decline.pattern()),
        CallbackQueryHandler(erased, pattern=Erase.pattern()),
        MessageHandler(~filters.COMMAND & ~filters.StatusUpdate.ALL, not_a_name),
    ],
    name="introduction",
    persistent=True,
    allow_reentry=True,
)

steps = [
    conversation,
    CallbackQueryHandler(ask_consent, pattern=AskConsent.pattern()),
    CallbackQueryHandler(decline, pattern=Decline.pattern()),
]
