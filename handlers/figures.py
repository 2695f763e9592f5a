"""The figures of a centre in the chat: a month, the same as a file."""

from dataclasses import replace

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler

import actions.figures
import handlers.base_lines
import handlers.workbooks
import screens.figures
import screens.sheets
from handlers.choosing import Step
from handlers.context import Context
from handlers.workbooks import NotWritten
from rules.figures import Report
from rules.keys.codec import Key
from rules.keys.figures import Figures, Workbook


async def report(_update: Update, context: Context) -> None:
    key = context.key(Figures)
    seen = await _seen(context, key)
    await context.show(screens.figures.report(seen, replace(context.words, zone=seen.centre.zone)))


async def _seen(context: Context, key: Figures | Workbook) -> Report:
    return await context.read(actions.figures.report, context.person, key.centre_id, key.month)


async def workbook(_update: Update, context: Context) -> None:
    """Sent as a document; nothing of it stays on the server."""
    seen = await _seen(context, context.key(Workbook))
    try:
        content = await handlers.workbooks.write(screens.sheets.figures(seen))
    except NotWritten:
        return await context.show(screens.figures.no_workbook(seen, context.words))
    return await context.show(screens.figures.workbook(seen, content, context.words))


TAPS: dict[type[Key], Step] = {Figures: report, Workbook: workbook, **handlers.base_lines.TAPS}

steps: list[BaseHandler[Update, Context, None]] = [
    CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()
]
