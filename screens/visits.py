"""A day of visits and one visit, as the staff read them, and the kind word to who did not come."""

from collections.abc import Sequence
from datetime import timedelta
from html import escape

import screens.outcomes
import screens.questions
import screens.ways
from rules.booking import Booking, Policy
from rules.desk import Card, Day, may_mark, may_unmark, may_withdraw
from rules.keys.booking import Pick
from rules.keys.call_backs import Calls
from rules.keys.desk import Day as DayKey
from rules.keys.desk import Lift, Mark, Panel, Withdraw
from rules.keys.desk import Visit as VisitKey
from rules.letters import Button, Rows, Screen
from rules.outcomes import LETTER_WAITS
from rules.people import Language
from rules.visits import Visit
from screens.closures import hours_line
from screens.common import LABEL, footer, home, lines, pairs, paragraphs, strong
from screens.languages import NAMES
from screens.times import cut
from screens.words import Words

PAGE = 8
MOST_LINES = 30  # beyond that a day is read page by page
_MARKS = {"arrived": "🟢", "done": "🟢", "no_show": "🚫"}
_MINUTE = timedelta(minutes=1)


def day(seen: Day, page: int, words: Words) -> Screen:
    """A day at a glance, and a button for each visit of this page."""
    centre_id = seen.post.centre_id
    pages = max(-(-len(seen.visits) // PAGE), 1)
    here = seen.visits[page % pages * PAGE :][:PAGE]
    visits = pairs(Button(_label(visit, words), VisitKey(visit.booking.id).pack()) for visit in here)
    next_page = DayKey(centre_id, seen.day.toordinal(), (page + 1) % pages)
    more: Rows = ((Button(words.b("Show more"), next_page.pack()),),) if pages > 1 else ()
    shown = seen.visits if len(seen.visits) <= MOST_LINES else here
    rows = (*visits, *more, *_calls(seen, words), *_lifts(seen, words), _days(seen, words))
    return Screen(day_text(seen, shown, words), (*rows, footer(words, Panel(centre_id))))


def _calls(seen: Day, words: Words) -> Rows:
    label = words.b("Calls to make: {n}", n=seen.calls)
    return ((Button(f"☎️ {label}", Calls(seen.post.centre_id, seen.day.toordinal()).pack()),),) if seen.calls else ()


def day_text(seen: Day, shown: Sequence[Visit], words: Words) -> str:
    """The day in words alone: each specialist's visits in the order of time."""
    title = words.t("Today's visits") if seen.is_today else words.t("Visits")
    empty = words.t("Nobody is booked for today.") if seen.is_today else words.t("Nobody is booked for this day.")
    closed = lines(*(words.t("Closed: {hours}", hours=hours_line(each, words)) for each in seen.closures))
    head = lines(strong(f"{title}: {words.on(seen.day)}"), closed)
    return paragraphs(head, *_by_specialist(shown, words)) if shown else paragraphs(head, empty)


def _by_specialist(visits: Sequence[Visit], words: Words) -> list[str]:
    """A paragraph for each specialist."""
    paragraphs_by_name: dict[str, list[str]] = {}
    for visit in visits:
        paragraphs_by_name.setdefault(visit.specialist or "", []).append(_line(visit, words))
    return [lines(escape(name, quote=False), *theirs) for name, theirs in paragraphs_by_name.items()]


def _line(visit: Visit, words: Words) -> str:
    booking = visit.booking
    parts = (_shortened(_who(visit)), cut(visit.topic.read(words.language)), _short(booking.language, words))
    way = () if booking.mode == "office" else (screens.ways.signed(booking.mode, words),)
    return f"{words.time(booking.starts_at)} {mark(booking)} {escape(' · '.join((*parts, *way)), quote=False)}"


def mark(booking: Booking) -> str:
    """The state at a glance: a sign that the card says in words."""
    if booking.state == "arrived" and booking.source == "walk_in":
        return "🚶"
    if booking.state == "booked" and booking.source == "call":
        return "☎️"
    return _MARKS.get(booking.state, "✅" if booking.coming else "❔")


def _who(visit: Visit) -> str:
    return visit.name or visit.booking.number


def _short(language: Language, words: Words) -> str:
    return {"kk": words.b("kaz"), "ru": words.b("rus"), "en": words.b("eng")}[language]


def _label(visit: Visit, words: Words) -> str:
    return _shortened(f"{words.time(visit.booking.starts_at)} {_who(visit)}")


def _shortened(text: str) -> str:
    return text if len(text) <= LABEL else f"{text[: LABEL - 1].rstrip()}…"


def _lifts(seen: Day, words: Words) -> Rows:
    own = [each for each in seen.closures if seen.post.may_change and seen.post.sees(each.specialist_id)]
    label = words.b("Open again")
    return tuple(
        (Button(f"{label}: {hours_line(each, words)}" if len(own) > 1 else label, Lift(each.id).pack()),)
        for each in own[:PAGE]
    )


def _days(seen: Day, words: Words) -> tuple[Button, ...]:
    before, after = seen.day - timedelta(days=1), seen.day + timedelta(days=1)
    centre_id = seen.post.centre_id
    return (
        Button(f"‹ {words.short_day(before)}", DayKey(centre_id, before.toordinal()).pack()),
        Button(words.b("Today"), DayKey(centre_id).pack()),
        Button(f"{words.short_day(after)} ›", DayKey(centre_id, after.toordinal()).pack()),
    )


def card(seen: Card, policy: Policy, words: Words) -> Screen:
    """One visit, with what can be noted about it now."""
    booking = seen.visit.booking
    text = lines(
        strong(words.when(booking.starts_at)),
        _person(seen.visit, words),
        words.t("Topic: {topic}", topic=seen.visit.topic.read(words.language)),
        words.t("Specialist: {name}", name=seen.visit.specialist) if seen.visit.specialist else "",
        words.t("Language: {language}", language=NAMES[booking.language]),
        _way(seen.visit, words),
        words.t("Number: {number}", number=booking.number),
        _said(booking, words),
        screens.outcomes.card_lines(seen, words),
    )
    back = DayKey(booking.centre_id, words.local(booking.starts_at).date().toordinal())
    more = (*screens.questions.card_buttons(seen, words), *screens.outcomes.card_buttons(seen, words))
    rows = (*_marks(seen, policy, words), *more, footer(words, back))
    return Screen(paragraphs(text, _letter_waits(seen, words)), rows)


def _way(visit: Visit, words: Words) -> str:
    mode = visit.booking.mode
    if mode == "phone" and visit.call:
        return words.t("Call: {number}", number=visit.call)
    return "" if mode == "office" else screens.ways.signed(mode, words)


def _person(visit: Visit, words: Words) -> str:
    if visit.booking.source == "walk_in":
        return words.t("Came without booking.")
    if visit.booking.source == "call":
        return words.t("Booked by phone, without a name.")
    return words.t("Name: {name}", name=visit.name) if visit.name else ""


def _said(booking: Booking, words: Words) -> str:
    """What became of it, or what the person answered."""
    noted = {"arrived": words.b("Arrived"), "done": words.b("Visit finished"), "no_show": words.b("No-show")}
    if booking.state in noted:
        return words.t("Noted: {state}", state=noted[booking.state])
    if booking.state != "booked":
        return words.t("This booking is cancelled.")
    if booking.source != "chat":
        return ""
    if booking.coming:
        return words.t("Answer to the reminder: will come.")
    return words.t("No answer to the reminder yet.")


def _letter_waits(seen: Card, words: Words) -> str:
    booking = seen.visit.booking
    if booking.state != "no_show" or booking.person_id is None or booking.marked_at is None:
        return ""
    if seen.now >= booking.marked_at + LETTER_WAITS:
        return ""
    return words.t("In {minutes} min the person gets a message, unless you undo this.", minutes=LETTER_WAITS // _MINUTE)


def _marks(seen: Card, policy: Policy, words: Words) -> Rows:
    booking = seen.visit.booking
    if may_mark(seen):
        arrived = Button(f"🟢 {words.b('Arrived')}", Mark(booking.id, booking.rev, "arrived").pack())
        no_show = Button(f"🚫 {words.b('No-show')}", Mark(booking.id, booking.rev, "no_show").pack())
        return ((arrived, no_show), *_withdraw(seen, policy, words))
    if booking.source != "walk_in" and may_unmark(seen, policy):
        return (_unmarks(booking, words),)
    return _withdraw(seen, policy, words)


def _unmarks(booking: Booking, words: Words) -> tuple[Button, ...]:
    """Take the mark back; somebody written off who comes after all has arrived."""
    undo = Button(f"↩️ {words.b('Undo')}", Mark(booking.id, booking.rev, "booked").pack())
    arrived = Button(f"🟢 {words.b('Arrived')}", Mark(booking.id, booking.rev, "arrived").pack())
    return (arrived, undo) if booking.state == "no_show" else (undo,)


def _withdraw(seen: Card, policy: Policy, words: Words) -> Rows:
    booking = seen.visit.booking
    label = words.b("Withdraw the record")
    return ((Button(label, Withdraw(booking.id, booking.rev).pack()),),) if may_withdraw(seen, policy) else ()


def no_show_too_early(booking: Booking, policy: Policy, words: Words) -> str:
    """Said over the chat: nobody is written off in the first minutes."""
    after = policy.no_show_after
    return words.b(
        "A no-show can be noted {minutes} min after the start: {time}.",
        minutes=after // _MINUTE,
        time=words.time(booking.starts_at + after),
    )


def group_day(seen: Day, words: Words) -> Screen:
    """For a group: the list without buttons, as long as it is short enough to read."""
    rest = len(seen.visits) - MOST_LINES
    more = words.t("More: {n}", n=rest) if rest > 0 else ""
    return Screen(paragraphs(day_text(seen, seen.visits[:MOST_LINES], words), more))


def missed(topic_id: int, words: Words) -> Screen:
    """To somebody who did not come: no reproach, and a way back."""
    text = words.t("You could not come to the consultation. You can choose another time.")
    return Screen(text, ((Button(words.b("Book again"), Pick(topic_id).pack()),), (home(words),)))
