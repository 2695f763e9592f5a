"""The days of the staff: their lists and weeks, one visit, what is noted of it; in private and in their group."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import date
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler

import actions.delays
import actions.pins
import actions.visits
import handlers.moments
import rules.delays
import rules.openings
import screens.days
import screens.history
import screens.visits
import storage.centres
import storage.pins
from handlers.context import Context
from rules.centres import Centre
from rules.desk import Card
from rules.keys.codec import Key
from rules.keys.days import History, Keep, Tasks, Week
from rules.keys.desk import Day, Mark, Visit
from rules.letters import Screen
from rules.refusal import NotFound, NotYet
from screens.words import Words

Step = Callable[[Update, Context], Coroutine[Any, Any, None]]


async def day(_update: Update, context: Context) -> None:
    key = context.key(Day)
    await show_day(context, key.centre_id, handlers.moments.day(key.day) if key.day else None, key.page)


async def show_day(context: Context, centre_id: int, on: date | None, page: int = 0) -> None:
    """A day, as whoever reads here may see it."""
    if context.in_group:
        seen = await context.do(actions.pins.day, context.person, context.turn.chat_id, on, page)
    else:
        seen = await context.do(actions.visits.day, context.person, centre_id, on)
    await show(context, screens.days.day(seen, page, await words_of(context, seen.post.centre_id)))


async def week(_update: Update, context: Context) -> None:
    key = context.key(Week)
    on = handlers.moments.day(key.day)
    if context.in_group:
        seen = await context.do(actions.pins.week, context.person, context.turn.chat_id, on)
    else:
        seen = await context.read(actions.visits.week, context.person, key.centre_id, on)
    await show(context, screens.days.week(seen, await words_of(context, seen.post.centre_id)))


async def tasks(_update: Update, context: Context) -> None:
    key = context.key(Tasks)
    await show_tasks(context, key.centre_id, handlers.moments.day(key.day))


async def show_tasks(context: Context, centre_id: int, on: date | None, above: str = "") -> None:
    """What can be done with the day; also where a task of it ends."""
    seen = await context.read(actions.visits.tasks, context.person, centre_id, on)
    late = seen.post.may_change and seen.is_today
    running = await context.read(actions.delays.today, context.person, centre_id) if late else None
    await show(context, screens.days.tasks(seen, running, await words_of(context, centre_id), above))


async def keep(_update: Update, context: Context) -> None:
    """Today's list comes as a message of its own, or says how the day went and stays behind."""
    key = context.key(Keep)
    deed, said = (actions.pins.keep, screens.days.pinned) if key.on else (actions.pins.give_up, screens.days.unpinned)
    await context.do(deed, context.person, key.centre_id)
    await show_tasks(context, key.centre_id, None, said(context.words))


async def visit(_update: Update, context: Context) -> None:
    booking_id = context.key(Visit).booking_id
    if context.in_group:
        seen = await context.do(actions.pins.visit, context.person, context.turn.chat_id, booking_id)
    else:
        seen = await context.do(actions.visits.visit, context.person, booking_id)
    await show_card(context, seen)


async def history(_update: Update, context: Context) -> None:
    seen, logged = await context.do(actions.visits.history, context.person, context.key(History).booking_id)
    await context.show(screens.history.history(seen, logged, await words_of(context, seen.post.centre_id)))


async def show_card(context: Context, seen: Card) -> None:
    centre = await _centre(context, seen.visit.booking.centre_id)
    policy = rules.openings.policy(centre.settings)
    await show(context, screens.visits.card(seen, policy, await words_of(context, centre.id)))


def there(context: Context, seen: Card) -> Words:
    """The reader's words by the wall clock of the visit's centre."""
    return replace(context.words, zone=seen.zone)


async def mark(_update: Update, context: Context) -> None:
    """What became of the visit, or the mark taken back; a no-show too early is explained over the chat."""
    key = context.key(Mark)
    try:
        seen = await _marked(context, key)
    except NotYet:
        return await _too_early(context, key.booking_id)
    if not context.in_group:
        return await show_card(context, seen)
    booking = seen.visit.booking
    await context.pop_up(screens.visits.noted(booking, context.words))
    return await show_day(context, booking.centre_id, None)


async def _marked(context: Context, key: Mark) -> Card:
    if context.in_group:
        await context.do(actions.pins.visit, context.person, context.turn.chat_id, key.booking_id)
    return await context.do(actions.visits.mark, context.person, key.booking_id, key.rev, key.state)


async def _too_early(context: Context, booking_id: int) -> None:
    booking, late = await context.read(actions.visits.late, booking_id)
    centre = await _centre(context, booking.centre_id)
    policy, words = rules.openings.policy(centre.settings), replace(context.words, zone=centre.zone)
    said = screens.visits.no_show_too_early(booking, rules.delays.patient(policy, late), words)
    await context.pop_up(said, alert=True)


async def show(context: Context, screen: Screen) -> None:
    """In place; but a list that lies pinned in a private chat stays as it is, and this comes under it."""
    message = context.tap.message if context.tap else None
    if message is not None and not context.in_group:
        pinned = await context.read(storage.pins.is_pin, message.chat.id, message.message_id)
        screen = replace(screen, below=pinned)
    await context.show(screen)


async def words_of(context: Context, centre_id: int) -> Words:
    """On the centre's wall clock; a group reads the centre's language, a person their own."""
    centre = await _centre(context, centre_id)
    return Words(centre.default_language if context.in_group else context.language, centre.zone)


async def _centre(context: Context, centre_id: int) -> Centre:
    centre = await context.read(storage.centres.centre, centre_id)
    if centre is None:
        raise NotFound
    return centre


TAPS: dict[type[Key], Step] = {
    Day: day,
    Week: week,
    Tasks: tasks,
    Keep: keep,
    Visit: visit,
    History: history,
    Mark: mark,
}

steps: list[BaseHandler[Update, Context, None]] = [
    CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()
]
