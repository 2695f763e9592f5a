"""Meetings in the chat: the list, one of them, «I will come» and «I cannot come», text to pass on."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler

import actions.broadcasts
import actions.meetings
import actions.people
import handlers.choosing
import rules.links
import screens.broadcasts
import screens.meetings
import screens.privacy
import storage.centres
from handlers.context import Context
from rules.keys.codec import Key
from rules.keys.convening import Manage
from rules.keys.meetings import Going, Look, Meetings, NotGoing, Share
from rules.meetings import Card
from rules.refusal import ConsentMissing, MeetingMoved, OutdatedButton
from screens.words import Words

ROOM = "meetings"
ASKED, MOVES = f"{ROOM}.id", f"{ROOM}.moves"

Step = Callable[[Update, Context], Coroutine[Any, Any, None]]


async def meetings(_update: Update, context: Context) -> None:
    """/meetings, or the button: what is still to come, before any consent."""
    page = context.key(Meetings).page if context.tap else 0
    if context.centre is None:
        return await handlers.choosing.ask_centre(context)
    context.expect(actions.meetings.JOB)
    seen = await context.read(actions.meetings.listing, context.person, context.centre.id, page)
    return await context.show(screens.meetings.listing(seen, replace(context.words, zone=seen.zone)))


async def arrive(context: Context, meeting_id: int) -> None:
    """By a link: it leads to the meeting's centre too, as somebody new has none."""
    card = await context.read(actions.meetings.card, context.person, meeting_id)
    centre_id = card.meeting.centre_id
    context.turn.who = await context.do(actions.people.choose_centre, context.person, centre_id)
    context.centre = await context.read(storage.centres.centre, centre_id)
    await _show(context, card)


async def look(_update: Update, context: Context) -> None:
    await _show(context, await _card(context, context.key(Look).meeting_id))


async def _card(context: Context, meeting_id: int) -> Card:
    return await context.read(actions.meetings.card, context.person, meeting_id)


def _there(context: Context, card: Card) -> Words:
    """The reader's words on the wall clock of the meeting's centre."""
    return replace(context.words, zone=card.zone)


async def _show(context: Context, card: Card, above: str = "") -> None:
    now = context.house.db.place.now()
    await context.show(screens.meetings.look(card, now, _there(context, card), above))


async def going(_update: Update, context: Context) -> None:
    key = context.key(Going)
    _keep_notice(context, key.notice_id)
    await _go(context, key.meeting_id, key.moves, key.notice_id)


def _keep_notice(context: Context, notice_id: int) -> None:
    """The words that invite stay readable, whatever becomes of the tap under them."""
    if notice_id:
        context.keep()


async def _go(context: Context, meeting_id: int, moves: int, notice_id: int = 0) -> None:
    """A seat or a place in the line; what is missing for it is asked first."""
    try:
        card = await context.do(actions.meetings.going, context.person, meeting_id, moves)
    except MeetingMoved:
        return await _moved(context, meeting_id)
    except ConsentMissing:
        return await _ask_consent(context, meeting_id, moves)
    return await _answered(context, card, notice_id)


async def _answered(context: Context, card: Card, notice_id: int, above: str = "") -> None:
    """The answer stands where the question stood: in the notice itself, if it is the last message; else on a card."""
    if not notice_id or not context.in_place or not card.mine:
        return await _show(context, card, above)
    one, centre = await context.read(actions.broadcasts.shared, context.person, notice_id)
    now = context.house.db.place.now()
    screen = screens.broadcasts.notice(one, centre.names, _there(context, card), card, now)
    return await context.show(screen, itself=True)


async def _moved(context: Context, meeting_id: int) -> None:
    """An old button: the meeting as it stands, to be answered anew."""
    await _show(context, await _card(context, meeting_id), screens.meetings.is_moved(context.words))


async def _ask_consent(context: Context, meeting_id: int, moves: int) -> None:
    context.draft[ASKED], context.draft[MOVES] = meeting_id, moves
    context.begin(ROOM)
    await context.show(screens.privacy.ask_consent(handlers.choosing.centre_of(context), context.words))


async def introduced(_update: Update, context: Context) -> None:
    """Consent and name are there: they come, as they had said."""
    meeting_id, moves = context.draft.pop(ASKED, None), context.draft.pop(MOVES, None)
    if meeting_id is None or moves is None:
        raise OutdatedButton
    await _go(context, int(meeting_id), int(moves))


async def not_going(_update: Update, context: Context) -> None:
    key = context.key(NotGoing)
    _keep_notice(context, key.notice_id)
    try:
        card = await context.do(actions.meetings.not_going, context.person, key.meeting_id, key.moves)
    except MeetingMoved:
        return await _moved(context, key.meeting_id)
    above = "" if card.mine else screens.meetings.noted(context.words)
    return await _answered(context, card, key.notice_id, above)


async def share(_update: Update, context: Context) -> None:
    key = context.key(Share)
    card = await _card(context, key.meeting_id)
    address = f"https://t.me/{context.bot.username}?start={rules.links.meeting(card.meeting.id)}"
    await context.show(
        screens.meetings.share(card, address, _there(context, card), Manage(card.meeting.id) if key.desk else None)
    )


TAPS: dict[type[Key], Step] = {
    Meetings: meetings,
    Look: look,
    Going: going,
    NotGoing: not_going,
    Share: share,
}

steps: list[BaseHandler[Update, Context, None]] = [
    CommandHandler("meetings", meetings),
    *(CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()),
]
