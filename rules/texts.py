"""How long a text may be, counted as Telegram counts."""

from rules.people import clean_text
from rules.refusal import TextTooLong, TextTooShort


def within(typed: str, least: int, most: int) -> str:
    """The text as it is kept. Raises TextTooShort or TextTooLong."""
    text = clean_text(typed)
    if len(text) < least:
        raise TextTooShort(least)
    if (length := len(_counted(text)) // 2) > most:
        raise TextTooLong(length, most)
    return text


def _counted(text: str) -> bytes:
    """Two bytes for each sign as Telegram counts them: an emoji is two."""
    return text.encode("utf-16-le")


def shortened(text: str, most: int) -> str:
    """The beginning of a text that is longer than so many signs."""
    counted = _counted(text)
    if len(counted) <= 2 * most:
        return text
    return counted[: 2 * (most - 1)].decode("utf-16-le", "ignore").rstrip() + "…"
