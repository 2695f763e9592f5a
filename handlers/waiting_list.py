"""Waiting for a time in the chat: join, look where one stands, answer an offer, leave."""

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler

import actions.waiting_list
import handlers.choosing
import screens.booking
import screens.privacy
import screens.waiting_list
import storage.cards
from actions.waiting_list import Wanted
from handlers.choosing import Step
from handlers.context import Context
from rules.keys.codec import Key
from rules.keys.waiting_list import AskJoin, Join, Leave, PassOn, Resume, ShowPlace, Take
from rules.refusal import AlreadyBooked, AlreadyDone, ConsentMissing, HoldExpired, OutdatedButton

ROOM = "waiting_list"
WISH = f"{ROOM}.wish"


async def ask(_update: Update, context: Context) -> None:
    """What suits? For somebody with a booking: what earlier time."""
    key, centre = context.key(AskJoin), handlers.choosing.centre_of(context)
    rev = 0
    if key.booking_id:
        rev = (await context.read(storage.cards.own, key.booking_id, context.person.id)).booking.rev
    waiting = await context.read(actions.waiting_list.length, centre.id, key.topic_id)
    back = screens.waiting_list.back(key, rev)
    await context.show(screens.waiting_list.ask(key, waiting, context.words, back))


async def join(_update: Update, context: Context) -> None:
    key, centre = context.key(Join), handlers.choosing.centre_of(context)
    await stand(context, Wanted(centre.id, key.topic_id, key.suits, key.booking_id))


async def stand(context: Context, wanted: Wanted) -> None:
    try:
        place = await context.do(actions.waiting_list.join, context.person, wanted)
    except ConsentMissing:
        context.draft[WISH] = f"{wanted.topic_id}.{wanted.suits}.{wanted.session_id}"
        context.begin(ROOM)
        return await context.show(screens.privacy.ask_consent(handlers.choosing.centre_of(context), context.words))
    except AlreadyBooked as refusal:
        card = await context.read(storage.cards.own, refusal.booking_id, context.person.id)
        return await context.show(screens.booking.already(card, context.words))
    return await context.show(screens.waiting_list.place(place, context.words))


async def introduced(_update: Update, context: Context) -> None:
    """Consent and name are there: the place in the line is taken now."""
    topic, _, wish = str(context.draft.pop(WISH, "")).partition(".")
    suits, _, session = wish.partition(".")
    if not topic.isdecimal() or not session.isdecimal():
        return await handlers.choosing.show_topics(context)
    centre = handlers.choosing.centre_of(context)
    return await stand(context, Wanted(centre.id, int(topic), suits, session_id=int(session)))


async def show(_update: Update, context: Context) -> None:
    await _stands(context, context.key(ShowPlace).entry_id)


async def take(_update: Update, context: Context) -> None:
    """Booked by this tap; an offer that is over shows where one stands."""
    key = context.key(Take)
    try:
        taken = await context.do(actions.waiting_list.take, context.person, key.entry_id, key.rev)
    except HoldExpired:
        place = await context.read(actions.waiting_list.place, context.person, key.entry_id)
        return await context.show(screens.waiting_list.expired(place, context.words))
    except (AlreadyDone, OutdatedButton):
        return await _stands(context, key.entry_id)
    screen = screens.booking.moved(taken.moved, context.words) if taken.moved else None
    await context.show(screen or screens.booking.booked(taken.card, context.words))
    return await handlers.choosing.seen(context, taken.card.booking.id)


async def _stands(context: Context, entry_id: int) -> None:
    """A button that has outlived its offer shows how it stands now."""
    try:
        place = await context.read(actions.waiting_list.place, context.person, entry_id)
    except AlreadyDone:
        return await context.show(screens.waiting_list.not_waiting(context.words))
    return await context.show(screens.waiting_list.place(place, context.words))


async def pass_on(_update: Update, context: Context) -> None:
    key = context.key(PassOn)
    try:
        place = await context.do(actions.waiting_list.pass_on, context.person, key.entry_id, key.rev)
    except (AlreadyDone, OutdatedButton):
        return await _stands(context, key.entry_id)
    return await context.show(screens.waiting_list.passed_on(place, context.words))


async def leave(_update: Update, context: Context) -> None:
    try:
        await context.do(actions.waiting_list.leave, context.person, context.key(Leave).entry_id)
    except AlreadyDone:
        return await context.show(screens.waiting_list.not_waiting(context.words))
    return await context.show(screens.waiting_list.left(context.words))


async def resume(_update: Update, context: Context) -> None:
    entry_id = context.key(Resume).entry_id
    try:
        place = await context.do(actions.waiting_list.resume, context.person, entry_id)
    except AlreadyDone:
        return await _stands(context, entry_id)
    return await context.show(screens.waiting_list.place(place, context.words))


TAPS: dict[type[Key], Step] = {
    AskJoin: ask,
    Join: join,
    ShowPlace: show,
    Take: take,
    PassOn: pass_on,
    Leave: leave,
    Resume: resume,
}

steps: list[BaseHandler[Update, Context, None]] = [
    CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()
]
