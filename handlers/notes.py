"""Notes of the staff, the day as a file, and who called: what stands behind a day and a visit."""

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler

import actions.callers
import actions.notes
import actions.visits
import handlers.days
import handlers.moments
import handlers.workbooks
import screens.callers
import screens.day_sheets
import screens.notes
import screens.refusals
from handlers.choosing import Step
from handlers.context import Context
from handlers.words import typed
from handlers.workbooks import NotWritten
from rules.keys.codec import Key
from rules.keys.days import AskCaller, CallDays, CallOn, MoveCall, Note, StrikeNote, ToPrint
from rules.openings import Slot
from rules.refusal import IinTyped, NotText, TextTooLong, TextTooShort

NOTE, CALLER = "note", "caller"  # what the last screen asked, before the visit's id


async def note(_update: Update, context: Context) -> None:
    await _note(context, context.key(Note).booking_id)


async def _note(context: Context, booking_id: int) -> None:
    seen, text = await context.do(actions.notes.read, context.person, booking_id)
    asks = f"{NOTE}:{booking_id}" if seen.post.may_change else ""
    await context.show(screens.notes.note(seen, text, handlers.days.there(context, seen)), asks=asks)


async def write_note(update: Update, context: Context) -> None:
    booking_id = int(context.asked.partition(":")[2])
    try:
        seen = await context.do(actions.notes.write, context.person, booking_id, typed(update))
    except (TextTooShort, TextTooLong, IinTyped) as refusal:
        screen = screens.refusals.refused(refusal, context.centre, context.words)
        return await context.show(screen, asks=f"{NOTE}:{booking_id}")
    return await handlers.days.show_card(context, seen)


async def strike(_update: Update, context: Context) -> None:
    seen = await context.do(actions.notes.strike, context.person, context.key(StrikeNote).booking_id)
    await handlers.days.show_card(context, seen)


async def to_print(_update: Update, context: Context) -> None:
    """Sent as a document; nothing of it stays on the server."""
    key = context.key(ToPrint)
    seen = await context.do(actions.visits.printed, context.person, key.centre_id, handlers.moments.day(key.day))
    words = await handlers.days.words_of(context, key.centre_id)
    try:
        content = await handlers.workbooks.write((screens.day_sheets.sheet(seen, words),))
    except NotWritten:
        return await context.show(screens.day_sheets.not_made(key, words))
    return await context.show(screens.day_sheets.sent(key, seen, content, words))


async def ask_caller(_update: Update, context: Context) -> None:
    booking_id = context.key(AskCaller).booking_id
    seen = await context.read(actions.callers.naming, context.person, booking_id)
    await context.show(screens.callers.ask(seen, handlers.days.there(context, seen)), asks=f"{CALLER}:{booking_id}")


async def name_caller(update: Update, context: Context) -> None:
    booking_id = int(context.asked.partition(":")[2])
    try:
        seen = await context.do(actions.callers.name, context.person, booking_id, typed(update))
    except (NotText, IinTyped) as refusal:
        screen = screens.refusals.refused(refusal, context.centre, context.words)
        return await context.show(screen, asks=f"{CALLER}:{booking_id}")
    return await handlers.days.show_card(context, seen)


async def call_days(_update: Update, context: Context) -> None:
    key = context.key(CallDays)
    free = await context.read(actions.callers.times, context.person, key.centre_id, key.topic_id, key.booking_id)
    await context.show(screens.callers.days(key, free, await handlers.days.words_of(context, key.centre_id)))


async def call_on(_update: Update, context: Context) -> None:
    key = context.key(CallOn)
    handlers.moments.day(key.day)
    free = await context.read(actions.callers.times, context.person, key.centre_id, key.topic_id, key.booking_id)
    await context.show(screens.callers.times(key, free, await handlers.days.words_of(context, key.centre_id)))


async def move_call(_update: Update, context: Context) -> None:
    key = context.key(MoveCall)
    slot = Slot(key.specialist_id, handlers.moments.moment(key.minute))
    await handlers.days.show_card(
        context, await context.do(actions.callers.move, context.person, key.booking_id, key.rev, slot)
    )


TAPS: dict[type[Key], Step] = {
    Note: note,
    StrikeNote: strike,
    ToPrint: to_print,
    AskCaller: ask_caller,
    CallDays: call_days,
    CallOn: call_on,
    MoveCall: move_call,
}
TYPED: dict[str, Step] = {NOTE: write_note, CALLER: name_caller}

steps: list[BaseHandler[Update, Context, None]] = [
    CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()
]
