"""The coordinator's side of halls and desks: the day, one of them, yes, no with a reason, a caller, closed hours."""

from dataclasses import replace

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler

import actions.lending
import handlers.moments
import screens.lending
import screens.refusals
import screens.vacancies
import storage.rooms
from handlers.choosing import Step
from handlers.context import Context
from handlers.words import typed
from rules.keys.codec import Key
from rules.keys.lending import Allow, AskRefuse, CloseRoom, Lent, Refuse, Reservation, RoomsByPhone
from rules.refusal import IinTyped, OutdatedButton, TextTooLong, TextTooShort, TimeTaken
from rules.reservations import TAKING, Wanted

WHY = "room_why"  # what words typed under the reasons are about


async def of_day(_update: Update, context: Context) -> None:
    key = context.key(Lent)
    day = handlers.moments.day(key.day) if key.day else None
    seen = await context.read(actions.lending.of_day, context.person, key.centre_id, day)
    words = replace(context.words, zone=seen.zone)
    await context.show(screens.lending.of_day(seen.centre_id, seen.day, seen.found, words, leads=seen.leads))


async def card(_update: Update, context: Context) -> None:
    seen = await context.do(actions.lending.card, context.person, context.key(Reservation).reservation_id)
    await context.show(screens.lending.card(seen, context.words))


async def allow(_update: Update, context: Context) -> None:
    key = context.key(Allow)
    seen = await context.do(actions.lending.accept, context.person, key.reservation_id, key.rev)
    await context.show(screens.lending.answered(seen, context.words))


async def ask_why(_update: Update, context: Context) -> None:
    key = context.key(AskRefuse)
    await _ask_why(context, key.reservation_id, key.rev)


async def _ask_why(context: Context, reservation_id: int, rev: int, problem: str = "") -> None:
    seen = await context.do(actions.lending.card, context.person, reservation_id)
    if seen.reservation.state not in TAKING or seen.reservation.rev != rev:
        return await context.show(screens.lending.card(seen, context.words))
    screen = screens.lending.ask_why(seen, context.words, problem)
    return await context.show(screen, asks=f"{WHY}:{reservation_id}.{rev}")


async def refuse(_update: Update, context: Context) -> None:
    key = context.key(Refuse)
    await _refuse(context, key.reservation_id, key.rev, key.reason)


async def _refuse(context: Context, reservation_id: int, rev: int, reason: str) -> None:
    seen = await context.do(actions.lending.decline, context.person, reservation_id, rev, reason)
    await context.show(screens.lending.answered(seen, context.words))


async def say_why(update: Update, context: Context) -> None:
    """A reason in the coordinator's own words."""
    found = [int(part) for part in context.asked.partition(":")[2].split(".") if part.isdecimal()]
    if len(found) != len(("id", "rev")):
        raise OutdatedButton
    try:
        await _refuse(context, found[0], found[1], typed(update))
    except (TextTooShort, TextTooLong, IinTyped) as refusal:
        await _ask_why(context, found[0], found[1], screens.refusals.sentence(refusal, context.centre, context.words))


async def by_phone(_update: Update, context: Context) -> None:
    key = context.key(RoomsByPhone)
    await context.read(actions.lending.leading, context.person, key.centre_id)
    found = await context.read(storage.rooms.lent, key.centre_id)
    await context.show(screens.vacancies.by_phone(key.centre_id, found, key.page, context.words))


async def close(_update: Update, context: Context) -> None:
    key = context.key(CloseRoom)
    wanted = Wanted(key.room_id, 1, handlers.moments.moment(key.since), handlers.moments.moment(key.until))
    try:
        seen, unreached = await context.do(actions.lending.close, context.person, wanted)
    except TimeTaken:
        return await context.show(screens.lending.occupied(key.room_id, context.words))
    return await context.show(screens.lending.closed(seen, unreached, context.words))


TAPS: dict[type[Key], Step] = {
    Lent: of_day,
    Reservation: card,
    Allow: allow,
    AskRefuse: ask_why,
    Refuse: refuse,
    RoomsByPhone: by_phone,
    CloseRoom: close,
}

TYPED: dict[str, Step] = {WHY: say_why}

steps: list[BaseHandler[Update, Context, None]] = [
    CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()
]
