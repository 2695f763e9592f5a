"""What happens in groups and channels: made, moved, closed, written to under another name."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sandbox.entities
from sandbox.records import Chat, Message, Thread
from sandbox.telegram import Telegram
from sandbox.world import ANONYMOUS, FIRST_GROUP, FIRST_SUPERGROUP


def group(box: Telegram, title: str, members: Sequence[int], *, forum: bool = False) -> int:
    """A new group with the bot in it; with threads (`forum`) it is a supergroup at once."""
    if forum:
        return supergroup(box, title, members, forum=True)
    number = FIRST_GROUP + 1 - box.world.count("group")
    return _found(box, Chat(number, "group", title, members=tuple(members), administrators=tuple(members[:1])))


def supergroup(box: Telegram, title: str, members: Sequence[int], *, forum: bool = False) -> int:
    number = _supergroup_id(box)
    owner = tuple(members[:1])
    chat = Chat(number, "supergroup", title, members=tuple(members), administrators=owner, forum=forum)
    return _found(box, chat)


def channel(box: Telegram, title: str, owner: int, *, username: str = "") -> int:
    """A new channel with the bot as administrator."""
    number = _supergroup_id(box)
    chat = Chat(number, "channel", title, username, members=(owner,), administrators=(owner,))
    box.world.keep_chat(chat)
    box.place_bot(number, "administrator", by=owner)
    return number


def _supergroup_id(box: Telegram) -> int:
    return FIRST_SUPERGROUP + 1 - box.world.count("supergroup")


def _found(box: Telegram, chat: Chat) -> int:
    box.world.keep_chat(chat)
    box.place_bot(chat.id, "member", by=chat.members[0])
    return chat.id


def join(box: Telegram, chat: int, person: int) -> None:
    """A person joins; the service message says so."""
    found = box.world.chats[chat]
    box.world.keep_chat(replace(found, members=(*found.members, person)))
    joined = {"id": person, "is_bot": False, "first_name": box.world.users[person].first_name}
    _service(box, chat, person, {"new_chat_members": [joined]})


def kick(box: Telegram, chat: int, *, by: int) -> None:
    """Throw the bot out."""
    box.place_bot(chat, "kicked", by=by)


def invite(box: Telegram, chat: int, *, by: int) -> None:
    """Bring the bot (back) in as a plain member; an administrator becomes one again."""
    box.place_bot(chat, "member", by=by)


def promote(box: Telegram, chat: int, *, by: int) -> None:
    """Make the bot an administrator."""
    box.place_bot(chat, "administrator", by=by)


def restrict(box: Telegram, chat: int, *, by: int) -> None:
    """Take from the bot the right to write."""
    box.place_bot(chat, "restricted", by=by)


def mute(box: Telegram, chat: int, *, muted: bool = True) -> None:
    """Nobody but administrators may write."""
    box.world.keep_chat(replace(box.world.chats[chat], muted=muted))


def open_thread(box: Telegram, chat: int, title: str) -> int:
    """A new thread of a supergroup with threads; its id."""
    found = box.world.chats[chat]
    if not found.forum:
        raise ValueError("this group has no threads")
    topic = {"name": title, "icon_color": 7322096}
    first = _service(box, chat, found.members[0], {"forum_topic_created": topic})
    box.world.keep_chat(replace(found, threads=(*found.threads, Thread(first.id, title))))
    return first.id


def close_thread(box: Telegram, chat: int, thread: int, *, closed: bool = True) -> None:
    box.world.change_thread(chat, thread, closed=closed)


def delete_thread(box: Telegram, chat: int, thread: int) -> None:
    found = box.world.chats[chat]
    kept = tuple(one for one in found.threads if one.id != thread)
    box.world.keep_chat(replace(found, threads=kept))


def migrate(box: Telegram, chat: int) -> int:
    """Make a group a supergroup: a new id, and a service message in both."""
    old = box.world.chats[chat]
    if old.kind != "group" or old.moved_to is not None:
        raise ValueError("only a group can become a supergroup")
    number = _supergroup_id(box)
    box.world.keep_chat(replace(old, id=number, kind="supergroup"))
    _service(box, chat, old.members[0], {"migrate_to_chat_id": number})
    box.world.keep_chat(replace(old, moved_to=number))
    _service(box, number, old.members[0], {"migrate_from_chat_id": chat})
    return number


def post(box: Telegram, channel: int, text: str) -> Message:
    """A post of a channel: from nobody."""
    return box.receive(_spoken(box, channel, None, text))


def say_anonymously(box: Telegram, chat: int, text: str) -> Message:
    """An administrator writes in the group's name."""
    return box.receive(_spoken(box, chat, ANONYMOUS.id, text))


def _spoken(box: Telegram, chat: int, sender: int | None, text: str) -> Message:
    entities = sandbox.entities.spoken(text)
    return Message(0, chat, box.clock.now(), sender, text=text, entities=entities, speaker=chat)


def _service(box: Telegram, chat: int, sender: int, details: dict[str, Any]) -> Message:
    return box.receive(Message(0, chat, box.clock.now(), sender, kind="service", details=details))
