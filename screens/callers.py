"""Who called: a name, and a number if they gave one."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from rules.availability import FreeTime
from rules.desk import Card
from rules.keys.codec import Key, minute
from rules.keys.days import AskCaller, CallDays, CallOn, MoveCall
from rules.keys.desk import CallLanguages, CallTimes
from rules.keys.desk import Visit as VisitKey
from rules.letters import Button, Rows, Screen
from screens.common import footer, lines, pairs, paragraphs, strong
from screens.times import cut
from screens.words import Words

PAGE = 7


def button(booking_id: int, words: Words) -> Button:
    return Button(f"✍️ {words.b('Who called')}", AskCaller(booking_id).pack())


def move_button(seen: Card, words: Words) -> Button:
    booking = seen.visit.booking
    key = CallDays(booking.centre_id, booking.topic_id, 0, booking.id, booking.rev)
    return Button(f"🔁 {words.b('Change the time')}", key.pack())


def days(key: CallDays, times: Sequence[FreeTime], words: Words) -> Screen:
    """Days with how much is free, seven at a time; after the last ones come the first again."""
    free = Counter(words.local(each.starts_at).date() for each in times)
    pages = max(-(-len(free) // PAGE), 1)
    here = sorted(free)[key.page % pages * PAGE :][:PAGE]
    place = (key.centre_id, key.topic_id)
    buttons = [
        Button(
            cut(f"{words.short_day(day)} · {words.b('free: {n}', n=free[day])}"),
            CallOn(*place, day.toordinal(), 0, key.booking_id, key.rev).pack(),
        )
        for day in here
    ]
    further = CallDays(*place, (key.page + 1) % pages, key.booking_id, key.rev)
    back: Key = VisitKey(key.booking_id) if key.booking_id else CallTimes(*place)
    text = words.t("Choose a day.") if free else words.t("There is no free time on this topic now.")
    return Screen(text, (*pairs(buttons), *_more(further, pages, words), footer(words, back)))


def times(key: CallOn, free: Sequence[FreeTime], words: Words) -> Screen:
    """The free times of a day, seven at a time."""
    day = date.fromordinal(key.day)
    there = [each for each in free if words.local(each.starts_at).date() == day]
    pages = max(-(-len(there) // PAGE), 1)
    here = there[key.page % pages * PAGE :][:PAGE]
    buttons = [Button(words.time(each.starts_at), _choose(key, each).pack()) for each in here]
    place = (key.centre_id, key.topic_id)
    further = CallOn(*place, key.day, (key.page + 1) % pages, key.booking_id, key.rev)
    back = CallDays(*place, 0, key.booking_id, key.rev)
    text = lines(strong(words.on(day)), words.t("Choose a time.") if here else words.t("Nothing is free then."))
    return Screen(text, (*pairs(buttons), *_more(further, pages, words), footer(words, back)))


def _choose(key: CallOn, free: FreeTime) -> Key:
    at = minute(free.starts_at)
    if key.booking_id:
        return MoveCall(key.booking_id, key.rev, free.specialist_id, at)
    return CallLanguages(key.centre_id, key.topic_id, free.specialist_id, at)


def _more(further: Key, pages: int, words: Words) -> Rows:
    return ((Button(words.b("Show more"), further.pack()),),) if pages > 1 else ()


def ask(seen: Card, words: Words) -> Screen:
    booking = seen.visit.booking
    text = lines(
        words.t("Write the first name of the caller; a phone number after it if they gave one."),
        words.t("Example: {example}", example="Асель +7 701 000 00 01"),
    )
    head = strong(f"{words.when(booking.starts_at)} · {booking.number}")
    return Screen(paragraphs(head, text), (footer(words, VisitKey(booking.id)),))
