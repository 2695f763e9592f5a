"""Group consultations on the staff's side: a plan that is changed by taps, opened, looked at, cancelled."""

import re
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import time
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler

import actions.closures
import actions.desk
import actions.session_desk
import handlers.moments
import rules.field_days
import rules.sessions
import screens.refusals
import screens.session_desk
import storage.centres
from handlers.context import Context
from handlers.words import typed
from rules.centres import Centre
from rules.clockwork import wall
from rules.keys.codec import Key
from rules.keys.session_desk import (
    AskCancel,
    AskPlace,
    Cancel,
    Change,
    Days,
    Hold,
    Roster,
    Sessions,
    Starts,
    Topics,
    Whom,
)
from rules.keys.session_desk import Plan as PlanKey
from rules.refusal import NotYours, OutdatedButton, Refusal, SeatsOutOfRange, TextTooLong, TextTooShort
from rules.sessions import LEAST, MOST, PARTS, Plan
from screens.words import Words

Step = Callable[[Update, Context], Coroutine[Any, Any, None]]

START, SEATS, PLACE, PLACE_RU = "session_start", "session_seats", "session_place", "session_place_ru"
KAZAKH = "session.place"  # the draft of a place, until it is there in Russian too
LENGTH, MANY = 60, 12
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?")
_STEP = 5


async def listed(_update: Update, context: Context) -> None:
    key = context.key(Sessions)
    _, words = await _centre(context, key.centre_id)
    found, leads = await context.read(actions.session_desk.listed, context.person, key.centre_id)
    await context.show(screens.session_desk.listed(found, key, words, leads=leads))


async def topics(_update: Update, context: Context) -> None:
    key = context.key(Topics)
    found = await context.read(actions.desk.topics, context.person, key.centre_id)
    await context.show(screens.session_desk.topics(found, key, context.words))


async def whom(_update: Update, context: Context) -> None:
    """Who holds it; where one alone can, nobody is asked."""
    key = context.key(Whom)
    found = await context.read(actions.session_desk.whose, context.person, key.centre_id, key.topic_id)
    if len(found) == 1:
        return await _days(context, Days(key.centre_id, key.topic_id, found[0].id))
    return await context.show(screens.session_desk.whom(found, key, context.words))


async def days(_update: Update, context: Context) -> None:
    await _days(context, context.key(Days))


async def _days(context: Context, key: Days) -> None:
    found = await context.read(actions.closures.days, context.person, key.centre_id)
    await context.show(screens.session_desk.days(found, key, context.words))


async def starts(_update: Update, context: Context) -> None:
    await _starts(context, context.key(Starts))


async def _starts(context: Context, key: Starts, problem: str = "") -> None:
    day = handlers.moments.day(key.day)
    centre, words = await _centre(context, key.centre_id)
    plan = _first(key, centre)
    found = await context.read(actions.session_desk.starts, context.person, plan, day)
    plans = [replace(plan, starts_at=each) for each in found]
    asked = f"{START}:{key.centre_id}.{key.topic_id}.{key.specialist_id}.{key.day}"
    await context.show(screens.session_desk.starts(plans, key, words, problem), asks=asked)


def _first(key: Starts, centre: Centre) -> Plan:
    """What most of them are like; each value is a tap away."""
    midnight = rules.field_days.whole(handlers.moments.day(key.day), centre.zone)[0]
    language = centre.default_language
    return Plan(key.centre_id, key.topic_id, key.specialist_id, midnight, LENGTH, MANY, 0, language)


async def say_start(update: Update, context: Context) -> None:
    """An hour in digits, under the hours to choose from."""
    key = Starts(*_numbers(context, 4))
    hour = _TIME.fullmatch(typed(update).strip())
    at = (int(hour[1]), int(hour[2] or 0)) if hour else (24, 0)
    if not (at[0] < 24 and at[1] < 60 and at[1] % _STEP == 0):  # noqa: PLR2004 -- the hours of a day
        return await _starts(context, key, screens.session_desk.no_such_hour(context.words))
    centre, _ = await _centre(context, key.centre_id)
    starts_at = wall(handlers.moments.day(key.day), time(*at), centre.zone)
    return await _show(context, replace(_first(key, centre), starts_at=starts_at))


async def planned(_update: Update, context: Context) -> None:
    await _show(context, await _plan(context, context.key(PlanKey)))


async def _show(context: Context, plan: Plan) -> None:
    _, words = await _centre(context, plan.centre_id)
    seen = await context.read(actions.session_desk.preview, context.person, plan)
    await context.show(screens.session_desk.planned(seen, words))


async def _plan(context: Context, key: PlanKey | Hold | Change) -> Plan:
    """The plan that a button carries. What does not exist is not yours."""
    specialist = await context.read(storage.centres.specialist, key.specialist_id)
    if specialist is None:
        raise NotYours
    minutes, seats, language = rules.sessions.of_terms(key.terms)
    place, starts_at = (specialist.centre_id, key.topic_id, specialist.id), handlers.moments.moment(key.minute)
    return Plan(*place, starts_at, minutes, seats, key.room_id, language)


async def change(_update: Update, context: Context) -> None:
    await _change(context, context.key(Change))


