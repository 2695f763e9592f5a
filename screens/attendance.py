"""Who comes to a meeting, by name; and who came."""

from datetime import datetime

from rules.keys.attendance import AllCame, Goers, Mark
from rules.keys.convening import Manage
from rules.letters import Button, Screen
from rules.meetings import PAGE, Card, Goer
from screens.common import footer, lines, pairs, paragraphs, strong, verbatim
from screens.meetings import when
from screens.times import cut
from screens.words import Words

CAME, MISSED, ASKED = "✅", "✖️", "❔"


def roll(card: Card, goers: tuple[Goer, ...], page: int, noted: tuple[int, int], now: datetime, words: Words) -> Screen:  # noqa: PLR0913, PLR0917 -- the parts of one page
    """Before the meeting the names; afterwards each name is a button that notes whether they came."""
    meeting, counts = card.meeting, card.counts
    begun = meeting.state == "open" and meeting.starts_at <= now
    came, missed = noted
    head = lines(
        strong(meeting.title(words.language)),
        words.t("When: {when}", when=when(meeting, words)),
        words.t("Going: {n}", n=counts.going),
        words.t("Asked, not confirmed yet: {n}", n=counts.asked) if counts.asked and not begun else "",
        words.t("Came: {came}. Did not come: {missed}.", came=came, missed=missed) if begun else "",
    )
    if begun:
        body = words.t("Note all as come, then tap those who have not.") if counts.going else ""
        rows = tuple((_mark(each, page, words),) for each in goers)
    else:
        body, rows = lines(*(f"{ASKED if each.asked else '•'} {_name(each, words)}" for each in goers)), ()
    rest = [Button(words.b("All the others came"), AllCame(meeting.id).pack())] if begun and counts.going else []
    more = [Button(words.b("Show more"), Goers(meeting.id, page + 1).pack())]
    further = more if (page + 1) * PAGE < counts.going else []
    back = Goers(meeting.id, page - 1) if page else Manage(meeting.id)
    return Screen(paragraphs(head, body), (*rows, *pairs([*rest, *further]), footer(words, back)))


def _name(goer: Goer, words: Words) -> str:
    """With whom they speak for."""
    return " · ".join((verbatim(goer.name) or words.t("Without a name"), *map(verbatim, goer.speaks_for)))


def _mark(goer: Goer, page: int, words: Words) -> Button:
    """What is noted stands before the name; a tap turns it round."""
    sign = {True: f"{CAME} ", False: f"{MISSED} "}.get(goer.came, "") if goer.came is not None else ""
    name = goer.name or words.b("Without a name")
    known = " · ".join((name, *goer.speaks_for))
    return Button(cut(f"{sign}{known}"), Mark(goer.attendance_id, int(goer.came is False), page).pack())
