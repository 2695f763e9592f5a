"""Who speaks for which organisation, for the staff: the register, yes and no, links that invite."""

from collections.abc import Callable

from telegram import Update
from telegram.ext import ConversationHandler

import actions.organisations
import rules.keys.organisations
import rules.links
import screens.codes
import screens.organisations
from handlers.context import Context
from handlers.words import Turning
from rules.keys.codec import Key
from rules.keys.organisations import Confirm, Decline, End, Invite, Register
from rules.organisations import Link, Roll
from rules.refusal import AlreadyDone, OutdatedButton

END = ConversationHandler.END


async def register(_update: Update, context: Context) -> object:
    key, size = context.key(Register), screens.organisations.PAGE
    part = slice(key.page * size, (key.page + 1) * size)
    found, total, asking = await context.read(actions.organisations.register, context.person, key.centre_id, part)
    await context.show(screens.organisations.register(key, found, total, asking, context.words))
    return END


async def roll(_update: Update, context: Context) -> object:
    seen = await context.do(
        actions.organisations.roll, context.person, context.key(rules.keys.organisations.Roll).organisation_id
    )
    await context.show(screens.organisations.roll(seen, context.words))
    return END


async def confirm(_update: Update, context: Context) -> object:
    key = context.key(Confirm)
    return await _rolled(context, actions.organisations.confirm, key.membership_id, key.rev)


async def decline(_update: Update, context: Context) -> object:
    """Not confirmed, for a reason; without one it is asked."""
    key = context.key(Decline)
    if key.reason:
        return await _rolled(context, actions.organisations.decline, key.membership_id, key.rev, key.reason)
    try:
        card = await context.read(actions.organisations.deciding, context.person, key.membership_id, key.rev)
    except (AlreadyDone, OutdatedButton):
        return await _as_it_stands(context, key.membership_id)
    await context.show(screens.organisations.ask_reason(card, context.words))
    return END


async def end(_update: Update, context: Context) -> object:
    key = context.key(End)
    return await _rolled(context, actions.organisations.end, key.membership_id, key.rev)


async def _rolled(context: Context, deed: Callable[..., Roll], membership_id: int, *rest: int | str) -> object:
    """Do it and show the organisation; a button that has outlived its question shows it as it stands."""
    try:
        seen = await context.do(deed, context.person, membership_id, *rest)
    except (AlreadyDone, OutdatedButton):
        return await _as_it_stands(context, membership_id)
    await context.show(screens.organisations.roll(seen, context.words, screens.organisations.decided(context.words)))
    return END


async def _as_it_stands(context: Context, membership_id: int) -> object:
    seen = await context.do(actions.organisations.roll_of, context.person, membership_id)
    await context.show(screens.organisations.roll(seen, context.words))
    return END


async def invite(_update: Update, context: Context) -> object:
    """A link with its code, told this once."""
    link = await context.do(actions.organisations.invite, context.person, context.key(Invite).organisation_id)
    there = address(context, link)
    picture = screens.codes.png(there)
    await context.show(screens.organisations.invitation_to_pass_on(link, there, picture, context.words))
    return END


def address(context: Context, link: Link) -> str:
    """What opens the bot at this invitation."""
    return f"https://t.me/{context.bot.username}?start={rules.links.organisation(link.token)}"


TAPS: dict[type[Key], Turning] = {
    Register: register,
    rules.keys.organisations.Roll: roll,
    Confirm: confirm,
    Decline: decline,
    End: end,
    Invite: invite,
}
