"""A citizen's booking in the chat. Every tap carries what it needs, so that any of them works after a restart."""

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler

import actions.booking
import handlers.cases
import handlers.choosing
import handlers.my_bookings
import handlers.phones
import screens.booking
import screens.privacy
import screens.times
import storage.booking
import storage.cards
from handlers.choosing import Step
from handlers.context import Context
from rules.cards import Card
from rules.choices import Aim
from rules.keys.booking import Book
from rules.keys.codec import Key
from rules.keys.for_others import BookFor
from rules.refusal import (
    AlreadyBooked,
    HoldExpired,
    NotFound,
    PersonBusy,
    PhoneMissing,
    TimeTaken,
    TooManyBookings,
    TooSoon,
)

ROOM = "booking"


async def open_topic(context: Context, topic_id: int) -> None:
    """The three earliest times of a topic, where a link leads."""
    await handlers.choosing.open_topic(context, topic_id)


async def book(_update: Update, context: Context) -> None:
    """The time is booked by this tap; the first time ever it is held, and consent asked."""
    key, centre = context.key(Book), handlers.choosing.centre_of(context)
    slot = handlers.choosing.slot(key)
    try:
        card = await context.do(actions.booking.book, context.person, centre.id, key.topic_id, slot, key.way)
    except AlreadyBooked as refusal:
        return await _already(context, refusal.booking_id, key)
    except TooManyBookings as refusal:
        return await context.show(screens.booking.too_many(refusal.most, context.words))
    except (TimeTaken, TooSoon, PersonBusy) as refusal:
        return await handlers.choosing.show_earliest(
            context, Aim(key.topic_id, way=key.way), screens.times.gone(refusal, context.words)
        )
    return await kept(context, card)


async def kept(context: Context, card: Card) -> None:
    """It is booked; or it is held, and what is missing is asked for."""
    if card.booking.hold_expires_at is None:
        return await _show_booked(context, card)
    context.begin(ROOM)
    centre = handlers.choosing.centre_of(context)
    if context.person.name and centre.id in context.person.consents:
        return await handlers.phones.ask(context)
    return await context.show(screens.privacy.ask_consent(centre, context.words, card.booking.hold_expires_at))


async def _already(context: Context, booking_id: int, key: Book) -> None:
    """A second tap on the same time is no mistake to speak of; another time may be for another person."""
    slot = handlers.choosing.slot(key)
    card = await context.read(storage.cards.own, booking_id, context.person.id)
    same = (card.booking.specialist_id, card.booking.starts_at) == (slot.specialist_id, slot.starts_at)
    if same:
        return await context.show(screens.booking.standing(card, context.words))
    other = BookFor(key.topic_id, key.specialist_id, key.minute, key.way)
    return await context.show(screens.booking.already(card, context.words, other))


async def _show_booked(context: Context, booked: Card) -> None:
    card = await handlers.cases.joined(context, booked)
    await context.show(screens.booking.booked(card, context.words))
    await handlers.choosing.seen(context, card.booking.id)


async def introduced(_update: Update, context: Context) -> None:
    """Consent and name are there: what was held is booked now, once there is a number for a visit by phone."""
    try:
        card = await context.do(actions.booking.confirm, context.person)
    except NotFound:
        return await handlers.choosing.lead_on(context)
    except HoldExpired:
        return await _hold_expired(context)
    except PhoneMissing:
        context.begin(ROOM)
        return await handlers.phones.ask(context)
    return await _show_booked(context, card)


async def _hold_expired(context: Context) -> None:
    hold = await context.read(storage.booking.last_hold, context.person.id)
    if hold is None or context.centre is None or hold.centre_id != context.centre.id:
        return await handlers.choosing.show_topics(context)
    return await handlers.choosing.show_earliest(context, Aim(hold.topic_id), screens.times.hold_expired(context.words))


async def let_go(context: Context) -> None:
    """No consent, or /cancel: what was held is free again."""
    await context.do(actions.booking.let_go, context.person)


TAPS: dict[type[Key], Step] = {Book: book, **handlers.choosing.TAPS, **handlers.my_bookings.TAPS}

steps: list[BaseHandler[Update, Context, None]] = [
    CommandHandler("book", handlers.choosing.topics),
    CommandHandler("bookings", handlers.my_bookings.mine),
    *(CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()),
]
