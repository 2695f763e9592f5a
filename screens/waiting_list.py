"""Waiting for a time in words: joining, one's place, an offer, and the end of one."""

from collections.abc import Sequence
from datetime import timedelta

import screens.booking
from rules.cards import Card
from rules.keys.booking import AskMove, Mine, Pick
from rules.keys.codec import Key
from rules.keys.waiting_list import AskJoin, Join, Leave, PassOn, Resume, ShowPlace, Take
from rules.letters import Button, Screen
from rules.waiting_list import SUITS, Entry, Place, Suits
from screens.common import footer, home, lines, pairs, paragraphs, strong
from screens.words import Words

_DAY = timedelta(days=1)


def ask(key: AskJoin, waiting: int, words: Words, back: Key) -> Screen:
    """What suits; how many wait already is said before anybody joins."""
    text = lines(
        words.t("As soon as a time is free, I will write to you and hold it for you."),
        words.t("You keep your booking until then.") if key.booking_id else "",
        words.t("People waiting: {n}", n=waiting),
        words.t("What time suits you?"),
    )
    buttons = [Button(_suits(suits, words), Join(key.topic_id, suits, key.booking_id).pack()) for suits in SUITS]
    return Screen(text, (*pairs(buttons), footer(words, back)))


def back(key: AskJoin, rev: int) -> Key:
    return AskMove(key.booking_id, rev) if key.booking_id else Pick(key.topic_id)


def _suits(suits: Suits, words: Words) -> str:
    return {
        "any": words.b("Any time"),
        "morning": words.b("Mornings only"),
        "afternoon": words.b("Afternoons only"),
        "week": words.b("This week"),
    }[suits]


def place(found: Place, words: Words, above: str = "") -> Screen:
    """Where somebody stands, how long it usually takes, and the way out."""
    entry = found.entry
    leave = Button(words.b("Leave the waiting list"), Leave(entry.id).pack())
    wait_on = [Button(f"🔔 {words.b('Wait on')}", Resume(entry.id).pack())] if entry.state == "paused" else []
    rows = (*pairs([*wait_on, leave]), (_mine(words), home(words)))
    return Screen(paragraphs(above, told(found, words)), rows)


def told(found: Place, words: Words) -> str:
    entry = found.entry
    if entry.state == "paused":
        stands = words.t("The waiting list is paused for you.")
    else:
        stands = words.t("You are on the waiting list. Your place in the list: {n}.", n=found.number)
    return lines(
        strong(found.topic.name(words.language)),
        stands,
        _what(found, words),
        _usual(found.usual, words),
        words.t("Your booking stays: {when}.", when=words.when(found.earlier_than.starts_at))
        if found.earlier_than
        else "",
    )


def _what(found: Place, words: Words) -> str:
    """Which times suit; of a group consultation, which one it is."""
    if found.session is None:
        return words.t("Suits you: {what}", what=_suits(found.entry.suits, words))
    return words.t("A seat at the group consultation: {when}", when=words.when(found.session.starts_at))


def _usual(usual: timedelta | None, words: Words) -> str:
    if usual is None:
        return ""
    days = -(-usual // _DAY)
    return words.n("Usual wait: {n} day", "Usual wait: {n} days", days)


def row(found: Place, words: Words) -> Button:
    return Button(f"🔔 {found.topic.name(words.language)}", ShowPlace(found.entry.id).pack())


def offer(entry: Entry, card: Card, words: Words) -> Screen:
    """One tap takes it, one tap passes it on."""
    held = card.booking
    until = words.time(held.hold_expires_at or held.starts_at)
    said = words.t(
        "A time is free: {when}. It is held for you until {time}.", when=words.when(held.starts_at), time=until
    )
    text = paragraphs(f"🔔 {strong(said)}", screens.booking.details(card, words))
    take = Button(f"✅ {words.b('Take it')}", Take(entry.id, entry.rev).pack())
    pass_on = Button(words.b("Pass to the next person"), PassOn(entry.id, entry.rev).pack())
    leave = Button(words.b("Leave the waiting list"), Leave(entry.id).pack())
    return Screen(text, ((take,), (pass_on,), (leave,), (home(words),)))


def missed(found: Place, words: Words) -> Screen:
    """Nobody answered: the place is kept once, paused the second time."""
    if found.entry.state == "paused":
        said = words.t("The offered time is no longer held for you. I will not offer another until you say so.")
    else:
        said = words.t("The offered time is no longer held for you. Your place in the list is kept.")
    return place(found, words, said)


def expired(found: Place, words: Words) -> Screen:
    return place(found, words, words.t("The offered time is no longer held for you. Your place in the list is kept."))


def passed_on(found: Place, words: Words) -> Screen:
    return place(found, words, words.t("The time goes to the next person."))


def left(words: Words) -> Screen:
    return Screen(words.t("You have left the waiting list."), ((_mine(words), home(words)),))


def not_waiting(words: Words) -> Screen:
    """An old button: the line is behind them."""
    return Screen(words.t("You are not on this waiting list any more."), ((_mine(words), home(words)),))


def listed(found: Sequence[Place], words: Words) -> Screen | None:
    """Every line somebody stands in, a button each; None where there is none."""
    if not found:
        return None
    return Screen(paragraphs(*(told(each, words) for each in found)), tuple((row(each, words),) for each in found))


def _mine(words: Words) -> Button:
    return Button(f"📋 {words.b('My bookings')}", Mine().pack())
