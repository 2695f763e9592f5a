"""Methods that change or take away what lies in a chat."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import sandbox.access
import sandbox.keyboards
import sandbox.sending
import sandbox.shapes
from sandbox.parameters import Parameters
from sandbox.records import Chat, Message, bad
from sandbox.telegram import Telegram

Json = dict[str, Any]
DELETED_WITHIN = timedelta(hours=48)
AT_ONCE = 100
SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def edit_message_text(box: Telegram, given: Parameters) -> Json:
    chat = sandbox.access.reached(box, given)
    text, entities = sandbox.sending.text_of(given)
    lying = _editable(box, given, chat)
    if lying.kind != "text":
        raise bad("there is no text in the message to edit")
    return _change(box, lying, replace(lying, text=text, entities=entities, buttons=_buttons(given)))


def edit_message_caption(box: Telegram, given: Parameters) -> Json:
    chat = sandbox.access.reached(box, given)
    text, entities = sandbox.sending.caption_of(given)
    lying = _editable(box, given, chat)
    if lying.file is None:
        raise bad("there is no caption in the message to edit")
    return _change(box, lying, replace(lying, text=text, entities=entities, buttons=_buttons(given)))


def edit_message_reply_markup(box: Telegram, given: Parameters) -> Json:
    lying = _editable(box, given, sandbox.access.reached(box, given))
    return _change(box, lying, replace(lying, buttons=_buttons(given)))


def _buttons(given: Parameters) -> Any:
    return sandbox.keyboards.inline(given.parsed("reply_markup"))


def _editable(box: Telegram, given: Parameters, chat: Chat) -> Message:
    number = given.number("message_id")
    if not number:
        raise bad("message identifier is not specified")
    lying = box.world.message(chat.id, number)
    if lying is None:
        raise bad("message to edit not found")
    if lying.sender != box.world.bot.id or lying.origin is not None:
        raise bad("message can't be edited")
    return lying


def _change(box: Telegram, before: Message, after: Message) -> Json:
    if before == after:
        raise bad(SAME)
    moment = box.clock.now().replace(microsecond=0)
    return sandbox.shapes.message(box.world, box.world.put(replace(after, edited=moment)))


def delete_message(box: Telegram, given: Parameters) -> bool:
    chat = sandbox.access.reached(box, given)
    lying = box.world.message(chat.id, given.number("message_id") or 0)
    if lying is None:
        raise bad("message to delete not found")
    if not _deletable(box, chat, lying):
        raise bad("message can't be deleted for everyone")
    box.world.remove(lying)
    return True


def delete_messages(box: Telegram, given: Parameters) -> bool:
    chat = sandbox.access.reached(box, given)
    numbers = given.parsed("message_ids")
    if not isinstance(numbers, list) or not 1 <= len(numbers) <= AT_ONCE:
        raise bad("message identifiers are not specified" if not numbers else "too many messages to delete")
    for number in numbers:
        lying = box.world.message(chat.id, int(number))
        if lying is not None and _deletable(box, chat, lying):
            box.world.remove(lying)
    return True


def _deletable(box: Telegram, chat: Chat, lying: Message) -> bool:
    ours = lying.sender == box.world.bot.id
    allowed = ours or chat.kind == "private" or chat.bot == "administrator"
    return allowed and box.clock.now() - lying.at < DELETED_WITHIN


def pin_chat_message(box: Telegram, given: Parameters) -> bool:
    chat = _pinnable(box, given)
    lying = box.world.message(chat.id, given.number("message_id") or 0)
    if lying is None:
        raise bad("message to pin not found")
    box.world.put(replace(lying, pinned=True))
    return True


def unpin_chat_message(box: Telegram, given: Parameters) -> bool:
    chat = _pinnable(box, given)
    pinned = [message for message in box.chat_messages(chat.id) if message.pinned]
    number = given.number("message_id") or (pinned[-1].id if pinned else 0)
    lying = box.world.message(chat.id, number)
    if lying is None:
        raise bad("message to unpin not found")
    box.world.put(replace(lying, pinned=False))
    return True


def unpin_all_chat_messages(box: Telegram, given: Parameters) -> bool:
    chat = _pinnable(box, given)
    for message in box.chat_messages(chat.id):
        if message.pinned:
            box.world.put(replace(message, pinned=False))
    return True


def _pinnable(box: Telegram, given: Parameters) -> Chat:
    chat = sandbox.access.reached(box, given)
    if chat.kind != "private" and chat.bot != "administrator":
        raise bad("not enough rights to manage pinned messages in the chat")
    return chat
