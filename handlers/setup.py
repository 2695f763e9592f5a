"""A centre sets itself up in chat: each line of its card, its people, topics, departments; names are typed."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler

import actions.schedule
import actions.setup
import handlers.departments
import rules.setup
import screens.setup
from handlers.context import Context
from handlers.words import typed
from rules.centres import Texts
from rules.keys.codec import Key
from rules.keys.setup import (
    AddTopic,
    Answers,
    Ask,
    AskLeave,
    Buffer,
    Departments,
    Invite,
    Leave,
    People,
    Return,
    Setup,
    Someone,
    Terms,
    Topic,
    Topics,
    Turn,
)
from rules.refusal import OutdatedButton
from rules.setup import FIELDS, KINDS, Kind, Staff
from screens.words import Words

Step = Callable[[Update, Context], Coroutine[Any, Any, None]]

SETUP = "setup"  # what words typed under these screens are about: field, place, and what was typed before
NEW_TOPIC = "setup_topic"  # the draft's place for the names of a topic whose length is still asked
_BETWEEN = "\n"
_KINDS: dict[str, Kind] = {
    **KINDS,
    "specialist": "name",
    "rename": "name",
    "topic_kk": "name",
    "topic_ru": "name",
    "department_kk": "long_name",
    "department_ru": "long_name",
}


async def card(_update: Update, context: Context) -> None:
    centre = await context.read(actions.schedule.setting, context.person, context.key(Setup).centre_id)
    await context.show(screens.setup.card(centre, context.words))


async def ask(_update: Update, context: Context) -> None:
    key = context.key(Ask)
    if key.field not in _KINDS:
        raise OutdatedButton
    await _ask(context, key)


async def _ask(context: Context, key: Ask, before: str = "", why: str = "") -> None:
    """`before` is what was typed already: the name in Kazakh, when the Russian one is asked."""
    centre = await context.read(actions.schedule.setting, context.person, key.centre_id)
    card = {"phone": centre.phone, "address_kk": centre.addresses.kk, "address_ru": centre.addresses.ru}
    screen = screens.setup.ask(key, context.words, (card | {"site": centre.site}).get(key.field, ""), why)
    await context.show(screen, asks=f"{SETUP}:{key.centre_id}.{key.thing_id}.{key.field}.{before}")


async def say(update: Update, context: Context) -> None:
    """What was asked for; what cannot be kept is asked again, with why."""
    place = context.asked.partition(":")[2].split(".", 3)
    if len(place) != 4 or not (place[0].isdecimal() and place[1].isdecimal()) or place[2] not in _KINDS:  # noqa: PLR2004 -- as `_ask` writes it
        raise OutdatedButton
    key, text = Ask(int(place[0]), int(place[1]), place[2]), rules.setup.clean(typed(update))
    why = rules.setup.problem(_KINDS[key.field], text)
    if why is not None:
        return await _ask(context, key, place[3], screens.setup.problem(why, _KINDS[key.field], context.words))
    return await _take(context, key, text, place[3])


async def _take(context: Context, key: Ask, text: str, before: str) -> None:
    person, centre_id = context.person, key.centre_id
    if key.field == "address_kk":
        return await _ask(context, Ask(centre_id, 0, "address_ru"), text)
    if key.field in FIELDS:
        lines = {str(key.field): text} | ({"address_kk": before} if key.field == "address_ru" else {})
        centre = await context.do(actions.setup.put, person, centre_id, lines)
        return await context.show(screens.setup.card(centre, context.words, screens.setup.saved(context.words)))
    if key.field in {"specialist", "rename"}:
        added = (
            await context.do(actions.setup.add_specialist, person, centre_id, text)
            if key.field == "specialist"
            else await context.do(actions.setup.rename, person, centre_id, key.thing_id, text)
        )
        return await _someone(context, centre_id, added, screens.setup.saved(context.words))
    if key.field.endswith("_kk"):
        return await _ask(context, Ask(centre_id, 0, key.field.replace("_kk", "_ru")), text)
    return await _named(context, key, Texts(before, text))


async def _named(context: Context, key: Ask, names: Texts) -> None:
    """Both names are there: a department is kept, of a topic its length is asked."""
    if key.field == "topic_ru":
        context.draft[NEW_TOPIC] = f"{names.kk}{_BETWEEN}{names.ru}"
        return await context.show(screens.setup.ask_minutes(key.centre_id, names.read(context.language), context.words))
    await context.do(actions.setup.add_department, context.person, key.centre_id, names)
    return await handlers.departments.show(context, Departments(key.centre_id), screens.setup.saved(context.words))


async def add_topic(_update: Update, context: Context) -> None:
    key = context.key(AddTopic)
    kk, _, ru = str(context.draft.get(NEW_TOPIC) or "").partition(_BETWEEN)
    added = await context.do(actions.setup.add_topic, context.person, key.centre_id, Texts(kk, ru), key.minutes)
    context.draft.pop(NEW_TOPIC, None)
    await _topic(context, key.centre_id, added, screens.setup.saved(context.words))


async def people(_update: Update, context: Context) -> None:
    key = context.key(People)
    await context.show(screens.setup.people(key, await _staff(context, key.centre_id), context.words))


async def _staff(context: Context, centre_id: int) -> Staff:
    return await context.read(actions.setup.staff, context.person, centre_id)


async def someone(_update: Update, context: Context) -> None:
    key = context.key(Someone)
    await _someone(context, key.centre_id, key.specialist_id)


async def _someone(context: Context, centre_id: int, specialist_id: int, above: str = "") -> None:
    seen = await _staff(context, centre_id)
    specialist = seen.specialist(specialist_id)
    if specialist is None:
        raise OutdatedButton
    await context.show(screens.setup.someone(specialist, seen, context.words, above))


async def answers(_update: Update, context: Context) -> None:
    key = context.key(Answers)
    await _answers(context, key, await _staff(context, key.centre_id))


async def _answers(context: Context, key: Answers, seen: Staff) -> None:
    specialist = seen.specialist(key.specialist_id)
    if specialist is None:
        raise OutdatedButton
    await context.show(screens.setup.answers(key, specialist, seen, context.words))


async def turn(_update: Update, context: Context) -> None:
    key = context.key(Turn)
    what = (key.specialist_id, key.topic_id)
    seen = await context.do(actions.setup.turn, context.person, key.centre_id, what, key.on)
    if key.page >= 0:
        return await _answers(context, Answers(key.centre_id, key.specialist_id, key.page), seen)
    one = seen.topic(key.topic_id)
    if one is None:
        raise OutdatedButton
    return await context.show(screens.setup.topic(one, seen, context.words))


async def topics(_update: Update, context: Context) -> None:
    key = context.key(Topics)
    await context.show(screens.setup.topics(key, await _staff(context, key.centre_id), context.words))


async def topic(_update: Update, context: Context) -> None:
    key = context.key(Topic)
    await _topic(context, key.centre_id, key.topic_id)


async def _topic(context: Context, centre_id: int, topic_id: int, above: str = "") -> None:
    seen = await _staff(context, centre_id)
    one = seen.topic(topic_id)
    if one is None:
        raise OutdatedButton
    await context.show(screens.setup.topic(one, seen, context.words, above))


async def terms(_update: Update, context: Context) -> None:
    """The choice, or what has been chosen."""
    key = context.key(Terms)
    chosen = {"minutes": key.minutes} if key.minutes else {}
    asks = {"confirm": bool(key.confirm)} if key.confirm >= 0 else {}
    values = chosen | ({"assignment": key.assignment} if key.assignment else {}) | asks
    seen = (
        await context.do(actions.setup.agree, context.person, key.centre_id, key.topic_id, values)
        if values
        else await _staff(context, key.centre_id)
    )
    one = seen.topic(key.topic_id)
    if one is None:
        raise OutdatedButton
    await context.show(screens.setup.terms(one, seen, context.words))


async def buffer(_update: Update, context: Context) -> None:
    key = context.key(Buffer)
    centre = (
        await context.read(actions.schedule.setting, context.person, key.centre_id)
        if key.minutes < 0
        else await context.do(actions.setup.buffer, context.person, key.centre_id, key.minutes)
    )
    await context.show(screens.setup.buffer(centre, context.words))


async def ask_leave(_update: Update, context: Context) -> None:
    key = context.key(AskLeave)
    words = await _words(context, key.centre_id)
    specialist, touched = await context.read(actions.setup.leaving, context.person, key.centre_id, key.specialist_id)
    await context.show(screens.setup.leaving(specialist, touched, words))


async def leave(_update: Update, context: Context) -> None:
    key = context.key(Leave)
    words = await _words(context, key.centre_id)
    specialist, told, unreached = await context.do(
        actions.setup.close_specialist, context.person, key.centre_id, key.specialist_id
    )
    await context.show(screens.setup.left(specialist, told, unreached, words))


async def come_back(_update: Update, context: Context) -> None:
    key = context.key(Return)
    back = await context.do(actions.setup.reopen_specialist, context.person, key.centre_id, key.specialist_id)
    await _someone(context, key.centre_id, back)


async def invite(_update: Update, context: Context) -> None:
    key = context.key(Invite)
    specialist, payload = await context.do(actions.setup.invite, context.person, key.centre_id, key.specialist_id)
    url = f"https://t.me/{context.bot.username}?start={payload}"
    await context.show(screens.setup.invitation(specialist, url, context.words))


async def _words(context: Context, centre_id: int) -> Words:
    """The reader's words on the centre's wall clock. Raises NotYours."""
    centre = await context.read(actions.schedule.setting, context.person, centre_id)
    return replace(context.words, zone=centre.zone)


TAPS: dict[type[Key], Step] = {
    Setup: card,
    Ask: ask,
    People: people,
    Someone: someone,
    Answers: answers,
    Turn: turn,
    AskLeave: ask_leave,
    Leave: leave,
    Return: come_back,
    Invite: invite,
    Topics: topics,
    Topic: topic,
    AddTopic: add_topic,
    Terms: terms,
    Buffer: buffer,
    **handlers.departments.TAPS,
}

TYPED: dict[str, Step] = {SETUP: say}

steps: list[BaseHandler[Update, Context, None]] = [
    CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()
]
