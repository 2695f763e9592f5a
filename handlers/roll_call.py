"""«All came except …» by taps: those named wait in the draft until all is saved."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler

import actions.roll_call
import handlers.days
import handlers.moments
import screens.roll_call
import storage.centres
from handlers.context import Context
from rules.keys.codec import Key
from rules.keys.days import Name, NoteAll, RollCall, Unnote
from rules.refusal import NotFound
from screens.words import Words

Step = Callable[[Update, Context], Coroutine[Any, Any, None]]

ABSENT = "absent"  # the draft's place for the day and for those named


async def begin(_update: Update, context: Context) -> None:
    key = context.key(RollCall)
    context.draft[ABSENT] = ""
    await _ask(context, Name(key.centre_id, key.day, 0))


async def name(_update: Update, context: Context) -> None:
    key = context.key(Name)
    named = _named(context, key.day)
    if key.booking_id:
        named ^= {key.booking_id}
    context.draft[ABSENT] = " ".join(map(str, [key.day, *sorted(named)]))
    await _ask(context, key)


async def _ask(context: Context, key: Name) -> None:
    on = handlers.moments.day(key.day)
    waiting = await context.do(actions.roll_call.waiting, context.person, key.centre_id, on)
    absent = _named(context, key.day) & {visit.booking.id for visit in waiting}
    await context.show(screens.roll_call.ask(key, waiting, absent, await _words(context, key.centre_id)))


def _named(context: Context, day: int) -> set[int]:
    """Those named for this day; what was begun for another day is forgotten."""
    first, *rest = [int(part) for part in str(context.draft.get(ABSENT) or day).split()]
    return set(rest) if first == day else set()


async def note(_update: Update, context: Context) -> None:
    key = context.key(NoteAll)
    on, absent = handlers.moments.day(key.day), sorted(_named(context, key.day))
    told = await context.do(actions.roll_call.note, context.person, key.centre_id, on, absent)
    context.draft.pop(ABSENT, None)
    await context.show(screens.roll_call.noted(key, told, context.words))


async def take_back(_update: Update, context: Context) -> None:
    key = context.key(Unnote)
    on = handlers.moments.day(key.day)
    n = await context.do(actions.roll_call.take_back, context.person, key.centre_id, on, key.second)
    await handlers.days.show_tasks(context, key.centre_id, on, screens.roll_call.taken_back(n, context.words))


async def _words(context: Context, centre_id: int) -> Words:
    centre = await context.read(storage.centres.centre, centre_id)
    if centre is None:
        raise NotFound
    return replace(context.words, zone=centre.zone)


TAPS: dict[type[Key], Step] = {RollCall: begin, Name: name, NoteAll: note, Unnote: take_back}

steps: list[BaseHandler[Update, Context, None]] = [
    CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()
]
