"""Notes of the staff about a visit."""

from rules.desk import Card
from rules.keys.days import Note, StrikeNote
from rules.keys.desk import Visit as VisitKey
from rules.letters import Button, Rows, Screen
from screens.common import footer, paragraphs, strong, verbatim
from screens.words import Words


def buttons(seen: Card, words: Words) -> list[Button]:
    """On the card of a visit: that there is a note, or the way to one."""
    label = words.b("Note of the staff") if seen.noted else words.b("Write a note")
    shown = seen.noted or seen.post.may_change
    return [Button(f"🔒 {label}", Note(seen.visit.booking.id).pack())] if shown else []


def note(seen: Card, text: str, words: Words) -> Screen:
    booking = seen.visit.booking
    ask = words.t("Write the note in one message: it takes the place of the old one. Only staff read it.")
    told = verbatim(text) if text else words.t("There is no note.")
    strike: Rows = ((Button(words.b("Delete the note"), StrikeNote(booking.id).pack()),),)
    changing = seen.post.may_change
    head = strong(f"{words.when(booking.starts_at)} · {booking.number}")
    rows = (*(strike if text and changing else ()), footer(words, VisitKey(booking.id)))
    return Screen(paragraphs(head, told, ask if changing else ""), rows)
