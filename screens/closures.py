"""Closing a day or some hours, in words: for the staff who close and for the people it touches."""

from collections.abc import Sequence
from datetime import date, datetime
from html import escape

import screens.lending
from rules.availability import FreeTime
from rules.booking import Booking
from rules.centres import Centre, Specialist
from rules.closures import LONGEST, Closed, Closure, Hours, Preview, halves, is_whole_day
from rules.keys.booking import Book, Days, Pick
from rules.keys.codec import minute
from rules.keys.desk import (
    Close,
    CloseDays,
    CloseFrom,
    CloseHalves,
    ClosePreview,
    CloseUntil,
    CloseWhom,
    Day,
    Lift,
    Panel,
)
from rules.letters import Button, Rows, Screen
from rules.visits import Visit
from screens.common import footer, home, lines, pairs, paragraphs, strong
from screens.times import cut
from screens.words import Words

PAGE = 7
MOST_LINES = 20


def hours_line(closed: Closure | Hours, words: Words) -> str:
    """The day and its hours, as plain words: «пн, 30 ноября, до обеда»."""
    if closed.ends_at - closed.starts_at > LONGEST:
        return words.days(closed.starts_at, closed.ends_at)
    return f"{words.on(words.local(closed.starts_at).date())}, {_hours(closed, words)}"


def _hours(closed: Closure | Hours, words: Words) -> str:
    span = (closed.starts_at, closed.ends_at)
    morning, afternoon = halves(words.local(closed.starts_at).date(), words.zone)
    if is_whole_day(*span, words.zone):
        return words.b("the whole day")
    if span in {morning, afternoon}:
        return words.b("before lunch") if span == morning else words.b("after lunch")
    return f"{words.time(closed.starts_at)}–{_until(closed.ends_at, words)}"


def _until(moment: datetime, words: Words) -> str:
    """A day ends at 24:00: 00:00 would read as its beginning."""
    return words.time(moment).replace("00:00", "24:00")


