"""What a person has sent: the list, one of them, its text for e-Otinish, taking it back."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update

import actions.proposals
import screens.my_proposals
import storage.centres
from handlers.choosing import Step
from handlers.context import Context
from rules.keys.codec import Key
from rules.keys.proposals import Appeal, AskWithdraw, Mine, Reveal, Share, Show, Withdraw
from rules.refusal import AlreadyDone, NotFound, OutdatedButton


async def mine(_update: Update, context: Context) -> None:
    """/proposals, or the button."""
    await show_mine(context, page=context.key(Mine).page if context.tap else 0)


async def show_mine(context: Context, above: str = "", page: int = 0) -> None:
    cards = await context.read(actions.proposals.mine, context.person)
    await context.show(screens.my_proposals.mine(cards, page, context.words, above))


async def show(_update: Update, context: Context) -> None:
    card = await context.read(actions.proposals.own, context.person, context.key(Show).proposal_id)
    await context.show(screens.my_proposals.show(card, context.words))


async def appeal(_update: Update, context: Context) -> None:
    card = await context.read(actions.proposals.own, context.person, context.key(Appeal).proposal_id)
    centre = await context.read(storage.centres.centre, card.proposal.centre_id)
    if centre is None:
        raise NotFound
    await context.show(screens.my_proposals.appeal(card, centre, context.words))


async def ask_withdraw(_update: Update, context: Context) -> None:
    key = context.key(AskWithdraw)
    await _at(context, key.proposal_id, lambda: _ask_withdraw(context, key))


async def _ask_withdraw(context: Context, key: AskWithdraw) -> None:
    card = await context.read(actions.proposals.withdrawing, context.person, key.proposal_id, key.rev)
    await context.show(screens.my_proposals.ask_withdraw(card, context.words))


async def withdraw(_update: Update, context: Context) -> None:
    key = context.key(Withdraw)
    await _at(context, key.proposal_id, lambda: _withdraw(context, key))


async def _withdraw(context: Context, key: Withdraw) -> None:
    card = await context.do(actions.proposals.withdraw, context.person, key.proposal_id, key.rev)
    await context.show(screens.my_proposals.withdrawn(card, context.words))


async def reveal(_update: Update, context: Context) -> None:
    key = context.key(Reveal)
    await _at(context, key.proposal_id, lambda: _reveal(context, key))


async def _reveal(context: Context, key: Reveal) -> None:
    card = await context.do(actions.proposals.reveal, context.person, key.proposal_id, key.rev, key.show)
    await context.show(screens.my_proposals.show(card, context.words))


async def share(_update: Update, context: Context) -> None:
    key = context.key(Share)
    await _at(context, key.proposal_id, lambda: _share(context, key))


async def _share(context: Context, key: Share) -> None:
    card = await context.read(actions.proposals.sharing, context.person, key.proposal_id)
    await context.show(screens.my_proposals.share(card, Show(key.proposal_id), context.words))


async def _at(context: Context, proposal_id: int, step: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Do the step; a button that has outlived its proposal's state shows the proposal as it stands."""
    try:
        await step()
    except (OutdatedButton, AlreadyDone):
        card = await context.read(actions.proposals.own, context.person, proposal_id)
        await context.show(screens.my_proposals.old_button(card, context.words))


TAPS: dict[type[Key], Step] = {
    Mine: mine,
    Show: show,
    Appeal: appeal,
    AskWithdraw: ask_withdraw,
    Withdraw: withdraw,
    Reveal: reveal,
    Share: share,
}
