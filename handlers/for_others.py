"""Booking for another person in the chat: their name is typed, a link is handed on, they open it.

stateDiagram: [Book for another person] -> NAME awaited -> link shown; (the link) -> consent asked -> theirs
"""

from telegram import Update
from telegram.ext import ConversationHandler

import actions.for_others
import actions.people
import handlers.choosing
import handlers.phones
import handlers.words
import rules.links
import screens.booking
import screens.for_others
import screens.refusals
import screens.times
import storage.cards
import storage.centres
from actions.for_others import Handed
from handlers.context import Context
from rules.choices import Aim
from rules.keys.for_others import BookFor, ForOther, NewLink
from rules.people import NAME_LENGTH, clean_text
from rules.refusal import (
    AlreadyDone,
    ConsentMissing,
    InvitationSpent,
    NotText,
    PersonBusy,
    PhoneMissing,
    TextTooLong,
    TimeTaken,
    TooManyBookings,
    TooSoon,
)

ROOM, NAME = "for_other", "for_other_name"
BOOKING, TOKEN = f"{ROOM}.booking", f"{ROOM}.token"
END = ConversationHandler.END


async def ask(_update: Update, context: Context) -> object:
    """Whom is this booking for?"""
    booking_id = context.key(ForOther).booking_id
    await context.read(actions.for_others.look, context.person, booking_id)
    return await _ask_name(context, booking_id)


async def _ask_name(context: Context, booking_id: int) -> object:
    context.draft[BOOKING] = booking_id
    await context.show(screens.for_others.ask_name(context.words))
    return NAME


async def book_for(_update: Update, context: Context) -> object:
    """A time besides one's own booking: held while the name is typed."""
    key, centre = context.key(BookFor), handlers.choosing.centre_of(context)
    about, slot = (centre.id, key.topic_id), handlers.choosing.slot(key)
    try:
        card = await context.do(actions.for_others.begin, context.person, about, slot, key.way)
    except (TimeTaken, TooSoon) as refusal:
        said = screens.times.gone(refusal, context.words)
        await handlers.choosing.show_earliest(context, Aim(key.topic_id, way=key.way), said)
    except TooManyBookings as refusal:
        await context.show(screens.booking.too_many(refusal.most, context.words))
    else:
        return await _ask_name(context, card.booking.id)
    return END


async def name(update: Update, context: Context) -> object:
    """The name is typed; one that is none is asked again, the time stays held."""
    booking_id = int(context.draft.get(BOOKING) or 0)
    try:
        handed = await context.do(actions.for_others.name, context.person, booking_id, _a_name(update))
    except (NotText, TextTooLong) as refusal:
        problem = screens.refusals.sentence(refusal, context.centre, context.words)
        await context.show(screens.for_others.ask_name(context.words, problem))
        return NAME
    context.draft.pop(BOOKING, None)
    await _hand_on(context, handed)
    return END


def _a_name(update: Update) -> str:
    typed = clean_text(handlers.words.typed(update))
    if len(typed) > NAME_LENGTH:
        raise TextTooLong(len(typed), NAME_LENGTH)
    return typed


async def not_a_name(_update: Update, context: Context) -> object:
    await context.show(screens.for_others.ask_name(context.words))
    return NAME


async def _hand_on(context: Context, handed: Handed) -> None:
    address = f"https://t.me/{context.bot.username}?start={rules.links.booking(handed.token)}"
    await context.show(screens.for_others.to_pass_on(handed.card, address, context.words))
    await context.show(screens.for_others.handed(handed.card, address, context.words))
    await handlers.choosing.seen(context, handed.card.booking.id)


async def new_link(_update: Update, context: Context) -> object:
    """The link again; where it has been opened since, the booking as it stands."""
    booking_id = context.key(NewLink).booking_id
    try:
        await _hand_on(context, await context.do(actions.for_others.link, context.person, booking_id))
    except AlreadyDone:
        card = await context.read(storage.cards.own, booking_id, context.person.id)
        await context.show(screens.booking.standing(card, context.words))
    return END


async def arrive(context: Context, token: str) -> None:
    """Somebody opens the link: what it is, and the consent; who has given it already has the booking at once."""
    try:
        card = await context.read(actions.for_others.opened, token)
    except InvitationSpent:
        return await context.show(screens.for_others.spent(context.words))
    if card.booking.person_id == context.person.id:
        return await context.show(screens.for_others.ones_own(card, context.words))
    context.turn.who = await context.do(actions.people.choose_centre, context.person, card.booking.centre_id)
    context.centre = await context.read(storage.centres.centre, card.booking.centre_id)
    context.draft[TOKEN] = token
    return await _accept(context)


async def _accept(context: Context) -> None:
    token = str(context.draft.get(TOKEN) or "")
    try:
        card = await context.do(actions.for_others.accept, context.person, token)
    except ConsentMissing:
        return await _ask_consent(context, token)
    except PhoneMissing:
        context.begin(ROOM)
        return await handlers.phones.ask(context)
    except PersonBusy:
        card = await context.read(actions.for_others.opened, token)
        return await context.show(screens.for_others.busy(card, context.words))
    except InvitationSpent:
        return await context.show(screens.for_others.spent(context.words))
    context.draft.pop(TOKEN, None)
    await context.show(screens.booking.booked(card, context.words))
    return await handlers.choosing.seen(context, card.booking.id)


async def _ask_consent(context: Context, token: str) -> None:
    card = await context.read(actions.for_others.opened, token)
    context.begin(ROOM)
    await context.show(screens.for_others.invited(card, handlers.choosing.centre_of(context), context.words))


async def introduced(_update: Update, context: Context) -> None:
    """Consent or the number is there: the booking is theirs."""
    await _accept(context)


entries = [
    handlers.words.on(ForOther, ask),
    handlers.words.on(BookFor, book_for),
    handlers.words.on(NewLink, new_link),
]
awaited: dict[object, list[handlers.words.Handler]] = {NAME: handlers.words.awaiting(name, not_a_name)}