def choose_day(asked: CloseDays, days: Sequence[date], words: Words) -> Screen:
    """Working days, page by page; after the last ones come the first again."""
    pages = max(-(-len(days) // PAGE), 1)
    here = days[asked.page % pages * PAGE :][:PAGE]
    keys = [(day, CloseWhom(asked.centre_id, asked.hours, day.toordinal())) for day in here]
    buttons = pairs(Button(words.short_day(day), key.pack()) for day, key in keys)
    further = CloseDays(asked.centre_id, asked.hours, (asked.page + 1) % pages)
    more: Rows = ((Button(words.b("Show more"), further.pack()),),) if pages > 1 else ()
    text = words.t("Choose a day.") if days else words.t("The centre has no working days ahead.")
    return Screen(text, (*buttons, *more, footer(words, Panel(asked.centre_id))))


def choose_whom(asked: CloseWhom, specialists: Sequence[Specialist], whole: Hours, words: Words) -> Screen:
    """The whole centre or one of those at work; `whole` is the day."""
    pages = max(-(-len(specialists) // (PAGE - 1)), 1)
    here = specialists[asked.page % pages * (PAGE - 1) :][: PAGE - 1]
    everybody = Button(words.b("The whole centre"), _for_whom(asked, 0, whole))
    buttons = [Button(specialist.name, _for_whom(asked, specialist.id, whole)) for specialist in here]
    further = CloseWhom(asked.centre_id, asked.hours, asked.day, (asked.page + 1) % pages)
    more: Rows = ((Button(words.b("Show more"), further.pack()),),) if pages > 1 else ()
    text = lines(strong(words.on(words.local(whole.starts_at).date())), words.t("Whose time is to be closed?"))
    rows = ((everybody,), *pairs(buttons), *more, footer(words, CloseDays(asked.centre_id, asked.hours)))
    return Screen(text, rows)


def _for_whom(asked: CloseWhom, specialist_id: int, whole: Hours) -> str:
    if asked.hours:
        return CloseHalves(asked.centre_id, specialist_id, asked.day).pack()
    return ClosePreview(asked.centre_id, specialist_id, minute(whole.starts_at), minute(whole.ends_at)).pack()


def choose_half(asked: CloseHalves, spans: Sequence[Hours], words: Words) -> Screen:
    """The halves of the day that are not over yet, or other hours."""
    place = (asked.centre_id, asked.specialist_id)
    keys = [(span, ClosePreview(*place, minute(span.starts_at), minute(span.ends_at))) for span in spans]
    labels = {True: words.b("Morning"), False: words.b("Afternoon")}
    buttons = [Button(labels[_is_morning(span, words)], key.pack()) for span, key in keys]
    other = Button(words.b("Other hours"), CloseFrom(*place, asked.day).pack())
    text = lines(strong(words.on(date.fromordinal(asked.day))), words.t("Which hours are to be closed?"))
    back = CloseDays(asked.centre_id, 1)
    return Screen(text, (*pairs([*buttons, other]), footer(words, back)))


def _is_morning(span: Hours, words: Words) -> bool:
    return (span.starts_at, span.ends_at) == halves(words.local(span.starts_at).date(), words.zone)[0]


def choose_from(asked: CloseFrom, moments: Sequence[datetime], words: Words) -> Screen:
    place = (asked.centre_id, asked.specialist_id)
    buttons = [Button(words.time(moment), CloseUntil(*place, minute(moment)).pack()) for moment in moments]
    text = lines(strong(words.on(date.fromordinal(asked.day))), words.t("From what hour?"))
    return Screen(text, (*_fours(buttons), footer(words, CloseHalves(*place, asked.day))))


def choose_until(asked: CloseUntil, since: datetime, moments: Sequence[datetime], words: Words) -> Screen:
    place = (asked.centre_id, asked.specialist_id)
    keys = [(moment, ClosePreview(*place, asked.since, minute(moment))) for moment in moments]
    buttons = [Button(_until(moment, words), key.pack()) for moment, key in keys]
    day = words.local(since).date()
    text = lines(strong(f"{words.on(day)}, {words.time(since)}"), words.t("Until what hour?"))
    return Screen(text, (*_fours(buttons), footer(words, CloseFrom(*place, day.toordinal()))))


def _fours(buttons: Sequence[Button]) -> Rows:
    return tuple(tuple(buttons[at : at + 4]) for at in range(0, len(buttons), 4))


def preview(seen: Preview, words: Words) -> Screen:
    """Whom the closing would touch, before anything is done."""
    if seen.closure is not None:
        return _already(seen.closure, words)
    hours, touched = seen.hours, seen.touched
    told = words.t("These bookings will be cancelled, and the people told at once.")
    text = paragraphs(
        _head(hours, seen.specialist, words),
        _touched(touched, words) if touched else words.t("Nobody is booked for these hours."),
        told if touched else "",
        screens.lending.losing(seen.rooms, words),
    )
    place = (hours.centre_id, hours.specialist_id or 0, minute(hours.starts_at), minute(hours.ends_at))
    only = Button(words.b("Only close"), Close(*place, 0, len(touched)).pack())
    offer = Button(words.b("Close and offer other times"), Close(*place, 1, len(touched)).pack())
    plain = Button(words.b("Close these hours"), Close(*place, 0, 0).pack())
    rows: Rows = ((offer,), (only,)) if touched else ((plain,),)
    return Screen(text, (*rows, footer(words, Panel(hours.centre_id))))


def _already(closure: Closure, words: Words) -> Screen:
    """These very hours are closed; they can be opened again."""
    text = lines(_head(closure, closure.specialist, words), words.t("This has already been done."))
    return Screen(text, ((_lift(closure, words),), footer(words, Panel(closure.centre_id))))


def _head(closed: Closure | Hours, specialist: str | None, words: Words) -> str:
    whom = words.t("Specialist: {name}", name=specialist) if specialist else words.t("The whole centre")
    return lines(strong(hours_line(closed, words)), whom)


def _touched(visits: Sequence[Visit], words: Words) -> str:
    return lines(
        words.t("Booked: {n}", n=len(visits)),
        *listed(visits, words),
    )


def listed(visits: Sequence[Visit], words: Words, *, dated: bool = False) -> list[str]:
    """A line a visit, without names; `dated` where they are not all on one day."""
    rest = len(visits) - MOST_LINES
    shown = [_line(visit, words, dated=dated) for visit in visits[:MOST_LINES]]
    return [*shown, words.t("More: {n}", n=rest)] if rest > 0 else shown


def _line(visit: Visit, words: Words, *, dated: bool = False) -> str:
    sign = "☎️" if visit.booking.source == "call" else "•"
    topic, starts_at = cut(visit.topic.read(words.language)), visit.booking.starts_at
    day = f"{words.short_day(words.local(starts_at).date())}, " if dated else ""
    return f"{sign} {day}{words.time(starts_at)} {escape(topic, quote=False)}"


def closed(done: Closed, shown: int, words: Words) -> Screen:
    """What the closing came to; `shown` bookings stood on the preview."""
    closure, told = done.closure, done.told
    meanwhile = len(told) + len(done.unreached) - shown
    text = paragraphs(
        _head(closure, closure.specialist, words),
        words.t("The hours are closed."),
        words.t("Booked while you were looking: {n}", n=meanwhile) if meanwhile > 0 else "",
        outcome(told, done.unreached, words),
        screens.lending.to_phone(done.rooms, words),
    )
    today = Day(closure.centre_id, words.local(closure.starts_at).date().toordinal())
    return Screen(text, ((_lift(closure, words),), footer(words, today)))


def outcome(told: Sequence[Visit], unreached: Sequence[Visit], words: Words, *, dated: bool = False) -> str:
    """Who has been told, and whom somebody has to phone."""
    head = words.t("Cancelled, the people are told: {n}", n=len(told))
    said = lines(head, *listed(told, words, dated=dated)) if told else ""
    return paragraphs(*(part for part in (said, _unreached(unreached, words, dated=dated)) if part))


def _unreached(visits: Sequence[Visit], words: Words, *, dated: bool) -> str:
    if not visits:
        return ""
    said = words.t("Cancelled, booked by phone: the bot cannot write to them.")
    shown = visits[:MOST_LINES]
    return lines(said, *(f"{_line(visit, words, dated=dated)} · {visit.booking.number}" for visit in shown))


def told(visit: Visit, centre: Centre, offers: Sequence[FreeTime], *, whole: bool, words: Words) -> Screen:
    """To somebody whose visit the centre has cancelled: what happened, other times, whom to call."""
    booking = visit.booking
    when = words.when(booking.starts_at)
    what = (
        words.t("The centre will be closed. Your consultation is cancelled: {when}.", when=when)
        if whole
        else words.t("The specialist cannot see you. Your consultation is cancelled: {when}.", when=when)
    )
    text = paragraphs(
        what,
        words.t("Topic: {topic}", topic=visit.topic.read(words.language)),
        words.t("We are sorry. Phone of the centre: {phone}", phone=centre.phone),
        words.t("You can choose another time:") if offers else "",
    )
    buttons = tuple((Button(words.when(free.starts_at), _book(booking, free)),) for free in offers)
    another = Button(words.b("Another day"), Days(booking.topic_id).pack())
    again = Button(words.b("Book again"), Pick(booking.topic_id).pack())
    return Screen(text, (*buttons, (another if offers else again,), (home(words),)))


def _book(booking: Booking, free: FreeTime) -> str:
    return Book(booking.topic_id, free.specialist_id, minute(free.starts_at)).pack()


def lifted(closure: Closure, words: Words) -> Screen:
    text = lines(
        strong(hours_line(closure, words)),
        words.t("The hours are open again. Cancelled bookings are not restored."),
    )
    that_day = Day(closure.centre_id, words.local(closure.starts_at).date().toordinal())
    return Screen(text, (footer(words, that_day),))


def _lift(closure: Closure, words: Words) -> Button:
    return Button(f"↩️ {words.b('Open again')}", Lift(closure.id).pack())
