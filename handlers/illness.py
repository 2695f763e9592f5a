"""A specialist is ill: who, the plan, carried out one visit at a time before the reader's eyes."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler

import actions.illness
import actions.schedule
import screens.illness
from handlers.context import Context
from rules.illness import Report
from rules.keys.codec import Key
from rules.keys.illness import CarryOut, GoOn, Plan, Whom
from screens.words import Words

Step = Callable[[Update, Context], Coroutine[Any, Any, None]]

SHOWN_AT_MOST = 8  # times that the progress is shown, whatever there is to do


async def choose(_update: Update, context: Context) -> None:
    key = context.key(Whom)
    specialists = await context.read(actions.illness.whom, context.person, key.centre_id)
    await context.show(screens.illness.choose(key, specialists, context.words))


async def plan(_update: Update, context: Context) -> None:
    await _plan(context, context.key(Plan))


async def _plan(context: Context, key: Plan) -> None:
    words = await _words(context, key.centre_id)
    seen = await context.read(actions.illness.plan, context.person, key.centre_id, key.specialist_id, key.days)
    await context.show(screens.illness.plan(key, seen, words))


async def carry_out(_update: Update, context: Context) -> None:
    """A plan of yesterday is made anew: its days are others."""
    key = context.key(CarryOut)
    words = await _words(context, key.centre_id)
    asked = Plan(key.centre_id, key.specialist_id, key.days)
    seen = await context.read(actions.illness.plan, context.person, key.centre_id, key.specialist_id, key.days)
    if words.local(seen.hours.starts_at).date().toordinal() != key.today:
        return await context.show(screens.illness.plan(asked, seen, words))
    begun = await context.do(actions.illness.begin, context.person, key.centre_id, key.specialist_id, key.days)
    return await _go_on(context, begun, words)


async def go_on(_update: Update, context: Context) -> None:
    begun = await context.read(actions.illness.report, context.person, context.key(GoOn).closure_id)
    await _go_on(context, begun, await _words(context, begun.hours.centre_id))


async def _go_on(context: Context, report: Report, words: Words) -> None:
    """Visit after visit, each a transaction of its own; what a crash leaves is done when the tap is handled again."""
    every = max(report.left // SHOWN_AT_MOST, 1)
    while report.left:
        if report.left % every == 0 and context.in_place:
            await context.show(screens.illness.report(report, words))
        report = await context.do(actions.illness.step, context.person, report.closure_id)
    await context.show(screens.illness.report(report, words))


async def _words(context: Context, centre_id: int) -> Words:
    """The reader's words on the centre's wall clock. Raises NotYours."""
    centre = await context.read(actions.schedule.setting, context.person, centre_id)
    return replace(context.words, zone=centre.zone)


TAPS: dict[type[Key], Step] = {Whom: choose, Plan: plan, CarryOut: carry_out, GoOn: go_on}

steps: list[BaseHandler[Update, Context, None]] = [
    CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()
]
