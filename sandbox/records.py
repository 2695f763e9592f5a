"""The records of the sandbox's world, and the failure Telegram would answer with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

ChatKind = Literal["private", "group", "supergroup", "channel"]
Place = Literal["left", "member", "administrator", "restricted", "kicked"]
MessageKind = Literal[
    "text", "photo", "document", "voice", "contact", "location", "sticker", "other", "service"
]  # fmt: skip


class Failure(Exception):
    """An answer with ok=false: the code, Telegram's description and, sometimes, parameters."""

    def __init__(self, code: int, description: str, parameters: Mapping[str, int] | None = None) -> None:
        super().__init__(code, description)
        self.code = code
        self.description = description
        self.parameters = dict(parameters or {})


def bad(description: str) -> Failure:
    return Failure(400, f"Bad Request: {description}")


def forbidden(description: str) -> Failure:
    return Failure(403, f"Forbidden: {description}")


@dataclass(frozen=True, slots=True)
class User:
    id: int
    first_name: str
    language: str = ""
    username: str = ""
    last_name: str = ""
    label: str = ""  # what the page calls this person: "a citizen", "an NGO"
    is_bot: bool = False
    active: bool = True


@dataclass(frozen=True, slots=True)
class Thread:
    id: int
    title: str
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat as the bot meets it: `bot` is the bot's own place in it ("kicked" in a private chat: blocked)."""

    id: int
    kind: ChatKind
    title: str = ""
    username: str = ""
    members: tuple[int, ...] = ()
    administrators: tuple[int, ...] = ()
    bot: Place = "left"
    forum: bool = False
    threads: tuple[Thread, ...] = ()
    moved_to: int | None = None
    muted: bool = False  # nobody but administrators may write


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of text; offset and length in UTF-16 units, as Telegram counts."""

    kind: str
    offset: int
    length: int
    url: str = ""
    language: str = ""
    user: int | None = None
    emoji: str = ""

    @property
    def end(self) -> int:
        return self.offset + self.length


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: exactly one of data, url, copy and query is set."""

    text: str
    data: str | None = None
    url: str | None = None
    copy: str | None = None
    query: str | None = None


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the keyboard that replaces the person's own."""

    text: str
    contact: bool = False
    location: bool = False


@dataclass(frozen=True, slots=True)
class ReplyKeyboard:
    rows: tuple[tuple[Key, ...], ...]
    one_time: bool = False


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class File:
    id: str
    unique_id: str
    kind: str
    name: str
    mime: str
    path: str
    content: bytes

    @property
    def size(self) -> int:
        return len(self.content)


@dataclass(frozen=True, slots=True)
class Message:
    """A message; `sender` is a user's id (None: a chat spoke, see `speaker`), `at` aware UTC."""

    id: int
    chat: int
    at: datetime
    sender: int | None
    kind: MessageKind = "text"
    text: str = ""
    entities: tuple[Entity, ...] = ()
    file: File | None = None
    details: Mapping[str, Any] = field(default_factory=dict)  # fields as Telegram writes them: contact, ...
    buttons: Keyboard = ()
    reply_to: int | None = None
    thread: int | None = None
    edited: datetime | None = None
    pinned: bool = False
    speaker: int | None = None
    album: str = ""
    origin: Mapping[str, Any] | None = None
    protected: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A tap on a button that still turns its wheel until it is answered."""

    id: str
    person: int
    chat: int
    message: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Popup:
    seq: int
    person: int
    chat: int
    query: str
    text: str
    alert: bool
    url: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the bot, as the journal keeps it: parameters as they came (a form gives words only);
    `outcome` is "ok", Telegram's description of the failure, or the name of the trouble it met.
    """

    method: str
    parameters: Mapping[str, Any]
    outcome: str
    at: datetime
    result: Any = None

    @property
    def chat(self) -> int | None:
        """The chat it names by number."""
        named = str(self.parameters.get("chat_id", ""))
        return int(named) if named.removeprefix("-").isdigit() else None
