"""Closing a day or some hours by taps: day, whom, which hours, what it touches, done, undone."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler

import actions.closures
import handlers.moments
import rules.closures
import screens.closures
import storage.centres
from handlers.context import Context
from rules.centres import Centre
from rules.closures import Hours
from rules.keys.codec import Key
from rules.keys.desk import (
    Close,
    CloseDays,
    CloseFrom,
    CloseHalves,
    ClosePreview,
    CloseUntil,
    CloseWhom,
    Lift,
)
from rules.refusal import NotFound
from screens.words import Words

Step = Callable[[Update, Context], Coroutine[Any, Any, None]]


async def choose_day(_update: Update, context: Context) -> None:
    key = context.key(CloseDays)
    days = await context.read(actions.closures.days, context.person, key.centre_id)
    await context.show(screens.closures.choose_day(key, days, context.words))


async def choose_whom(_update: Update, context: Context) -> None:
    """The whole centre or one of several; who may close only their own hours is not asked."""
    key = context.key(CloseWhom)
    choice = await context.read(actions.closures.whom, context.person, key.centre_id)
    centre, words = await _centre(context, key.centre_id)
    span = rules.closures.whole_day(handlers.moments.day(key.day), centre.zone)
    if choice.own is None:
        whole = Hours(key.centre_id, None, *span)
        return await context.show(screens.closures.choose_whom(key, choice.specialists, whole, words))
    if key.hours:
        return await _halves(context, CloseHalves(key.centre_id, choice.own, key.day))
    return await _preview(context, Hours(key.centre_id, choice.own, *span))


async def choose_half(_update: Update, context: Context) -> None:
    await _halves(context, context.key(CloseHalves))


async def _halves(context: Context, key: CloseHalves) -> None:
    centre, words = await _centre(context, key.centre_id)
    spans = rules.closures.halves(handlers.moments.day(key.day), centre.zone)
    hours = [Hours(key.centre_id, key.specialist_id or None, *span) for span in spans]
    ahead = await context.read(actions.closures.ahead, context.person, hours)
    await context.show(screens.closures.choose_half(key, ahead, words))


async def choose_from(_update: Update, context: Context) -> None:
    key = context.key(CloseFrom)
    centre, words = await _centre(context, key.centre_id)
    hours = await context.read(actions.closures.hours_of, context.person, centre, handlers.moments.day(key.day))
    moments = rules.closures.from_hours(handlers.moments.day(key.day), hours, centre.zone)
    await context.show(screens.closures.choose_from(key, moments, words))


async def choose_until(_update: Update, context: Context) -> None:
    key = context.key(CloseUntil)
    centre, words = await _centre(context, key.centre_id)
    since = handlers.moments.moment(key.since)
    hours = await context.read(actions.closures.hours_of, context.person, centre, words.local(since).date())
    moments = rules.closures.until_hours(since, hours, centre.zone)
    await context.show(screens.closures.choose_until(key, since, moments, words))


async def preview(_update: Update, context: Context) -> None:
    key = context.key(ClosePreview)
    await _preview(context, _hours(key))


async def _preview(context: Context, hours: Hours) -> None:
    _, words = await _centre(context, hours.centre_id)
    seen = await context.read(actions.closures.preview, context.person, hours)
    await context.show(screens.closures.preview(seen, words))


def _hours(key: ClosePreview | Close) -> Hours:
    return Hours(
        key.centre_id, key.specialist_id or None, handlers.moments.moment(key.since), handlers.moments.moment(key.until)
    )


async def close(_update: Update, context: Context) -> None:
    key = context.key(Close)
    _, words = await _centre(context, key.centre_id)
    done = await context.do(actions.closures.close, context.person, _hours(key), key.offer)
    await context.show(screens.closures.closed(done, key.shown, words))


async def lift(_update: Update, context: Context) -> None:
    closure = await context.do(actions.closures.lift, context.person, context.key(Lift).closure_id)
    _, words = await _centre(context, closure.centre_id)
    await context.show(screens.closures.lifted(closure, words))


async def _centre(context: Context, centre_id: int) -> tuple[Centre, Words]:
    """The centre, and the reader's words on its wall clock."""
    centre = await context.read(storage.centres.centre, centre_id)
    if centre is None:
        raise NotFound
    return centre, replace(context.words, zone=centre.zone)


TAPS: dict[type[Key], Step] = {
    CloseDays: choose_day,
    CloseWhom: choose_whom,
    CloseHalves: choose_half,
    CloseFrom: choose_from,
    CloseUntil: choose_until,
    ClosePreview: preview,
    Close: close,
    Lift: lift,
}

steps: list[BaseHandler[Update, Context, None]] = [
    CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()
]
