"""A notice gets its hour and goes: called back, paused, resumed, stopped, sent again; and its readers' buttons."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, ConversationHandler

import actions.broadcasts
import actions.spreading
import handlers.broadcasts
import handlers.moments
import rules.spoken
import screens.audiences
import screens.broadcasts
import screens.sending
import storage.broadcasts
import storage.centres
from handlers.broadcasts import TEXT
from handlers.context import Context
from handlers.words import Turning, awaiting, typed
from rules.centres import Centre
from rules.clockwork import local, wall
from rules.keys.broadcasts import (
    AskSend,
    AskStop,
    AskWhen,
    CallBack,
    Desk,
    Drop,
    Mute,
    Pause,
    Resend,
    Resume,
    Send,
    Share,
    Stop,
    Test,
    TypeWhen,
    Unmute,
)
from rules.keys.codec import Key
from rules.people import Person
from rules.refusal import NotFound, TimePassed
from rules.sending import Panel
from rules.wishes import Wish
from storage.work import Work

WHEN = "notice time"
END = ConversationHandler.END

Turn = Callable[[Work, Person, int, int], Panel]
"""A deed that changes one notice, by a button made for one revision of it."""


async def ask_when(_update: Update, context: Context) -> object:
    return await _ask_when(context, context.key(AskWhen).broadcast_id)


async def _ask_when(context: Context, broadcast_id: int, above: str = "") -> object:
    found = await context.read(actions.broadcasts.panel, context.person, broadcast_id)
    words = handlers.broadcasts.there(context, found.broadcast)
    offered = screens.audiences.offered_hours(context.house.db.place.now(), words)
    await context.show(screens.audiences.when(found.broadcast, offered, words, above))
    return END


async def type_when(_update: Update, context: Context) -> object:
    found = await context.read(actions.broadcasts.panel, context.person, context.key(TypeWhen).broadcast_id)
    handlers.broadcasts.remember(context, found.broadcast, "")
    await context.show(screens.audiences.type_when(found.broadcast, context.words))
    return WHEN


async def hour(update: Update, context: Context) -> object:
    """A day and an hour in words; the same words are understood as at a booking."""
    broadcast_id, rev, _ = handlers.broadcasts.awaited_notice(context)
    found = await context.read(actions.broadcasts.panel, context.person, broadcast_id)
    due = _moment(typed(update), ZoneInfo(found.broadcast.zone), context.house.db.place.now())
    if due is None:
        problem = screens.audiences.time_not_understood(context.words)
        await context.show(screens.audiences.type_when(found.broadcast, context.words, problem))
        return WHEN
    return await handlers.broadcasts.at(context, broadcast_id, lambda: _send(context, broadcast_id, rev, due))


def _moment(text: str, zone: ZoneInfo, now: datetime) -> datetime | None:
    """The moment that was typed; None where a day or an hour is missing or not understood."""
    wish = rules.spoken.read(text, local(now, zone).date())
    if not isinstance(wish, Wish) or wish.at is None or wish.until != wish.since:
        return None
    return wall(wish.since, wish.at, zone)


async def not_an_hour(_update: Update, context: Context) -> object:
    broadcast_id, _, _ = handlers.broadcasts.awaited_notice(context)
    found = await context.read(actions.broadcasts.panel, context.person, broadcast_id)
    problem = screens.audiences.time_not_understood(context.words)
    await context.show(screens.audiences.type_when(found.broadcast, context.words, problem))
    return WHEN


async def ask_send(_update: Update, context: Context) -> object:
    found = await context.read(actions.broadcasts.panel, context.person, context.key(AskSend).broadcast_id)
    if found.broadcast.state != "draft" or found.broadcast.missing:
        await context.show(screens.sending.old_button(found, handlers.broadcasts.there(context, found.broadcast)))
        return END
    await context.show(screens.audiences.ask_send(found, handlers.broadcasts.there(context, found.broadcast)))
    return END


async def send(_update: Update, context: Context) -> object:
    key = context.key(Send)
    due = handlers.moments.moment(key.minute) if key.minute else None
    return await handlers.broadcasts.at(
        context, key.broadcast_id, lambda: _send(context, key.broadcast_id, key.rev, due)
    )


async def _send(context: Context, broadcast_id: int, rev: int, due: datetime | None) -> object:
    try:
        found = await context.do(actions.broadcasts.schedule, context.person, broadcast_id, rev, due)
    except TimePassed:
        return await _ask_when(context, broadcast_id, screens.audiences.time_passed(context.words))
    if found.broadcast.due_at is not None and found.broadcast.due_at <= context.house.db.place.now():
        await context.do(actions.spreading.next_step)
        return await handlers.broadcasts.show(context, broadcast_id)
    return await handlers.broadcasts.show_panel(context, found)


# --- on its way ------------------------------------------------------------------------------------------------


def _turning(kind: type[CallBack | Pause | Resume | Stop], deed: Turn) -> Turning:
    """The step of a button that turns a notice and shows it."""

    async def step(_update: Update, context: Context) -> object:
        key = context.key(kind)

        async def turn() -> object:
            found = await context.do(deed, context.person, key.broadcast_id, key.rev)
            return await handlers.broadcasts.show_panel(context, found)

        return await handlers.broadcasts.at(context, key.broadcast_id, turn)

    return step


async def ask_stop(_update: Update, context: Context) -> object:
    found = await context.read(actions.broadcasts.panel, context.person, context.key(AskStop).broadcast_id)
    await context.show(screens.audiences.ask_stop(found, handlers.broadcasts.there(context, found.broadcast)))
    return END


async def drop(_update: Update, context: Context) -> object:
    key = context.key(Drop)
    return await handlers.broadcasts.at(context, key.broadcast_id, lambda: _drop(context, key))


async def _drop(context: Context, key: Drop) -> object:
    centre_id = await context.do(actions.broadcasts.drop, context.person, key.broadcast_id, key.rev)
    return await handlers.broadcasts.show_desk(context, Desk(centre_id))


async def test(_update: Update, context: Context) -> object:
    key = context.key(Test)
    found = await context.do(actions.broadcasts.test, context.person, key.broadcast_id)
    await context.show(screens.sending.tested(found, handlers.broadcasts.there(context, found.broadcast)))
    return END


async def resend(_update: Update, context: Context) -> object:
    key = context.key(Resend)
    return await handlers.broadcasts.at(context, key.broadcast_id, lambda: _resend(context, key))


async def _resend(context: Context, key: Resend) -> object:
    found = await context.do(actions.broadcasts.resend, context.person, key.broadcast_id)
    return await handlers.broadcasts.show_panel(context, found)


# --- its readers -----------------------------------------------------------------------------------------------


async def share(_update: Update, context: Context) -> object:
    one, centre = await context.read(actions.broadcasts.shared, context.person, context.key(Share).broadcast_id)
    address = f"https://t.me/{context.bot.username}"
    await context.show(screens.broadcasts.share(one, centre.names, address, context.words))
    return END


async def mute(_update: Update, context: Context) -> object:
    key = context.key(Mute)
    await context.do(actions.broadcasts.mute, context.person, key.centre_id)
    centre = await _named(context, key.centre_id)
    await context.show(screens.broadcasts.muted(key.centre_id, centre, context.words))
    return END


async def unmute(_update: Update, context: Context) -> object:
    key = context.key(Unmute)
    await context.do(actions.broadcasts.unmute, context.person, key.centre_id)
    await context.show(screens.broadcasts.unmuted(await _named(context, key.centre_id), context.words))
    return END


async def _named(context: Context, centre_id: int) -> str:
    centre: Centre | None = await context.read(storage.centres.centre, centre_id)
    if centre is None:
        raise NotFound
    return centre.name(context.language)


TAPS: dict[type[Key], Turning] = {
    AskWhen: ask_when,
    AskSend: ask_send,
    Send: send,
    Drop: drop,
    CallBack: _turning(CallBack, actions.broadcasts.call_back),
    Pause: _turning(Pause, actions.broadcasts.pause),
    Resume: _turning(Resume, actions.broadcasts.resume),
    AskStop: ask_stop,
    Stop: _turning(Stop, actions.broadcasts.stop),
    Test: test,
    Resend: resend,
    Share: share,
    Mute: mute,
    Unmute: unmute,
}
_EVERY = {**handlers.broadcasts.TAPS, **TAPS}

entries = [
    *(CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in handlers.broadcasts.WRITING.items()),
    CallbackQueryHandler(type_when, pattern=TypeWhen.pattern()),
]

LEAVING = [CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in _EVERY.items()]
"""What else may be pressed while words are awaited: it is done, and nothing is awaited any more."""

awaited: dict[object, list[BaseHandler[Update, Context, object]]] = {
    TEXT: [*LEAVING, *awaiting(handlers.broadcasts.text, handlers.broadcasts.text)],
    WHEN: [*LEAVING, *awaiting(hour, not_an_hour)],
}

steps: list[BaseHandler[Update, Context, object]] = [
    CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in _EVERY.items()
]
