"""«Call me back» in the chat: choose a window, send one's number once; the staff call and note it."""

from dataclasses import replace

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler

import actions.booking
import actions.call_backs
import handlers.choosing
import handlers.moments
import handlers.phones
import screens.call_backs
import screens.privacy
from actions.call_backs import Card, Choice, Wanted
from handlers.choosing import Step
from handlers.context import Context
from rules.keys.call_backs import CallMe, Calls, DoNotCall, MarkCall, ShowCall, WhenToCall
from rules.keys.codec import Key
from rules.refusal import AlreadyDone, ConsentMissing, OutdatedButton, PhoneMissing

ROOM = "call_back"
WISH = f"{ROOM}.wish"


async def when(_update: Update, context: Context) -> None:
    """The windows; a call that is waited for already keeps its place until another is chosen."""
    centre = handlers.choosing.centre_of(context)
    found = await context.read(actions.call_backs.choice, context.person, centre.id)
    topic_id = context.key(WhenToCall).topic_id
    await context.show(screens.call_backs.when(found.windows, topic_id, found.now, context.words))


async def call_me(_update: Update, context: Context) -> None:
    key, centre = context.key(CallMe), handlers.choosing.centre_of(context)
    await _ask(context, Wanted(centre.id, key.topic_id, key.minute))


async def _ask(context: Context, wanted: Wanted) -> None:
    """Kept at once; where consent or the number is missing, the wish waits in the draft."""
    try:
        found = await context.do(actions.call_backs.ask, context.person, wanted)
    except ConsentMissing:
        _wish(context, wanted)
        return await context.show(screens.privacy.ask_consent(handlers.choosing.centre_of(context), context.words))
    except PhoneMissing:
        _wish(context, wanted)
        return await handlers.phones.ask(context)
    return await _stands(context, found)


def _wish(context: Context, wanted: Wanted) -> None:
    context.draft[WISH] = f"{wanted.topic_id}.{wanted.minute}"
    context.begin(ROOM)


async def _stands(context: Context, found: Choice) -> None:
    if found.waiting is None:
        return await context.show(screens.call_backs.withdrawn(context.words))
    return await context.show(screens.call_backs.stands(found.waiting, found.number, context.words))


async def introduced(_update: Update, context: Context) -> None:
    """Consent, name or number are there: go on with what was wished."""
    topic, _, minute = str(context.draft.pop(WISH, "")).partition(".")
    if not minute.isdecimal():
        return await handlers.choosing.lead_on(context)
    return await _ask(context, Wanted(handlers.choosing.centre_of(context).id, int(topic), int(minute)))


async def withdraw(_update: Update, context: Context) -> None:
    key = context.key(DoNotCall)
    try:
        await context.do(actions.call_backs.withdraw, context.person, key.call_id, key.rev)
    except (AlreadyDone, OutdatedButton):
        if not context.does(actions.booking.JOB):
            raise
        found = await context.read(actions.call_backs.choice, context.person, handlers.choosing.centre_of(context).id)
        return await _stands(context, found)
    return await context.show(screens.call_backs.withdrawn(context.words))


async def of_day(_update: Update, context: Context) -> None:
    key = context.key(Calls)
    found = await context.do(actions.call_backs.day, context.person, key.centre_id, handlers.moments.day(key.day))
    await context.show(screens.call_backs.of_day(found.found, key, replace(context.words, zone=found.zone)))


async def show(_update: Update, context: Context) -> None:
    await _show(context, await context.do(actions.call_backs.card, context.person, context.key(ShowCall).call_id))


async def _show(context: Context, card: Card) -> None:
    words = replace(context.words, zone=card.zone)
    await context.show(screens.call_backs.card(card.seen, card.now, words, may_change=card.post.may_change))


async def mark(_update: Update, context: Context) -> None:
    """A button that somebody else was faster with shows the call as it stands."""
    key = context.key(MarkCall)
    try:
        card = await context.do(actions.call_backs.mark, context.person, key.call_id, key.rev, key.state)
    except (AlreadyDone, OutdatedButton):
        card = await context.do(actions.call_backs.card, context.person, key.call_id)
    await _show(context, card)


TAPS: dict[type[Key], Step] = {
    WhenToCall: when,
    CallMe: call_me,
    DoNotCall: withdraw,
    Calls: of_day,
    ShowCall: show,
    MarkCall: mark,
}

steps: list[BaseHandler[Update, Context, None]] = [
    CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()
]
