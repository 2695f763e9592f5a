"""Group -1: who is it, and may this update go on at all."""

from dataclasses import replace

from telegram import Update
from telegram.constants import ChatType
from telegram.ext import ApplicationHandlerStop

import actions.people
import screens.start
import storage.centres
from handlers.context import Context
from rules.people import Person, Visitor
from screens.words import Words

_GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})


async def who_is_it(update: Update, context: Context) -> None:
    """A person's update goes on, with their centre at hand. A channel's or an anonymous one's ends here."""
    if update.effective_chat and update.effective_chat.type in _GROUPS:
        return await _in_group(update, context)
    if context.turn.who is None or update.edited_message is not None:
        raise ApplicationHandlerStop
    if isinstance(context.turn.who, Visitor) and update.my_chat_member is None:
        visitor = context.turn.who
        context.turn.who = await context.do(actions.people.come_in, visitor.telegram_id, visitor.language)
        context.draft["new"] = 1
    await _at_their_centre(context)
    return None


async def _at_their_centre(context: Context) -> None:
    if isinstance(context.turn.who, Person) and context.turn.who.centre_id is not None:
        context.centre = await context.read(storage.centres.centre, context.turn.who.centre_id)
        if context.centre is None:
            context.turn.who = replace(context.turn.who, centre_id=None)


async def _in_group(update: Update, context: Context) -> None:
    """In a group only /staff is heard; a tap there belongs to the staff card."""
    text = (update.message and update.message.text) or ""
    if update.callback_query is None and not text.startswith("/"):
        raise ApplicationHandlerStop
    if not isinstance(context.turn.who, Person):
        if update.message is not None:
            await context.show(screens.start.go_private(Words(context.language)))
        raise ApplicationHandlerStop
    await _at_their_centre(context)
