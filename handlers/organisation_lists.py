"""Staff send a list of organisations as a file: taken in at once, as nobody is written to; then invitations for all.

stateDiagram: [Import a list] -> LIST awaited -> read -> what has become of each row -> [All invitations], [Undo]
"""

from dataclasses import replace

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, ConversationHandler, MessageHandler, filters

import actions.organisation_lists
import handlers.documents
import handlers.memberships
import handlers.organisations
import handlers.workbooks
import screens.organisation_lists
import sources.child
from handlers.context import Context
from handlers.words import Turning
from handlers.workbooks import NotWritten
from rules.keys.codec import Key
from rules.keys.organisations import AskList, Invitations, UndoList
from rules.readings import MOST_BYTES, SheetRefused

LIST = "list of organisations"
CENTRE = "organisations_centre"  # the draft's place for the centre a list is awaited for
END = ConversationHandler.END


async def ask_list(_update: Update, context: Context) -> object:
    centre_id = context.key(AskList).centre_id
    await _ask(context, centre_id)
    context.draft[CENTRE] = centre_id
    return LIST


async def _ask(context: Context, centre_id: int, problem: str = "") -> None:
    _, waiting = await context.read(actions.organisation_lists.waiting, context.person, centre_id)
    await context.show(screens.organisation_lists.ask(centre_id, waiting, context.words, problem))


async def received(update: Update, context: Context) -> object:
    """The file is read where it can do no harm; what cannot be read is asked for again, with why."""
    centre_id = handlers.documents.awaited_at(context, CENTRE)
    document = update.message.document if update.message else None
    if document is None:
        return await not_a_file(update, context)
    await context.read(actions.organisation_lists.waiting, context.person, centre_id)
    try:
        rows = await sources.child.organisations(await handlers.documents.content(document, MOST_BYTES))
    except SheetRefused as refusal:
        await _ask(context, centre_id, screens.organisation_lists.refused(refusal, context.words))
        return LIST
    taken = await context.do(actions.organisation_lists.take_in, context.person, centre_id, rows)
    _, waiting = await context.read(actions.organisation_lists.waiting, context.person, centre_id)
    context.draft.pop(CENTRE, None)
    await context.show(screens.organisation_lists.done(taken, waiting, context.words))
    return END


async def not_a_file(_update: Update, context: Context) -> object:
    """Words, a photo, a voice where a file is awaited: asked again."""
    await _ask(context, handlers.documents.awaited_at(context, CENTRE))
    return LIST


async def invitations(_update: Update, context: Context) -> object:
    """A link for each, told this once; nothing of the file stays on the server."""
    centre_id = context.key(Invitations).centre_id
    centre, links = await context.do(actions.organisation_lists.invite_all, context.person, centre_id)
    words = replace(context.words, zone=centre.zone)
    addresses = [handlers.memberships.address(context, link) for link in links]
    try:
        content = await handlers.workbooks.write((screens.organisation_lists.sheet(links, addresses, words),))
    except NotWritten:
        await context.show(screens.organisation_lists.not_written(centre_id, words))
        return END
    await context.show(screens.organisation_lists.invitations(centre, links, content, words))
    return END


async def undo(_update: Update, context: Context) -> object:
    back = await context.do(actions.organisation_lists.undo, context.person, context.key(UndoList).list_id)
    await context.show(screens.organisation_lists.undone(back, context.words))
    return END


TAPS: dict[type[Key], Turning] = {Invitations: invitations, UndoList: undo}

entries = [CallbackQueryHandler(ask_list, pattern=AskList.pattern())]
"""The tap after which a file is awaited; handlers.introduction holds the one conversation of a chat."""

_LEAVING = [CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()]

awaited: dict[object, list[BaseHandler[Update, Context, object]]] = {
    LIST: [
        MessageHandler(filters.Document.ALL, received),
        *_LEAVING,
        *handlers.organisations.LEAVING,
        MessageHandler(~filters.COMMAND & ~filters.StatusUpdate.ALL, not_a_file),
    ]
}

steps: list[BaseHandler[Update, Context, object]] = [*_LEAVING]
