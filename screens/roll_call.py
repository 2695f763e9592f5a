"""«All came except …»: one screen of people to be named, and what it came to."""

from collections.abc import Collection, Sequence
from datetime import date

from rules.keys.days import Name, NoteAll, Tasks, Unnote
from rules.letters import Button, Screen
from rules.roll_call import Noted
from rules.visits import Visit
from screens.common import footer, lines, pairs, paragraphs, strong
from screens.visits import shortened
from screens.words import Words

PAGE = 6  # beside turning the page and saving


def ask(key: Name, waiting: Sequence[Visit], absent: Collection[int], words: Words) -> Screen:
    """Who did not come; a tap names somebody, another one takes it back."""
    day, back = date.fromordinal(key.day), Tasks(key.centre_id, key.day)
    if not waiting:
        text = lines(strong(words.on(day)), words.t("There is nobody to note now."))
        return Screen(text, (footer(words, back),))
    pages = max(-(-len(waiting) // PAGE), 1)
    at = key.page % pages
    people = [_named(key, visit, absent, words) for visit in waiting[at * PAGE :][:PAGE]]
    turn = Button(words.b("Show more"), Name(key.centre_id, key.day, (at + 1) % pages).pack())
    save = Button(f"✅ {words.b('Save')}", NoteAll(key.centre_id, key.day).pack())
    text = paragraphs(
        lines(strong(words.on(day)), words.t("Not noted: {n}", n=len(waiting))),
        words.t("Press those who did not come. All the others are noted as arrived."),
        words.t("Did not come: {n}", n=len(absent)) if absent else "",
    )
    return Screen(text, (*pairs(people), (turn, save) if pages > 1 else (save,), footer(words, back)))


def _named(key: Name, visit: Visit, absent: Collection[int], words: Words) -> Button:
    who = visit.name or visit.booking.number
    sign = "🚫 " if visit.booking.id in absent else ""
    label = shortened(f"{sign}{words.time(visit.booking.starts_at)} {who}")
    return Button(label, Name(key.centre_id, key.day, key.page, visit.booking.id).pack())


def noted(key: NoteAll, told: Noted, words: Words) -> Screen:
    text = lines(
        words.t("Noted. Came: {came}. Did not come: {missed}.", came=told.came, missed=told.missed),
        words.t("Too early to note: {n}. Ten minutes after the start it can be done.", n=told.early)
        if told.early
        else "",
    )
    undo = Button(f"↩️ {words.b('Undo')}", Unnote(key.centre_id, key.day, told.second).pack())
    return Screen(text, ((undo,), footer(words, Tasks(key.centre_id, key.day))))


def taken_back(n: int, words: Words) -> str:
    return words.t("Marks taken back: {n}", n=n)
