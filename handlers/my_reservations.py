"""A hall or a desk that one has asked for: looked at, and given back."""

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler

import actions.lending
import actions.reservations
import actions.vacancies
import screens.lending
import screens.privacy
import screens.refusals
import screens.reservations
import screens.vacancies
import storage.centres
import storage.choices
from handlers.choosing import Step
from handlers.context import Context
from rules.keys.codec import Key
from rules.keys.reservations import (
    AskGiveUp,
    GiveUp,
    ShowReservation,
)
from rules.reservations import Seen


async def show(_update: Update, context: Context) -> None:
    await _show(context, await _own(context, context.key(ShowReservation).reservation_id))


async def _own(context: Context, reservation_id: int) -> Seen:
    return await context.read(actions.reservations.show, context.person, reservation_id)


async def _show(context: Context, seen: Seen) -> None:
    centre = await context.read(storage.centres.known, seen.reservation.centre_id)
    await context.show(screens.reservations.standing(seen, centre, context.words))


async def ask_give_up(_update: Update, context: Context) -> None:
    key = context.key(AskGiveUp)
    seen = await _own(context, key.reservation_id)
    if seen.reservation.rev != key.rev:
        return await _show(context, seen)
    return await context.show(screens.reservations.ask_give_up(seen, context.words))


async def give_up(_update: Update, context: Context) -> None:
    key = context.key(GiveUp)
    await _show(context, await context.do(actions.reservations.cancel, context.person, key.reservation_id, key.rev))


TAPS: dict[type[Key], Step] = {ShowReservation: show, AskGiveUp: ask_give_up, GiveUp: give_up}

steps: list[BaseHandler[Update, Context, None]] = [
    CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()
]
