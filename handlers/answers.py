"""The staff's side of proposals: what waits, routing, and an answer written in the chat.

stateDiagram: decision -> [where to] -> TEXT awaited -> [DAY awaited] -> preview -> [LETTER awaited] -> published.
"""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import date
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, ConversationHandler

import actions.answers
import rules.answers
import rules.proposals
import screens.answers
import screens.my_proposals
import screens.refusals
from actions.answers import Seen
from handlers.choosing import Step
from handlers.context import Context
from handlers.words import Handler, awaiting, on, typed
from handlers.words import Step as Conversing
from rules.keys.answers import (
    AskDate,
    AskLetter,
    AskText,
    Decide,
    Decisions,
    Forward,
    Inbox,
    Open,
    Public,
    Publish,
    Review,
    Routes,
    RouteTo,
    ShareAnswer,
)
from rules.keys.codec import Key
from rules.proposals import Reply
from rules.refusal import AlreadyDone, OutdatedButton, TextTooLong, TextTooShort

ROOM = "answers"
TEXT, DAY, LETTER = "answer text", "answer day", "answer letter"
END = ConversationHandler.END


async def inbox(_update: Update, context: Context) -> None:
    key = context.key(Inbox)
    found = await context.read(actions.answers.listed, context.person, key.centre_id, ended=key.ended == 1)
    await context.show(screens.answers.inbox(found.cards, found.waiting, key, context.words))


async def open_one(_update: Update, context: Context) -> None:
    await _show(context, await context.do(actions.answers.read, context.person, context.key(Open).proposal_id))


async def _show(context: Context, seen: Seen) -> None:
    await context.show(screens.answers.card(seen.card, seen.post, context.words))


async def routes(_update: Update, context: Context) -> None:
    key = context.key(Routes)
    await _at(context, key.proposal_id, lambda: _routes(context, key))


async def _routes(context: Context, key: Routes) -> None:
    found = await context.read(actions.answers.routes, context.person, key.proposal_id, key.rev)
    await context.show(screens.answers.routes(key, found.departments, context.words))


async def route_to(_update: Update, context: Context) -> None:
    key = context.key(RouteTo)
    await _at(context, key.proposal_id, lambda: _route_to(context, key))


async def _route_to(context: Context, key: RouteTo) -> None:
    seen = await context.do(actions.answers.route, context.person, key.proposal_id, key.rev, key.department_id)
    await context.show(screens.answers.passed(seen.card, seen.post, context.words))


async def review(_update: Update, context: Context) -> None:
    key = context.key(Review)
    await _at(context, key.proposal_id, lambda: _review(context, key))


async def _review(context: Context, key: Review) -> None:
    await _show(context, await context.do(actions.answers.review, context.person, key.proposal_id, key.rev))


async def public(_update: Update, context: Context) -> None:
    key = context.key(Public)
    await _at(context, key.proposal_id, lambda: _public(context, key))


async def _public(context: Context, key: Public) -> None:
    await _show(context, await context.do(actions.answers.show, context.person, key.proposal_id, key.rev, key.public))


async def share(_update: Update, context: Context) -> None:
    key = context.key(ShareAnswer)
    await _at(context, key.proposal_id, lambda: _share(context, key))


async def _share(context: Context, key: ShareAnswer) -> None:
    card = await context.read(actions.answers.sharing, context.person, key.proposal_id)
    await context.show(screens.my_proposals.share(card, Open(key.proposal_id), context.words))


async def _at(context: Context, proposal_id: int, step: Callable[[], Coroutine[Any, Any, object]]) -> object:
    """Do the step; a button that has outlived its proposal's state shows the proposal as it stands."""
    try:
        return await step()
    except (OutdatedButton, AlreadyDone):
        seen = await context.do(actions.answers.read, context.person, proposal_id)
        await context.show(screens.answers.old_button(seen.card, seen.post, context.words))
        return END


async def decisions(_update: Update, context: Context) -> None:
    key = context.key(Decisions)
    await _at(context, key.proposal_id, lambda: _decisions(context, key))


async def _decisions(context: Context, key: Decisions) -> None:
    seen = await context.read(actions.answers.answering, context.person, key.proposal_id, key.rev)
    await context.show(screens.answers.decisions(seen.card, context.words))


async def decide(_update: Update, context: Context) -> object:
    key = context.key(Decide)
    return await _at(context, key.proposal_id, lambda: _decide(context, key))


async def _decide(context: Context, key: Decide) -> object:
    chosen = rules.proposals.decision(key.decision)
    found = await context.read(actions.answers.routes, context.person, key.proposal_id, key.rev)
    if chosen == "forwarded":
        await context.show(screens.answers.forwards(key, found.departments, context.words))
        return END
    return await _ask_text(context, Reply(key.proposal_id, key.rev, chosen))


async def forward(_update: Update, context: Context) -> object:
    key = context.key(Forward)
    return await _at(context, key.proposal_id, lambda: _forward(context, key))


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
        written = rules.proposals.check_answer(typed(update))
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
    if not rules.proposals.may_promise(until, today):
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
    return await _at(context, key.proposal_id, lambda: _ask_text(context, _reply(context, key.proposal_id)))


async def ask_date(_update: Update, context: Context) -> object:
    key = context.key(AskDate)
    return await _at(context, key.proposal_id, lambda: _ask_day(context, _reply(context, key.proposal_id)))


async def ask_letter(_update: Update, context: Context) -> object:
    key = context.key(AskLetter)
    return await _at(context, key.proposal_id, lambda: _ask_letter(context, _reply(context, key.proposal_id)))


async def publish(_update: Update, context: Context) -> object:
    key = context.key(Publish)
    return await _at(context, key.proposal_id, lambda: _publish(context, key))


async def _publish(context: Context, key: Publish) -> object:
    """Published by this tap, if the preview showed what the draft holds."""
    reply = _reply(context, key.proposal_id)
    if key.mark != reply.mark:
        return await _go_on(context, reply)
    seen = await context.do(actions.answers.publish, context.person, reply)
    context.draft.pop(ROOM, None)
    await context.show(screens.answers.published(seen.card, seen.post, context.words))
    return END


def not_text(state: str) -> Conversing:
    """A photo or a voice where words are awaited: asked again, what is awaited stays."""

    async def again(_update: Update, context: Context) -> object:
        await context.show(screens.answers.words_please(_reply(context).proposal_id, context.words))
        return state

    return again


async def declined(context: Context) -> None:
    """/cancel: what was written is not published."""
    context.draft.pop(ROOM, None)


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

TAPS: dict[type[Key], Step] = {
    Inbox: inbox,
    Open: open_one,
    Routes: routes,
    RouteTo: route_to,
    Review: review,
    Public: public,
    ShareAnswer: share,
    Decisions: decisions,
}

steps: list[BaseHandler[Update, Context, None]] = [
    CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()
]
