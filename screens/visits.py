"""One visit as the staff read it, and the kind word to who did not come."""

from datetime import timedelta

import screens.callers
import screens.notes
import screens.outcomes
import screens.questions
import screens.ways
from rules.booking import Booking, Policy
from rules.desk import LEADING, Card, Day, may_finish, may_mark, may_unmark, may_withdraw
from rules.keys.booking import Pick
from rules.keys.days import History
from rules.keys.desk import Day as DayKey
from rules.keys.desk import Mark, Withdraw
from rules.letters import Button, Rows, Screen
from rules.outcomes import LETTER_WAITS
from rules.people import Language
from rules.visits import Visit
from screens.common import LABEL, footer, home, lines, pairs, paragraphs, strong
from screens.languages import NAMES
from screens.times import short_name
from screens.words import Words

_MARKS = {"arrived": "🟢", "done": "🟢", "no_show": "🚫"}
_MINUTE = timedelta(minutes=1)


def mark(booking: Booking) -> str:
    """The state at a glance: a sign that the card says in words."""
    if booking.state == "arrived" and booking.source == "walk_in":
        return "🚶"
    if booking.state == "booked" and booking.source == "call":
        return "☎️"
    return _MARKS.get(booking.state, "✅" if booking.coming else "❔")


def who(visit: Visit, seen: Day | Card) -> str:
    """Whom to call in; where a whole group reads, a first name and a letter."""
    if not visit.name:
        return visit.booking.number
    return short_name(visit.name) if seen.in_group else visit.name


def short_language(language: Language, words: Words) -> str:
    return {"kk": words.b("kaz"), "ru": words.b("rus"), "en": words.b("eng")}[language]


def shortened(text: str) -> str:
    return text if len(text) <= LABEL else f"{text[: LABEL - 1].rstrip()}…"


def card(seen: Card, policy: Policy, words: Words) -> Screen:
    """One visit, with what can be noted about it now."""
    booking = seen.visit.booking
    text = lines(
        strong(words.when(booking.starts_at)),
        _person(seen, words),
        words.t("Topic: {topic}", topic=seen.visit.topic.read(words.language)),
        words.t("Specialist: {name}", name=seen.visit.specialist) if seen.visit.specialist else "",
        words.t("Language: {language}", language=NAMES[booking.language]),
        _way(seen, words),
        words.t("Number: {number}", number=booking.number),
        _said(booking, words),
        "" if seen.in_group else screens.outcomes.card_lines(seen, words),
    )
    day = words.local(booking.starts_at).date().toordinal()
    ways = footer(words, DayKey(booking.centre_id, day))
    under = (*_marks(seen, policy, words), ways[:1]) if seen.in_group else (*_rows(seen, policy, words), ways)
    return Screen(paragraphs(text, _letter_waits(seen, words)), under)


def _rows(seen: Card, policy: Policy, words: Words) -> Rows:
    """What can be noted, and what is behind it."""
    asked, came_of_it = screens.questions.card_buttons(seen, words), screens.outcomes.card_buttons(seen, words)
    return (*_marks(seen, policy, words), *asked, *came_of_it, *_behind(seen, words))


def _behind(seen: Card, words: Words) -> Rows:
    """The note of the staff; who called; who changed it and when, for whoever answers for the whole centre."""
    booking = seen.visit.booking
    ahead = booking.state == "booked" and booking.session_id is None and seen.now < booking.starts_at
    called = booking.source == "call" and seen.post.may_change
    caller = [screens.callers.button(booking.id, words)] if called else []
    if ahead and seen.post.may_change:
        caller.append(screens.callers.move_button(seen, words))
    changes = [Button(words.b("Changes"), History(booking.id).pack())] if seen.post.role in LEADING else []
    return pairs([*screens.notes.buttons(seen, words), *caller, *changes])


def _way(seen: Card, words: Words) -> str:
    """How it is held; the number to call is for whoever reads alone."""
    mode, call = seen.visit.booking.mode, seen.visit.call
    if call and not seen.in_group:
        return words.t("Call: {number}", number=call)
    return "" if mode == "office" else screens.ways.signed(mode, words)


def _person(seen: Card, words: Words) -> str:
    visit = seen.visit
    if visit.booking.source == "walk_in":
        return words.t("Came without booking.")
    if visit.booking.source == "call":
        called = words.t("Booked by phone, without a name.")
        return words.t("Called: {name}", name=who(visit, seen)) if visit.name else called
    return words.t("Name: {name}", name=who(visit, seen)) if visit.name else ""


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


def noted(booking: Booking, words: Words) -> str:
    """Said over a group's chat; it names nobody."""
    return f"{words.time(booking.starts_at)} · {_said(booking, words)}"


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
    if booking.source == "walk_in" and booking.state == "arrived":
        return ((*_finish(seen, words),), *_withdraw(seen, policy, words))
    if may_unmark(seen, policy):
        return pairs([*_finish(seen, words), *_unmarks(booking, words)])
    return _withdraw(seen, policy, words)


def _finish(seen: Card, words: Words) -> list[Button]:
    booking = seen.visit.booking
    button = Button(f"✅ {words.b('Visit finished')}", Mark(booking.id, booking.rev, "done").pack())
    return [button] if may_finish(seen) else []


def _unmarks(booking: Booking, words: Words) -> list[Button]:
    """Take the mark back: a finished visit has arrived again; somebody written off who comes after all has arrived."""
    before = "arrived" if booking.state == "done" else "booked"
    undo = Button(f"↩️ {words.b('Undo')}", Mark(booking.id, booking.rev, before).pack())
    arrived = Button(f"🟢 {words.b('Arrived')}", Mark(booking.id, booking.rev, "arrived").pack())
    return [arrived, undo] if booking.state == "no_show" else [undo]


def _withdraw(seen: Card, policy: Policy, words: Words) -> Rows:
    booking = seen.visit.booking
    label = words.b("Withdraw the record")
    may = may_withdraw(seen, policy) and not seen.in_group
    return ((Button(label, Withdraw(booking.id, booking.rev).pack()),),) if may else ()


def no_show_too_early(booking: Booking, policy: Policy, words: Words) -> str:
    """Said over the chat: nobody is written off in the first minutes."""
    after = policy.no_show_after
    return words.b(
        "A no-show can be noted {minutes} min after the start: {time}.",
        minutes=after // _MINUTE,
        time=words.time(booking.starts_at + after),
    )


def missed(topic_id: int, words: Words) -> Screen:
    """To somebody who did not come: no reproach, and a way back."""
    text = words.t("You could not come to the consultation. You can choose another time.")
    return Screen(text, ((Button(words.b("Book again"), Pick(topic_id).pack()),), (home(words),)))
