"""Contests in the chat: the list, one of them, what somebody answers to it, text to pass on."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler

import actions.filters
import actions.tenders
import handlers.choosing
import rules.links
import screens.filters
import screens.tenders
from handlers.context import Context
from rules.keys.codec import Key
from rules.keys.tenders import Contests, Look, NotBecause, NotForMe, Share, Take, Unsubscribe
from rules.subscriptions import Reading
from screens.words import Words

Step = Callable[[Update, Context], Coroutine[Any, Any, None]]


async def contests(_update: Update, context: Context) -> None:
    """/tenders, or the button: open contests, before any consent."""
    page = context.key(Contests).page if context.tap else 0
    if context.centre is None:
        return await handlers.choosing.ask_centre(context)
    context.expect(actions.tenders.JOB)
    seen = await context.read(actions.filters.listing, context.centre.id, page)
    return await context.show(screens.tenders.listing(seen, replace(context.words, zone=seen.zone)))


async def look(_update: Update, context: Context) -> None:
    await _show(context, context.key(Look).contest_id)


async def _show(context: Context, contest_id: int, above: str = "") -> None:
    seen = await _reading(context, contest_id)
    now = context.house.db.place.now()
    await context.show(screens.tenders.card(seen, _there(context, seen), now, above))


async def _reading(context: Context, contest_id: int) -> Reading:
    return await context.read(actions.tenders.reading, context.person, contest_id)


def _there(context: Context, seen: Reading) -> Words:
    """The reader's words on the wall clock of the contest's centre."""
    return replace(context.words, zone=seen.zone)


async def take(_update: Update, context: Context) -> None:
    key = context.key(Take)
    if not key.on:
        await context.do(actions.tenders.leave, context.person, key.contest_id)
        return await _show(context, key.contest_id)
    due = await context.do(actions.tenders.take, context.person, key.contest_id)
    seen = await _reading(context, key.contest_id)
    now = context.house.db.place.now()
    return await context.show(screens.tenders.taking(seen.contest, due, _there(context, seen), now))


async def not_for_me(_update: Update, context: Context) -> None:
    """Put away by this very tap; the reason is a second one, and nobody has to give it."""
    contest_id = context.key(NotForMe).contest_id
    await context.do(actions.tenders.refuse, context.person, contest_id, "")
    seen = await _reading(context, contest_id)
    await context.show(screens.tenders.why_not(seen.contest, context.words))


async def not_because(_update: Update, context: Context) -> None:
    key = context.key(NotBecause)
    await context.do(actions.tenders.refuse, context.person, key.contest_id, key.reason)
    seen = await _reading(context, key.contest_id)
    await context.show(screens.tenders.put_away(seen.contest, context.words))


async def share(_update: Update, context: Context) -> None:
    seen = await _reading(context, context.key(Share).contest_id)
    code = context.centre.code if context.centre else ""
    address = f"https://t.me/{context.bot.username}?start={rules.links.payload(code)}"
    await context.show(screens.tenders.share(seen.contest, address, _there(context, seen)))


async def unsubscribe(_update: Update, context: Context) -> None:
    """From the alert itself, by one tap; each subscription it ended can be taken back."""
    ended = await context.do(actions.filters.unsubscribe, context.person, context.key(Unsubscribe).contest_id)
    await context.show(screens.filters.ended(ended, context.words))


TAPS: dict[type[Key], Step] = {
    Contests: contests,
    Look: look,
    Take: take,
    NotForMe: not_for_me,
    NotBecause: not_because,
    Share: share,
    Unsubscribe: unsubscribe,
}

steps: list[BaseHandler[Update, Context, None]] = [
    CommandHandler("tenders", contests),
    *(CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()),
]
