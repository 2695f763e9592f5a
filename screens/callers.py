"""Who called: a name, and a number if they gave one."""

from rules.desk import Card
from rules.keys.days import AskCaller
from rules.keys.desk import Visit as VisitKey
from rules.letters import Button, Screen
from screens.common import footer, lines, paragraphs, strong
from screens.words import Words


def button(booking_id: int, words: Words) -> Button:
    return Button(f"✍️ {words.b('Who called')}", AskCaller(booking_id).pack())


def ask(seen: Card, words: Words) -> Screen:
    booking = seen.visit.booking
    text = lines(
        words.t("Write the first name of the caller; a phone number after it if they gave one."),
        words.t("Example: {example}", example="Асель +7 701 000 00 01"),
    )
    head = strong(f"{words.when(booking.starts_at)} · {booking.number}")
    return Screen(paragraphs(head, text), (footer(words, VisitKey(booking.id)),))
