"""Where the bot may write, and the words Telegram refuses with where it may not."""

from sandbox.parameters import Parameters
from sandbox.records import Chat, Failure, User, bad, forbidden
from sandbox.telegram import Telegram


def chat_of(box: Telegram, given: Parameters, name: str = "chat_id") -> Chat:
    """The chat a call names by number or @username; 400 when there is none."""
    value = given.text(name).strip()
    if not value:
        raise bad(f"{name} is empty")
    if value.startswith("@"):
        return _by_username(box, value[1:])
    number = given.number(name)
    if number in box.world.users and number not in box.world.chats:
        raise forbidden("bots can't send messages to bots")
    return box.world.chat(number or 0)


def _by_username(box: Telegram, username: str) -> Chat:
    for chat in box.world.chats.values():
        if chat.username and chat.username.lower() == username.lower():
            return chat
    raise bad("chat not found")


def reached(box: Telegram, given: Parameters) -> Chat:
    """The chat a call names, if the bot is in it."""
    chat = chat_of(box, given)
    if chat.moved_to is not None:
        moved = {"migrate_to_chat_id": chat.moved_to}
        raise Failure(400, "Bad Request: group chat was upgraded to a supergroup chat", moved)
    if chat.kind == "private":
        _check_person(chat, box.world.users[chat.id])
    elif chat.bot == "kicked":
        raise forbidden(f"bot was kicked from the {chat.kind} chat")
    elif chat.bot == "left":
        raise forbidden(f"bot is not a member of the {chat.kind} chat")
    return chat


def _check_person(chat: Chat, person: User) -> None:
    if not person.active:
        raise forbidden("user is deactivated")
    if chat.bot == "kicked":
        raise forbidden("bot was blocked by the user")
    if chat.bot == "left":
        raise forbidden("bot can't initiate conversation with a user")


def writable(box: Telegram, given: Parameters) -> tuple[Chat, int | None]:
    """The chat and thread a call writes to, if the bot may write there."""
    chat = reached(box, given)
    if chat.kind != "private" and chat.bot != "administrator" and (chat.muted or chat.bot == "restricted"):
        raise bad("not enough rights to send text messages to the chat")
    if chat.kind == "channel" and chat.bot != "administrator":
        raise bad("need administrator rights in the channel chat")
    return chat, _thread(box, chat, given.number("message_thread_id"))


def _thread(box: Telegram, chat: Chat, number: int | None) -> int | None:
    if not number:
        return None
    thread = box.world.thread(chat, number)
    if thread is None:
        raise bad("message thread not found")
    if thread.closed and chat.bot != "administrator":
        raise bad("TOPIC_CLOSED")
    return number
