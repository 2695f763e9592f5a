"""The first steps and the menu: /start with its links, language, centre, contacts, help."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler

import actions.people
import handlers.booking
import handlers.for_others
import handlers.meetings
import handlers.organisations
import rules.links
import screens.desk
import screens.start
import storage.centres
import storage.field_days
import storage.rooms
from handlers.context import Context
from rules.centres import Centre
from rules.keys.codec import Key
from rules.keys.start import (
    AskCentre,
    AskLanguage,
    Checklist,
    Checklists,
    ChooseCentre,
    Contacts,
    Help,
    Home,
    Settings,
    Speak,
)
from rules.people import LANGUAGES, Language
from rules.refusal import NotFound, OutdatedButton

BOOKING = "booking"

Step = Callable[[Update, Context], Coroutine[Any, Any, None]]


async def start(_update: Update, context: Context) -> None:
    """/start, perhaps by a link. Somebody new is asked for the language first; the link waits in the draft."""
    payload = (context.args or [""])[0]
    if context.draft.pop("new", None):
        context.draft["link"] = payload
        return await context.show(screens.start.choose_language(context.language, first=1))
    return await _arrive(context, payload)


async def _arrive(context: Context, payload: str) -> None:
    """Go where the link leads; without one, to the menu with a greeting."""
    link = rules.links.read(payload)
    if link.invitation:
        return await _join(context, link.invitation)
    if link.organisation:
        return await handlers.organisations.arrive(context, link.organisation)
    if link.meeting:
        return await handlers.meetings.arrive(context, link.meeting)
    if link.booking:
        return await handlers.for_others.arrive(context, link.booking)
    if link.centre:
        context.turn.who = await context.do(actions.people.follow, context.person, link)
        context.centre = await _centre(context)
    topic = await context.read(storage.centres.topic_by_code, link.topic) if link.topic else None
    if topic is not None and context.centre is not None:
        return await handlers.booking.open_topic(context, topic.id)
    return await menu(context, screens.start.greeting(context.centre, context.words) if context.centre else "")


async def _join(context: Context, secret: str) -> None:
    grant = await context.do(actions.people.join, context.person, secret)
    who = context.person
    context.turn.who = replace(who, centre_id=who.centre_id or grant.centre_id, grants=(*who.grants, grant))
    context.centre = await _centre(context)
    centre = context.centre.name(context.language) if context.centre else ""
    await menu(context, screens.start.joined(screens.desk.role(grant.role, context.words), centre, context.words))


async def menu(context: Context, above: str = "") -> None:
    """The main menu, or the choice of a centre where none is chosen."""
    if context.centre is None:
        return await ask_centre(context)
    closed = BOOKING in context.centre.jobs_off
    topics = () if closed else await context.read(storage.centres.topics, context.centre.id)
    return await context.show(screens.start.menu(context.person, context.centre, topics, context.words, above))


async def ask_centre(context: Context) -> None:
    centres = await context.read(storage.centres.open_centres)
    if not centres:
        return await context.show(screens.start.no_centre(context.words))
    return await context.show(screens.start.choose_centre(centres, context.words))


async def _centre(context: Context) -> Centre | None:
    centre_id = context.person.centre_id
    return None if centre_id is None else await context.read(storage.centres.centre, centre_id)


async def home(_update: Update, context: Context) -> None:
    await menu(context)


async def speak(_update: Update, context: Context) -> None:
    key = context.key(Speak)
    context.turn.who = await context.do(actions.people.speak, context.person, _language(key.language))
    if key.first:
        return await _arrive(context, str(context.draft.pop("link", "") or ""))
    return await menu(context, screens.start.language_chosen(context.words))


def _language(code: str) -> Language:
    known: Language | None = next((language for language in LANGUAGES if language == code), None)
    if known is None:
        raise OutdatedButton
    return known


async def change_language(_update: Update, context: Context) -> None:
    await context.show(screens.start.change_language(context.words))


async def change_centre(_update: Update, context: Context) -> None:
    await ask_centre(context)


async def choose_centre(_update: Update, context: Context) -> None:
    key = context.key(ChooseCentre)
    first = context.centre is None
    context.turn.who = await context.do(actions.people.choose_centre, context.person, key.centre_id)
    context.centre = await _centre(context)
    if context.centre is None:
        raise NotFound
    await menu(context, screens.start.greeting(context.centre, context.words) if first else "")


async def settings(_update: Update, context: Context) -> None:
    if context.centre is None:
        return await ask_centre(context)
    return await context.show(screens.start.settings(context.centre, context.words, feeds=bool(context.house.feeds)))


async def contacts(_update: Update, context: Context) -> None:
    if context.centre is None:
        return await ask_centre(context)
    lends = bool(await context.read(storage.rooms.lent, context.centre.id))
    away = bool(await context.read(storage.field_days.ahead, context.centre.id))
    return await context.show(screens.start.contacts(context.centre, context.words, lends=lends, away=away))


async def checklists(_update: Update, context: Context) -> None:
    if context.centre is None:
        return await ask_centre(context)
    topics = await context.read(storage.centres.topics, context.centre.id)
    page = context.key(Checklists).page
    return await context.show(screens.start.checklists(topics, context.words, page))


async def checklist(_update: Update, context: Context) -> None:
    topic = await context.read(storage.centres.topic, context.key(Checklist).topic_id)
    if topic is None:
        raise NotFound
    await context.show(screens.start.checklist(topic, context.words))


async def help_text(_update: Update, context: Context) -> None:
    phone, off = (context.centre.phone, context.centre.jobs_off) if context.centre else ("", frozenset())
    await context.show(screens.start.help_text(phone, off, context.words))


async def cancel(_update: Update, context: Context) -> None:
    """/cancel outside any dialogue: nothing to stop, the menu helps on."""
    await menu(context)


async def no_such_command(_update: Update, context: Context) -> None:
    await context.show(screens.start.no_such_command(context.words))


async def nothing_understood(_update: Update, context: Context) -> None:
    """Anything that no conversation waits for."""
    lost = screens.start.nothing_understood if context.turn.panel_id is None else screens.start.not_a_choice
    await context.show(lost(context.words))


async def old_button(_update: Update, _context: Context) -> None:
    """A button that nobody knows any more."""
    raise OutdatedButton


TAPS: dict[type[Key], Step] = {
    Home: home,
    AskLanguage: change_language,
    Speak: speak,
    AskCentre: change_centre,
    ChooseCentre: choose_centre,
    Contacts: contacts,
    Checklists: checklists,
    Checklist: checklist,
    Settings: settings,
    Help: help_text,
}

steps: list[BaseHandler[Update, Context, None]] = [
    CommandHandler("start", start),
    CommandHandler("language", change_language),
    CommandHandler("settings", settings),
    CommandHandler("help", help_text),
    *(CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()),
]
