"""Asking in writing: the author's words, in private."""

import structlog
from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler

import actions.enquiries
import handlers.choosing
import screens.enquiries
import screens.enquiry_desk
import screens.privacy
import screens.refusals
import storage.centres
from handlers.choosing import Step
from handlers.context import Context
from handlers.words import typed
from rules.enquiries import Enquiry
from rules.keys.codec import Key
from rules.keys.enquiries import Enough, More, Write
from rules.refusal import ConsentMissing, IinTyped, TextTooLong, TextTooShort
from screens.words import Words

ROOM = "written"
WISH = f"{ROOM}.wish"
ASKS, ADDS = "written", "enquiry"  # what the last screen asked, before the topic's id or the question's

log = structlog.get_logger()


async def write(_update: Update, context: Context) -> None:
    await _write(context, context.key(Write).topic_id)


async def _write(context: Context, topic_id: int) -> None:
    """Consent comes before the first word that is kept; the topic waits in the draft."""
    try:
        offer = await context.read(actions.enquiries.offer, context.person, topic_id)
    except ConsentMissing:
        context.draft[WISH] = topic_id
        context.begin(ROOM)
        return await context.show(screens.privacy.ask_consent(handlers.choosing.centre_of(context), context.words))
    return await context.show(screens.enquiries.ask(offer, context.words), asks=f"{ASKS}:{topic_id}")


async def introduced(_update: Update, context: Context) -> None:
    """Consent is there: go on to the question."""
    topic_id = int(context.draft.pop(WISH, 0) or 0)
    return await _write(context, topic_id) if topic_id else await handlers.choosing.lead_on(context)


async def asked(update: Update, context: Context) -> None:
    """The question: kept, given a thread, sent there."""
    topic_id, waits = int(context.asked.partition(":")[2]), context.asked
    try:
        made = await context.do(actions.enquiries.ask, context.person, topic_id, typed(update))
    except (TextTooShort, TextTooLong, IinTyped) as refusal:
        return await context.show(screens.refusals.refused(refusal, context.centre, context.words), asks=waits)
    if made.thread_id is None:
        await context.do(actions.enquiries.send, made.id, await _new_thread(context, made))
    return await _sent(context, made)


async def _new_thread(context: Context, made: Enquiry) -> int | None:
    """A thread of its own; None in a group without threads, or where the bot may make none."""
    topic = await context.read(storage.centres.topic, made.topic_id)
    words = Words(context.centre.default_language if context.centre else "kk")
    title = screens.enquiry_desk.title(made, topic, words) if topic else str(made.id)
    try:
        thread = await context.bot.create_forum_topic(made.chat_id, title[:128])
    except Exception as error:  # noqa: BLE001 -- whatever it is, the question goes to the group itself
        log.info("thread.none", kind=type(error).__name__)
        return None
    return thread.message_thread_id


async def _sent(context: Context, one: Enquiry) -> None:
    await context.show(screens.enquiries.sent(one, context.words), asks=f"{ADDS}:{one.id}")


async def more(_update: Update, context: Context) -> None:
    found = await context.read(actions.enquiries.own, context.person, context.key(More).enquiry_id)
    await context.show(screens.enquiries.more(found, context.words), asks=f"{ADDS}:{found.id}")


async def added(update: Update, context: Context) -> None:
    enquiry_id, waits = int(context.asked.partition(":")[2]), context.asked
    try:
        found = await context.do(actions.enquiries.say, context.person, enquiry_id, typed(update))
    except (TextTooShort, TextTooLong, IinTyped) as refusal:
        return await context.show(screens.refusals.refused(refusal, context.centre, context.words), asks=waits)
    return await _sent(context, found)


async def enough(_update: Update, context: Context) -> None:
    await context.do(actions.enquiries.enough, context.person, context.key(Enough).enquiry_id)
    await context.show(screens.enquiries.enough(context.words))


TAPS: dict[type[Key], Step] = {Write: write, More: more, Enough: enough}

steps: list[BaseHandler[Update, Context, None]] = [
    CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()
]
