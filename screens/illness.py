"""A specialist cannot come, in words: the plan and its report for staff, a proposal for each person."""

from collections.abc import Sequence
from dataclasses import replace

import screens.booking
from rules.booking import Booking
from rules.cards import Card
from rules.centres import Specialist
from rules.illness import SPANS, Plan, Proposal, Report
from rules.keys.booking import Days
from rules.keys.desk import Day, Lift, Office
from rules.keys.illness import CarryOut, GoOn, Whom
from rules.keys.illness import Plan as Planned
from rules.keys.waiting_list import PassOn, ShowPlace, Take
from rules.letters import Button, Rows, Screen
from rules.waiting_list import Entry
from screens.closures import listed
from screens.common import footer, home, lines, pairs, paragraphs, strong, verbatim
from screens.times import cut
from screens.words import Words

PEOPLE, MOST_LINES = 7, 12


def desk_button(centre_id: int, words: Words) -> Button:
    return Button(words.b("The specialist is ill"), Whom(centre_id).pack())


def choose(asked: Whom, specialists: Sequence[Specialist], words: Words) -> Screen:
    """Who, page by page; after the last ones come the first again."""
    pages = max(-(-len(specialists) // PEOPLE), 1)
    here = specialists[asked.page % pages * PEOPLE :][:PEOPLE]
    buttons = [Button(each.name, Planned(asked.centre_id, each.id).pack()) for each in here]
    further = Whom(asked.centre_id, (asked.page + 1) % pages)
    more: Rows = ((Button(words.b("Show more"), further.pack()),),) if pages > 1 else ()
    return Screen(words.t("Who is ill?"), (*pairs(buttons), *more, footer(words, Office(asked.centre_id))))


def plan(asked: Planned, seen: Plan, words: Words) -> Screen:
    """What would become of each visit; other days are a tap, and so is to carry it out."""
    today = words.local(seen.hours.starts_at).date()
    labels = {1: words.b("Today"), 2: words.b("Until tomorrow"), 7: words.b("A week")}
    spans = tuple(
        Button(f"{'• ' if days == asked.days else ''}{labels[days]}", _planned(asked, days)) for days in SPANS
    )
    text = paragraphs(
        lines(strong(seen.specialist), words.days(seen.hours.starts_at, seen.hours.ends_at)),
        _counted(seen, words) if seen.proposals else words.t("Nobody is booked for these hours."),
        *([lines(*(_line(each, words) for each in seen.proposals[:MOST_LINES]))] if seen.proposals else []),
    )
    label = words.b("Carry out") if seen.proposals else words.b("Close these hours")
    key = CarryOut(asked.centre_id, asked.specialist_id, asked.days, today.toordinal())
    return Screen(text, (spans, (Button(f"✅ {label}", key.pack()),), footer(words, Whom(asked.centre_id))))


def _planned(asked: Planned, days: int) -> str:
    return Planned(asked.centre_id, asked.specialist_id, days).pack()


def _counted(seen: Plan, words: Words) -> str:
    return words.t(
        "Booked: {n}. To a colleague at the same time: {a}. To another time: {b}. To the waiting list: {c}.",
        n=len(seen.proposals),
        a=seen.count("colleague"),
        b=seen.count("another"),
        c=seen.count("line"),
    ) + (f" {words.t('To be phoned: {n}.', n=seen.count('phone'))}" if seen.count("phone") else "")


def _line(one: Proposal, words: Words) -> str:
    booking = one.visit.booking
    when = f"{words.short_day(words.local(booking.starts_at).date())}, {words.time(booking.starts_at)}"
    topic = verbatim(cut(one.visit.topic.read(words.language)))
    return f"• {when} {topic} → {verbatim(_becomes(one, words))}"


def _becomes(one: Proposal, words: Words) -> str:
    if one.outcome == "colleague":
        return one.specialist
    if one.outcome == "another" and one.time is not None:
        day = words.short_day(words.local(one.time.starts_at).date())
        return f"{day}, {words.time(one.time.starts_at)}, {one.specialist}"
    return words.b("the waiting list") if one.outcome == "line" else f"☎️ {one.visit.booking.number}"


def report(seen: Report, words: Words) -> Screen:
    """How far it has come; what is left is a tap away."""
    counts, total = seen.counts, len(seen.done) + seen.left
    progress = words.t("Done: {done} of {total}", done=len(seen.done), total=total)
    told = words.t(
        "To a colleague at the same time: {a}. Another time is held: {b}. To the waiting list: {c}.",
        a=counts["colleague"],
        b=counts["another"],
        c=counts["line"],
    )
    text = paragraphs(
        lines(strong(seen.specialist), words.days(seen.hours.starts_at, seen.hours.ends_at)),
        lines(words.t("The hours are closed."), progress if total else ""),
        *([told] if seen.done else []),
        *([_phone(seen, words)] if seen.phone else []),
    )
    go_on = ((Button(words.b("Go on"), GoOn(seen.closure_id).pack()),),) if seen.left else ()
    again = Button(f"↩️ {words.b('Open again')}", Lift(seen.closure_id).pack())
    today = Day(seen.hours.centre_id, words.local(seen.hours.starts_at).date().toordinal())
    return Screen(text, (*go_on, (again,), footer(words, today)))


def finished(seen: Report, words: Words) -> Screen:
    """To whoever has ordered it, where it was cut short and went on by itself."""
    done = report(seen, words)
    said = words.t("The plan was interrupted and has been carried out to its end by itself.")
    return replace(done, text=paragraphs(said, done.text))


def _phone(seen: Report, words: Words) -> str:
    numbers = (
        f"{line} · {visit.booking.number}"
        for line, visit in zip(listed(seen.phone, words, dated=True), seen.phone, strict=False)
    )
    return lines(words.t("Cancelled, booked by phone: the bot cannot write to them."), *numbers)


def colleague(card: Card, words: Words) -> Screen:
    """To a person whose visit another specialist takes: nothing has to be done."""
    said = words.t("The consultation stays at its time, another specialist receives you: {name}.", name=card.specialist)
    return screens.booking.booked(card, words, said)


def another(before: Booking, entry: Entry, card: Card, words: Words) -> Screen:
    """To a person for whom another time is held: one tap takes it."""
    held = card.booking
    until = held.hold_expires_at or held.starts_at
    said = words.t(
        "The specialist cannot see you: {when}. Another time is held for you: {new}.",
        when=words.when(before.starts_at),
        new=words.when(held.starts_at),
    )
    text = paragraphs(
        strong(said),
        screens.booking.details(card, words),
        words.t("Answer until {when}. Without an answer you stay first in the waiting list.", when=words.when(until)),
    )
    take = Button(f"✅ {words.b('Take it')}", Take(entry.id, entry.rev).pack())
    other = Button(words.b("Another day"), Days(held.topic_id).pack())
    no = Button(words.b("This time does not suit"), PassOn(entry.id, entry.rev).pack())
    return Screen(text, ((take,), (other,), (no,), (home(words),)))


def line(entry: Entry, card: Card, words: Words) -> Screen:
    """To a person for whom there is no time now."""
    text = paragraphs(
        strong(words.t("The specialist cannot see you: {when}.", when=words.when(card.booking.starts_at))),
        words.t("Topic: {topic}", topic=card.topic.name(words.language)),
        words.t("No other time is free now. You are first in the waiting list: the next free time is offered to you."),
        words.t("We are sorry. Phone of the centre: {phone}", phone=card.phone),
    )
    other = Button(words.b("Another day"), Days(card.topic.id).pack())
    return Screen(
        text, ((Button(f"🔔 {words.b('Waiting list')}", ShowPlace(entry.id).pack()),), (other,), (home(words),))
    )
