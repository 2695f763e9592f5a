"""Running late: for the staff who say so, and for everybody who waits."""

from dataclasses import replace
from datetime import datetime

from rules.booking import Booking
from rules.delays import STEPS, Delays, Running, turn
from rules.keys.booking import AskCancel, AskMove
from rules.keys.days import Delay, Late
from rules.keys.desk import Day as DayKey
from rules.letters import Button, Rows, Screen
from screens.common import footer, home, lines, pairs, paragraphs, strong, verbatim
from screens.times import cut, short_name
from screens.words import Words

PAGE = 2  # specialists on one screen: each has up to three buttons


def choose(seen: Delays, page: int, words: Words, above: str = "") -> Screen:
    """Who is how late; a tap adds minutes."""
    centre_id = seen.post.centre_id
    waited_for = [each for each in seen.running if each.waiting or each.minutes]
    pages = max(-(-len(waited_for) // PAGE), 1)
    here = waited_for[page % pages * PAGE :][:PAGE]
    turn_page: Rows = ()
    if pages > 1:
        turn_page = ((Button(words.b("Show more"), Late(centre_id, (page + 1) % pages).pack()),),)
    told = words.t("Who waits is told half a minute later; until then it can be taken back.")
    text = lines(*(_line(each, words) for each in here)) or words.t("Nobody waits any more today.")
    ways = footer(words, DayKey(centre_id))
    under = ways[:1] if seen.in_group else ways
    rows = (*(_buttons(seen, each, words) for each in here), *turn_page, under)
    return Screen(paragraphs(above, strong(words.b("We are late")), text, told if here else ""), rows)


def steps(seen: Delays, words: Words) -> list[Button]:
    """The minutes at once where one alone is waited for, else the way to whose they are."""
    waited_for = [each for each in seen.running if each.waiting or each.minutes]
    if len(waited_for) == 1:
        return [replace(button, text=f"⏱ {button.text}") for button in _buttons(seen, waited_for[0], words)]
    return [Button(f"⏱ {words.b('We are late')}", Late(seen.post.centre_id).pack())] if waited_for else []


def _line(each: Running, words: Words) -> str:
    return verbatim(
        words.b(
            "{name}: late by {minutes} min, waiting: {n}", name=each.specialist, minutes=each.minutes, n=each.waiting
        )
    )


def _buttons(seen: Delays, each: Running, words: Words) -> tuple[Button, ...]:
    whose = "" if len(seen.running) == 1 else f"{short_name(each.specialist)} "
    steps = [
        Button(
            cut(f"{whose}{words.b('+{minutes} min', minutes=minutes)}"),
            Delay(seen.post.centre_id, each.specialist_id, minutes, each.minutes).pack(),
        )
        for minutes in STEPS
    ]
    on_time = Delay(seen.post.centre_id, each.specialist_id, 0, each.minutes)
    return (*steps, Button(words.b("On time"), on_time.pack())) if each.minutes else tuple(steps)


def noted(running: Running, words: Words) -> str:
    """Short enough to be said over the chat."""
    reached = running.waiting - running.unreached
    return lines(
        words.b("Late by {minutes} min in all. Will be told: {n}.", minutes=running.minutes, n=reached)
        if running.minutes
        else words.b("On time again."),
        words.b("Not reachable here, please call: {n}", n=running.unreached) if running.unreached else "",
    )


def late(booking: Booking, minutes: int, now: datetime, words: Words) -> Screen:
    """To somebody who waits: when it is their turn, and what else they can do."""
    at = words.time(turn(booking, minutes))
    text = (
        lines(
            words.t("We are running late today, by about {minutes} min.", minutes=minutes),
            words.t("Your turn is at about: {time}", time=at),
            words.t("You are booked for: {when}", when=words.when(booking.starts_at)),
        )
        if minutes
        else words.t("We are on time again. Your turn is at: {time}", time=at)
    )
    return Screen(f"⏱ {text}", (*_instead(booking, now, words), (home(words),)))


def _instead(booking: Booking, now: datetime, words: Words) -> Rows:
    """Who cannot wait may move or give up, as long as the visit's own time has not come."""
    if booking.starts_at <= now or booking.state != "booked":
        return ()
    return pairs(
        [
            Button(f"🔁 {words.b('Change the time')}", AskMove(booking.id, booking.rev).pack()),
            Button(f"✖️ {words.b('I cannot come')}", AskCancel(booking.id, booking.rev).pack()),
        ]
    )
