"""One's own number, by the button that Telegram has for it. Whoever asked goes on once it is there."""

from telegram import Update

import actions.phones
import screens.phones
import screens.start
from handlers.context import Context
from rules.refusal import NotOwnNumber

ASKS = "phone"


async def ask(context: Context, problem: str = "") -> None:
    await context.show(screens.phones.ask(context.words, problem), asks=ASKS)


async def given(update: Update, context: Context) -> bool:
    """Whether the number is there now. A contact that nobody asked for is not kept."""
    contact = update.message.contact if update.message else None
    if context.asked != ASKS or context.centre is None or contact is None:
        await context.show(screens.start.nothing_understood(context.words))
        return False
    owner, sent = contact.user_id or 0, contact.phone_number
    try:
        number = await context.do(actions.phones.give, context.person, context.centre.id, owner, sent)
    except NotOwnNumber:
        await ask(context, screens.phones.somebody_elses(context.words))
        return False
    await context.show(screens.phones.received(number, context.words))
    return True


async def refused(context: Context, text: str) -> bool:
    """Whether the words under the question say no; a number is not taken from words."""
    if text == screens.phones.stop(context.words):
        return True
    await ask(context, screens.phones.with_the_button(context.words))
    return False
