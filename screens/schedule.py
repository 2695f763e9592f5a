"""When the centre and its people work, in words: a week, other hours and whom they touch, holidays, limits."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

import rules.typed_hours
import screens.session_desk
from rules.centres import Centre, Specialist
from rules.keys.desk import Office, Panel
from rules.keys.schedule import (
    USUAL,
    AskHours,
    Dates,
    Holidays,
    Limit,
    Limits,
    PreviewHours,
    Schedule,
    SetHours,
    Week,
    Weekdays,
)
from rules.keys.setup import Buffer
from rules.letters import Button, Rows, Screen
from rules.schedule import EVERY_DAY, LIMITS, WORKING_WEEK, Change, Changed, DayOff, Intervals, Preview
from rules.schedule import Week as Seen
from rules.typed_hours import Unread
from screens.closures import listed, outcome
from screens.common import footer, lines, pairs, paragraphs, strong, verbatim
from screens.words import Words

PEOPLE, DATES, OFF = 4, 7, 6
MOST_DATES = 10


def desk_button(centre_id: int, words: Words) -> Button:
    return Button(words.b("Schedule"), Schedule(centre_id).pack())


def choose(asked: Schedule, specialists: Sequence[Specialist], words: Words) -> Screen:
    """Whose week, page by page; after the last ones come the first again."""
    centre_id, pages = asked.centre_id, max(-(-len(specialists) // PEOPLE), 1)
    here = specialists[asked.page % pages * PEOPLE :][:PEOPLE]
    everybody = Button(words.b("The whole centre"), Week(centre_id, 0).pack())
    people = [Button(each.name, Week(centre_id, each.id).pack()) for each in here]
    off = Button(words.b("Holidays"), Holidays(centre_id).pack())
    further = Schedule(centre_id, (asked.page + 1) % pages)
    more: Rows = ((Button(words.b("Show more"), further.pack()),),) if pages > 1 else ()
    after = Button(words.b("After a visit"), Buffer(centre_id).pack())
    groups = screens.session_desk.desk_button(centre_id, words)
    rows = (*pairs([everybody, *people, off, after, groups]), *more, footer(words, Office(centre_id)))
    return Screen(words.t("Whose schedule?"), rows)


def hours(some: Intervals | None, words: Words) -> str:
    """«09:00–13:00, 14:00–18:00», a day off, or hours that differ."""
    if some is None:
        return words.b("different")
    spans = ", ".join(f"{opens:%H:%M}–{closes:%H:%M}".replace("–00:00", "–24:00") for opens, closes in some)
    return spans or words.b("day off")


def week(seen: Seen, words: Words) -> Screen:
    """A week, the dates unlike it, and for those who may: what to change."""
    centre_id, specialist = seen.centre.id, seen.specialist
    specialist_id = specialist.id if specialist else 0
    limit = specialist.most_a_day if specialist else None
    text = paragraphs(
        lines(_head(specialist.name if specialist else None, words), *_days(seen, words)),
        *([lines(words.t("On single dates:"), *_dates(seen, words))] if seen.days else []),
        *([words.t("Visits a day at most: {n}", n=limit)] if limit else []),
    )
    if not seen.may_change:
        return Screen(text, (footer(words, Panel(centre_id)),))
    buttons = [
        Button(words.b("Change a weekday"), Weekdays(centre_id, specialist_id).pack()),
        Button(words.b("Change a date"), Dates(centre_id, specialist_id).pack()),
        Button(words.b("Visits a day"), Limits(centre_id, specialist_id).pack())
        if specialist_id
        else Button(words.b("Holidays"), Holidays(centre_id).pack()),
    ]
    return Screen(text, (*pairs(buttons), footer(words, Schedule(centre_id))))


def _head(specialist: str | None, words: Words) -> str:
    return strong(specialist or words.b("The whole centre"))


def _days(seen: Seen, words: Words) -> list[str]:
    """Weekdays with the same hours in one line: «пн–пт: 09:00–13:00»."""
    found = []
    for some, days in groupby(EVERY_DAY, key=lambda weekday: seen.hours[weekday]):
        first, *rest = days
        named = words.short_weekday(first) + (f"–{words.short_weekday(rest[-1])}" if rest else "")
        found.append(f"{named}: {hours(some, words)}")
    return found


def _dates(seen: Seen, words: Words) -> list[str]:
    return [f"{words.on(day)}: {hours(some, words)}{_why(seen, day, words)}" for day, some in _first(seen)]


def _first(seen: Seen) -> list[tuple[date, Intervals]]:
    return list(seen.days.items())[:MOST_DATES]


def _why(seen: Seen, day: date, words: Words) -> str:
    special = None if seen.specialist else seen.reasons.get(day)
    reason = special.reason(words.language) if special else ""
    return f" ({verbatim(reason)})" if reason else ""


def choose_weekday(asked: Weekdays, words: Words) -> Screen:
    place = (asked.centre_id, asked.specialist_id)
    one = [Button(words.weekday(day), AskHours(*place, 1 << day).pack()) for day in EVERY_DAY]
    working = f"{words.short_weekday(0)}–{words.short_weekday(4)}"
    every = Button(working, AskHours(*place, WORKING_WEEK).pack())
    return Screen(words.t("Which weekday?"), (*pairs([every, *one]), footer(words, Week(*place))))


def choose_date(asked: Dates, days: Sequence[date], words: Words, problem: str = "") -> Screen:
    place = (asked.centre_id, asked.specialist_id)
    buttons = pairs(Button(words.short_day(day), AskHours(*place, day.toordinal()).pack()) for day in days)
    more = Button(words.b("Show more"), Dates(*place, asked.page + 1).pack())
    text = lines(problem, words.t("Choose a date or write it. Example: 5 December"))
    return Screen(text, (*buttons, (more,), footer(words, Week(*place))))


def no_such_date(words: Words) -> str:
    return words.t("The date is not clear.")


def ask_hours(seen: Preview, words: Words, why: Unread | None = None) -> Screen:
    """Hours are typed; a day off, and what was there before, are a tap."""
    change = seen.change
    place = (change.centre_id, change.specialist_id or 0, _packed_when(change))
    problem = _problems(words)[why] if why else ""
    text = paragraphs(
        *([problem] if problem else []),
        lines(
            _head(seen.specialist, words),
            _when(change, words),
            words.t("Now: {hours}", hours=hours(seen.before, words)),
        ),
        words.t("Write the hours. Example: {example}", example="9:00-13:00, 14:00-18:00"),
    )
    off = Button(words.b("Day off"), PreviewHours(*place, "").pack())
    usual = Button(words.b("As usual"), PreviewHours(*place, USUAL).pack())
    may_be_usual = change.specialist_id is not None or change.day is not None
    back = Week(*place[:2])
    return Screen(text, ((off, usual) if may_be_usual else (off,), footer(words, back)))


def _problems(words: Words) -> dict[Unread, str]:
    return {
        "unknown": words.t("The hours are not clear."),
        "backwards": words.t("The end has to be later than the beginning."),
        "overlapping": words.t("Two spans of hours overlap."),
        "grid": words.t("Hours begin and end on five minutes: 9:00, 9:05, 9:10."),
        "too_many": words.t("Three spans of hours a day at most."),
    }


def _packed_when(change: Change) -> int:
    """A date, or weekdays as bits."""
    return change.day.toordinal() if change.day else sum(1 << day for day in change.weekdays)


def _when(change: Change, words: Words) -> str:
    """The weekdays or the date that a change is about."""
    if change.day is not None:
        return words.on(change.day)
    days = sorted(change.weekdays)
    if len(days) == 1:
        return words.weekday(days[0])
    return f"{words.short_weekday(days[0])}–{words.short_weekday(days[-1])}"


def preview(seen: Preview, words: Words) -> Screen:
    """Whom the change would touch, before anything is done."""
    change, touched = seen.change, seen.touched
    text = paragraphs(
        _changed(seen.specialist, change, f"{hours(seen.before, words)} → {hours(seen.after, words)}", words),
        lines(words.t("Booked: {n}", n=len(touched)), *listed(touched, words, dated=True))
        if touched
        else words.t("No booking is touched."),
        *([words.t("These bookings will be cancelled, and the people told at once.")] if touched else []),
    )
    offer = Button(words.b("Save and offer other times"), _set(change, 1, len(touched)))
    only = Button(words.b("Only save"), _set(change, 0, len(touched)))
    plain = Button(words.b("Save"), _set(change, 0, 0))
    rows: Rows = ((offer,), (only,)) if touched else ((plain,),)
    return Screen(text, (*rows, footer(words, Week(change.centre_id, change.specialist_id or 0))))


def _changed(specialist: str | None, change: Change, said: str, words: Words) -> str:
    return lines(_head(specialist, words), f"{_when(change, words)}: {said}")


def _set(change: Change, offer: int, shown: int) -> str:
    packed = USUAL if change.hours is None else rules.typed_hours.pack(change.hours)
    return SetHours(change.centre_id, change.specialist_id or 0, _packed_when(change), offer, shown, packed).pack()


def changed(done: Changed, shown: int, words: Words) -> Screen:
    """What it came to; `shown` bookings stood on the preview."""
    change = done.change
    meanwhile = len(done.told) + len(done.unreached) - shown
    ended = outcome(done.told, done.unreached, words, dated=True)
    text = paragraphs(
        _changed(done.specialist, change, hours(done.after, words), words),
        words.t("The hours are saved."),
        *([words.t("Booked while you were looking: {n}", n=meanwhile)] if meanwhile > 0 else []),
        *([ended] if ended else []),
    )
    return Screen(text, (footer(words, Week(change.centre_id, change.specialist_id or 0)),))


def holidays(asked: Holidays, centre: Centre, days: Sequence[DayOff], words: Words) -> Screen:
    """Public holidays ahead, page by page; after the last ones come the first again."""
    pages = max(-(-len(days) // OFF), 1)
    here = days[asked.page % pages * OFF :][:OFF]
    buttons = [
        Button(words.short_day(each.holiday.day), AskHours(centre.id, 0, each.holiday.day.toordinal()).pack())
        for each in here
    ]
    other = Button(words.b("Another date"), Dates(centre.id, 0).pack())
    further = Holidays(centre.id, (asked.page + 1) % pages)
    more = (Button(words.b("Show more"), further.pack()),) if pages > 1 else ()
    text = paragraphs(
        words.t("On public holidays the centre is closed by itself. To work on one, choose it."),
        lines(*(_holiday(each, words) for each in here)),
    )
    return Screen(text, (*pairs(buttons), (other, *more), footer(words, Schedule(centre.id))))


def _holiday(off: DayOff, words: Words) -> str:
    said = f"{words.on(off.holiday.day)}: {verbatim(off.holiday.names.read(words.language))}"
    moved = f" ({words.b('a moved day off')})" if off.holiday.moved else ""
    return f"{said}{moved} · {hours(off.hours, words)}" if off.hours else f"{said}{moved}"


def limits(asked: Limits, seen: Seen, words: Words) -> Screen:
    place = (asked.centre_id, asked.specialist_id)
    buttons = [Button(str(most), Limit(*place, most).pack()) for most in LIMITS]
    free = Button(words.b("As many as fit"), Limit(*place, 0).pack())
    text = lines(
        _head(seen.specialist.name if seen.specialist else None, words),
        words.t("How many visits a day at most? What is booked already stays."),
    )
    return Screen(text, (tuple(buttons[:3]), tuple(buttons[3:]), (free,), footer(words, Week(*place))))
