"""«Call me back» in words: the windows, the request as it stands, the staff's list, and what became of it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from html import escape

from rules.call_backs import TOLD_AFTER, CallBack, Seen, State, Window
from rules.keys.call_backs import CallMe, Calls, DoNotCall, MarkCall, ShowCall, WhenToCall
from rules.keys.codec import minute
from rules.keys.desk import Day
from rules.keys.start import Contacts
from rules.letters import Button, Rows, Screen
from screens.common import footer, home, lines, pairs, paragraphs, strong
from screens.languages import NAMES
from screens.times import cut
from screens.words import Words

PAGE = 6
_SIGNS: dict[State, str] = {"waiting": "☎️", "called": "✅", "missed": "🚫", "withdrawn": "✖️"}
_MINUTE = timedelta(minutes=1)


def button(topic_id: int, words: Words) -> Button:
    return Button(f"☎️ {words.b('Call me back')}", WhenToCall(topic_id).pack())


def when(windows: Sequence[Window], topic_id: int, now: datetime, words: Words) -> Screen:
    """The half days in which somebody can call."""
    asked = words.t("We will call you. When does it suit you?")
    nobody = words.t("Nobody can call in the coming days.")
    rows = tuple((_window(each, topic_id, now, words),) for each in windows)
    return Screen(asked if windows else nobody, (*rows, footer(words, Contacts())))


def _window(window: Window, topic_id: int, now: datetime, words: Words) -> Button:
    today = words.local(now).date()
    near = {today: words.b("Today"), today + timedelta(days=1): words.b("Tomorrow")}
    day = near.get(window.day) or words.short_day(window.day)
    hours = f"{words.time(window.starts_at)}–{words.time(window.ends_at)}"
    return Button(f"{day} · {hours}", CallMe(topic_id, minute(window.starts_at)).pack())


def stands(call: CallBack, number: str, words: Words) -> Screen:
    """The request as it is kept."""
    text = lines(
        f"☎️ {strong(words.t('Request for a call: {when}.', when=_hours(call, words)))}",
        words.t("The centre will call you: {number}", number=number),
    )
    another = Button(words.b("Another time"), WhenToCall(call.topic_id or 0).pack())
    no = Button(words.b("No need to call"), DoNotCall(call.id, call.rev).pack())
    return Screen(text, (*pairs([another, no]), (home(words),)))


def _hours(call: CallBack, words: Words) -> str:
    day = words.on(words.local(call.starts_at).date())
    return f"{day}, {words.time(call.starts_at)}–{words.time(call.ends_at)}"


def withdrawn(words: Words) -> Screen:
    return Screen(words.t("Nobody will call you."), ((home(words),),))


def told(call: CallBack, phone: str, words: Words) -> Screen:
    """To the person, after the staff have called or tried."""
    if call.state == "called":
        said = words.t("The centre has noted that you talked by phone. If nobody called, ask again.")
    else:
        said = words.t("We called and could not reach you. Choose another time, or call us: {phone}", phone=phone)
    return Screen(said, ((button(call.topic_id or 0, words),), (home(words),)))


def of_day(found: Sequence[Seen], key: Calls, words: Words) -> Screen:
    """The staff's list: whom to call, within which hours."""
    pages = max(1, -(-len(found) // PAGE))
    at = min(max(key.page, 0), pages - 1)
    here = found[at * PAGE : (at + 1) * PAGE]
    head = strong(words.t("Calls: {date}", date=words.on(date.fromordinal(key.day))))
    text = paragraphs(head, lines(*(_line(each, words) for each in here)) or words.t("Nobody has asked for a call."))
    buttons = pairs(Button(_label(each), ShowCall(each.call.id).pack()) for each in here)
    following = Calls(key.centre_id, key.day, (at + 1) % pages)
    more: Rows = ((Button(words.b("Show more"), following.pack()),),) if pages > 1 else ()
    return Screen(text, (*buttons, *more, footer(words, Day(key.centre_id, key.day))))


def _line(seen: Seen, words: Words) -> str:
    call, topic = seen.call, seen.topic
    hours = f"{words.time(call.starts_at)}–{words.time(call.ends_at)}"
    parts = (_who(seen), topic.read(words.language) if topic else "", NAMES[call.language], seen.number or "")
    return f"{hours} {_SIGNS[call.state]} {escape(' · '.join(part for part in parts if part), quote=False)}"


def _who(seen: Seen) -> str:
    return seen.name or f"№ {seen.call.id}"


def _label(seen: Seen) -> str:
    return cut(f"{_SIGNS[seen.call.state]} {_who(seen)}")


def card(seen: Seen, now: datetime, words: Words, *, may_change: bool) -> Screen:
    """One call with its number, and what can be noted about it."""
    call, topic = seen.call, seen.topic
    text = lines(
        strong(_hours(call, words)),
        words.t("Name: {name}", name=seen.name) if seen.name else "",
        words.t("Topic: {topic}", topic=topic.read(words.language)) if topic else "",
        words.t("Language: {language}", language=NAMES[call.language]),
        words.t("Call: {number}", number=seen.number) if seen.number else "",
        _noted(call, words),
    )
    waits = call.marked_at is not None and now < call.marked_at + TOLD_AFTER
    minutes = TOLD_AFTER // _MINUTE
    said = words.t("In {minutes} min the person gets a message, unless you undo this.", minutes=minutes)
    day = Calls(call.centre_id, words.local(call.starts_at).date().toordinal())
    marks = _marks(call, words) if may_change else ()
    return Screen(paragraphs(text, said if waits else ""), (*marks, footer(words, day)))


def _noted(call: CallBack, words: Words) -> str:
    noted = {"called": words.b("Called"), "missed": words.b("Not reached")}
    return words.t("Noted: {state}", state=noted[call.state]) if call.state in noted else ""


def _marks(call: CallBack, words: Words) -> Rows:
    if call.state != "waiting":
        return ((Button(f"↩️ {words.b('Undo')}", MarkCall(call.id, call.rev, "waiting").pack()),),)
    called = Button(f"✅ {words.b('Called')}", MarkCall(call.id, call.rev, "called").pack())
    missed = Button(f"🚫 {words.b('Not reached')}", MarkCall(call.id, call.rev, "missed").pack())
    return ((called, missed),)
