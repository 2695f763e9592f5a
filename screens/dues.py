"""What is owed: the morning card of staff, and the word to an author whose answer is late."""

from collections.abc import Sequence

from rules.keys.answers import Inbox, Open
from rules.keys.proposals import Appeal, Show
from rules.letters import Button, Screen
from rules.proposals import Card
from screens.common import home, lines, pairs, paragraphs, strong
from screens.proposals import kind, mine_button, where
from screens.times import cut
from screens.words import Words

SHOWN = 5


def owed(centre_id: int, cards: Sequence[Card], words: Words) -> Screen:
    """Late ones first, each a button; nothing of an author or a text."""
    here = cards[:SHOWN]
    rows = tuple((Button(cut(label(each, words)), Open(each.proposal.id).pack()),) for each in here)
    head = strong(f"⏳ {words.b('Answers that are due: {n}', n=len(cards))}")
    text = paragraphs(head, *(_line(each, words) for each in here))
    return Screen(text, (*rows, (Button(words.b("Waiting for an answer"), Inbox(centre_id).pack()), home(words))))


def label(card: Card, words: Words) -> str:
    """A proposal on a button of staff: the day it is due, its number."""
    late = "❗ " if card.overdue else ""
    return f"{late}{words.short_day(card.proposal.due)} · №\u00a0{card.proposal.number}"


def _line(card: Card, words: Words) -> str:
    late = f" · ❗ {words.t('Overdue')}" if card.overdue else ""
    return lines(
        f"№\u00a0{card.proposal.number} · {kind(card.proposal.kind, words)}",
        words.t("Answer due: {date}", date=words.on(card.proposal.due)) + late,
        where(card.department, words),
    )


def late(card: Card, words: Words) -> Screen:
    """Its author hears it from us, not from the calendar; what else can be done stands on a button."""
    proposal = card.proposal
    text = paragraphs(
        lines(
            f"⏳ {words.t('Proposal No. {number}', number=proposal.number)}",
            words.t("The answer is late. We have reminded the department.")
            if card.department
            else words.t("The answer is late. We have reminded the centre."),
        ),
        lines(
            words.t("Answer due: {date}", date=words.on(proposal.due)),
            where(card.department, words) if card.department else "",
        ),
    )
    buttons = [
        Button(words.b("Open the proposal"), Show(proposal.id).pack()),
        Button(words.b("Text for e-Otinish"), Appeal(proposal.id).pack()),
    ]
    return Screen(text, (*pairs(buttons), (mine_button(words), home(words))))
