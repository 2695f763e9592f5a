"""Whom a notice goes to and when, as staff choose it, and what is asked once more before it cannot be taken back."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import screens.directions
from rules.broadcasts import WHO, Audience, Broadcast
from rules.filters import Direction
from rules.keys.broadcasts import Address, AskWhen, AskWho, Direct, Open, Send, Stop, TypeWhen
from rules.keys.codec import minute
from rules.letters import Button, Screen
from rules.people import LANGUAGES
from rules.sending import Panel
from screens.common import footer, lines, pairs, paragraphs
from screens.sending import LANGUAGE_NAMES, numbers, who_name
from screens.words import Words

DIRECTIONS = 6  # on one screen


def who(found: Panel, words: Words) -> Screen:
    """Whom it goes to, with how many that are at each tap."""
    one = found.broadcast
    now = one.audience

    def button(label: str, chosen: Audience) -> Button:
        key = Address(one.id, one.rev, chosen.who, chosen.direction_id, chosen.language)
        return Button(f"{'✅ ' if chosen == now else ''}{label}", key.pack())

    kinds = [button(who_name(each, words), Audience(each, 0, now.language)) for each in WHO]
    direction = Button(words.b("By direction"), Direct(one.id, one.rev).pack())
    spoken = [
        Button(
            f"{'✅ ' if now.language == code else ''}{LANGUAGE_NAMES[code]}",
            Address(one.id, one.rev, now.who, now.direction_id, "" if now.language == code else code).pack(),
        )
        for code in LANGUAGES[:2]
    ]
    text = lines(words.t("Who will receive it?"), *numbers(found, words))
    return Screen(text, (*pairs([*kinds, direction]), tuple(spoken), footer(words, Open(one.id))))


def directions(key: Direct, one: Broadcast, found: Sequence[Direction], words: Words) -> Screen:
    """Those who follow contests of one direction."""
    pages = max(1, -(-len(found) // DIRECTIONS))
    at = min(max(key.page, 0), pages - 1)
    shown = found[at * DIRECTIONS : (at + 1) * DIRECTIONS]
    rows = pairs(
        Button(
            screens.directions.label(each, words),
            Address(one.id, one.rev, "subscribers", each.id, one.audience.language).pack(),
        )
        for each in shown
    )
    more = Button(words.b("Show more"), Direct(one.id, one.rev, (at + 1) % pages).pack())
    return Screen(words.t("Choose a direction."), (*rows, (more,), footer(words, AskWho(one.id, one.rev))))


def when(one: Broadcast, offered: Sequence[datetime], words: Words, above: str = "") -> Screen:
    """Some hours to tap, any other to type; who is asked by night is told what happens then."""
    buttons = [Button(_at(each, words), Send(one.id, one.rev, minute(each)).pack()) for each in offered]
    typed = Button(words.b("Enter the date and time"), TypeWhen(one.id, one.rev).pack())
    night = words.t("Nobody is written to between 21:00 and 08:00: a notice set for then goes in the morning.")
    text = paragraphs(above, lines(words.t("When shall it be sent?"), night))
    return Screen(text, (*((button,) for button in buttons), (typed,), footer(words, Open(one.id))))


def _at(moment: datetime, words: Words) -> str:
    return f"{words.short_day(words.local(moment).date())} · {words.time(moment)}"


def offered_hours(now: datetime, words: Words) -> list[datetime]:
    """The next round hours that suit: this evening, and tomorrow morning and evening."""
    today = words.local(now).replace(minute=0, second=0, microsecond=0)
    hours = [today.replace(hour=hour) + timedelta(days=days) for days in (0, 1) for hour in (10, 18)]
    return [each for each in hours if each > now][:3]


def type_when(one: Broadcast, words: Words, above: str = "") -> Screen:
    asked = words.t("Write the day and the time, for example: “tomorrow at 10:00” or “24 December 15:30”.")
    return Screen(paragraphs(above, asked), (footer(words, AskWhen(one.id, one.rev)),))


def time_not_understood(words: Words) -> str:
    return words.t("I did not understand the day and the time.")


def time_passed(words: Words) -> str:
    return words.t("That time has passed, or is more than half a year ahead. Choose another.")


def ask_send(found: Panel, words: Words) -> Screen:
    """What cannot be taken back is asked once more."""
    one = found.broadcast
    yes = Button(f"📤 {words.b('Yes, send it now')}", Send(one.id, one.rev).pack())
    text = lines(words.t("Send it now? It cannot be called back."), *numbers(found, words))
    return Screen(text, ((yes,), footer(words, Open(one.id))))


def ask_stop(found: Panel, words: Words) -> Screen:
    one = found.broadcast
    yes = Button(f"⏹ {words.b('Yes, stop it')}", Stop(one.id, one.rev).pack())
    text = lines(words.t("Stop sending? Who has not got it will not get it."), *numbers(found, words))
    return Screen(text, ((yes,), footer(words, Open(one.id))))
