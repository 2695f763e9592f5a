"""Days in districts on the staff's side: date, hours, who goes, where; whom it touches; held, looked at, cancelled."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler

import actions.field_desk
import actions.schedule
import handlers.moments
import rules.field_days
import rules.typed_hours
import screens.field_desk
import screens.refusals
import screens.schedule
import storage.choices
from handlers.context import Context
from handlers.words import typed
from rules.cells import Interval
from rules.centres import Centre
from rules.field_days import FieldDay
from rules.keys.codec import Key
from rules.keys.field_desk import AskCancel, AskPlace, Cancel, Dates, FieldDays, Hold, Hours, Whom
from rules.keys.field_desk import FieldDay as FieldDayKey
from rules.refusal import OutdatedButton, Refusal, TextTooLong, TextTooShort
from rules.wishes import Wish
from screens.words import Words

Step = Callable[[Update, Context], Coroutine[Any, Any, None]]

DATE, HOURS, PLACE, PLACE_RU = "field_date", "field_hours", "field_place", "field_place_ru"
KAZAKH, RUSSIAN = "field.kk", "field.ru"  # the place, as long as the plan is not held


async def listed(_update: Update, context: Context) -> None:
    key = context.key(FieldDays)
    found = await context.read(actions.field_desk.listed, context.person, key.centre_id)
    await context.show(screens.field_desk.listed(found, key, context.words))


async def dates(_update: Update, context: Context) -> None:
    await _dates(context, context.key(Dates))


async def _dates(context: Context, key: Dates, problem: str = "") -> None:
    count = screens.field_desk.DATES
    found = await context.read(actions.field_desk.dates, context.person, key.centre_id, key.page, count)
    await context.show(screens.field_desk.dates(found, key, context.words, problem), asks=f"{DATE}:{key.centre_id}")


async def say_date(update: Update, context: Context) -> None:
    """A date in words, under the dates to choose from."""
    centre_id = int(_asked(context, 1)[0])
    found = await context.read(storage.choices.understood, centre_id, typed(update))
    if not isinstance(found, Wish) or found.since != (found.until or found.since):
        return await _dates(context, Dates(centre_id), screens.schedule.no_such_date(context.words))
    return await _hours(context, Hours(centre_id, found.since.toordinal()))


async def hours(_update: Update, context: Context) -> None:
    await _hours(context, context.key(Hours))


async def _hours(context: Context, key: Hours, problem: str = "") -> None:
    await _centre(context, key.centre_id)
    handlers.moments.day(key.day)
    usual = screens.field_desk.USUAL
    spans = [(each, screens.schedule.hours(rules.typed_hours.unpack(each), context.words)) for each in usual]
    screen = screens.field_desk.hours(key, spans, context.words, problem)
    await context.show(screen, asks=f"{HOURS}:{key.centre_id}:{key.day}")


async def say_hours(update: Update, context: Context) -> None:
    """Hours in words: one span of them."""
    centre_id, day = (int(each) for each in _asked(context, 2))
    found = rules.typed_hours.read(typed(update))
    if not isinstance(found, tuple) or len(found) != 1:
        problem = screens.field_desk.one_span(context.words)
        return await _hours(context, Hours(centre_id, day), problem)
    return await _whom(context, Whom(centre_id, day, rules.typed_hours.pack(found), ""))


async def whom(_update: Update, context: Context) -> None:
    await _whom(context, context.key(Whom))


async def _whom(context: Context, key: Whom) -> None:
    found = await context.read(actions.field_desk.whom, context.person, key.centre_id)
    await context.show(screens.field_desk.whom(found, key, context.words))


async def ask_place(_update: Update, context: Context) -> None:
    await _ask_place(context, PLACE, context.key(AskPlace))


async def _ask_place(context: Context, what: str, key: AskPlace, problem: str = "") -> None:
    await _centre(context, key.centre_id)
    screen = screens.field_desk.ask_place(key, "kk" if what == PLACE else "ru", context.words, problem)
    await context.show(screen, asks=f"{what}:{key.centre_id}:{key.day}:{key.hours}:{key.whom}")


async def say_place(update: Update, context: Context) -> None:
    """In Kazakh; the same in Russian is asked next."""
    key, said = _place_asked(context), typed(update).strip()
    try:
        rules.field_days.check_place(said)
    except (TextTooShort, TextTooLong) as refusal:
        return await _ask_place(context, PLACE, key, _sentence(context, refusal))
    context.draft[KAZAKH] = said
    return await _ask_place(context, PLACE_RU, key)


async def say_place_in_russian(update: Update, context: Context) -> None:
    key, said = _place_asked(context), typed(update).strip()
    try:
        rules.field_days.check_place(said)
    except (TextTooShort, TextTooLong) as refusal:
        return await _ask_place(context, PLACE_RU, key, _sentence(context, refusal))
    context.draft[RUSSIAN] = said
    plan, words = await _plan(context, key)
    seen = await context.read(actions.field_desk.preview, context.person, plan)
    return await context.show(screens.field_desk.preview(seen, key, words))


def _place_asked(context: Context) -> AskPlace:
    centre_id, day, packed, named = _asked(context, 4)
    return AskPlace(int(centre_id), int(day), packed, named)


async def _plan(context: Context, key: AskPlace | Hold) -> tuple[FieldDay, Words]:
    """The plan that the buttons and the draft make; a place that was forgotten makes an outdated button."""
    centre, words = await _centre(context, key.centre_id)
    places = [str(context.draft.get(each, "")) for each in (KAZAKH, RUSSIAN)]
    if not all(places):
        raise OutdatedButton
    who = screens.field_desk.ids(key.whom)
    plan = rules.field_days.planned(centre.id, handlers.moments.day(key.day), _span(key.hours), who, centre.zone)
    return replace(plan, place_kk=places[0], place_ru=places[1]), words


def _span(packed: str) -> Interval:
    try:
        (found,) = rules.typed_hours.unpack(packed)
    except ValueError as error:
        raise OutdatedButton from error
    return found


async def hold(_update: Update, context: Context) -> None:
    key = context.key(Hold)
    plan, words = await _plan(context, key)
    done = await context.do(actions.field_desk.hold, context.person, plan, key.offer)
    await context.show(screens.field_desk.held(done, words))


async def expected(_update: Update, context: Context) -> None:
    found = await context.do(actions.field_desk.expected, context.person, context.key(FieldDayKey).field_day_id)
    _, words = await _centre(context, found.field_day.centre_id)
    await context.show(screens.field_desk.expected(found, words))


async def ask_cancel(_update: Update, context: Context) -> None:
    found = await context.do(actions.field_desk.cancellable, context.person, context.key(AskCancel).field_day_id)
    _, words = await _centre(context, found.field_day.centre_id)
    await context.show(screens.field_desk.ask_cancel(found, words))


async def cancel(_update: Update, context: Context) -> None:
    done = await context.do(actions.field_desk.cancel, context.person, context.key(Cancel).field_day_id)
    _, words = await _centre(context, done.field_day.centre_id)
    await context.show(screens.field_desk.cancelled(done, words))


def _sentence(context: Context, refusal: Refusal) -> str:
    return screens.refusals.sentence(refusal, context.centre, context.words)


def _asked(context: Context, count: int) -> list[str]:
    """What the last screen was about."""
    found = context.asked.split(":")[1:]
    if len(found) != count or not found[0].isdecimal():
        raise OutdatedButton
    return found


async def _centre(context: Context, centre_id: int) -> tuple[Centre, Words]:
    """The centre, for those who lead it, and the reader's words on its wall clock. Raises NotYours."""
    centre = await context.read(actions.schedule.setting, context.person, centre_id)
    return centre, replace(context.words, zone=centre.zone)


TAPS: dict[type[Key], Step] = {
    FieldDays: listed,
    Dates: dates,
    Hours: hours,
    Whom: whom,
    AskPlace: ask_place,
    Hold: hold,
    FieldDayKey: expected,
    AskCancel: ask_cancel,
    Cancel: cancel,
}

TYPED: dict[str, Step] = {DATE: say_date, HOURS: say_hours, PLACE: say_place, PLACE_RU: say_place_in_russian}
"""What is done with words typed right under a screen of this room; handlers.spoken asks."""

steps: list[BaseHandler[Update, Context, None]] = [
    CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()
]
