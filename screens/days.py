"""A day of visits as a list that keeps to a few buttons, its week, and what can be done with all of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from html import escape

import screens.delays
import screens.enquiry_desk
import screens.lending
import screens.ways
from rules.delays import Delays, turn
from rules.desk import Day, Week
from rules.keys.call_backs import Calls
from rules.keys.codec import Key
from rules.keys.days import Keep, Late, RollCall, Tasks, ToPrint
from rules.keys.days import Week as WeekKey
from rules.keys.desk import Day as DayKey
from rules.keys.desk import Lift, Panel
from rules.keys.desk import Visit as VisitKey
from rules.keys.lending import Lent
from rules.keys.session_desk import Roster
from rules.letters import Button, Rows, Screen
from rules.visits import Visit, by_time, gathered, standing, tally
from screens.closures import hours_line
from screens.common import footer, lines, pairs, paragraphs, strong
from screens.times import cut
from screens.visits import mark, short_language, shortened, who
from screens.words import Words

PAGE = 4  # beside the ways to other days; the page of this hour comes first
MOST_LINES = 30  # beyond that a day is read page by page
_WEEK = timedelta(days=7)


def day(seen: Day, page: int, words: Words) -> Screen:
    """A day at a glance, and a button for each visit of this page."""
    gone_together = replace(seen, visits=tuple(gathered(seen.visits)))
    return _day(gone_together, page, words)


def _day(seen: Day, page: int, words: Words) -> Screen:
    listed = [
        *_visits(seen, words),
        *_calls(seen, words),
        *_written(seen, words),
        *_rooms(seen, words),
        *_lifts(seen, words),
    ]
    pages = max(-(-len(listed) // PAGE), 1)
    at = (page - 1 if page > 0 else _now(seen)) % pages
    here = slice(at * PAGE, (at + 1) * PAGE)
    shown = seen.visits if len(seen.visits) <= MOST_LINES else by_time(seen.visits)[here]
    ways = (_days(seen, at, pages, words), _beside(seen, words))
    under: Rows = () if seen.in_group else (footer(words, Panel(seen.post.centre_id)),)
    return Screen(day_text(seen, shown, words), (*pairs(listed[here]), *ways, *under))


def alone(seen: Day, words: Words) -> Screen:
    """The list that lies pinned in somebody's own chat: what is tapped on it opens under it."""
    shown = day(seen, 0, words)
    return replace(shown, rows=shown.rows[:-1])


def _visits(seen: Day, words: Words) -> list[Button]:
    return [
        Button(shortened(f"{words.time(visit.booking.starts_at)} {_who(visit, seen, words)}"), _open(visit).pack())
        for visit in by_time(seen.visits)
        if not (visit.many and seen.in_group)  # the names of many are not for a group
    ]


def _who(visit: Visit, seen: Day, words: Words) -> str:
    return f"👥 {words.b('Group: {n}', n=visit.many)}" if visit.many else who(visit, seen)


def _open(visit: Visit) -> Key:
    return Roster(visit.booking.session_id or 0) if visit.many else VisitKey(visit.booking.id)


def _calls(seen: Day, words: Words) -> list[Button]:
    """The people who asked to be called; their names and numbers are not for a group."""
    key, label = Calls(seen.post.centre_id, seen.day.toordinal()), words.b("Calls to make: {n}", n=seen.calls)
    return [Button(f"☎️ {label}", key.pack())] if seen.calls and not seen.in_group else []


def _written(seen: Day, words: Words) -> list[Button]:
    """Questions that wait; in a group each has its thread."""
    waits = seen.written and not seen.in_group
    return [screens.enquiry_desk.desk_button(seen.post.centre_id, seen.written, words)] if waits else []


def _rooms(seen: Day, words: Words) -> list[Button]:
    """The halls and desks of the day; a group reads them in the text."""
    key = Lent(seen.post.centre_id, seen.day.toordinal())
    label = f"🚪 {words.b('Halls and desks')}: {len(seen.rooms)}"
    return [Button(label, key.pack())] if seen.rooms and not seen.in_group else []


