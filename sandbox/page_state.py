"""The world as the page draws it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sandbox.entities
import sandbox.profile
from sandbox.records import Button, Chat, File, Key, Message, Popup, User
from sandbox.telegram import Telegram

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class View:
    """The model and the zone in which the page tells the time."""

    box: Telegram
    zone: ZoneInfo

    def state(self) -> Json:
        world = self.box.world
        people = [user for user in world.users.values() if not user.is_bot]
        return {
            "seq": world.seq,
            "now": self._time(self.box.clock.now()),
            "bot": self._bot(),
            "people": [self._person(user) for user in people],
            "chats": [self._chat(chat) for chat in world.chats.values() if chat.kind != "channel"],
            "popups": [_popup(one) for one in self.box.popups[-100:]],
            "trouble": {"mode": self.box.troubles.mode},
        }

    def message(self, one: Message) -> Json:
        bot = self.box.world.bot
        words = one.text or _said(one)
        shape: Json = {
            "id": one.id,
            "from": 0 if one.sender == bot.id else one.sender,
            "sender_name": self._sender(one),
            "at": self._time(one.at),
            "html": sandbox.entities.render(words, one.entities),
            "text": words,
            "buttons": [[_button(button) for button in row] for row in one.buttons],
            "kind": one.kind,
            "edited": one.edited is not None,
            "pinned": one.pinned,
        }
        optional = {"file": one.file and _file(one.file), "reply_to": one.reply_to, "thread": one.thread}
        shape |= {name: value for name, value in optional.items() if value is not None}
        return shape

    def _time(self, moment: datetime) -> str:
        return moment.astimezone(self.zone).isoformat()

    def _sender(self, one: Message) -> str:
        if one.speaker is not None:
            return self.box.world.chats[one.speaker].title
        return self.box.world.users[one.sender].first_name if one.sender is not None else ""

    def _bot(self) -> Json:
        bot = self.box.world.bot
        name = self.box.settings.get(("name", "", "")) or bot.first_name
        commands = sandbox.profile.commands(self.box)
        return {"id": bot.id, "username": bot.username, "name": name, "commands": commands}

    def _person(self, user: User) -> Json:
        blocked = self.box.world.chats[user.id].bot == "kicked"
        return {
            "id": user.id,
            "name": user.first_name,
            "language": user.language,
            "label": user.label,
            "blocked": blocked,
        }

    def _chat(self, chat: Chat) -> Json:
        private = chat.kind == "private"
        world = self.box.world
        keyboard = world.keyboards.get(chat.id)
        keys = [[_key(key) for key in row] for row in keyboard.rows] if keyboard else []
        return {
            "id": chat.id,
            "kind": chat.kind,
            "title": world.users[chat.id].first_name if private else chat.title,
            "person": chat.id if private else None,
            "members": list(chat.members),
            "threads": [{"id": one.id, "title": one.title, "closed": one.closed} for one in chat.threads],
            "messages": [self.message(one) for one in self.box.chat_messages(chat.id)],
            "typing": world.typing.get(chat.id, 0) > self.box.clock.monotonic(),
            "keyboard": keys or None,
        }


def _popup(one: Popup) -> Json:
    """Wordless ones too: the page shows by them that the tap of this query was answered."""
    return {
        "seq": one.seq,
        "person": one.person,
        "chat": one.chat,
        "query": one.query,
        "text": one.text,
        "alert": one.alert,
        "url": one.url,
    }


def _button(one: Button) -> Json:
    shape = {"text": one.text, "data": one.data, "url": one.url, "copy": one.copy}
    return {name: value for name, value in shape.items() if value is not None}


def _key(one: Key) -> Json:
    return {"text": one.text, "request_contact": one.contact, "request_location": one.location}


def _said(one: Message) -> str:
    """A line for what has no words of its own."""
    match dict(one.details):
        case {"contact": {"first_name": name, "phone_number": phone}}:
            return f"{name} {phone}"
        case {"location": {"latitude": latitude, "longitude": longitude}}:
            return f"{latitude}, {longitude}"
        case {"sticker": {"emoji": emoji}} | {"dice": {"emoji": emoji}}:
            return str(emoji)
        case {"new_chat_members": [{"first_name": name}]}:
            return f"+ {name}"
        case {"forum_topic_created": {"name": name}}:
            return f"# {name}"
        case _:
            return ""


def _file(one: File) -> Json:
    return {"name": one.name, "size": one.size, "mime": one.mime, "url": f"/api/files/{one.path}"}