async def _change(context: Context, key: Change, problem: str = "") -> None:
    if key.what not in range(len(PARTS)):
        raise OutdatedButton
    seen = await context.read(actions.session_desk.preview, context.person, await _plan(context, key))
    values = ".".join(str(value) for value in vars(key).values())
    asks = f"{SEATS}:{values}" if PARTS[key.what] == "seats" else ""
    await context.show(screens.session_desk.change(seen, key, context.words, problem), asks=asks)


async def say_seats(update: Update, context: Context) -> None:
    """A number of seats, under those to choose from."""
    key = Change.unpack(f"{Change.name}:{context.asked.partition(':')[2].replace('.', ':')}")
    said = typed(update).strip()
    if not said.isdecimal() or not LEAST <= int(said) <= MOST:
        problem = screens.refusals.sentence(SeatsOutOfRange(LEAST, MOST), context.centre, context.words)
        return await _change(context, key, problem)
    return await _show(context, replace(await _plan(context, key), seats=int(said)))


async def hold(_update: Update, context: Context) -> None:
    plan = await _plan(context, context.key(Hold))
    _, words = await _centre(context, plan.centre_id)
    seen = await context.do(actions.session_desk.hold, context.person, plan)
    await context.show(screens.session_desk.held(seen, words))


async def roster(_update: Update, context: Context) -> None:
    key = context.key(Roster)
    found = await context.do(actions.session_desk.roster, context.person, key.session_id)
    _, words = await _centre(context, found.seen.session.centre_id)
    await context.show(screens.session_desk.roster(found, key.page, words))


async def ask_place(_update: Update, context: Context) -> None:
    key = context.key(AskPlace)
    await _ask_place(context, PLACE, key.session_id, key.rev)


async def _ask_place(context: Context, what: str, session_id: int, rev: int, problem: str = "") -> None:
    seen = await context.read(actions.session_desk.changeable, context.person, session_id, rev)
    screen = screens.session_desk.ask_place(seen, "kk" if what == PLACE else "ru", context.words, problem)
    await context.show(screen, asks=f"{what}:{session_id}.{rev}")


async def say_place(update: Update, context: Context) -> None:
    """In Kazakh; the same in Russian is asked next."""
    session_id, rev = _numbers(context, 2)
    said = typed(update).strip()
    try:
        rules.field_days.check_place(said)
    except (TextTooShort, TextTooLong) as refusal:
        return await _ask_place(context, PLACE, session_id, rev, _sentence(context, refusal))
    context.draft[KAZAKH] = said
    return await _ask_place(context, PLACE_RU, session_id, rev)


async def say_place_in_russian(update: Update, context: Context) -> None:
    session_id, rev = _numbers(context, 2)
    places = (str(context.draft.get(KAZAKH, "")), typed(update).strip())
    try:
        seen = await context.do(actions.session_desk.place, context.person, session_id, rev, places)
    except (TextTooShort, TextTooLong) as refusal:
        return await _ask_place(context, PLACE_RU, session_id, rev, _sentence(context, refusal))
    context.draft.pop(KAZAKH, None)
    _, words = await _centre(context, seen.session.centre_id)
    return await context.show(screens.session_desk.held(seen, words))


def _sentence(context: Context, refusal: Refusal) -> str:
    return screens.refusals.sentence(refusal, context.centre, context.words)


def _numbers(context: Context, count: int) -> list[int]:
    """What the last screen was about."""
    found = [int(part) for part in context.asked.partition(":")[2].split(".") if part.isdecimal()]
    if len(found) != count:
        raise OutdatedButton
    return found


async def ask_cancel(_update: Update, context: Context) -> None:
    key = context.key(AskCancel)
    seen = await context.read(actions.session_desk.changeable, context.person, key.session_id, key.rev)
    _, words = await _centre(context, seen.session.centre_id)
    await context.show(screens.session_desk.ask_cancel(seen, words))


async def cancel(_update: Update, context: Context) -> None:
    key = context.key(Cancel)
    done = await context.do(actions.session_desk.cancel, context.person, key.session_id, key.rev)
    _, words = await _centre(context, done.seen.session.centre_id)
    await context.show(screens.session_desk.cancelled(done, words))


async def _centre(context: Context, centre_id: int) -> tuple[Centre, Words]:
    """The centre, for those who may act there, and the reader's words on its wall clock. Raises NotYours."""
    await context.read(actions.desk.recording, context.person, centre_id)
    centre = await context.read(storage.centres.known, centre_id)
    return centre, replace(context.words, zone=centre.zone)


TAPS: dict[type[Key], Step] = {
    Sessions: listed,
    Topics: topics,
    Whom: whom,
    Days: days,
    Starts: starts,
    PlanKey: planned,
    Change: change,
    Hold: hold,
    Roster: roster,
    AskPlace: ask_place,
    AskCancel: ask_cancel,
    Cancel: cancel,
}

TYPED: dict[str, Step] = {
    START: say_start,
    SEATS: say_seats,
    PLACE: say_place,
    PLACE_RU: say_place_in_russian,
}
"""What is done with words typed right under a screen of this room; handlers.spoken asks."""

steps: list[BaseHandler[Update, Context, None]] = [
    CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()
]