def _lifts(seen: Day, words: Words) -> list[Button]:
    """Closed hours that this post may open again; not before a group."""
    may = seen.post.may_change and not seen.in_group
    own = [each for each in seen.closures if may and seen.post.sees(each.specialist_id)]
    label = words.b("Open again")
    return [
        Button(f"{label}: {hours_line(each, words)}" if len(own) > 1 else label, Lift(each.id).pack()) for each in own
    ]


def _now(seen: Day) -> int:
    """The page where the day stands."""
    return standing(by_time(seen.visits), seen.now) // PAGE if seen.is_today else 0


def _days(seen: Day, at: int, pages: int, words: Words) -> tuple[Button, ...]:
    """Back and forth: through the pages of the day, and from its ends to the days beside it."""
    centre_id, here = seen.post.centre_id, seen.day.toordinal()
    before, after = seen.day - timedelta(days=1), seen.day + timedelta(days=1)
    back = (
        (f"{at}/{pages}", DayKey(centre_id, here, at)) if at else (words.short_day(before), DayKey(centre_id, here - 1))
    )
    on = (words.short_day(after), DayKey(centre_id, here + 1))
    if at + 1 < pages:
        on = (f"{at + 2}/{pages}", DayKey(centre_id, here, at + 2))
    return (
        Button(f"‹ {back[0]}", back[1].pack()),
        Button(words.b("Today"), DayKey(centre_id).pack()),
        Button(f"{on[0]} ›", on[1].pack()),
    )


def _beside(seen: Day, words: Words) -> tuple[Button, ...]:
    centre_id, here = seen.post.centre_id, seen.day.toordinal()
    week = Button(words.b("Week"), WeekKey(centre_id, here).pack())
    if not seen.in_group:
        return (week, Button(words.b("More"), Tasks(centre_id, here).pack()))
    late = Button(f"⏱ {words.b('We are late')}", Late(seen.post.centre_id).pack())
    return (week, late) if seen.is_today else (week,)


def day_text(seen: Day, shown: Sequence[Visit], words: Words) -> str:
    """The day in words alone: each specialist's visits in the order of time."""
    empty = words.t("Nobody is booked for today.") if seen.is_today else words.t("Nobody is booked for this day.")
    closed = lines(*(words.t("Closed: {hours}", hours=hours_line(each, words)) for each in seen.closures))
    calls = words.t("Calls to make: {n}", n=seen.calls) if seen.calls and seen.in_group else ""
    written = words.t("Questions in writing: {n}", n=seen.written) if seen.written and seen.in_group else ""
    head = lines(_title(seen, words), closed, calls, written)
    lent = lines(f"{words.t('Halls and desks')}:", *(screens.lending.line(each, words) for each in seen.rooms))
    visits = _by_specialist(shown, seen, words) if shown else [empty]
    return paragraphs(head, *visits, lent if seen.rooms else "")


def _title(seen: Day, words: Words) -> str:
    title = words.t("Today's visits") if seen.is_today else words.t("Visits")
    return strong(f"{title}: {words.on(seen.day)}")


def _by_specialist(visits: Sequence[Visit], seen: Day, words: Words) -> list[str]:
    """A paragraph for each specialist."""
    paragraphs_by_name: dict[str, list[str]] = {}
    for visit in visits:
        paragraphs_by_name.setdefault(visit.specialist or "", []).append(_line(visit, seen, words))
    return [lines(escape(name, quote=False), *theirs) for name, theirs in paragraphs_by_name.items()]


