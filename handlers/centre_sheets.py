"""A coordinator gets the centre's sheet, sends it filled in, looks at what it changes, and sets the centre up.

stateDiagram: [From a sheet] -> SHEET awaited -> [Get the sheet], or the file -> looked at -> [Set up so] -> [Undo]
"""

from dataclasses import replace

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, ConversationHandler, MessageHandler, filters

import actions.centre_sheets
import actions.schedule
import handlers.documents
import handlers.setup
import handlers.workbooks
import screens.centre_sheets
import sources.child
import storage.centres
from handlers.context import Context
from handlers.words import Turning
from handlers.workbooks import NotWritten
from rules.centre_sheets import Look
from rules.keys.centre_sheets import ApplySheet, AskSheet, GiveSheet, SheetRows, UndoSheet
from rules.keys.codec import Key
from rules.keys.setup import Setup
from rules.readings import MOST_BYTES, SheetRefused
from screens.words import Words

SHEET = "sheet of the centre"
CENTRE = "sheet_of_centre"  # the draft's place for the centre a sheet is awaited for
END = ConversationHandler.END


async def ask(_update: Update, context: Context) -> object:
    centre = await context.read(actions.schedule.setting, context.person, context.key(AskSheet).centre_id)
    context.draft[CENTRE] = centre.id
    await context.show(screens.centre_sheets.ask(centre.id, context.words))
    return SHEET


async def give(_update: Update, context: Context) -> object:
    """The file is written in a process of its own; the filled-in one is awaited from now on."""
    centre_id = context.key(GiveSheet).centre_id
    found = await context.read(actions.centre_sheets.standing, context.person, centre_id)
    parts = (found.topics, found.rooms, found.departments, found.specialists)
    context.draft[CENTRE] = centre_id
    try:
        written = await handlers.workbooks.write((screens.centre_sheets.sheet(found.centre, *parts, context.words),))
    except NotWritten:
        await context.show(screens.centre_sheets.not_written(centre_id, context.words))
        return SHEET
    await context.show(screens.centre_sheets.document(found.centre, written, context.words))
    return SHEET


async def received(update: Update, context: Context) -> object:
    """The file is read where it can do no harm; then it is only looked at."""
    centre_id = handlers.documents.awaited_at(context, CENTRE)
    document = update.message.document if update.message else None
    if document is None:
        return await not_a_file(update, context)
    await context.read(actions.schedule.setting, context.person, centre_id)
    try:
        lines = await sources.child.centre_sheet(await handlers.documents.content(document, MOST_BYTES))
    except SheetRefused as refusal:
        problem = screens.centre_sheets.refused(refusal, context.words)
        await context.show(screens.centre_sheets.ask(centre_id, context.words, problem))
        return SHEET
    seen = await context.do(actions.centre_sheets.look, context.person, centre_id, lines)
    await context.show(screens.centre_sheets.look(seen, await _words(context, centre_id)))
    return SHEET


async def not_a_file(_update: Update, context: Context) -> object:
    """Words, a photo, a voice where a file is awaited: asked again."""
    await context.show(screens.centre_sheets.ask(handlers.documents.awaited_at(context, CENTRE), context.words))
    return SHEET


async def _words(context: Context, centre_id: int) -> Words:
    centre = await context.read(storage.centres.known, centre_id)
    return replace(context.words, zone=centre.zone)


async def rows(_update: Update, context: Context) -> object:
    key = context.key(SheetRows)
    seen = await context.do(actions.centre_sheets.again, context.person, key.sheet_id)
    await context.show(screens.centre_sheets.rows(seen, key.page, await _words(context, seen.centre_id)))
    return None


async def apply(_update: Update, context: Context) -> object:
    key = context.key(ApplySheet)
    done = await context.do(actions.centre_sheets.apply, context.person, key.sheet_id, key.shown)
    if isinstance(done, Look):
        words = await _words(context, done.centre_id)
        await context.show(screens.centre_sheets.look(done, words, screens.centre_sheets.changed_since(words)))
        return None
    context.draft.pop(CENTRE, None)
    await context.show(screens.centre_sheets.applied(done, await _words(context, done.look.centre_id)))
    return END


async def undo(_update: Update, context: Context) -> object:
    centre_id = await context.do(actions.centre_sheets.undo, context.person, context.key(UndoSheet).sheet_id)
    await context.show(screens.centre_sheets.undone(centre_id, context.words))
    return END


async def leave(update: Update, context: Context) -> object:
    """Back to the set-up: nothing is awaited any more."""
    context.draft.pop(CENTRE, None)
    await handlers.setup.card(update, context)
    return END


TAPS: dict[type[Key], Turning] = {SheetRows: rows, ApplySheet: apply, UndoSheet: undo}
BEGINNING: dict[type[Key], Turning] = {AskSheet: ask, GiveSheet: give}

entries = [CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in BEGINNING.items()]
"""The taps after which a file is awaited; handlers.introduction holds the one conversation of a chat."""

_HERE = [CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in (TAPS | {Setup: leave}).items()]

awaited: dict[object, list[BaseHandler[Update, Context, object]]] = {
    SHEET: [
        MessageHandler(filters.Document.ALL, received),
        *_HERE,
        MessageHandler(~filters.COMMAND & ~filters.StatusUpdate.ALL, not_a_file),
    ]
}

steps: list[BaseHandler[Update, Context, object]] = [
    CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()
]
