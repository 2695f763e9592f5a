"""Booking for another person, in words: their name, the link to hand on, and what they read when they open it."""

from urllib.parse import quote
from zoneinfo import ZoneInfo

import screens.booking
import screens.privacy
from rules.cards import Card
from rules.centres import Centre
from rules.keys.booking import Mine, Show
from rules.letters import Button, Screen
from screens.common import footer, home, lines, paragraphs
from screens.words import Words


def ask_name(words: Words, problem: str = "") -> Screen:
    """`problem` says why what was typed is no name."""
    return Screen(lines(problem, words.t("Write that person's first name.")))


def to_pass_on(card: Card, address: str, words: Words) -> Screen:
    """A message of its own, to be forwarded as it is."""
    return Screen(
        lines(words.t("A consultation is booked for you: {when}.", when=_when(card, words)), _open(words), address)
    )


def _open(words: Words) -> str:
    return words.t("Open the link to be reminded of it, to move or to cancel it:")


def handed(card: Card, address: str, words: Words) -> Screen:
    """Booked; what stands above is to be passed on."""
    said = words.t("Pass on the message above. Once the link is opened, reminders come to that person too.")
    plain = words.b("A consultation is booked for you: {when}.", when=_when(card, words))
    share = f"https://t.me/share/url?url={quote(address)}&text={quote(plain)}"
    rows = (
        (Button(f"📨 {words.b('Share')}", url=share),),
        (Button(f"📋 {words.b('My bookings')}", Mine().pack()), home(words)),
    )
    return Screen(paragraphs(screens.booking.head(card, words), said), rows, below=True)


def _when(card: Card, words: Words) -> str:
    return Words(words.language, ZoneInfo(card.booking.zone)).when(card.booking.starts_at)


def ones_own(card: Card, words: Words) -> Screen:
    """The booker has opened the link themselves."""
    text = words.t("This link is for another person. Pass it on.")
    return Screen(text, (footer(words, Show(card.booking.id)),))


def invited(card: Card, centre: Centre, words: Words) -> Screen:
    """Whom it is for sees the visit, and is asked for consent like anybody."""
    asked = screens.privacy.ask_consent(centre, words)
    return Screen(paragraphs(_for_you(card, words), asked.text), asked.rows)


def _for_you(card: Card, words: Words) -> str:
    said = words.t("A consultation is booked for you: {when}.", when=_when(card, words))
    return lines(f"📩 {said}", screens.booking.details(card, words))


def busy(card: Card, words: Words) -> Screen:
    said = words.t("You have another booking at this time. Move it first, then open the link again.")
    return Screen(
        paragraphs(_for_you(card, words), said), ((Button(words.b("My bookings"), Mine().pack()), home(words)),)
    )


def spent(words: Words) -> Screen:
    text = words.t("This link has been opened already, or the visit is over. Ask for a new one.")
    return Screen(text, ((home(words),),))
