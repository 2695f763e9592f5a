"""Staff send a list of meetings as a file: taken in at once, as nobody is written to.

stateDiagram: [Import a list] -> LIST awaited -> read -> what has become of each row
"""

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, MessageHandler, filters

import actions.convening
import actions.meeting_lists
import handlers.convening
import handlers.documents
import screens.imports
import screens.meeting_lists
import sources.meetings
from handlers.context import Context
from handlers.forms import END
from rules.keys.convening import AskFile
from rules.readings import SheetRefused
from sources.meetings import MOST_BYTES

LIST = "list of meetings"
CENTRE = "list_centre"  # the draft's place for the centre a list is awaited for


async def ask_file(_update: Update, context: Context) -> object:
    centre = await context.read(actions.convening.composing, context.person, context.key(AskFile).centre_id)
    context.draft[CENTRE] = centre.id
    await context.show(screens.meeting_lists.ask(centre.id, context.words))
    return LIST


async def received(update: Update, context: Context) -> object:
    """What cannot be read is asked for again, with why."""
    centre_id = handlers.documents.awaited_at(context, CENTRE)
    document = update.message.document if update.message else None
    if document is None:
        return await not_a_file(update, context)
    try:
        lines = sources.meetings.read(await handlers.documents.content(document, MOST_BYTES))
    except SheetRefused as refusal:
        why = screens.imports.refused(refusal, context.words)
        await context.show(screens.meeting_lists.ask(centre_id, context.words, why))
        return LIST
    outcomes = await context.do(actions.meeting_lists.take_in, context.person, lines)
    context.draft.pop(CENTRE, None)
    await context.show(screens.meeting_lists.done(centre_id, outcomes, context.words))
    return END


async def not_a_file(_update: Update, context: Context) -> object:
    """Words, a photo, a voice where a file is awaited: asked again."""
    await context.show(screens.meeting_lists.ask(handlers.documents.awaited_at(context, CENTRE), context.words))
    return LIST


entries = [CallbackQueryHandler(ask_file, pattern=AskFile.pattern())]
"""The tap after which a file is awaited; handlers.introduction holds the one conversation of a chat."""

awaited: dict[object, list[BaseHandler[Update, Context, object]]] = {
    LIST: [
        MessageHandler(filters.Document.ALL, received),
        *(CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in handlers.convening.LEAVING.items()),
        MessageHandler(~filters.COMMAND & ~filters.StatusUpdate.ALL, not_a_file),
    ]
}
