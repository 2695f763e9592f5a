"""Consent and a first name, asked once, right before the first thing that needs them; and all words that are awaited.

stateDiagram: (a time is held, a proposal begun) -> consent asked -> [I give consent] -> NAME awaited -> typed ->
(the room that was begun goes on)

A chat awaits one thing at a time: so one conversation holds the states of every room, and what was asked last is
what the next words answer.
"""

import warnings
from collections.abc import Mapping
from dataclasses import dataclass

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, ConversationHandler, MessageHandler, filters

import actions.people
import handlers.base_lines
import handlers.booking
import handlers.broadcasts
import handlers.call_backs
import handlers.centre_sheets
import handlers.convening
import handlers.enquiries
import handlers.filters
import handlers.for_others
import handlers.imports
import handlers.meeting_lists
import handlers.meetings
import handlers.organisation_lists
import handlers.organisations
import handlers.phones
import handlers.privacy
import handlers.proposals
import handlers.publishing
import handlers.replies
import handlers.reservations
import handlers.sending
import handlers.start
import handlers.waiting_list
import handlers.words
import screens.privacy
import screens.refusals
import screens.start
from handlers.context import ASKED, BEGUN, LYING, Context
from handlers.words import Turning
from rules.keys.privacy import Agree, AskConsent, Decline, Erase
from rules.people import NAME_LENGTH, clean_text
from rules.refusal import ConsentMissing, NotFound, NotText, TextTooLong

warnings.filterwarnings("ignore", message="If 'per_message=False'")  # a tap here is meant to be per chat

NAME = "name"
END = ConversationHandler.END
MOST_TYPED = 4 * NAME_LENGTH


@dataclass(frozen=True, slots=True)
class Room:
    """What goes on in a room once somebody is introduced."""

    introduced: Turning
    needs_name: bool = True


ROOMS: Mapping[str, Room] = {
    handlers.booking.ROOM: Room(handlers.booking.introduced),
    handlers.filters.ROOM: Room(handlers.filters.introduced, needs_name=False),
    handlers.organisations.ROOM: Room(handlers.organisations.introduced),
    handlers.waiting_list.ROOM: Room(handlers.waiting_list.introduced),
    handlers.call_backs.ROOM: Room(handlers.call_backs.introduced),
    handlers.enquiries.ROOM: Room(handlers.enquiries.introduced, needs_name=False),
    handlers.for_others.ROOM: Room(handlers.for_others.introduced, needs_name=False),
    handlers.meetings.ROOM: Room(handlers.meetings.introduced),
    handlers.reservations.ROOM: Room(handlers.reservations.introduced),
    handlers.proposals.ROOM: Room(handlers.proposals.introduced),
}
"""Every room by the name it gives to `context.begin`."""


async def ask_consent(_update: Update, context: Context) -> None:
    if context.centre is None:
        raise NotFound
    await context.show(screens.privacy.ask_consent(context.centre, context.words))


async def agree(update: Update, context: Context) -> object:
    """Consent given: the name is next, unless it is known from another centre, or nobody needs it."""
    key = context.key(Agree)
    if context.centre is None or context.centre.id != key.centre_id:
        raise NotFound
    shown = screens.privacy.consent_text(context.centre, context.words)
    context.turn.who = await context.do(actions.people.agree, context.person, key.centre_id, shown)
    if context.person.name or not _begun(context).needs_name:
        return await _introduced(update, context)
    await context.show(screens.privacy.ask_name(context.words))
    return NAME


async def name(update: Update, context: Context) -> object:
    """The name is typed. One that is none, or far too long, is asked again: the time chosen before is still held."""
    try:
        context.turn.who = await context.do(actions.people.introduce, context.person, _a_name(update))
    except (NotText, TextTooLong) as refusal:
        problem = screens.refusals.sentence(refusal, context.centre, context.words)
        await context.show(screens.privacy.ask_name(context.words, problem))
        return NAME
    except ConsentMissing as refusal:
        await context.show(screens.refusals.refused(refusal, context.centre, context.words))
        return END
    return await _introduced(update, context)


