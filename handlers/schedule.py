"""The schedule in chat: whose week, which day, hours typed, whom it touches, saved; holidays and limits."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler

import actions.schedule
import handlers.moments
import rules.spoken
import rules.typed_hours
import screens.schedule
import storage.choices
from handlers.context import Context
from handlers.words import typed
from rules.keys.codec import Key
from rules.keys.schedule import (
    USUAL,
    AskHours,
    Dates,
    Holidays,
    Limit,
    Limits,
    PreviewHours,
    Schedule,
    SetHours,
    Week,
    Weekdays,
)
from rules.refusal import OutdatedButton
from rules.schedule import Change, Intervals
from rules.typed_hours import Unread
from rules.wishes import Wish
from screens.schedule import DATES
from screens.words import Words

Step = Callable[[Update, Context], Coroutine[Any, Any, None]]

EVERY_WEEKDAY = 0b1111111
HOURS, DATE = "hours", "date"  # what words typed under these screens are about


async def choose(_update: Update, context: Context) -> None:
    """Whose schedule; who has only their own sees it at once."""
    key = context.key(Schedule)
    mine, specialists = await context.read(actions.schedule.whose, context.person, key.centre_id)
    if mine.specialist_id is not None:
        return await _week(context, key.centre_id, mine.specialist_id)
    return await context.show(screens.schedule.choose(key, specialists, context.words))


async def week(_update: Update, context: Context) -> None:
    key = context.key(Week)
    await _week(context, key.centre_id, key.specialist_id)


async def _week(context: Context, centre_id: int, specialist_id: int) -> None:
    seen = await context.read(actions.schedule.week, context.person, centre_id, specialist_id or None)
    await context.show(screens.schedule.week(seen, context.words))


async def choose_weekday(_update: Update, context: Context) -> None:
    key = context.key(Weekdays)
    await context.read(actions.schedule.setting, context.person, key.centre_id)
    await context.show(screens.schedule.choose_weekday(key, context.words))


async def choose_date(_update: Update, context: Context) -> None:
    await _dates(context, context.key(Dates))


async def _dates(context: Context, key: Dates, problem: str = "") -> None:
    days = await context.read(actions.schedule.dates, context.person, key.centre_id, key.page, DATES)
    screen = screens.schedule.choose_date(key, days, context.words, problem)
    await context.show(screen, asks=f"{DATE}:{key.centre_id}.{key.specialist_id}")


async def ask_hours(_update: Update, context: Context) -> None:
    await _ask(context, context.key(AskHours))


async def _ask(context: Context, key: AskHours, why: Unread | None = None) -> None:
    seen = await context.read(actions.schedule.preview, context.person, _change(key, None))
    screen = screens.schedule.ask_hours(seen, context.words, why)
    asked = f"{HOURS}:{key.centre_id}.{key.specialist_id}.{key.when}"
    await context.show(screen, asks=asked)


def _change(key: AskHours | PreviewHours | SetHours, hours: Intervals | None) -> Change:
    if key.when <= EVERY_WEEKDAY:
        weekdays = frozenset(day for day in range(7) if key.when >> day & 1)
        return Change(key.centre_id, key.specialist_id or None, hours, weekdays)
    return Change(key.centre_id, key.specialist_id or None, hours, day=handlers.moments.day(key.when))


async def say_date(update: Update, context: Context) -> None:
    """A date in words, under the dates to choose from."""
    centre_id, specialist_id = _numbers(context, 2)
    found = await context.read(storage.choices.understood, centre_id, typed(update))
    if not isinstance(found, Wish) or found.since != (found.until or found.since):
        return await _dates(context, Dates(centre_id, specialist_id), screens.schedule.no_such_date(context.words))
    return await _ask(context, AskHours(centre_id, specialist_id, found.since.toordinal()))


async def say_hours(update: Update, context: Context) -> None:
    """Hours in words; what names none is asked again, with why."""
    key = AskHours(*_numbers(context, 3))
    found = rules.typed_hours.read(typed(update))
    if not isinstance(found, tuple):
        return await _ask(context, key, found)
    return await _preview(context, _change(key, found))


def _numbers(context: Context, count: int) -> list[int]:
    """What the last screen was about."""
    found = [int(part) for part in context.asked.partition(":")[2].split(".") if part.isdecimal()]
    if len(found) != count:
        raise OutdatedButton
    return found


async def preview(_update: Update, context: Context) -> None:
    key = context.key(PreviewHours)
    await _preview(context, _change(key, _hours(key.hours)))


async def _preview(context: Context, change: Change) -> None:
    words = await _words(context, change.centre_id)
    seen = await context.read(actions.schedule.preview, context.person, change)
    await context.show(screens.schedule.preview(seen, words))


def _hours(packed: str) -> Intervals | None:
    if packed == USUAL:
        return None
    try:
        return rules.typed_hours.unpack(packed)
    except ValueError as error:
        raise OutdatedButton from error


async def save(_update: Update, context: Context) -> None:
    key = context.key(SetHours)
    words = await _words(context, key.centre_id)
    done = await context.do(actions.schedule.change, context.person, _change(key, _hours(key.hours)), key.offer)
    await context.show(screens.schedule.changed(done, key.shown, words))


async def holidays(_update: Update, context: Context) -> None:
    key = context.key(Holidays)
    centre, days = await context.read(actions.schedule.holidays, context.person, key.centre_id)
    await context.show(screens.schedule.holidays(key, centre, days, context.words))


async def limits(_update: Update, context: Context) -> None:
    key = context.key(Limits)
    await context.read(actions.schedule.setting, context.person, key.centre_id)
    seen = await context.read(actions.schedule.week, context.person, key.centre_id, key.specialist_id or None)
    await context.show(screens.schedule.limits(key, seen, context.words))


async def limit(_update: Update, context: Context) -> None:
    key = context.key(Limit)
    seen = await context.do(actions.schedule.limit, context.person, key.centre_id, key.specialist_id, key.most)
    await context.show(screens.schedule.week(seen, context.words))


async def _words(context: Context, centre_id: int) -> Words:
    """The reader's words on the centre's wall clock. Raises NotYours."""
    centre = await context.read(actions.schedule.setting, context.person, centre_id)
    return replace(context.words, zone=centre.zone)


TAPS: dict[type[Key], Step] = {
    Schedule: choose,
    Week: week,
    Weekdays: choose_weekday,
    Dates: choose_date,
    AskHours: ask_hours,
    PreviewHours: preview,
    SetHours: save,
    Holidays: holidays,
    Limits: limits,
    Limit: limit,
}

TYPED: dict[str, Step] = {HOURS: say_hours, DATE: say_date}
"""What is done with words typed right under a screen of this room; handlers.spoken asks."""

steps: list[BaseHandler[Update, Context, None]] = [
    CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()
]
