"""Where every failure of a handler ends: a refusal is told politely, anything else rises once and is remembered."""

import structlog
from telegram.ext import ApplicationHandlerStop

import screens.refusals
from handlers.context import Context
from rules.refusal import Refusal
from screens.words import Words

log = structlog.get_logger()


async def on_error(_update: object, context: Context) -> None:
    """Tell a refusal. Anything else is left in the turn: the lane tries again, sets aside and reports."""
    error = context.error
    if isinstance(error, Refusal):
        log.info("refused", refusal=type(error).__name__)
        context.turn.failure = error  # until it has been told
        await refuse(context, error)
        context.turn.failure = None
    elif error is not None:
        log.error("update.failed", kind=type(error).__name__, exc_info=error)
        context.turn.failure = error
        if context.turn.last_try:
            await apologise(context)
    raise ApplicationHandlerStop


async def refuse(context: Context, refusal: Refusal) -> None:
    """A tap is answered where it was pressed; typed words and commands get a screen that leads on."""
    sentence = screens.refusals.sentence(refusal, context.centre, context.words)
    if context.tap is not None and not context.turn.answered:
        await context.pop_up(sentence, alert=True)
    else:
        await context.show(screens.refusals.refused(refusal, context.centre, context.words))


async def apologise(context: Context) -> None:
    """The last try has failed: the person is told, once, and nothing more is promised."""
    words: Words = context.words
    if context.tap is not None and not context.turn.answered:
        await context.pop_up(screens.refusals.unavailable(words), alert=True)
    else:
        await context.show(screens.refusals.unavailable_screen(words))
