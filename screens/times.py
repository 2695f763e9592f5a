"""Choosing a time: the earliest ones, the days of a week, the hours of a day."""

from collections.abc import Sequence
from datetime import date

import screens.enquiries
import screens.field_days
import screens.sessions
import screens.ways
from rules.choices import Aim, Day, Earliest, HalfDay, Hours, Offer, Week, Wished
from rules.keys.booking import AskMove, Book, Cancel, Days, Move, Pick, Show, Specialists, Times, Topics
from rules.keys.call_backs import WhenToCall
from rules.keys.codec import Key, minute
from rules.keys.waiting_list import AskJoin
from rules.letters import Button, Rows, Screen
from rules.offers import DayPart
from rules.refusal import BookingRefused, PersonBusy, TooSoon
from rules.ways import chosen
from rules.wishes import Unread
from screens.common import footer, lines, pairs, paragraphs, strong
from screens.words import Words

LONGEST = 36  # characters that a button alone in its row can show
IN_A_ROW = 3
WHOM = 5  # specialists on one screen


def earliest(found: Earliest, aim: Aim, words: Words, above: str = "") -> Screen:
    """Three times in different parts of the day: a tap on one books it, or moves the booking there."""
    said = above or words.t("The earliest free times:")
    if not found.offers:
        said = paragraphs(above, words.t("No free time until {day}.", day=words.day(found.until)))
    head = _moving(found, words) if found.moving else _new(found, aim, words)
    rows = tuple((_day_and_time(offer, aim, words),) for offer in found.offers)
    back = (
        Show(aim.booking_id)
        if aim.booking_id
        else Specialists(aim.topic_id, 0, aim.way)
        if aim.specialist_id
        else Topics()
    )
    several = screens.sessions.rows(found.sessions, aim.topic_id, words)
    away = screens.field_days.rows(found.away, aim.topic_id, words)
    return Screen(paragraphs(head, said), (*rows, *several, *away, *_beside(found, aim, words), footer(words, back)))


def wished(found: Wished, aim: Aim, words: Words) -> Screen:
    """Times for what was asked in words."""
    above = {
        "fits": words.t("Free times for what you asked:"),
        "near": words.t("That hour is taken. The nearest free times:"),
        "none": words.t("Nothing is free then. The earliest free times:"),
    }
    return earliest(found.found, aim, words, above[found.fit])


def unread(why: Unread, words: Words) -> str:
    """Why a sentence leads to the days instead."""
    if why == "no_such_day":
        return words.t("There is no such day in the calendar.")
    if why == "past":
        return words.t("That day has passed.")
    return words.t("I did not understand the time.")


def _new(found: Earliest, aim: Aim, words: Words) -> str:
    bring = found.topic.bring(words.language)
    return lines(
        strong(found.topic.name(words.language)),
        words.t("Free of charge. Duration: {minutes} min.", minutes=found.topic.minutes),
        words.t("What to bring: {list}", list=bring) if bring else "",
        screens.ways.signed(chosen(aim.way, found.ways), words) if len(found.ways) > 1 else "",
    )


def _moving(found: Earliest, words: Words) -> str:
    old = words.when(found.moving.booking.starts_at) if found.moving else ""
    return lines(
        strong(f"{found.topic.name(words.language)} · {old}"),
        words.t("Choose a new time. Until then the old one stays yours."),
    )


def _beside(found: Earliest, aim: Aim, words: Words) -> Rows:
    days = Days(aim.topic_id, 0, aim.booking_id, aim.rev, aim.specialist_id, aim.way)
    another = [Button(f"📅 {words.b('Another day')}", days.pack())] if found.offers else []
    another.append(_wait(aim, words))
    if not aim.booking_id:
        ways = screens.ways.others(found.ways, aim, words) if found.offers else []
        back = Button(f"☎️ {words.b('Call me back')}", WhenToCall(aim.topic_id).pack())
        call = [] if found.offers else [back]
        ask = [screens.enquiries.button(aim.topic_id, words)] if found.written else []
        return pairs([*another, *_choose_whom(found, aim, words), *ways, *call, *ask])
    give_up = Cancel(aim.booking_id, aim.rev, "time")
    return pairs([*another, Button(f"✖️ {words.b('Cancel the booking')}", give_up.pack())])


def _choose_whom(found: Earliest, aim: Aim, words: Words) -> list[Button]:
    if aim.specialist_id or found.specialists <= 1:
        return []
    return [Button(f"👤 {words.b('Choose a specialist')}", Specialists(aim.topic_id, 0, aim.way).pack())]


