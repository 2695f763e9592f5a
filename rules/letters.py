"""What the bot says: a screen answers a tap, a letter comes by itself, possibly later."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button; exactly one of `data` (packed by rules.keys), `url` and `copy` is set."""

    text: str
    data: str = ""
    url: str = ""
    copy: str = ""


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A small file that goes with a screen, made on the spot: nothing of it stays on the server."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Screen:
    """Text in Telegram's HTML (people's words already escaped) with the buttons under it."""

    text: str
    rows: Rows = ()
    document: Document | None = None


class Lane(IntEnum):
    """Who goes first. Smaller is sooner; answers to a tap are not letters and go before all of these."""

    INTERACTIVE = 0
    ANSWER = 1
    REMINDER = 2
    ALERT = 3
    NOTICE = 4
    DIGEST = 5
    COSMETIC = 6


@dataclass(frozen=True, slots=True)
class Letter:
    """What to say later: a kind of screen with ids and plain data, worded when it is sent."""

    kind: str
    lane: Lane
    data: Mapping[str, str | int | None] = field(default_factory=dict)
    version: int = 1
