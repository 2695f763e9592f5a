"""What stands under most screens: back and home."""

from collections.abc import Iterable
from html import escape

from rules.keys.codec import Key
from rules.keys.start import Home
from rules.letters import Button, Rows
from screens.words import Words

LABEL = 24  # characters that two buttons in a row can show


def home(words: Words) -> Button:
    return Button(f"🏠 {words.b('Main menu')}", Home().pack())


def back(words: Words, key: Key) -> Button:
    return Button(f"‹ {words.b('Back')}", key.pack())


def footer(words: Words, key: Key) -> tuple[Button, ...]:
    """Back to where `key` leads, and home."""
    return (back(words, key), home(words))


def pairs(buttons: Iterable[Button], longest: int = LABEL) -> Rows:
    """Two in a row where both labels can be read whole, else one under the other."""
    rows: list[tuple[Button, ...]] = []
    for button in buttons:
        short = len(button.text) <= longest and rows and len(rows[-1]) == 1 and len(rows[-1][0].text) <= longest
        rows[-1:] = [(*rows[-1], button)] if short else [*rows[-1:], (button,)]
    return tuple(rows)


def strong(words_of_others: str) -> str:
    """A title in bold; what it says is escaped here."""
    return f"<b>{escape(words_of_others, quote=False)}</b>"


def verbatim(words_of_others: str) -> str:
    """A text as somebody wrote it; it is escaped here."""
    return escape(words_of_others, quote=False)


def lines(*parts: str) -> str:
    """Lines of a screen; an empty part leaves no line."""
    return "\n".join(part for part in parts if part)


def paragraphs(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)
