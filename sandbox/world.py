"""The state of the world: who there is, where they talk, what lies in each chat."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sandbox.clock import Clock
from sandbox.records import Chat, File, Message, ReplyKeyboard, Thread, Upload, User, bad

ANONYMOUS = User(1087968824, "Group", username="GroupAnonymousBot", is_bot=True)
FIRST_PERSON = 5_000_000_001  # beyond 32 bits, as with people who joined lately
FIRST_GROUP = -4_000_000_001
FIRST_SUPERGROUP = -1_002_000_000_001


class World:
    """Holds records and hands out ids; keeps no rule of Telegram but the numbering."""

    def __init__(self, clock: Clock, bot: User) -> None:
        self.clock = clock
        self.bot = bot
        self.users: dict[int, User] = {bot.id: bot, ANONYMOUS.id: ANONYMOUS}
        self.chats: dict[int, Chat] = {}
        self.messages: dict[int, dict[int, Message]] = {}
        self.files: dict[str, File] = {}
        self.keyboards: dict[int, ReplyKeyboard] = {}
        self.typing: dict[int, float] = {}
        self.seq = 0
        self.listeners: list[Callable[[], None]] = []
        self._counters: dict[str, int] = {}

    def changed(self) -> int:
        """Tell everybody who listens that something is new."""
        self.seq += 1
        for listener in self.listeners:
            listener()
        return self.seq

    def count(self, what: str) -> int:
        self._counters[what] = self._counters.get(what, 0) + 1
        return self._counters[what]

    def keep_user(self, user: User) -> None:
        self.users[user.id] = user
        self.changed()

    def keep_chat(self, chat: Chat) -> Chat:
        self.chats[chat.id] = chat
        self.messages.setdefault(chat.id, {})
        self.changed()
        return chat

    def chat(self, chat: int) -> Chat:
        if chat not in self.chats:
            raise bad("chat not found")
        return self.chats[chat]

    def message(self, chat: int, message: int) -> Message | None:
        return self.messages.get(chat, {}).get(message)

    def add(self, message: Message) -> Message:
        """Lay a message into its chat under a new id. Only supergroups count for themselves, as in Telegram."""
        chat = self.chats[message.chat]
        own = str(chat.id) if chat.kind in {"supergroup", "channel"} else ""
        kept = replace(message, id=self.count(f"message{own}"), at=self.clock.now().replace(microsecond=0))
        self.messages[chat.id][kept.id] = kept
        self.typing.pop(chat.id, None)
        self.changed()
        return kept

    def put(self, message: Message) -> Message:
        self.messages[message.chat][message.id] = message
        self.changed()
        return message

    def remove(self, message: Message) -> None:
        del self.messages[message.chat][message.id]
        self.changed()

    def store(self, kind: str, upload: Upload) -> File:
        number = self.count("file")
        ending = upload.name.rpartition(".")[2] if "." in upload.name else "bin"
        file = File(
            id=f"SANDBOX-{kind}-{number:06}",
            unique_id=f"unique{number:06}",
            kind=kind,
            name=upload.name,
            mime=upload.mime,
            path=f"{kind}s/file_{number}.{ending}",
            content=upload.content,
        )
        self.files[file.id] = file
        return file

    def thread(self, chat: Chat, thread: int) -> Thread | None:
        return next((found for found in chat.threads if found.id == thread), None)

    def change_thread(self, chat: int, thread: int, **fields: Any) -> None:
        found = self.chats[chat]
        threads = tuple(replace(one, **fields) if one.id == thread else one for one in found.threads)
        self.keep_chat(replace(found, threads=threads))
