"""One's past visits, and going on with them."""

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler

import actions.cases
import handlers.choosing
import screens.booking
import screens.cases
import screens.times
import storage.cards
from handlers.choosing import Step
from handlers.context import Context
from rules.cards import Card
from rules.choices import Aim
from rules.keys.cases import Case, GoOn, OtherTimes, Past
from rules.keys.codec import Key
from rules.refusal import AlreadyBooked, PersonBusy, Refusal, TimeTaken, TooManyBookings, TooSoon

GOES_ON = "goes_on"  # the draft's place for the visit that the next booking goes on with


async def past(_update: Update, context: Context) -> None:
    found = await context.read(actions.cases.past, context.person)
    await context.show(screens.cases.past(found, context.key(Past).page, context.words))


async def case(_update: Update, context: Context) -> None:
    key = context.key(Case)
    await handlers.choosing.at_a_booking(context, key.booking_id, lambda: show_case(context, key.booking_id))


async def show_case(context: Context, booking_id: int) -> None:
    found = await context.read(actions.cases.own, context.person, booking_id)
    await context.show(screens.cases.own(found, context.words))


async def go_on(_update: Update, context: Context) -> None:
    key = context.key(GoOn)
    await handlers.choosing.at_a_booking(context, key.booking_id, lambda: _go_on(context, key))


async def _go_on(context: Context, key: GoOn) -> None:
    """Booked by this tap; where it is gone, the specialist's other times."""
    slot = handlers.choosing.slot(key)
    try:
        card = await context.do(actions.cases.go_on, context.person, key.booking_id, slot)
    except AlreadyBooked as refusal:
        card = await context.read(storage.cards.own, refusal.booking_id, context.person.id)
        return await context.show(screens.booking.already(card, context.words))
    except TooManyBookings as refusal:
        return await context.show(screens.booking.too_many(refusal.most, context.words))
    except (TimeTaken, TooSoon, PersonBusy) as refusal:
        return await _other_times(context, key.booking_id, screens.times.gone(refusal, context.words))
    await context.show(screens.booking.standing(card, context.words))
    return await handlers.choosing.seen(context, card.booking.id)


async def other_times(_update: Update, context: Context) -> None:
    key = context.key(OtherTimes)
    await handlers.choosing.at_a_booking(context, key.booking_id, lambda: _other_times(context, key.booking_id))


async def _other_times(context: Context, booking_id: int, above: str = "") -> None:
    card = await context.read(storage.cards.own, booking_id, context.person.id)
    context.draft[GOES_ON] = booking_id
    aim = Aim(card.topic.id, specialist_id=card.booking.specialist_id or 0)
    await handlers.choosing.show_earliest(context, aim, above)


async def joined(context: Context, card: Card) -> Card:
    """What has just been booked, as a part of the case that the times were chosen for."""
    before_id = context.draft.pop(GOES_ON, None)
    if before_id is None:
        return card
    try:
        return await context.do(actions.cases.join, context.person, card.booking.id, int(before_id))
    except Refusal:  # another topic was booked instead: that is no part of it
        return card


TAPS: dict[type[Key], Step] = {Past: past, Case: case, GoOn: go_on, OtherTimes: other_times}

steps: list[BaseHandler[Update, Context, None]] = [
    CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()
]
