"""A question brought along to a visit: words or a file sent right under the screen that asks for them."""

from telegram import Message, Update
from telegram.ext import BaseHandler, CallbackQueryHandler, MessageHandler, filters

import actions.questions
import handlers.choosing
import handlers.start
import screens.questions
import screens.refusals
from actions.questions import Asked
from handlers.choosing import Step
from handlers.context import Context
from rules.keys.codec import Key
from rules.keys.questions import Ask, OpenFile, Read, TakeBack
from rules.letters import Attachment
from rules.questions import Said
from rules.refusal import IinTyped, NotText, TextTooLong, TextTooShort, TooManyQuestions

QUESTION = "question"  # what the last screen asked, before the booking's id


async def ask(_update: Update, context: Context) -> None:
    key = context.key(Ask)
    await handlers.choosing.at_a_booking(context, key.booking_id, lambda: _ask(context, key.booking_id))


async def _ask(context: Context, booking_id: int) -> None:
    await _show(context, await context.read(actions.questions.asked, context.person, booking_id))


async def _show(context: Context, found: Asked) -> None:
    booking = found.card.booking
    screen = screens.questions.ask(booking, found.questions, context.words, files=found.files)
    await context.show(screen, asks=f"{QUESTION}:{booking.id}")


async def said(update: Update, context: Context) -> None:
    """One more thing to the booking."""
    booking_id = int(context.asked.partition(":")[2])
    await handlers.choosing.at_a_booking(context, booking_id, lambda: _said(context, booking_id, update.message))


async def _said(context: Context, booking_id: int, message: Message | None) -> None:
    """What cannot be kept is explained, and something is awaited still."""
    try:
        found = await context.do(actions.questions.add, context.person, booking_id, _brought(message))
    except NotText:
        screen = screens.questions.words_only(booking_id, context.words)
    except (TextTooShort, TextTooLong, IinTyped, TooManyQuestions) as refusal:
        screen = screens.refusals.refused(refusal, context.centre, context.words)
    else:
        return await _show(context, found)
    return await context.show(screen, asks=f"{QUESTION}:{booking_id}")


def _brought(message: Message | None) -> Said:
    """Raises NotText for what is neither words nor a file."""
    media = attachment(message)
    if message is None or (media is None and not message.text):
        raise NotText
    return Said(message.text or message.caption or "", media)


def attachment(message: Message | None) -> Attachment | None:
    """A photo, a document or a voice, by the id it has for this bot."""
    if message is None:
        return None
    if message.photo:
        return Attachment("photo", message.photo[-1].file_id)
    if message.voice:
        return Attachment("voice", message.voice.file_id)
    return Attachment("document", message.document.file_id) if message.document else None


async def sent(update: Update, context: Context) -> None:
    """A file that nobody else waits for: to the booking, if the last screen asked for it."""
    if context.asked.startswith(f"{QUESTION}:"):
        return await said(update, context)
    return await handlers.start.nothing_understood(update, context)


async def take_back(_update: Update, context: Context) -> None:
    key = context.key(TakeBack)
    await handlers.choosing.at_a_booking(context, key.booking_id, lambda: _take_back(context, key.booking_id))


async def _take_back(context: Context, booking_id: int) -> None:
    await _show(context, await context.do(actions.questions.take_back, context.person, booking_id))


async def read(_update: Update, context: Context) -> None:
    """A deed, as each look is noted."""
    booking_id = context.key(Read).booking_id
    found, written = await context.do(actions.questions.read, context.person, booking_id)
    await context.show(screens.questions.read(booking_id, found, context.words, written))


async def open_file(_update: Update, context: Context) -> None:
    found = await context.do(actions.questions.file, context.person, context.key(OpenFile).question_id)
    await context.show(screens.questions.file(found, context.words))


TAPS: dict[type[Key], Step] = {Ask: ask, TakeBack: take_back, Read: read, OpenFile: open_file}

steps: list[BaseHandler[Update, Context, None]] = [
    *(CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()),
    MessageHandler(filters.PHOTO | filters.VOICE | filters.Document.ALL, sent),
]
