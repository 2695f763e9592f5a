"""An answer to a proposal, written in the chat by staff.

stateDiagram: decision -> [where to] -> TEXT awaited -> [DAY awaited] -> preview -> [LETTER awaited] -> published.
"""

from dataclasses import replace
from datetime import date

from telegram import Update
from telegram.ext import ConversationHandler

import actions.answers
import handlers.answers
import rules.answers
import screens.answers
import screens.refusals
from handlers.context import Context
from handlers.words import Handler, Turning, awaiting, on, typed
from rules.answers import Reply
from rules.keys.answers import AskDate, AskLetter, AskText, Decide, Forward, Publish
from rules.refusal import OutdatedButton, TextTooLong, TextTooShort

ROOM = "answers"
TEXT, DAY, LETTER = "answer text", "answer day", "answer letter"
END = ConversationHandler.END


async def decide(_update: Update, context: Context) -> object:
    key = context.key(Decide)
    return await handlers.answers.at(context, key.proposal_id, lambda: _decide(context, key))


async def _decide(context: Context, key: Decide) -> object:
    chosen = rules.answers.decision(key.decision)
    found = await context.read(actions.answers.routes, context.person, key.proposal_id, key.rev)
    if chosen == "forwarded":
        await context.show(screens.answers.forwards(key, found.departments, context.words))
        return END
    return await _ask_text(context, Reply(key.proposal_id, key.rev, chosen))


async def forward(_update: Update, context: Context) -> object:
    key = context.key(Forward)
    return await handlers.answers.at(context, key.proposal_id, lambda: _forward(context, key))


async def _forward(context: Context, key: Forward) -> object:
    await context.read(actions.answers.answering, context.person, key.proposal_id, key.rev)
    return await _ask_text(context, Reply(key.proposal_id, key.rev, "forwarded", to_id=key.department_id))


async def _ask_text(context: Context, reply: Reply) -> object:
    context.draft[ROOM] = rules.answers.packed(reply)
    await context.show(screens.answers.ask_text(reply, context.words))
    return TEXT


def _reply(context: Context, proposal_id: int = 0) -> Reply:
    """The answer in the draft; OutdatedButton where there is none, or one to another proposal."""
    reply = rules.answers.unpacked(str(context.draft.get(ROOM) or ""))
    if proposal_id and reply.proposal_id != proposal_id:
        raise OutdatedButton
    return reply


async def text(update: Update, context: Context) -> object:
    reply = _reply(context)
    try:
        written = rules.answers.check_text(typed(update))
    except (TextTooShort, TextTooLong) as refusal:
        await context.show(screens.refusals.refused(refusal, context.centre, context.words))
        return TEXT
    return await _go_on(context, replace(reply, text=written))


async def _go_on(context: Context, reply: Reply) -> object:
    """A study needs its day; then the preview."""
    context.draft[ROOM] = rules.answers.packed(reply)
    if reply.decision == "study" and reply.until is None:
        return await _ask_day(context, reply)
    found = await context.read(actions.answers.preview, context.person, reply)
    seen = found.seen
    await context.show(screens.answers.preview(seen.card, seen.post, reply, found.given, context.words))
    return END


async def _ask_day(context: Context, reply: Reply, above: str = "") -> object:
    today = await _today(context, reply)
    await context.show(screens.answers.ask_date(reply.proposal_id, today, context.words, above))
    return DAY


async def _today(context: Context, reply: Reply) -> date:
    return await context.read(actions.answers.today, context.person, reply.proposal_id)


async def day(update: Update, context: Context) -> object:
    reply, today = _reply(context), await _today(context, _reply(context))
    until = rules.answers.read_day(typed(update))
    if until is None:
        return await _ask_day(context, reply, screens.answers.unclear_date(today, context.words))
    if not rules.answers.may_promise(until, today):
        return await _ask_day(context, reply, screens.answers.no_such_promise(context.words))
    return await _go_on(context, replace(reply, until=until))


async def letter(update: Update, context: Context) -> object:
    reply = _reply(context)
    read = rules.answers.read_letter(typed(update), await _today(context, reply))
    if read is None:
        return await _ask_letter(context, reply, screens.answers.unclear_letter(context.words))
    return await _go_on(context, replace(reply, letter=read.number, letter_on=read.on))


async def _ask_letter(context: Context, reply: Reply, above: str = "") -> object:
    today = await _today(context, reply)
    await context.show(screens.answers.ask_letter(reply.proposal_id, today, context.words, above))
    return LETTER


async def ask_text(_update: Update, context: Context) -> object:
    key = context.key(AskText)
    return await handlers.answers.at(
        context, key.proposal_id, lambda: _ask_text(context, _reply(context, key.proposal_id))
    )


async def ask_date(_update: Update, context: Context) -> object:
    key = context.key(AskDate)
    return await handlers.answers.at(
        context, key.proposal_id, lambda: _ask_day(context, _reply(context, key.proposal_id))
    )


async def ask_letter(_update: Update, context: Context) -> object:
    key = context.key(AskLetter)
    return await handlers.answers.at(
        context, key.proposal_id, lambda: _ask_letter(context, _reply(context, key.proposal_id))
    )


async def publish(_update: Update, context: Context) -> object:
    key = context.key(Publish)
    return await handlers.answers.at(context, key.proposal_id, lambda: _publish(context, key))


async def _publish(context: Context, key: Publish) -> object:
    """Published by this tap, if the preview showed what the draft holds."""
    reply = _reply(context, key.proposal_id)
    if key.mark != reply.mark:
        return await _go_on(context, reply)
    seen = await context.do(actions.answers.publish, context.person, reply)
    context.draft.pop(ROOM, None)
    await context.show(screens.answers.published(seen.card, seen.post, context.words))
    return END


def not_text(state: str) -> Turning:
    """A photo or a voice where words are awaited: asked again, what is awaited stays."""

    async def again(_update: Update, context: Context) -> object:
        await context.show(screens.answers.words_please(_reply(context).proposal_id, context.words))
        return state

    return again


entries: list[Handler] = [
    on(Decide, decide),
    on(Forward, forward),
    on(AskText, ask_text),
    on(AskDate, ask_date),
    on(AskLetter, ask_letter),
    on(Publish, publish),
]

awaited: dict[object, list[Handler]] = {
    TEXT: awaiting(text, not_text(TEXT)),
    DAY: awaiting(day, not_text(DAY)),
    LETTER: awaiting(letter, not_text(LETTER)),
}
