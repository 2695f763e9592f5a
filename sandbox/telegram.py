"""A Telegram in a box: the model of people, chats and one bot. No input or output, no waiting.

What people do are verbs of `Telegram`; what happens in groups and channels is in `sandbox.groups`; what the bot may ask
for is in `sandbox.methods`.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import sandbox.entities
import sandbox.shapes
from sandbox.clock import Clock
from sandbox.limits import Flood
from sandbox.records import Button, Call, Chat, Message, MessageKind, Place, Popup, Query, Upload, User
from sandbox.trouble import Troubles
from sandbox.updates import Updates
from sandbox.world import FIRST_PERSON, World

Json = dict[str, Any]
TEXT_UNITS = 4096
CAPTION_UNITS = 1024
QUERY_LIVES = timedelta(seconds=60)
JOURNAL_KEEPS = 50_000


class Telegram:
    """The world with its one bot. Without `flood` any number of messages passes."""

    def __init__(
        self,
        clock: Clock,
        *,
        flood: Flood | None = None,
        name: str = "Sandbox",
        username: str = "sandbox_bot",
        bot_id: int = 100001,
    ) -> None:
        self.clock = clock
        self.flood = flood
        self.world = World(clock, User(bot_id, name, username=username, is_bot=True))
        self.updates = Updates()
        self.troubles = Troubles()
        self.queries: dict[str, Query] = {}
        self.popups: list[Popup] = []
        self.journal: list[Call] = []
        self.webhook: dict[str, Any] = {}
        self.settings: dict[tuple[str, str, str], Any] = {}  # what, scope, language: commands, names, ...
        self.reads_everything = False  # the bot's privacy mode in groups, off

    # --- what can be asked ------------------------------------------------------------------------------

    def chat_messages(self, chat: int) -> list[Message]:
        """What lies in a chat, oldest first."""
        return [message for _, message in sorted(self.world.messages.get(chat, {}).items())]

    def popups_of(self, person: int) -> list[Popup]:
        return [popup for popup in self.popups if popup.person == person]

    def calls(self, method: str) -> list[Call]:
        """The journal's calls of one method, in any case of letters."""
        return [call for call in self.journal if call.method.lower() == method.lower()]

    def note(self, method: str, parameters: Mapping[str, Any], outcome: str, result: Any = None) -> None:
        """Write a call into the journal."""
        self.journal.append(Call(method, parameters, outcome, self.clock.now(), result))
        if len(self.journal) > 2 * JOURNAL_KEEPS:
            del self.journal[:JOURNAL_KEEPS]

    # --- people ------------------------------------------------------------------------------------------

    def person(self, name: str, *, language: str = "ru", username: str = "", label: str = "") -> int:
        """A new person, who has not written to the bot yet; the id is also that of the private chat."""
        person = FIRST_PERSON - 1 + self.world.count("person")
        self.world.keep_user(User(person, name, language, username, label=label))
        self.world.keep_chat(Chat(person, "private", members=(person,)))
        return person

    def start(self, person: int, payload: str = "") -> Message:
        """Press START, or follow a link with a payload; lifts a block."""
        if self.world.chats[person].bot == "kicked":
            self.unblock(person)
        return self.say(person, f"/start {payload}".strip())

    def say(
        self,
        person: int,
        text: str,
        *,
        chat: int | None = None,
        thread: int | None = None,
        reply_to: int | None = None,
    ) -> Message:
        """Write a text; one too long goes out in pieces, as the apps do. Returns the (last) message."""
        kept, _ = sandbox.entities.trim(text, ())
        if not kept:
            raise ValueError("a person cannot send an empty text")
        draft = self._draft(person, chat, thread=thread, reply_to=reply_to)
        pieces = [kept[at : at + TEXT_UNITS] for at in range(0, len(kept), TEXT_UNITS)]
        said = [replace(draft, text=piece, entities=sandbox.entities.spoken(piece)) for piece in pieces]
        return [self.receive(message) for message in said][-1]

    def tap(self, person: int, chat: int, message: int, data: str, *, stale: bool = False) -> str:
        """Press a button; the id of the callback query. `stale`: the person's screen is old, or a forgery.

        ValueError when there is no such button, unless it is stale.
        """
        if person not in self.world.chats[chat].members:
            raise ValueError("this person is not in that chat")
        lying = self.world.message(chat, message)
        buttons: list[Button] = [b for row in lying.buttons for b in row] if lying else []
        if not stale and all(button.data != data for button in buttons):
            raise ValueError(f"no button with the data {data!r}")
        query = Query(f"{self.world.count('query'):018}", person, chat, message, self.clock.now())
        self.queries[query.id] = query
        gone = {"chat": self._chat_shape(chat), "message_id": message, "date": 0}
        update = {
            "id": query.id,
            "from": sandbox.shapes.user(self.world.users[person]),
            "message": sandbox.shapes.message(self.world, lying) if lying else gone,
            "chat_instance": str(chat),
            "data": data,
        }
        self.tell("callback_query", update)
        return query.id

    def press_key(self, person: int, text: str, *, chat: int | None = None) -> Message:
        """Press a key of the keyboard the bot gave; one that asks for a contact sends it."""
        keyboard = self.world.keyboards.get(chat or person)
        keys = [key for row in keyboard.rows for key in row if key.text == text] if keyboard else []
        if not keys:
            raise ValueError(f"no key {text!r}")
        if keyboard and keyboard.one_time:
            self.world.keyboards.pop(chat or person)
        if keys[0].contact:
            return self.send_contact(person, chat=chat)
        return self.say(person, text, chat=chat)

    def send_document(
        self,
        person: int,
        upload: Upload,
        *,
        caption: str = "",
        chat: int | None = None,
        thread: int | None = None,
    ) -> Message:
        draft = self._draft(person, chat, thread=thread, kind="document")
        return self._send_file(draft, upload, caption)

    def send_photo(
        self,
        person: int,
        upload: Upload,
        *,
        caption: str = "",
        chat: int | None = None,
        thread: int | None = None,
    ) -> Message:
        draft = self._draft(person, chat, thread=thread, kind="photo")
        return self._send_file(draft, upload, caption)

    def send_voice(
        self,
        person: int,
        upload: Upload,
        *,
        caption: str = "",
        chat: int | None = None,
        thread: int | None = None,
    ) -> Message:
        draft = self._draft(person, chat, thread=thread, kind="voice")
        return self._send_file(draft, upload, caption)

    def send_contact(self, person: int, *, of: int | None = None, chat: int | None = None) -> Message:
        """Share a contact: one's own, or that of another person (`of`)."""
        whose = self.world.users[of or person]
        phone = f"+7700{whose.id % 10_000_000:07}"
        contact = {"phone_number": phone, "first_name": whose.first_name, "user_id": whose.id}
        return self.send_other(person, {"contact": contact}, kind="contact", chat=chat)

    def send_location(self, person: int, latitude: float, longitude: float, *, chat: int | None = None) -> Message:
        place = {"latitude": latitude, "longitude": longitude}
        return self.send_other(person, {"location": place}, kind="location", chat=chat)

    def send_sticker(self, person: int, emoji: str = "👍", *, chat: int | None = None) -> Message:
        number = self.world.count("sticker")
        sticker = {
            "file_id": f"SANDBOX-sticker-{number}",
            "file_unique_id": f"sticker{number}",
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
            "emoji": emoji,
        }
        return self.send_other(person, {"sticker": sticker}, kind="sticker", chat=chat)

    def send_other(
        self, person: int, details: Json, *, kind: MessageKind = "other", chat: int | None = None
    ) -> Message:
        """Send anything else, in the Bot API's own fields: {"dice": {"emoji": "🎲", "value": 3}}."""
        return self.receive(self._draft(person, chat, kind=kind, details=details))

    def edit(self, person: int, message: int, text: str, *, chat: int | None = None) -> Message:
        """Change one's own message."""
        lying = self.world.messages[chat or person][message]
        if lying.sender != person:
            raise ValueError("only one's own messages can be edited")
        now = self.clock.now().replace(microsecond=0)
        kept = replace(lying, text=text, entities=sandbox.entities.spoken(text), edited=now)
        self.world.put(kept)
        self._report("edited_message", kept)
        return kept

    def delete(self, message: int, *, chat: int) -> None:
        """Make a message disappear for both sides; Telegram does not tell the bot."""
        self.world.remove(self.world.messages[chat][message])

    def block(self, person: int) -> None:
        self.place_bot(person, "kicked", by=person)

    def unblock(self, person: int) -> None:
        self.place_bot(person, "member", by=person)

    def deactivate(self, person: int) -> None:
        """Delete the person's account; the bot is not told."""
        self.world.keep_user(replace(self.world.users[person], active=False, first_name="Deleted Account"))

    # --- what verbs are made of -----------------------------------------------------------------------------

    def place_bot(self, chat: int, place: Place, *, by: int) -> None:
        """Give the bot another place in a chat and tell it so (my_chat_member)."""
        before = self.world.chats[chat]
        if before.bot == place:
            return
        self.world.keep_chat(replace(before, bot=place))
        bot = self.world.bot.id
        update = {
            "chat": self._chat_shape(chat),
            "from": sandbox.shapes.user(self.world.users[by]),
            "date": int(self.clock.now().timestamp()),
            "old_chat_member": sandbox.shapes.member(self.world, bot, before.bot),
            "new_chat_member": sandbox.shapes.member(self.world, bot, place),
        }
        self.tell("my_chat_member", update)

    def receive(self, message: Message) -> Message:
        """Lay a message into its chat and tell the bot, where it may know."""
        chat = self.world.chats[message.chat]
        if chat.kind == "private" and chat.bot == "kicked":
            raise ValueError("this person has blocked the bot")
        if chat.kind == "private" and chat.bot == "left":
            self.world.keep_chat(replace(chat, bot="member"))
        kept = self.world.add(message)
        self._report("channel_post" if chat.kind == "channel" else "message", kept)
        return kept

    def tell(self, kind: str, payload: Json) -> None:
        self.updates.push(kind, payload, self.clock.now())
        self.world.changed()

    def _report(self, kind: str, message: Message) -> None:
        if self._is_for_bot(message):
            self.tell(kind, sandbox.shapes.message(self.world, message))

    def _is_for_bot(self, message: Message) -> bool:
        """Privacy mode: in groups a bot sees commands, replies to it, mentions of it and what the service says."""
        chat = self.world.chats[message.chat]
        if chat.kind == "private" or chat.bot == "administrator" or message.kind == "service":
            return True
        if chat.bot in {"left", "kicked"} or chat.kind == "channel":
            return False
        replied = self.world.message(chat.id, message.reply_to or 0)
        to_bot = replied is not None and replied.sender == self.world.bot.id
        called = message.text.startswith("/") or f"@{self.world.bot.username}" in message.text
        return self.reads_everything or to_bot or called

    def _draft(self, person: int, chat: int | None, **fields: Any) -> Message:
        where = self.world.chats[chat or person]
        if person not in where.members:
            raise ValueError("this person is not in that chat")
        if not self.world.users[person].active:
            raise ValueError("this account is deleted")
        return Message(0, where.id, self.clock.now(), person, **fields)

    def _send_file(self, draft: Message, upload: Upload, caption: str) -> Message:
        text, _ = sandbox.entities.trim(caption, ())
        entities = sandbox.entities.spoken(text)
        file = self.world.store(draft.kind, upload)
        return self.receive(replace(draft, file=file, text=text, entities=entities))

    def _chat_shape(self, chat: int) -> Json:
        return sandbox.shapes.chat(self.world, self.world.chats[chat])
