"""A person's own bookings in the chat: look, move, cancel, undo, answer a reminder."""

from zoneinfo import ZoneInfo

from telegram import Update

import actions.booking
import actions.cancelling
import actions.packing
import actions.reservations
import actions.waiting_list
import handlers.choosing
import screens.booking
import screens.my_bookings
import screens.reminders
import screens.reservations
import screens.times
import screens.waiting_list
import storage.cards
from handlers.choosing import Step
from handlers.context import Context
from rules.cards import Card
from rules.choices import Aim
from rules.keys.booking import AskCancel, AskMove, Cancel, Come, Mine, Move, Pack, Restore, Show, Speak, Undo
from rules.keys.codec import Key
from rules.refusal import AlreadyBooked, DayClosed, PersonBusy, TimeTaken, TooSoon
from screens.words import Words


async def mine(_update: Update, context: Context) -> None:
    cards = await context.read(storage.cards.upcoming, context.person.id)
    waiting = await context.read(actions.waiting_list.places, context.person)
    rooms = await context.read(actions.reservations.mine, context.person)
    beside = (screens.waiting_list.listed(waiting, context.words), screens.reservations.listed(rooms, context.words))
    await context.show(screens.my_bookings.mine(cards, context.words, *beside))


async def show(_update: Update, context: Context) -> None:
    card = await context.read(storage.cards.own, context.key(Show).booking_id, context.person.id)
    await context.show(screens.booking.standing(card, context.words))


async def ask_move(_update: Update, context: Context) -> None:
    key = context.key(AskMove)
    await handlers.choosing.at_a_booking(context, key.booking_id, lambda: _ask_move(context, key))


async def _ask_move(context: Context, key: AskMove) -> None:
    card = await context.read(storage.cards.own, key.booking_id, context.person.id)
    await handlers.choosing.show_earliest(context, Aim(card.topic.id, key.booking_id, key.rev))


async def move(_update: Update, context: Context) -> None:
    key = context.key(Move)
    await handlers.choosing.at_a_booking(context, key.booking_id, lambda: _move(context, key))


async def _move(context: Context, key: Move) -> None:
    try:
        moved = await context.do(
            actions.booking.move, context.person, key.booking_id, key.rev, handlers.choosing.slot(key)
        )
    except (TimeTaken, TooSoon, PersonBusy) as refusal:
        card = await context.read(storage.cards.own, key.booking_id, context.person.id)
        aim = Aim(card.topic.id, key.booking_id, key.rev)
        return await handlers.choosing.show_earliest(context, aim, screens.times.gone(refusal, context.words))
    await context.show(screens.booking.moved(moved, context.words))
    return await handlers.choosing.seen(context, key.booking_id)


async def ask_cancel(_update: Update, context: Context) -> None:
    key = context.key(AskCancel)
    await handlers.choosing.at_a_booking(context, key.booking_id, lambda: _ask_cancel(context, key))


async def _ask_cancel(context: Context, key: AskCancel) -> None:
    card = await context.read(storage.cards.changeable, key.booking_id, key.rev, context.person.id)
    await context.show(screens.booking.ask_cancel(card, context.words))


async def cancel(_update: Update, context: Context) -> None:
    key = context.key(Cancel)
    await handlers.choosing.at_a_booking(context, key.booking_id, lambda: _cancel(context, key))


async def _cancel(context: Context, key: Cancel) -> None:
    card = await context.do(actions.cancelling.cancel, context.person, key.booking_id, key.rev, key.reason)
    await context.show(screens.booking.cancelled(card, context.words))


async def undo(_update: Update, context: Context) -> None:
    key = context.key(Undo)
    await handlers.choosing.at_a_booking(context, key.booking_id, lambda: _undo(context, key))


async def _undo(context: Context, key: Undo) -> None:
    card = await context.do(actions.cancelling.undo, context.person, key.booking_id, key.rev)
    if not context.does(actions.booking.JOB):
        return await context.show(screens.booking.standing(card, context.words))
    return await handlers.choosing.show_earliest(context, Aim(card.topic.id), screens.times.undone(context.words))


async def restore(_update: Update, context: Context) -> None:
    key = context.key(Restore)
    await handlers.choosing.at_a_booking(context, key.booking_id, lambda: _restore(context, key))


async def _restore(context: Context, key: Restore) -> None:
    try:
        card = await context.do(actions.cancelling.restore, context.person, key.booking_id, key.rev)
    except (TimeTaken, PersonBusy, DayClosed):
        return await _gone(context, key.booking_id)
    except AlreadyBooked as refusal:
        card = await context.read(storage.cards.own, refusal.booking_id, context.person.id)
        return await context.show(screens.booking.already(card, context.words))
    await context.show(screens.booking.restored(card, context.words))
    return await handlers.choosing.seen(context, key.booking_id)


async def _gone(context: Context, booking_id: int) -> None:
    """The old time cannot be given back: others are offered, if the centre takes bookings still."""
    card = await context.read(storage.cards.own, booking_id, context.person.id)
    said = screens.times.gone(TimeTaken(), context.words)
    if not context.does(actions.booking.JOB):
        return await context.show(screens.booking.standing(card, context.words, said))
    return await handlers.choosing.show_earliest(context, Aim(card.topic.id), said)


async def come(_update: Update, context: Context) -> None:
    key = context.key(Come)
    await handlers.choosing.at_a_booking(context, key.booking_id, lambda: _come(context, key))


async def _come(context: Context, key: Come) -> None:
    card = await context.do(actions.booking.come, context.person, key.booking_id, key.rev)
    said = screens.reminders.coming(context.words)
    if card.topic.things(context.language):
        return await context.show(screens.reminders.packing(card, _there(context, card), said))
    return await context.show(screens.booking.booked(card, context.words, said))


async def pack(_update: Update, context: Context) -> None:
    key = context.key(Pack)
    await handlers.choosing.at_a_booking(context, key.booking_id, lambda: _pack(context, key))


async def _pack(context: Context, key: Pack) -> None:
    card = await context.do(actions.packing.tick, context.person, key.booking_id, key.thing, key.on)
    await context.show(screens.reminders.packing(card, _there(context, card)))


def _there(context: Context, card: Card) -> Words:
    return Words(context.language, ZoneInfo(card.booking.zone))


async def speak(_update: Update, context: Context) -> None:
    key = context.key(Speak)
    await handlers.choosing.at_a_booking(context, key.booking_id, lambda: _speak(context, key))


async def _speak(context: Context, key: Speak) -> None:
    card = await context.do(actions.booking.speak, context.person, key.booking_id, key.language)
    await context.show(screens.booking.booked(card, context.words))


TAPS: dict[type[Key], Step] = {
    Mine: mine,
    Show: show,
    AskMove: ask_move,
    Move: move,
    AskCancel: ask_cancel,
    Cancel: cancel,
    Undo: undo,
    Restore: restore,
    Come: come,
    Pack: pack,
    Speak: speak,
}
