"""Staff send a sheet of contests: read in a process of its own, looked at, imported, undone.

stateDiagram: [Import a list] -> FILE awaited -> read -> counts shown -> [Import ...] -> done -> [Undo]
"""

from dataclasses import replace

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, ConversationHandler, MessageHandler, filters

import actions.imports
import actions.tenders
import handlers.documents
import handlers.publishing
import screens.imports
import screens.publishing
import sources.child
from handlers.context import Context
from handlers.words import Turning
from rules.keys.codec import Key
from rules.keys.publishing import AskFile, Import, Problems, UndoImport
from rules.readings import MOST_BYTES, SheetRefused

FILE = "file"
END = ConversationHandler.END
CENTRE = "sheet_centre"  # the draft's place for the centre a sheet is awaited for


async def ask_file(_update: Update, context: Context) -> object:
    centre = await context.read(actions.tenders.publishing, context.person, context.key(AskFile).centre_id)
    context.draft[CENTRE] = centre.id
    await context.show(screens.imports.ask(centre.id, context.words))
    return FILE


async def received(update: Update, context: Context) -> object:
    """The file is read where it can do no harm; then it is only looked at."""
    centre_id = handlers.documents.awaited_at(context, CENTRE)
    if update.message is None or update.message.document is None:
        return await not_a_file(update, context)
    document = update.message.document
    source = await context.read(actions.imports.source, context.person, centre_id)
    try:
        reading = await sources.child.read(
            await handlers.documents.content(document, MOST_BYTES), source, context.house.db.place.now()
        )
    except SheetRefused as refusal:
        await context.show(
            screens.imports.ask(centre_id, context.words, screens.imports.refused(refusal, context.words))
        )
        return FILE
    name = document.file_name or "XLSX"
    read = await context.do(actions.imports.look, context.person, centre_id, name, reading)
    context.draft.pop(CENTRE, None)
    await context.show(screens.imports.look(read, context.words))
    return END


async def not_a_file(_update: Update, context: Context) -> object:
    """Words, a photo, a voice where a file is awaited: asked again."""
    await context.show(screens.imports.ask(handlers.documents.awaited_at(context, CENTRE), context.words))
    return FILE


async def take_in(_update: Update, context: Context) -> None:
    """Imported by this tap, a slice a transaction; whoever is subscribed is told after the time for undoing."""
    key = context.key(Import)
    read = await context.do(actions.imports.begin, context.person, key.import_id)
    while await context.do(actions.imports.take_in, key.import_id, key.tell):
        pass
    until = await context.read(actions.imports.until, context.person, key.import_id)
    words = replace(context.words, zone=context.centre.zone) if context.centre else context.words
    await context.show(screens.imports.done(read, key.tell, until, words))
    await handlers.publishing.spread(context)


async def problems(_update: Update, context: Context) -> None:
    key = context.key(Problems)
    read = await context.read(actions.imports.batch, context.person, key.import_id)
    await context.show(screens.imports.problems(read, key.page, context.words))


async def undo(_update: Update, context: Context) -> None:
    read = await context.do(actions.imports.undo, context.person, context.key(UndoImport).import_id)
    await context.show(screens.imports.undone(read, context.words))


TAPS: dict[type[Key], Turning] = {Import: take_in, Problems: problems, UndoImport: undo}

entries = [CallbackQueryHandler(ask_file, pattern=AskFile.pattern())]
"""The tap after which a file is awaited; handlers.introduction holds the one conversation of a chat."""

awaited: dict[object, list[BaseHandler[Update, Context, object]]] = {
    FILE: [
        MessageHandler(filters.Document.ALL, received),
        *(CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in handlers.publishing.LEAVING.items()),
        MessageHandler(~filters.COMMAND & ~filters.StatusUpdate.ALL, not_a_file),
    ]
}

steps: list[BaseHandler[Update, Context, object]] = [
    *(CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()),
]
