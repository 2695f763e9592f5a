"""Group -2: comings and goings. None of it is for anybody to read, so nothing goes on from here but a /start."""

from telegram import ChatMember, ChatMemberRestricted, ChatMemberUpdated, Message, Update
from telegram.constants import ChatType
from telegram.ext import ApplicationHandlerStop, BaseHandler, ChatMemberHandler, MessageHandler, filters

import actions.presence
import storage.reach
from handlers.context import Context
from rules.people import Person

_AWAY = frozenset({ChatMember.LEFT, ChatMember.BANNED})


async def place_changed(update: Update, context: Context) -> None:
    """The bot's own place in a chat has changed: blocked, let in, thrown out, muted."""
    change = update.my_chat_member
    if change is not None and change.chat.type == ChatType.PRIVATE:
        await _with_person(change, context)
    elif change is not None and change.chat.type != ChatType.CHANNEL:
        await _with_group(change, context)
    raise ApplicationHandlerStop


async def _with_person(change: ChatMemberUpdated, context: Context) -> None:
    """A visitor's block is not written down: nothing of theirs is kept, and nothing is sent to them."""
    who = context.turn.who
    if not isinstance(who, Person):
        context.turn.changes_chat = False
    elif change.new_chat_member.status in _AWAY:
        await context.do(actions.presence.blocked, who)
    else:
        await context.do(actions.presence.back, who.telegram_id)


async def _with_group(change: ChatMemberUpdated, context: Context) -> None:
    now = change.new_chat_member
    if now.status in _AWAY:
        await context.do(actions.presence.lost, change.chat.id, "gone")
    elif isinstance(now, ChatMemberRestricted) and not now.can_send_messages:
        await context.do(actions.presence.lost, change.chat.id, "no_rights")
    else:
        await context.do(actions.presence.back, change.chat.id)


async def moved(update: Update, context: Context) -> None:
    """Told in both chats: in the old one where it goes, in the new one where it came from."""
    message = update.effective_message
    if message is not None:
        await context.do(actions.presence.moved, *_move(message))
    raise ApplicationHandlerStop


def _move(message: Message) -> tuple[int, int]:
    return (message.migrate_from_chat_id or message.chat_id, message.migrate_to_chat_id or message.chat_id)


async def started(_update: Update, context: Context) -> None:
    """Who presses /start can be reached, whatever was written down before."""
    chat_id = context.turn.chat_id
    if await context.read(storage.reach.state, chat_id) != "active":
        await context.do(actions.presence.back, chat_id)


steps: list[BaseHandler[Update, Context, None]] = [
    ChatMemberHandler(place_changed, ChatMemberHandler.MY_CHAT_MEMBER),
    MessageHandler(filters.StatusUpdate.MIGRATE, moved),
    MessageHandler(filters.ChatType.PRIVATE & filters.Regex(r"^/start\b"), started),
]
