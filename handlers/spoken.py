"""A time in words: «жұма түстен кейін» offers what fits. It never books, and never guesses what was not said."""

from telegram import Update
from telegram.ext import BaseHandler, MessageHandler, filters

import actions.booking
import handlers.choosing
import handlers.enquiries
import handlers.enquiry_desk
import handlers.field_desk
import handlers.introduction
import handlers.lending
import handlers.notes
import handlers.outcomes
import handlers.phones
import handlers.questions
import handlers.reservations
import handlers.rooms
import handlers.schedule
import handlers.sentences
import handlers.session_desk
import handlers.setup
import handlers.start
import rules.rooms
import screens.booking
import storage.centres
import storage.choices
from handlers.choosing import Step
from handlers.context import Context
from handlers.words import typed
from rules.wishes import Wish

ASKED: dict[str, Step] = {
    handlers.questions.QUESTION: handlers.questions.said,
    handlers.enquiries.ASKS: handlers.enquiries.asked,
    handlers.enquiries.ADDS: handlers.enquiries.added,
    handlers.outcomes.OUTCOME: handlers.outcomes.outcome,
    handlers.outcomes.WHY: handlers.outcomes.why,
    **handlers.enquiry_desk.TYPED,
    **handlers.notes.TYPED,
    **handlers.sentences.TYPED,
    **handlers.lending.TYPED,
    **handlers.reservations.TYPED,
    **handlers.rooms.TYPED,
    **handlers.schedule.TYPED,
    **handlers.session_desk.TYPED,
    **handlers.field_desk.TYPED,
    **handlers.setup.TYPED,
}
"""Whose words they are, by what the screen right above them asked."""


async def say(update: Update, context: Context) -> None:
    """Words that no conversation waits for. Right under a screen that asks for some, they are for what it was about."""
    if context.asked == handlers.phones.ASKS:
        return await handlers.introduction.instead_of_a_number(context, typed(update))
    if asked := ASKED.get(context.asked.partition(":")[0]):
        return await asked(update, context)
    if context.centre is None or not context.does(actions.booking.JOB):
        return await handlers.start.nothing_understood(update, context)
    text, aim = typed(update), handlers.choosing.asked(context)
    if aim is not None:
        return await handlers.choosing.at_a_booking(
            context, aim.booking_id, lambda: handlers.choosing.show_wished(context, aim, text)
        )
    return await _unasked(update, context, text)


async def _unasked(update: Update, context: Context, text: str) -> None:
    """Nothing was asked: a room is meant, or a time whose topic comes next."""
    if rules.rooms.named(text):
        return await handlers.reservations.show_rooms(context)
    understood = await context.read(storage.choices.understood, handlers.choosing.centre_of(context).id, text)
    if not isinstance(understood, Wish):
        return await handlers.start.nothing_understood(update, context)
    return await _ask_topic(context, text)


async def _ask_topic(context: Context, text: str) -> None:
    """When is clear, what about is not: the time waits under the topics."""
    found = await context.read(storage.centres.topics, handlers.choosing.centre_of(context).id)
    await context.show(screens.booking.topics_for_a_time(found, context.words), asks=handlers.choosing.SAID + text)


steps: list[BaseHandler[Update, Context, None]] = [
    MessageHandler(filters.TEXT & ~filters.COMMAND, say),
]
