"""Days in districts in the chat: which, what about, at what hour. The tap on an hour is an ordinary booking."""

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler

import actions.booking
import handlers.choosing
import screens.field_days
import storage.choices
import storage.field_days
from handlers.choosing import Step
from handlers.context import Context
from rules.field_days import FieldDay
from rules.keys.codec import Key
from rules.keys.sessions import FieldDay as FieldDayKey
from rules.keys.sessions import FieldDays, FieldTimes
from rules.refusal import DayClosed, NotFound


async def listed(_update: Update, context: Context) -> None:
    key, centre = context.key(FieldDays), handlers.choosing.centre_of(context)
    context.expect(actions.booking.JOB)
    found = await context.read(storage.field_days.ahead, centre.id)
    await context.show(screens.field_days.listed(found, key, context.words))


async def shown(_update: Update, context: Context) -> None:
    key = context.key(FieldDayKey)
    context.expect(actions.booking.JOB)
    one = await _one(context, key.field_day_id)
    topics, names = await context.read(storage.choices.in_district, one)
    await context.show(screens.field_days.shown(one, names, topics, key.page, context.words))


async def times(_update: Update, context: Context) -> None:
    key = context.key(FieldTimes)
    one = await _one(context, key.field_day_id)
    topic, found = await context.read(storage.choices.field_times, context.person.id, one, key.topic_id)
    await context.show(screens.field_days.times(one, topic, found, key.page, context.words))


async def _one(context: Context, field_day_id: int) -> FieldDay:
    """One of the person's centre that takes place. Raises NotFound; DayClosed where it does not any more."""
    one = await context.read(storage.field_days.field_day, field_day_id)
    if one is None or one.centre_id != handlers.choosing.centre_of(context).id:
        raise NotFound
    if one not in await context.read(storage.field_days.ahead, one.centre_id):
        raise DayClosed
    return one


TAPS: dict[type[Key], Step] = {FieldDays: listed, FieldDayKey: shown, FieldTimes: times}

steps: list[BaseHandler[Update, Context, None]] = [
    CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()
]
