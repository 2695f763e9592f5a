"""Questions in writing on the staff's side: in their group's thread, and one by one in private."""

from dataclasses import replace

import structlog
from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, MessageHandler, filters

import actions.enquiry_desk
import screens.enquiry_desk
import screens.refusals
import storage.centres
from handlers.choosing import Step
from handlers.context import Context
from handlers.words import typed
from rules.enquiries import Seen
from rules.keys.codec import Key
from rules.keys.enquiries import Answered, Open, TakeOn, Waiting
from rules.refusal import AlreadyDone, IinTyped, Refusal, SaidMore, TakenAlready, TextTooLong, TextTooShort
from screens.words import Words

REPLY = "reply"  # what the last screen asked, before the question's id

log = structlog.get_logger()


async def about(update: Update, context: Context) -> int | None:
    """The question that a message in a group belongs to; most belong to none and are nobody's business here."""
    message = update.message
    if message is None or not message.text:
        return None
    thread = message.message_thread_id if message.is_topic_message else None
    replied = message.reply_to_message.message_id if message.reply_to_message else None
    return await context.read(actions.enquiry_desk.concerns, message.chat_id, thread, replied)


async def replied(update: Update, context: Context) -> None:
    """A colleague's words in the thread; who is none of the staff is not passed on, and not told in public."""
    enquiry_id = await about(update, context)
    try:
        await context.do(actions.enquiry_desk.reply, context.person, enquiry_id or 0, typed(update))
    except Refusal as refusal:
        log.info("reply.refused", refusal=type(refusal).__name__)


async def waiting(_update: Update, context: Context) -> None:
    key = context.key(Waiting)
    found = await context.read(actions.enquiry_desk.waiting, context.person, key.centre_id)
    await context.show(screens.enquiry_desk.waiting(found, key, await _words(context, key.centre_id)))


async def show(_update: Update, context: Context) -> None:
    seen = await context.do(actions.enquiry_desk.seen, context.person, context.key(Open).enquiry_id)
    await _show(context, seen)


async def _show(context: Context, seen: Seen, above: str = "") -> None:
    """With all that was said; words typed right under it go to whoever asked."""
    words = await _words(context, seen.enquiry.centre_id)
    shown = screens.enquiry_desk.card(seen, context.person.id, words, above)
    await context.show(shown, asks=f"{REPLY}:{seen.enquiry.id}")


async def _words(context: Context, centre_id: int) -> Words:
    centre = await context.read(storage.centres.known, centre_id)
    return replace(context.words, zone=centre.zone)


async def take(_update: Update, context: Context) -> None:
    key = context.key(TakeOn)
    try:
        seen = await context.do(actions.enquiry_desk.take, context.person, key.enquiry_id, key.owner_id)
    except (TakenAlready, AlreadyDone) as refusal:
        return await _look_again(context, key.enquiry_id, refusal)
    return await _said(context, seen, screens.enquiry_desk.yours(context.words))


async def answered(_update: Update, context: Context) -> None:
    key = context.key(Answered)
    try:
        seen = await context.do(actions.enquiry_desk.close, context.person, key.enquiry_id, key.line_id)
    except (SaidMore, AlreadyDone) as refusal:
        return await _look_again(context, key.enquiry_id, refusal)
    return await _said(context, seen, screens.enquiry_desk.put_away(context.words))


async def _look_again(context: Context, enquiry_id: int, refusal: Refusal) -> None:
    """In private the question comes as it stands now; a group has it before its eyes."""
    if context.in_group:
        raise refusal
    above = screens.refusals.sentence(refusal, context.centre, context.words)
    await _show(context, await context.do(actions.enquiry_desk.seen, context.person, enquiry_id), above)


async def _said(context: Context, seen: Seen, said: str) -> None:
    """The group reads it in the thread; who pressed there has a line over the chat."""
    if context.in_group:
        return await context.pop_up(said)
    return await _show(context, seen, said)


async def reply(update: Update, context: Context) -> None:
    """Words typed under a question in private."""
    enquiry_id, waits = int(context.asked.partition(":")[2]), context.asked
    try:
        seen = await context.do(actions.enquiry_desk.reply, context.person, enquiry_id, typed(update))
    except (TextTooShort, TextTooLong, IinTyped) as refusal:
        return await context.show(screens.refusals.refused(refusal, context.centre, context.words), asks=waits)
    return await _show(context, seen, screens.enquiry_desk.on_its_way(context.words))


TYPED: dict[str, Step] = {REPLY: reply}
TAPS: dict[type[Key], Step] = {Waiting: waiting, Open: show, TakeOn: take, Answered: answered}

steps: list[BaseHandler[Update, Context, None]] = [
    *(CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()),
    MessageHandler(filters.ChatType.GROUPS & filters.TEXT & ~filters.COMMAND, replied),
]