def _a_name(update: Update) -> str:
    typed = clean_text(handlers.words.typed(update))
    if len(typed) > MOST_TYPED:
        raise TextTooLong(len(typed), NAME_LENGTH)
    return typed


async def _introduced(update: Update, context: Context) -> object:
    """Go on in the room that was begun last."""
    begun = _begun(context)
    context.draft.pop(BEGUN, None)
    awaited = await begun.introduced(update, context)
    return END if awaited is None else awaited


def _begun(context: Context) -> Room:
    return ROOMS.get(str(context.draft.get(BEGUN)), ROOMS[handlers.booking.ROOM])


async def _let_go(context: Context) -> None:
    """Whatever was begun, in whichever room, is over, and nothing is kept of it."""
    await handlers.booking.let_go(context)
    await handlers.broadcasts.let_go(context)
    context.forget()


async def numbered(update: Update, context: Context) -> object:
    """A contact: one's own number where one was asked for; then the room that waits for it goes on."""
    if not await handlers.phones.given(update, context):
        return None
    return await _introduced(update, context)


async def instead_of_a_number(context: Context, text: str) -> None:
    if await handlers.phones.refused(context, text):
        await _let_go(context)
        await context.show(screens.privacy.stopped(context.words))


async def not_a_name(_update: Update, context: Context) -> object:
    """A photo, a voice, a sticker where a name is awaited: asked again, nothing is lost."""
    await context.show(screens.privacy.words_please(context.words))
    return NAME


async def decline(_update: Update, context: Context) -> object:
    await _let_go(context)
    await context.show(screens.privacy.declined(context.words))
    return END


async def erased(update: Update, context: Context) -> object:
    """Erased while a name was awaited: whoever comes next is not asked to go on."""
    await handlers.privacy.erase(update, context)
    return END


async def stop(_update: Update, context: Context) -> object:
    await _let_go(context)
    await context.show(screens.privacy.stopped(context.words))
    return END


async def stop_what_lies(update: Update, context: Context) -> object:
    """/cancel while no words are awaited: a preview not sent yet is let go too; nothing begun, the menu helps on."""
    if set(context.draft) - LYING <= {ASKED}:
        await handlers.start.cancel(update, context)
        return END
    return await stop(update, context)


conversation = ConversationHandler(
    entry_points=[
        CallbackQueryHandler(agree, pattern=Agree.pattern()),
        *handlers.for_others.entries,
        *handlers.proposals.entries,
        *handlers.replies.entries,
        *handlers.publishing.entries,
        *handlers.convening.entries,
        *handlers.meeting_lists.entries,
        *handlers.imports.entries,
        *handlers.base_lines.entries,
        *handlers.sending.entries,
        *handlers.organisations.entries,
        *handlers.organisation_lists.entries,
        *handlers.centre_sheets.entries,
    ],
    states={
        NAME: handlers.words.awaiting(name, not_a_name),
        **handlers.for_others.awaited,
        **handlers.proposals.awaited,
        **handlers.replies.awaited,
        **handlers.publishing.awaited,
        **handlers.convening.awaited,
        **handlers.meeting_lists.awaited,
        **handlers.imports.awaited,
        **handlers.base_lines.awaited,
        **handlers.sending.awaited,
        **handlers.organisations.awaited,
        **handlers.organisation_lists.awaited,
        **handlers.centre_sheets.awaited,
    },
    fallbacks=[
        CommandHandler("cancel", stop),
        CallbackQueryHandler(decline, pattern=Decline.pattern()),
        CallbackQueryHandler(erased, pattern=Erase.pattern()),
    ],
    name="introduction",
    persistent=True,
    allow_reentry=True,
)

steps = [
    conversation,
    MessageHandler(filters.CONTACT, numbered),
    CallbackQueryHandler(ask_consent, pattern=AskConsent.pattern()),
    CallbackQueryHandler(decline, pattern=Decline.pattern()),
    CommandHandler("cancel", stop_what_lies),
]
