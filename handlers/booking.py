"""A citizen's booking in the chat. Every tap carries what it needs, so that any of them works after a restart."""

from collections.abc import Callable, Coroutine
from datetime import date
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler

import actions.booking
import rules.keys.codec
import screens.booking
import screens.privacy
import screens.reminders
import screens.start
import screens.times
import storage.booking
import storage.cards
import storage.centres
import storage.choices
from handlers.context import Context
from rules.cards import Card
from rules.centres import Centre
from rules.choices import Aim
from rules.keys.booking import (
    AskCancel,
    AskMove,
    Book,
    Cancel,
    Come,
    Days,
    Mine,
    Move,
    Pick,
    Restore,
    Show,
    Times,
    Topics,
    Undo,
)
from rules.keys.codec import Key
from rules.openings import Slot
from rules.refusal import (
    AlreadyBooked,
    AlreadyDone,
    DayClosed,
    HoldExpired,
    NotFound,
    OutdatedButton,
    PersonBusy,
    TimeTaken,
    TooLate,
    TooManyBookings,
    TooSoon,
)
from storage.choices import Looking

Step = Callable[[Update, Context], Coroutine[Any, Any, None]]

CHANGED = (OutdatedButton, AlreadyDone)
GONE = (TimeTaken, TooSoon, PersonBusy)


async def topics(_update: Update, context: Context) -> None:
    """/book, or the button: what is it about."""
    await _topics(context, context.key(Topics).page if context.tap else 0)


async def _topics(context: Context, page: int = 0) -> None:
    if context.centre is None:
        return await _ask_centre(context)
    found = await context.read(storage.centres.topics, context.centre.id)
    return await context.show(screens.booking.topics(found, context.words, page))


async def _ask_centre(context: Context) -> None:
    centres = await context.read(storage.centres.open_centres)
    await context.show(screens.start.choose_centre(centres, context.words))


async def pick(_update: Update, context: Context) -> None:
    await open_topic(context, context.key(Pick).topic_id)


async def open_topic(context: Context, topic_id: int) -> None:
    """The three earliest times of a topic; also where a link leads."""
    if context.centre is None:
        return await _ask_centre(context)
    return await _earliest(context, Aim(topic_id))


async def _earliest(context: Context, aim: Aim, above: str = "") -> None:
    found = await context.read(storage.choices.earliest, _looking(context, aim))
    await context.show(screens.times.earliest(found, aim, context.words, above))


def _looking(context: Context, aim: Aim) -> Looking:
    return Looking(context.person.id, _centre(context).id, aim)


def _centre(context: Context) -> Centre:
    if context.centre is None:
        raise NotFound
    return context.centre


async def days(_update: Update, context: Context) -> None:
    key = context.key(Days)
    aim = Aim(key.topic_id, key.booking_id, key.rev)
    await _at_a_booking(context, aim.booking_id, lambda: _days(context, aim, _day(key.day) if key.day else None))


async def _days(context: Context, aim: Aim, day: date | None) -> None:
    week = await context.read(storage.choices.week, _looking(context, aim), day)
    if not week.days:
        return await _earliest(context, aim)
    return await context.show(screens.times.days(week, aim, context.words))


def _day(ordinal: int) -> date:
    """The day of a button; a forged one is an outdated one."""
    try:
        return rules.keys.codec.day(ordinal)
    except ValueError as error:
        raise OutdatedButton from error


async def times(_update: Update, context: Context) -> None:
    key = context.key(Times)
    aim = Aim(key.topic_id, key.booking_id, key.rev)
    await _at_a_booking(context, aim.booking_id, lambda: _times(context, aim, _day(key.day), key.page))


async def _times(context: Context, aim: Aim, day: date, page: int) -> None:
    """The times of a day; a full day is said to be full, and the days are drawn anew."""
    found = await context.read(storage.choices.hours, _looking(context, aim), day, page)
    if not found.halves:
        await context.pop_up(screens.times.full(day, context.words))
        return await _days(context, aim, day)
    return await context.show(screens.times.hours(found, aim, context.words))


async def book(_update: Update, context: Context) -> None:
    """The time is booked by this tap; the first time ever it is held, and consent asked."""
    key, centre = context.key(Book), _centre(context)
    slot = _slot(key)
    try:
        card = await context.do(actions.booking.book, context.person, centre.id, key.topic_id, slot)
    except AlreadyBooked as refusal:
        return await _already(context, refusal.booking_id, slot)
    except TooManyBookings as refusal:
        return await context.show(screens.booking.too_many(refusal.most, context.words))
    except GONE as refusal:
        return await _earliest(context, Aim(key.topic_id), screens.times.gone(refusal, context.words))
    if card.booking.hold_expires_at is not None:
        return await context.show(screens.privacy.ask_consent(centre, context.words, card.booking.hold_expires_at))
    return await _show_booked(context, card)


def _slot(key: Book | Move) -> Slot:
    try:
        return Slot(key.specialist_id, rules.keys.codec.moment(key.minute))
    except ValueError as error:
        raise OutdatedButton from error


async def _already(context: Context, booking_id: int, slot: Slot) -> None:
    """A second tap on the same time is no mistake to speak of."""
    card = await context.read(storage.cards.own, booking_id, context.person.id)
    same = (card.booking.specialist_id, card.booking.starts_at) == (slot.specialist_id, slot.starts_at)
    await context.show((screens.booking.standing if same else screens.booking.already)(card, context.words))


async def _show_booked(context: Context, card: Card) -> None:
    await context.show(screens.booking.booked(card, context.words))
    await context.do(actions.booking.shown, card.booking.id)


