"""Visits that staff have to confirm: what waits, one of them, yes, no with a reason."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler

import actions.lending
import actions.requests
import screens.requests
from handlers.context import Context
from rules.keys.codec import Key
from rules.keys.requests import Accept, AskDecline, Decline, Request, Requests

Step = Callable[[Update, Context], Coroutine[Any, Any, None]]


async def waiting(_update: Update, context: Context) -> None:
    centre_id = context.key(Requests).centre_id
    visits = await context.read(actions.requests.waiting, context.person, centre_id)
    rooms = await context.read(actions.lending.waiting, context.person, centre_id)
    await context.show(screens.requests.waiting(centre_id, visits, rooms, context.words))


async def request(_update: Update, context: Context) -> None:
    seen = await context.do(actions.requests.request, context.person, context.key(Request).booking_id)
    await context.show(screens.requests.request(seen, replace(context.words, zone=seen.zone)))


async def accept(_update: Update, context: Context) -> None:
    key = context.key(Accept)
    seen = await context.do(actions.requests.accept, context.person, key.booking_id, key.rev)
    await context.show(screens.requests.answered(seen, replace(context.words, zone=seen.zone)))


async def ask_why(_update: Update, context: Context) -> None:
    seen = await context.do(actions.requests.request, context.person, context.key(AskDecline).booking_id)
    words = replace(context.words, zone=seen.zone)
    if seen.visit.booking.state != "requested":
        return await context.show(screens.requests.request(seen, words))
    return await context.show(screens.requests.ask_why(seen, words))


async def decline(_update: Update, context: Context) -> None:
    key = context.key(Decline)
    seen = await context.do(actions.requests.decline, context.person, key.booking_id, key.rev, key.reason)
    await context.show(screens.requests.answered(seen, replace(context.words, zone=seen.zone)))


TAPS: dict[type[Key], Step] = {
    Requests: waiting,
    Request: request,
    Accept: accept,
    AskDecline: ask_why,
    Decline: decline,
}

steps: list[BaseHandler[Update, Context, None]] = [
    CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()
]
