"""What is said around a letter."""

from screens.common import paragraphs
from screens.words import Words


def repeat(text: str, words: Words) -> str:
    """Sent again by staff because nobody knows whether it arrived."""
    return paragraphs(text, words.t("This may be a repeat."))
