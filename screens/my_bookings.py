"""What a person has booked, in one list."""

from collections.abc import Sequence

import screens.booking
from rules.cards import Card
from rules.keys.booking import (
    AskCancel,
    AskMove,
    Show,
    Topics,
)
from rules.keys.cases import Past
from rules.keys.start import Home
from rules.letters import Button, Screen
from screens.common import footer, lines, paragraphs, strong
from screens.times import offered
from screens.words import Words


def mine(cards: Sequence[Card], words: Words, *beside: Screen | None) -> Screen:
    """Visits to come, and what one has beside them: lines one stands in, rooms asked for.

    A single visit is shown whole, several one under the other.
    """
    others = [each for each in beside if each is not None]
    if not others:
        return _visits(cards, words)
    first = _visits(cards, words) if cards else Screen("", (footer(words, Home()),))
    room = screens.booking.BUTTONS - sum(len(row) for row in first.rows)
    rows = [row for each in others for row in each.rows][:room]
    text = paragraphs(first.text, *(each.text for each in others))
    return Screen(text, (*first.rows[:-1], *rows, first.rows[-1]))


def _visits(cards: Sequence[Card], words: Words) -> Screen:
    past = Button(words.b("Past"), Past().pack())
    if not cards:
        book = Button(words.b("Book a consultation"), Topics().pack())
        return Screen(words.t("You have no bookings yet."), ((book,), (past,), footer(words, Home())))
    shown = [
        lines(strong(screens.booking.time_of(card, words)), screens.booking.details(card, words)) for card in cards
    ]
    text = paragraphs(words.t("Upcoming"), *shown)
    if len(cards) == 1:
        (card,) = cards
        change = Button(f"🔁 {words.b('Change the time')}", screens.booking.key_of(AskMove, card).pack())
        give_up = Button(f"✖️ {words.b('Cancel the booking')}", screens.booking.key_of(AskCancel, card).pack())
        return Screen(text, ((change,), (give_up,), (past,), footer(words, Home())))
    return Screen(
        text, (*((_row(card, words),) for card in cards[: screens.booking.BUTTONS - 1]), (past,), footer(words, Home()))
    )


def _told(card: Card, words: Words) -> str:
    return lines(strong(screens.booking.time_of(card, words)), screens.booking.details(card, words))


def _row(card: Card, words: Words) -> Button:
    starts_at, there = card.booking.starts_at, screens.booking.words_there(card, words)
    day = words.short_day(there.local(starts_at).date())
    return Button(
        offered(f"{day} · {there.time(starts_at)}", card.topic.name(words.language)), Show(card.booking.id).pack()
    )
