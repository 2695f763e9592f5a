"""Organisations in the chat: a person says whom they speak for, the centre confirms and invites.

stateDiagram: [My organisation] -> BIN awaited -> (unknown: NAME awaited) -> read back -> asked -> confirmed
"""

from zlib import crc32

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, ConversationHandler

import actions.organisations
import handlers.choosing
import handlers.memberships
import rules.keys.organisations
import rules.links
import rules.organisations
import screens.codes
import screens.organisations
import screens.privacy
import screens.refusals
import storage.organisations
import storage.rooms
from handlers.context import Context
from handlers.words import Turning, awaiting, typed
from rules.keys.codec import Key
from rules.keys.organisations import (
    Accept,
    AskBin,
    AskLeave,
    Claim,
    Leave,
    Mine,
)
from rules.organisations import Organisation
from rules.refusal import (
    AlreadyDone,
    ConsentMissing,
    IinTyped,
    NotABin,
    NotYours,
    OutdatedButton,
    TextTooLong,
    TextTooShort,
)

ROOM = "organisation"
BIN, NAME = "organisation bin", "organisation name"
NUMBER, NAMED, LINK = (f"{ROOM}.{name}" for name in ("bin", "name", "link"))
END = ConversationHandler.END

_CLASH = 2**31


async def mine(_update: Update, context: Context) -> object:
    """/organisation, or the button."""
    return await _mine(context)


async def _mine(context: Context, above: str = "") -> object:
    cards = await context.read(actions.organisations.mine, context.person)
    lends = bool(context.centre and await context.read(storage.rooms.lent, context.centre.id))
    await context.show(screens.organisations.mine(cards, context.words, above, lends=lends))
    return END


async def ask_bin(_update: Update, context: Context) -> object:
    """The number is awaited; consent and a name come first."""
    centre = handlers.choosing.centre_of(context)
    try:
        await context.read(actions.organisations.introduced, context.person, centre.id)
    except ConsentMissing:
        return await _ask_consent(context)
    return await _ask_bin(context)


async def _ask_consent(context: Context) -> object:
    context.begin(ROOM)
    await context.show(screens.privacy.ask_consent(handlers.choosing.centre_of(context), context.words))
    return END


async def _ask_bin(context: Context, above: str = "") -> object:
    await context.show(screens.organisations.ask_bin(context.words, above))
    return BIN


async def introduced(_update: Update, context: Context) -> object:
    """Consent and name are there: the invitation is accepted, or the number is next."""
    if context.draft.get(LINK):
        return await _accept(context)
    return await _ask_bin(context)


def _forget(context: Context) -> None:
    for place in (NUMBER, NAMED, LINK):
        context.draft.pop(place, None)


async def number(update: Update, context: Context) -> object:
    """The number is typed. A person's is told so and kept nowhere; a wrong one is asked again."""
    centre = handlers.choosing.centre_of(context)
    try:
        found = await context.read(actions.organisations.find, context.person, centre.id, typed(update))
    except (IinTyped, NotABin) as refusal:
        return await _ask_bin(context, screens.refusals.sentence(refusal, context.centre, context.words))
    context.draft[NUMBER] = found.bin
    if not found.name:
        await context.show(screens.organisations.ask_name(context.words))
        return NAME
    return await _read_back(context, found)


async def name(update: Update, context: Context) -> object:
    try:
        said = rules.organisations.check_name(typed(update))
    except (TextTooShort, TextTooLong, IinTyped) as refusal:
        problem = screens.refusals.sentence(refusal, context.centre, context.words)
        await context.show(screens.organisations.ask_name(context.words, problem))
        return NAME
    centre = handlers.choosing.centre_of(context)
    return await _read_back(context, Organisation(0, centre.id, _number(context), said))


def _number(context: Context) -> str:
    number = str(context.draft.get(NUMBER) or "")
    if not number:
        raise OutdatedButton
    return number


async def _read_back(context: Context, one: Organisation) -> object:
    context.draft[NAMED] = one.name
    await context.show(screens.organisations.read_back(one, _mark(one.bin, one.name), context.words))
    return END


def _mark(number: str, name: str) -> int:
    """Which content a button has seen."""
    return crc32(f"{number} {name}".encode()) % _CLASH


async def not_a_number(_update: Update, context: Context) -> object:
    """A photo, a voice where digits are awaited."""
    return await _ask_bin(context)


async def not_a_name(_update: Update, context: Context) -> object:
    await context.show(screens.organisations.ask_name(context.words))
    return NAME


async def claim(_update: Update, context: Context) -> object:
    key, number, said = context.key(Claim), _number(context), str(context.draft.get(NAMED) or "")
    if key.mark != _mark(number, said):
        raise OutdatedButton
    centre = handlers.choosing.centre_of(context)
    card = await context.do(actions.organisations.claim, context.person, centre.id, number, said)
    _forget(context)
    await context.show(screens.organisations.claimed(card, context.words))
    return END


async def ask_leave(_update: Update, context: Context) -> object:
    card = await context.read(storage.organisations.own, context.key(AskLeave).membership_id, context.person.id)
    if card is None:
        raise NotYours
    await context.show(screens.organisations.ask_leave(card, context.words))
    return END


async def leave(_update: Update, context: Context) -> object:
    try:
        card = await context.do(actions.organisations.leave, context.person, context.key(Leave).membership_id)
    except AlreadyDone:
        return await _mine(context)
    return await _mine(context, screens.organisations.left(card, context.words))


# --- an invitation -------------------------------------------------------------------------------------------


async def arrive(context: Context, token: str) -> None:
    """Where the centre's link leads: the organisation is read back, one tap accepts."""
    found = await context.do(actions.organisations.opened, token)
    context.draft[LINK] = found.link_id
    await context.show(screens.organisations.invitation(found.organisation, context.words))


async def accept(_update: Update, context: Context) -> object:
    return await _accept(context)


async def _accept(context: Context) -> object:
    link_id = int(context.draft.get(LINK) or 0)
    if not link_id:
        raise OutdatedButton
    try:
        await context.do(actions.organisations.accept, context.person, link_id)
    except ConsentMissing:
        return await _ask_consent(context)
    context.draft.pop(LINK, None)
    return await _mine(context)


TAPS: dict[type[Key], Turning] = {
    Mine: mine,
    Claim: claim,
    AskLeave: ask_leave,
    Leave: leave,
    **handlers.memberships.TAPS,
}

entries = [
    CallbackQueryHandler(ask_bin, pattern=AskBin.pattern()),
    CallbackQueryHandler(accept, pattern=Accept.pattern()),
]
"""The taps after which words are awaited; handlers.introduction holds the one conversation of a chat."""

LEAVING = [CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()]

awaited: dict[object, list[BaseHandler[Update, Context, object]]] = {
    BIN: [*LEAVING, *awaiting(number, not_a_number)],
    NAME: [*LEAVING, *awaiting(name, not_a_name)],
}

steps: list[BaseHandler[Update, Context, object]] = [
    CommandHandler("organisation", mine),
    *(CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()),
]
