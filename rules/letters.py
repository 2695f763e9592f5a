"""What the bot says: a screen answers a tap, a letter comes by itself, possibly later."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Literal


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button; exactly one of `data` (packed by rules.keys), `url` and `copy` is set."""

    text: str
    data: str = ""
    url: str = ""
    copy: str = ""


Rows = tuple[tuple[Button, ...], ...]

MediaKind = Literal["photo", "document", "voice"]


@dataclass(frozen=True, slots=True)
class Document:
    """A small file that goes with a screen, made on the spot: nothing of it stays on the server."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Attachment:
    """A photo, a document or a voice that lies at Telegram already; its id means something to one bot alone."""

    kind: MediaKind
    file_id: str


@dataclass(frozen=True, slots=True)
class Keys:
    """What stands under the chat instead of the letters: one key sends one's own number, one a word.

    Without either it takes away what stood there.
    """

    contact: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """Text in Telegram's HTML (people's words already escaped) with the buttons under it.

    `below`: what was tapped is worth keeping, so this comes under it and not in its place. With `keys` it has no rows.
    `aside`: a word about the screen above, whose buttons and question stand; it has no rows of its own.
    """

    text: str
    rows: Rows = ()
    document: Document | None = None
    attachment: Attachment | None = None
    below: bool = False
    aside: bool = False
    keys: Keys | None = None


class Lane(IntEnum):
    """Who goes first. Smaller is sooner; answers to a tap are not letters and go before all of these."""

    INTERACTIVE = 0
    ANSWER = 1
    REMINDER = 2
    ALERT = 3
    NOTICE = 4
    DIGEST = 5
    COSMETIC = 6


BULK = Lane.REMINDER  # this lane and all after it share the bulk rate; those before it never wait for them
UNASKED = Lane.ALERT  # what a person did not ask for: dropped for a chat that shuts the bot out


@dataclass(frozen=True, slots=True)
class Recipient:
    """Where a letter goes: a person's chat (negative: a group), perhaps one forum topic of it."""

    chat_id: int
    person_id: int | None = None
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """What to say later: a kind of screen with ids and plain data, worded when it is sent.

    With `centre_id` it says something personal: it goes only to a person whose consent to that centre is in force.
    """

    kind: str
    lane: Lane
    data: Mapping[str, str | int | None] = field(default_factory=dict)
    version: int = 1
    centre_id: int | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    """One letter on its way to one chat. `op` is send, edit, delete, pin or unpin; all but a send are for the
    message `target_id`.

    `repeat`: staff send it again, it says so. `ambiguous`: how often nobody knows whether it arrived. `process`: who
    took it.
    """

    id: int
    letter_id: int
    to: Recipient
    lane: Lane
    kind: str
    data: Mapping[str, str | int | None]
    version: int = 1
    op: str = "send"
    target_id: int | None = None
    repeat: bool = False
    ambiguous: int = 0
    process: int = 0


class UnknownKind(Exception):
    """No screen has words for this kind of letter: it is held until a version that does."""


class Later(Exception):
    """Not now: the reader's day has no room for it. `until` is when it is tried again."""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until
