"""The staff's side: /staff, records without a name; days are in handlers.days, closing hours in handlers.closures."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from telegram import Update
from telegram.constants import ChatType
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler

import actions.desk
import actions.pins
import handlers.closures
import handlers.moments
import handlers.notes
import rules.desk
import screens.desk
import screens.start
import storage.centres
import storage.staff_groups
from handlers.context import Context
from rules.centres import Centre
from rules.desk import Card, Ordered
from rules.keys.codec import Key
from rules.keys.desk import (
    Call,
    CallLanguages,
    CallTimes,
    CallTopics,
    Office,
    Panel,
    WalkIn,
    WalkInLanguages,
    WalkInTopics,
    Withdraw,
)
from rules.openings import Slot
from rules.people import LANGUAGES, Language
from rules.refusal import NotFound, NotYours, OutdatedButton

Step = Callable[[Update, Context], Coroutine[Any, Any, None]]


async def staff(update: Update, context: Context) -> None:
    """/staff: one's desk in private; in a group, the list of the day of the centre it is linked to."""
    chat = update.effective_chat
    if chat is None or chat.type == ChatType.PRIVATE:
        return await _desk(context, 0)
    try:
        return await _group(context, chat.id)
    except NotYours:
        return await context.show(screens.start.go_private(context.words))


async def _group(context: Context, chat_id: int) -> None:
    linked = await context.read(storage.staff_groups.centre_id, chat_id)
    if linked is None:
        centre = await _centre(context, await context.do(actions.desk.link_group, context.person, chat_id))
        await context.show(screens.desk.group_linked(centre, context.words))
    return await context.do(actions.pins.renew, context.person, chat_id)


async def panel(_update: Update, context: Context) -> None:
    await _desk(context, context.key(Panel).centre_id)


async def _desk(context: Context, centre_id: int, above: str = "") -> None:
    desk = await context.read(actions.desk.desk, context.person, centre_id)
    if not desk.roles:
        return await context.show(screens.desk.choose_centre(desk.centres, context.words))
    return await context.show(screens.desk.panel(desk, context.words, above))


async def office(_update: Update, context: Context) -> None:
    centre_id = context.key(Office).centre_id
    desk = await context.read(actions.desk.desk, context.person, centre_id)
    if not rules.desk.LEADING & set(desk.roles):
        raise NotYours
    await context.show(screens.desk.office(desk.centres[0], context.words))


async def walk_in_topics(_update: Update, context: Context) -> None:
    key = context.key(WalkInTopics)
    topics = await context.read(actions.desk.topics, context.person, key.centre_id)
    await context.show(screens.desk.walk_in_topics(key.centre_id, topics, key.page, context.words))


async def walk_in_languages(_update: Update, context: Context) -> None:
    key = context.key(WalkInLanguages)
    await context.read(actions.desk.recording, context.person, key.centre_id)
    await context.show(screens.desk.walk_in_languages(key.centre_id, key.topic_id, context.words))


async def walk_in(_update: Update, context: Context) -> None:
    key = context.key(WalkIn)
    ordered = Ordered(key.centre_id, key.topic_id, _language(key.language))
    await _show_recorded(context, await context.do(actions.desk.walk_in, context.person, ordered))


async def call_topics(_update: Update, context: Context) -> None:
    key = context.key(CallTopics)
    topics = await context.read(actions.desk.topics, context.person, key.centre_id)
    await context.show(screens.desk.call_topics(key.centre_id, topics, key.page, context.words))


async def call_times(_update: Update, context: Context) -> None:
    key = context.key(CallTimes)
    times = await context.read(actions.desk.call_times, context.person, key.centre_id, key.topic_id)
    centre = await _centre(context, key.centre_id)
    await context.show(screens.desk.call_times(key, times, replace(context.words, zone=centre.zone)))


async def call_languages(_update: Update, context: Context) -> None:
    key = context.key(CallLanguages)
    await context.read(actions.desk.recording, context.person, key.centre_id)
    await context.show(screens.desk.call_languages(key, context.words))


async def call(_update: Update, context: Context) -> None:
    key = context.key(Call)
    ordered = Ordered(key.centre_id, key.topic_id, _language(key.language))
    slot = Slot(key.specialist_id, handlers.moments.moment(key.minute))
    await _show_recorded(context, await context.do(actions.desk.call, context.person, ordered, slot))


async def _show_recorded(context: Context, seen: Card) -> None:
    booking = seen.visit.booking
    asks = f"{handlers.notes.CALLER}:{booking.id}" if booking.source == "call" else ""
    await context.show(screens.desk.recorded(seen, replace(context.words, zone=seen.zone)), asks=asks)


async def withdraw(_update: Update, context: Context) -> None:
    key = context.key(Withdraw)
    centre_id = await context.do(actions.desk.withdraw, context.person, key.booking_id, key.rev)
    await _desk(context, centre_id, screens.desk.withdrawn(context.words))


def _language(code: str) -> Language:
    known: Language | None = next((language for language in LANGUAGES if language == code), None)
    if known is None:
        raise OutdatedButton
    return known


async def _centre(context: Context, centre_id: int) -> Centre:
    centre = await context.read(storage.centres.centre, centre_id)
    if centre is None:
        raise NotFound
    return centre


TAPS: dict[type[Key], Step] = {
    Panel: panel,
    Office: office,
    Withdraw: withdraw,
    WalkInTopics: walk_in_topics,
    WalkInLanguages: walk_in_languages,
    WalkIn: walk_in,
    CallTopics: call_topics,
    CallTimes: call_times,
    CallLanguages: call_languages,
    Call: call,
}

steps: list[BaseHandler[Update, Context, None]] = [
    CommandHandler("staff", staff),
    *(CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()),
    *handlers.closures.steps,
]
