"""How a consultation is held, in words: at the centre, by phone, online."""

from collections.abc import Sequence

from rules.cards import Card
from rules.choices import Aim
from rules.keys.booking import Pick
from rules.letters import Button
from rules.ways import Mode, chosen, number_of
from screens.words import Words

_SIGNS: dict[Mode, str] = {"office": "📍", "phone": "📞", "online": "💻"}


def label(way: Mode, words: Words) -> str:
    return {"office": words.b("In person"), "phone": words.b("By phone"), "online": words.b("Online")}[way]


def signed(way: Mode, words: Words) -> str:
    return f"{_SIGNS[way]} {label(way, words)}"


def others(offered: Sequence[Mode], aim: Aim, words: Words) -> list[Button]:
    """The ways that are not chosen now; none where there is no choice."""
    now = chosen(aim.way, offered)
    return [
        Button(signed(way, words), Pick(aim.topic_id, aim.specialist_id, number_of(way)).pack())
        for way in offered
        if way != now
    ]


def where(card: Card, words: Words) -> str:
    """The line of a booking that says where it happens, or who calls whom."""
    match card.booking.mode:
        case "phone":
            return words.t("The centre will call you: {number}", number=card.call) if card.call else words.t("By phone")
        case "online" if card.link:
            return words.t("Link to join online: {url}", url=card.link)
        case "online":
            return words.t("Online. Ask the centre for the link: {phone}", phone=card.phone)
    return words.t("Place: {place}", place=place(card, words))


def place(card: Card, words: Words) -> str:
    """The place alone, inside a sentence."""
    if card.booking.mode != "office":
        return label(card.booking.mode, words).lower()
    room = card.room.read(words.language) if card.room else ""
    return ", ".join(part for part in (card.address.read(words.language), room) if part)