def specialists(found: Sequence[Offer], key: Specialists, words: Words) -> Screen:
    """Everybody who gives advice on the topic, with the earliest time of each."""
    pages = max(1, -(-len(found) // WHOM))
    at = min(max(key.page, 0), pages - 1)
    shown = found[at * WHOM : (at + 1) * WHOM]
    rows = tuple((_whom(offer, key, words),) for offer in shown)
    more = (
        ((Button(words.b("Show more"), Specialists(key.topic_id, (at + 1) % pages, key.way).pack()),),)
        if pages > 1
        else ()
    )
    text = words.t("Choose a specialist. The earliest time of each:") if found else words.t("Nobody has a free time.")
    return Screen(text, (*rows, *more, footer(words, Pick(key.topic_id, 0, key.way))))


def _whom(offer: Offer, key: Specialists, words: Words) -> Button:
    when = f"{words.short_day(words.local(offer.starts_at).date())} · {words.time(offer.starts_at)}"
    return Button(cut(f"{offer.specialist} · {when}"), Pick(key.topic_id, offer.specialist_id, key.way).pack())


def _wait(aim: Aim, words: Words) -> Button:
    """The way into the line; who moves a booking waits for an earlier time."""
    label = words.b("Offer me an earlier time") if aim.booking_id else words.b("Waiting list")
    return Button(f"🔔 {label}", AskJoin(aim.topic_id, aim.booking_id).pack())


def _day_and_time(offer: Offer, aim: Aim, words: Words) -> Button:
    day = words.short_day(words.local(offer.starts_at).date())
    label = offered(f"{day} · {words.time(offer.starts_at)}", short_name(offer.specialist))
    return Button(label, _choose(offer, aim).pack())


def offered(when: str, what: str) -> str:
    """A label that leads with the time."""
    return cut(f"{when} · {what}" if what else when)


def cut(label: str) -> str:
    """What a centre has named at length ends where the button does."""
    return label if len(label) <= LONGEST else f"{label[: LONGEST - 1].rstrip()}…"


def short_name(name: str) -> str:
    """First name and the letter of the surname: «Айна Ү.»."""
    first, *rest = name.split() or [""]
    return f"{first} {rest[-1][0]}." if rest else first


def _choose(offer: Offer, aim: Aim) -> Key:
    at = minute(offer.starts_at)
    if aim.booking_id:
        return Move(aim.booking_id, aim.rev, offer.specialist_id, at)
    return Book(aim.topic_id, offer.specialist_id, at, aim.way)


def days(week: Week, aim: Aim, words: Words, above: str = "") -> Screen:
    """The days of a week with how much is free; no grid, so that it can be read aloud."""
    rows = tuple((_day(day, aim, words),) for day in week.days)
    beside = ((words.b("Previous week"), week.before), (words.b("Next week"), week.after))
    buttons = [Button(label, _week_of(day, aim).pack()) for label, day in beside if day]
    text = paragraphs(above, words.t("Choose a day, or write when it suits you: “tomorrow after lunch”."))
    return Screen(text, (*rows, *pairs(buttons), footer(words, _first(aim))))


def _week_of(day: date, aim: Aim) -> Key:
    return Days(aim.topic_id, day.toordinal(), aim.booking_id, aim.rev, aim.specialist_id, aim.way)


def _day(day: Day, aim: Aim, words: Words) -> Button:
    at, free = day
    label = words.b("{date} · free: {n}", date=words.on(at), n=free) if free else full(at, words)
    return Button(
        label, Times(aim.topic_id, at.toordinal(), 0, aim.booking_id, aim.rev, aim.specialist_id, aim.way).pack()
    )


def full(day: date, words: Words) -> str:
    return words.b("{date} · full", date=words.on(day))


def _first(aim: Aim) -> Key:
    return AskMove(aim.booking_id, aim.rev) if aim.booking_id else Pick(aim.topic_id, aim.specialist_id, aim.way)


def hours(found: Hours, aim: Aim, words: Words) -> Screen:
    """Times of one day under the half of the day they are in."""
    heads = [f"{_part(half.part, words)}: {_listed(half, words)}" for half in found.halves]
    buttons = [Button(words.time(offer.starts_at), _choose(offer, aim).pack()) for offer in _all(found)]
    rows = tuple(tuple(buttons[start : start + IN_A_ROW]) for start in range(0, len(buttons), IN_A_ROW))
    text = lines(strong(words.on(found.day)), *heads)
    return Screen(text, (*rows, *_pages(found, aim, words), footer(words, _week_of(found.day, aim))))


def _all(found: Hours) -> list[Offer]:
    return [offer for half in found.halves for offer in half.offers]


def _part(part: DayPart, words: Words) -> str:
    return words.t("Morning") if part == "morning" else words.t("Afternoon")


def _listed(half: HalfDay, words: Words) -> str:
    return ", ".join(words.time(offer.starts_at) for offer in half.offers)


def _pages(found: Hours, aim: Aim, words: Words) -> Rows:
    def to(page: int) -> str:
        return Times(
            aim.topic_id, found.day.toordinal(), page, aim.booking_id, aim.rev, aim.specialist_id, aim.way
        ).pack()

    more = [Button(words.b("Show more"), to(found.more))] if found.more is not None else []
    other = [Button(_part(found.other[0], words), to(found.other[1]))] if found.other else []
    return pairs([*more, *other])


def gone(refusal: BookingRefused, words: Words) -> str:
    """Why the time tapped cannot be had; the nearest free ones follow."""
    if isinstance(refusal, TooSoon):
        return words.t("It is too late to book this time. The nearest free times:")
    if isinstance(refusal, PersonBusy):
        return words.t("You have another booking at this time. The nearest free times:")
    return words.t("This time has just been taken. The nearest free times:")


def hold_expired(words: Words) -> str:
    return words.t("This time is no longer held for you. The nearest free times:")


def undone(words: Words) -> str:
    return words.t("The booking is undone. The nearest free times:")
