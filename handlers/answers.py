"""The staff's side of proposals: what waits, one of them, where it is passed to, what others may see."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, ConversationHandler

import actions.answers
import screens.answers
import screens.my_proposals
import screens.refusals
from actions.answers import Seen
from handlers.choosing import Step
from handlers.context import Context
from rules.keys.answers import (
    Decisions,
    Inbox,
    Open,
    Public,
    Review,
    Routes,
    RouteTo,
    ShareAnswer,
)
from rules.keys.codec import Key
from rules.refusal import AlreadyDone, OutdatedButton

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
    await at(context, key.proposal_id, lambda: _routes(context, key))


async def _routes(context: Context, key: Routes) -> None:
    found = await context.read(actions.answers.routes, context.person, key.proposal_id, key.rev)
    await context.show(screens.answers.routes(key, found.departments, context.words))


async def route_to(_update: Update, context: Context) -> None:
    key = context.key(RouteTo)
    await at(context, key.proposal_id, lambda: _route_to(context, key))


async def _route_to(context: Context, key: RouteTo) -> None:
    seen = await context.do(actions.answers.route, context.person, key.proposal_id, key.rev, key.department_id)
    await context.show(screens.answers.passed(seen.card, seen.post, context.words))


async def review(_update: Update, context: Context) -> None:
    key = context.key(Review)
    await at(context, key.proposal_id, lambda: _review(context, key))


async def _review(context: Context, key: Review) -> None:
    await _show(context, await context.do(actions.answers.review, context.person, key.proposal_id, key.rev))


async def public(_update: Update, context: Context) -> None:
    key = context.key(Public)
    await at(context, key.proposal_id, lambda: _public(context, key))


async def _public(context: Context, key: Public) -> None:
    await _show(context, await context.do(actions.answers.show, context.person, key.proposal_id, key.rev, key.public))


async def share(_update: Update, context: Context) -> None:
    key = context.key(ShareAnswer)
    await at(context, key.proposal_id, lambda: _share(context, key))


async def _share(context: Context, key: ShareAnswer) -> None:
    card = await context.read(actions.answers.sharing, context.person, key.proposal_id)
    await context.show(screens.my_proposals.share(card, Open(key.proposal_id), context.words))


async def at(context: Context, proposal_id: int, step: Callable[[], Coroutine[Any, Any, object]]) -> object:
    """Do the step; a button that has outlived its proposal's state shows the proposal as it stands."""
    try:
        return await step()
    except (OutdatedButton, AlreadyDone):
        seen = await context.do(actions.answers.read, context.person, proposal_id)
        await context.show(screens.answers.old_button(seen.card, seen.post, context.words))
        return END


async def decisions(_update: Update, context: Context) -> None:
    key = context.key(Decisions)
    await at(context, key.proposal_id, lambda: _decisions(context, key))


async def _decisions(context: Context, key: Decisions) -> None:
    seen = await context.read(actions.answers.answering, context.person, key.proposal_id, key.rev)
    await context.show(screens.answers.decisions(seen.card, context.words))


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
