"""Calendars: one booking as a file, and links that a program follows where the bot's own web door is open."""

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler

import actions.calendars
import handlers.choosing
import screens.calendars
from actions.calendars import Links
from handlers.choosing import Step
from handlers.context import Context
from rules.keys.calendars import Begin, End, Feeds, File
from rules.keys.codec import Key
from rules.refusal import OutdatedButton
from screens.calendars import Named


async def file(_update: Update, context: Context) -> None:
    key = context.key(File)
    await handlers.choosing.at_a_booking(context, key.booking_id, lambda: _file(context, key.booking_id))


async def _file(context: Context, booking_id: int) -> None:
    found = await context.read(actions.calendars.entry, context.person, booking_id)
    centre, now = Named(found.centre_code, found.centre), context.house.db.place.now()
    await context.show(screens.calendars.file(found.card, centre, now, context.words))


async def feeds(_update: Update, context: Context) -> None:
    _open(context)
    await _show(context, await context.read(actions.calendars.links, context.person))


def _open(context: Context) -> None:
    """Raises OutdatedButton where no link would lead here."""
    if not context.house.feeds:
        raise OutdatedButton


async def _show(context: Context, found: Links) -> None:
    await context.show(screens.calendars.links(found.own, found.of_work, context.words, works=found.works))


async def begin(_update: Update, context: Context) -> None:
    _open(context)
    token = await context.do(actions.calendars.begin, context.person, context.key(Begin).of_work)
    await context.show(screens.calendars.link(f"{context.house.feeds}/{token}.ics", context.words))


async def end(_update: Update, context: Context) -> None:
    await _show(context, await context.do(actions.calendars.end, context.person, context.key(End).of_work))


TAPS: dict[type[Key], Step] = {File: file, Feeds: feeds, Begin: begin, End: end}

steps: list[BaseHandler[Update, Context, None]] = [
    CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()
]