def _line(visit: Visit, seen: Day, words: Words) -> str:
    booking = visit.booking
    name, topic = shortened(_who(visit, seen, words)), cut(visit.topic.read(words.language))
    if visit.many:
        return f"{_time(visit, words)} {escape(f'{name} · {topic}', quote=False)}"
    way = () if booking.mode == "office" else (screens.ways.signed(booking.mode, words),)
    parts = (name, topic, short_language(booking.language, words), *way)
    return f"{_time(visit, words)} {mark(booking)} {escape(' · '.join(parts), quote=False)}"


def _time(visit: Visit, words: Words) -> str:
    """The time that was promised, and the one that is honest where the day has slipped."""
    promised = words.time(visit.booking.starts_at)
    slipped = visit.late and visit.booking.state == "booked"
    return f"{promised} → {words.time(turn(visit.booking, visit.late))}" if slipped else promised


def over(seen: Day, words: Words) -> Screen:
    """What stays in the chat of a day that is over: numbers, and nobody's name."""
    return Screen(lines(strong(f"{words.t('Visits')}: {words.on(seen.day)}"), _counted(seen, words)))


def week(seen: Week, words: Words) -> Screen:
    """Seven days with their numbers, each a button; the weeks before and after."""
    first, last = seen.days[0][0], seen.days[-1][0]
    centre_id = seen.post.centre_id
    days = [
        Button(f"{words.short_day(each)} · {n}", DayKey(centre_id, each.toordinal()).pack()) for each, n in seen.days
    ]
    ways = (
        Button(f"‹ {words.short_day(first - _WEEK)}", WeekKey(centre_id, (first - _WEEK).toordinal()).pack()),
        Button(f"{words.short_day(first + _WEEK)} ›", WeekKey(centre_id, (first + _WEEK).toordinal()).pack()),
    )
    text = lines(
        strong(f"{words.t('Week')}: {words.on(first)} – {words.on(last)}"),
        words.t("Booked: {n}", n=sum(n for _, n in seen.days)),
    )
    back: Key = DayKey(centre_id)
    under = (Button(f"‹ {words.b('Today')}", back.pack()),) if seen.in_group else footer(words, back)
    return Screen(text, (*pairs(days), ways, under))


def tasks(seen: Day, running: Delays | None, words: Words, above: str = "") -> Screen:
    """What can be done with the whole day."""
    centre_id = seen.post.centre_id
    back = DayKey(centre_id, seen.day.toordinal())
    text = paragraphs(above, lines(_title(seen, words), _counted(seen, words)))
    return Screen(text, (*pairs(_tasks(seen, running, words)), footer(words, back)))


def _tasks(seen: Day, running: Delays | None, words: Words) -> list[Button]:
    roll_call = RollCall(seen.post.centre_id, seen.day.toordinal())
    late = screens.delays.steps(running, words) if running and seen.is_today else []
    changing = [*late, Button(words.b("All came, except…"), roll_call.pack())] if seen.post.may_change else []
    printer = ToPrint(seen.post.centre_id, seen.day.toordinal())
    rooms = Button(f"🚪 {words.b('Halls and desks')}", Lent(seen.post.centre_id, seen.day.toordinal()).pack())
    return [*changing, Button(f"🖨 {words.b('A list to print')}", printer.pack()), _keep(seen, words), rooms]


def _keep(seen: Day, words: Words) -> Button:
    if seen.kept:
        return Button(words.b("Unpin the day"), Keep(seen.post.centre_id, 0).pack())
    return Button(f"📌 {words.b('Pin the day here')}", Keep(seen.post.centre_id).pack())


def _counted(seen: Day, words: Words) -> str:
    told = tally(seen.visits)
    return words.t(
        "Booked: {n}. Came: {came}. Did not come: {missed}. Not noted: {unknown}.",
        n=told.booked,
        came=told.came,
        missed=told.missed,
        unknown=told.unknown,
    )


def pinned(words: Words) -> str:
    return words.t("The day of today lies pinned in this chat and keeps itself up to date.")


def unpinned(words: Words) -> str:
    return words.t("The day is pinned here no more.")
