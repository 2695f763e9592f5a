"""Languages by their own names, and the language that a consultation is held in."""

from rules.cards import Card
from rules.keys.booking import Speak
from rules.letters import Button
from rules.people import Language
from screens.words import Words

NAMES: dict[Language, str] = {"kk": "Қазақша", "ru": "Русский", "en": "English"}


def speak(card: Card, words: Words) -> list[Button]:
    """The other languages of the centre, for the visit alone."""
    if card.booking.session_id is not None:  # everybody there hears the same
        return []
    labels: dict[Language, str] = {"kk": words.b("Speak Kazakh"), "ru": words.b("Speak Russian")}
    others = [each for each in labels if each in card.languages and each != card.booking.language]
    return [Button(f"🗣 {labels[each]}", Speak(card.booking.id, each).pack()) for each in others]


def spoken(card: Card, words: Words) -> str:
    """Said where the visit is not in the reader's own language."""
    language = card.booking.language
    return "" if language == words.language else words.t("Language of the visit: {language}", language=NAMES[language])