async def introduced(_update: Update, context: Context) -> None:
    """Consent and name are there: what was held is booked now."""
    try:
        card = await context.do(actions.booking.confirm, context.person)
    except NotFound:
        return await _topics(context)
    except HoldExpired:
        return await _hold_expired(context)
    return await _show_booked(context, card)


async def _hold_expired(context: Context) -> None:
    hold = await context.read(storage.booking.last_hold, context.person.id)
    if hold is None or context.centre is None or hold.centre_id != context.centre.id:
        return await _topics(context)
    return await _earliest(context, Aim(hold.topic_id), screens.times.hold_expired(context.words))


async def declined(context: Context) -> None:
    """No consent: what was held is free again."""
    await context.do(actions.booking.let_go, context.person)


async def mine(_update: Update, context: Context) -> None:
    cards = await context.read(storage.cards.upcoming, context.person.id)
    await context.show(screens.booking.mine(cards, context.words))


async def show(_update: Update, context: Context) -> None:
    card = await context.read(storage.cards.own, context.key(Show).booking_id, context.person.id)
    await context.show(screens.booking.standing(card, context.words))


async def ask_move(_update: Update, context: Context) -> None:
    key = context.key(AskMove)
    await _at_a_booking(context, key.booking_id, lambda: _ask_move(context, key))


async def _ask_move(context: Context, key: AskMove) -> None:
    card = await context.read(storage.cards.own, key.booking_id, context.person.id)
    await _earliest(context, Aim(card.topic.id, key.booking_id, key.rev))


async def move(_update: Update, context: Context) -> None:
    key = context.key(Move)
    await _at_a_booking(context, key.booking_id, lambda: _move(context, key))


async def _move(context: Context, key: Move) -> None:
    try:
        moved = await context.do(actions.booking.move, context.person, key.booking_id, key.rev, _slot(key))
    except GONE as refusal:
        card = await context.read(storage.cards.own, key.booking_id, context.person.id)
        aim = Aim(card.topic.id, key.booking_id, key.rev)
        return await _earliest(context, aim, screens.times.gone(refusal, context.words))
    await context.show(screens.booking.moved(moved, context.words))
    return await context.do(actions.booking.shown, key.booking_id)


async def ask_cancel(_update: Update, context: Context) -> None:
    key = context.key(AskCancel)
    await _at_a_booking(context, key.booking_id, lambda: _ask_cancel(context, key))


async def _ask_cancel(context: Context, key: AskCancel) -> None:
    card = await context.read(storage.cards.changeable, key.booking_id, key.rev, context.person.id)
    await context.show(screens.booking.ask_cancel(card, context.words))


async def cancel(_update: Update, context: Context) -> None:
    key = context.key(Cancel)
    await _at_a_booking(context, key.booking_id, lambda: _cancel(context, key))


async def _cancel(context: Context, key: Cancel) -> None:
    card = await context.do(actions.booking.cancel, context.person, key.booking_id, key.rev, key.reason)
    await context.show(screens.booking.cancelled(card, context.words))


async def undo(_update: Update, context: Context) -> None:
    key = context.key(Undo)
    await _at_a_booking(context, key.booking_id, lambda: _undo(context, key))


async def _undo(context: Context, key: Undo) -> None:
    card = await context.do(actions.booking.undo, context.person, key.booking_id, key.rev)
    await _earliest(context, Aim(card.topic.id), screens.times.undone(context.words))


async def restore(_update: Update, context: Context) -> None:
    key = context.key(Restore)
    await _at_a_booking(context, key.booking_id, lambda: _restore(context, key))


async def _restore(context: Context, key: Restore) -> None:
    try:
        card = await context.do(actions.booking.restore, context.person, key.booking_id, key.rev)
    except (*GONE, DayClosed):
        card = await context.read(storage.cards.own, key.booking_id, context.person.id)
        return await _earliest(context, Aim(card.topic.id), screens.times.gone(TimeTaken(), context.words))
    except AlreadyBooked as refusal:
        card = await context.read(storage.cards.own, refusal.booking_id, context.person.id)
        return await context.show(screens.booking.already(card, context.words))
    await context.show(screens.booking.restored(card, context.words))
    return await context.do(actions.booking.shown, key.booking_id)


async def come(_update: Update, context: Context) -> None:
    key = context.key(Come)
    await _at_a_booking(context, key.booking_id, lambda: _come(context, key))


async def _come(context: Context, key: Come) -> None:
    card = await context.do(actions.booking.come, context.person, key.booking_id, key.rev)
    await context.show(screens.booking.booked(card, context.words, screens.reminders.coming(context.words)))


async def _at_a_booking(context: Context, booking_id: int, step: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Do the step; a button that has outlived its booking's state shows the booking as it stands."""
    try:
        await step()
    except CHANGED:
        if not booking_id:
            raise
        card = await context.read(storage.cards.own, booking_id, context.person.id)
        await context.show(screens.booking.old_button(card, context.words))
    except TooLate:
        card = await context.read(storage.cards.own, booking_id, context.person.id)
        await context.show(screens.booking.passed(card, context.words))


TAPS: dict[type[Key], Step] = {
    Topics: topics,
    Pick: pick,
    Days: days,
    Times: times,
    Book: book,
    Mine: mine,
    Show: show,
    AskMove: ask_move,
    Move: move,
    AskCancel: ask_cancel,
    Cancel: cancel,
    Undo: undo,
    Restore: restore,
    Come: come,
}

handlers: list[BaseHandler[Update, Context, None]] = [
    CommandHandler("book", topics),
    CommandHandler("bookings", mine),
    *(CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()),
]
