"""Subscriptions in the chat: chosen in three steps, listed, paused, ended; consent is asked before the first."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler

import actions.filters
import handlers.choosing
import screens.filters
import screens.privacy
import screens.tenders
from handlers.context import Context
from rules.filters import Wish, unpack_directions, unpack_kinds
from rules.keys.codec import Key
from rules.keys.tenders import End, Matching, Pause, Save, Shape, Subscription, Subscriptions
from rules.refusal import ConsentMissing, NotFound, OutdatedButton
from rules.subscriptions import Kept

Step = Callable[[Update, Context], Coroutine[Any, Any, None]]

ROOM = "filters"
WAITING = "filter"  # the draft's place for a subscription that waits for consent


async def subscriptions(_update: Update, context: Context) -> None:
    """/subscriptions, or the button."""
    page = context.key(Subscriptions).page if context.tap else 0
    mine = await context.read(actions.filters.mine, context.person)
    await context.show(screens.filters.mine(mine, context.words, page))


async def shape(_update: Update, context: Context) -> None:
    """A tap in the choosing: everything chosen so far is in the button, and is counted anew."""
    key = context.key(Shape)
    if context.centre is None:
        return await handlers.choosing.ask_centre(context)
    seen = await context.read(actions.filters.shaping, context.centre.id, wish(key))
    return await context.show(screens.filters.shape(seen, key.step, key.page, context.words))


def wish(key: Shape | Save) -> Wish:
    """What a button holds of a choice; a forged one is an outdated one."""
    if not 0 <= key.directions < 1 << 63:
        raise OutdatedButton
    chosen, kinds = unpack_directions(key.directions), unpack_kinds(key.kinds)
    return Wish(chosen, key.region, bool(key.nationwide), kinds)


async def save(_update: Update, context: Context) -> None:
    """Kept by this tap; the first time ever it waits in the draft until consent is given."""
    key = context.key(Save)
    if context.centre is None:
        raise NotFound
    try:
        kept = await context.do(actions.filters.save, context.person, context.centre.id, wish(key))
    except ConsentMissing:
        context.draft[WAITING] = key.pack()
        context.begin(ROOM)
        return await context.show(screens.privacy.ask_consent(context.centre, context.words))
    return await _show_saved(context, kept)


async def _show_saved(context: Context, kept: Kept) -> None:
    words = replace(context.words, zone=kept.zone)
    await context.show(screens.filters.saved(kept, words, context.house.db.place.now()))


async def introduced(_update: Update, context: Context) -> None:
    """Consent is there: what waited is kept now."""
    kept = await context.do(actions.filters.save, context.person, _centre_id(context), wish(_waited(context)))
    context.draft.pop(WAITING, None)
    await _show_saved(context, kept)


def _waited(context: Context) -> Save:
    try:
        return Save.unpack(str(context.draft.get(WAITING) or ""))
    except ValueError as error:
        raise OutdatedButton from error


def _centre_id(context: Context) -> int:
    if context.centre is None:
        raise NotFound
    return context.centre.id


async def subscription(_update: Update, context: Context) -> None:
    kept = await context.read(actions.filters.own, context.person, context.key(Subscription).filter_id)
    await context.show(screens.filters.subscription(kept, context.words))


async def pause(_update: Update, context: Context) -> None:
    key = context.key(Pause)
    deed = actions.filters.pause if key.on else actions.filters.go_on
    kept = await context.do(deed, context.person, key.filter_id)
    await context.show(screens.filters.subscription(kept, context.words))


async def end(_update: Update, context: Context) -> None:
    """Unsubscribed by this tap, or that taken back."""
    key = context.key(End)
    if key.on:
        ended = await context.do(actions.filters.end, context.person, key.filter_id)
        return await context.show(screens.filters.ended(ended, context.words))
    kept = await context.do(actions.filters.go_on, context.person, key.filter_id)
    return await context.show(screens.filters.subscription(kept, context.words))


async def matching(_update: Update, context: Context) -> None:
    key = context.key(Matching)
    seen = await context.read(actions.filters.matching, context.person, key.filter_id, key.page)
    await context.show(screens.tenders.listing(seen, replace(context.words, zone=seen.zone), key.filter_id))


TAPS: dict[type[Key], Step] = {
    Subscriptions: subscriptions,
    Shape: shape,
    Save: save,
    Subscription: subscription,
    Pause: pause,
    End: end,
    Matching: matching,
}

steps: list[BaseHandler[Update, Context, None]] = [
    CommandHandler("subscriptions", subscriptions),
    *(CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()),
]
