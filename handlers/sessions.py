"""Group consultations in the chat: look, take a seat, stand in the queue when all are taken."""

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler

import actions.sessions
import handlers.booking
import handlers.choosing
import handlers.waiting_list
import screens.booking
import screens.sessions
import screens.times
import storage.cards
import storage.choices
from actions.waiting_list import Wanted
from handlers.choosing import Step
from handlers.context import Context
from rules.choices import Aim
from rules.keys.codec import Key
from rules.keys.sessions import Queue, Session, Sessions, TakeSeat
from rules.refusal import AlreadyBooked, NotFound, PersonBusy, SessionFull, SessionOver, TooManyBookings, TooSoon


async def listed(_update: Update, context: Context) -> None:
    key, centre = context.key(Sessions), handlers.choosing.centre_of(context)
    found = await context.read(storage.choices.sessions, centre.id, key.topic_id)
    await context.show(screens.sessions.listed(found, key, context.words))


async def shown(_update: Update, context: Context) -> None:
    await _show(context, context.key(Session).session_id)


async def _show(context: Context, session_id: int, above: str = "") -> None:
    try:
        found = await context.read(actions.sessions.standing, context.person, session_id)
    except SessionOver as refusal:
        return await context.show(screens.sessions.over(refusal.starts_at, refusal.topic_id, context.words))
    booking_id = found.seat.id if found.seat else 0
    entry_id = found.entry.id if found.entry else 0
    screen = screens.sessions.shown(found.seen, context.words, above, booking_id=booking_id, entry_id=entry_id)
    return await context.show(screen)


async def take(_update: Update, context: Context) -> None:
    """The seat is taken by this tap; the first time ever it is held, and consent asked."""
    session_id = context.key(TakeSeat).session_id
    try:
        card = await context.do(actions.sessions.take, context.person, session_id)
    except SessionFull:
        return await _show(context, session_id, screens.sessions.gone(context.words))
    except SessionOver as refusal:
        return await context.show(screens.sessions.over(refusal.starts_at, refusal.topic_id, context.words))
    except AlreadyBooked as refusal:
        return await _already(context, session_id, refusal.booking_id)
    except TooManyBookings as refusal:
        return await context.show(screens.booking.too_many(refusal.most, context.words))
    except (TooSoon, PersonBusy) as refusal:
        return await _other_times(context, session_id, refusal)
    return await handlers.booking.kept(context, card)


async def _already(context: Context, session_id: int, booking_id: int) -> None:
    card = await context.read(actions.sessions.own_seat, context.person, session_id)
    if card is not None:
        return await context.show(screens.booking.standing(card, context.words))
    found = await context.read(storage.cards.own, booking_id, context.person.id)
    return await context.show(screens.booking.already(found, context.words))


async def _other_times(context: Context, session_id: int, refusal: TooSoon | PersonBusy) -> None:
    found = await context.read(actions.sessions.standing, context.person, session_id)
    above = screens.times.gone(refusal, context.words)
    await handlers.choosing.show_earliest(context, Aim(found.seen.session.topic_id), above)


async def queue(_update: Update, context: Context) -> None:
    """All seats are taken: the next one that comes free is held for the first who waits."""
    session_id = context.key(Queue).session_id
    try:
        found = await context.read(actions.sessions.standing, context.person, session_id)
    except SessionOver as refusal:
        return await context.show(screens.sessions.over(refusal.starts_at, refusal.topic_id, context.words))
    if found.seat is not None:
        return await _show(context, session_id)
    one = found.seen.session
    if one.centre_id != handlers.choosing.centre_of(context).id:
        raise NotFound
    return await handlers.waiting_list.stand(context, Wanted(one.centre_id, one.topic_id, "any", 0, one.id))


TAPS: dict[type[Key], Step] = {Sessions: listed, Session: shown, TakeSeat: take, Queue: queue}

steps: list[BaseHandler[Update, Context, None]] = [
    CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()
]
