"""Staff and their meetings: the list, one written step by step, the preview, what is changed or called off."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import screens.departments
from rules.centres import Department
from rules.convening import CHANGEABLE, LENGTHS, Sketch
from rules.keys.attendance import Goers
from rules.keys.broadcasts import Invite
from rules.keys.convening import (
    Again,
    AskCallOff,
    AskFile,
    CallOff,
    Change,
    Compose,
    Days,
    Desk,
    Manage,
    OneLanguage,
    Publish,
    Put,
    Turn,
)
from rules.keys.desk import Panel
from rules.keys.meetings import Share
from rules.letters import Button, Rows, Screen
from rules.meetings import KINDS, ON_THE_DESK, WHOM, Card, Listing
from rules.people import LANGUAGES
from rules.publishing import NotUnderstood
from rules.refusal import Refusal
from screens.common import footer, lines, pairs, paragraphs, strong
from screens.meetings import block, kind, seats, when, whom
from screens.publishing import problem as problem_of
from screens.times import cut
from screens.words import Words

DAYS = 6  # on one screen
HOURS = (9, 10, 11, 12, 14, 15, 16, 17)


def desk_button(centre_id: int, words: Words) -> Button:
    """For the staff's panel."""
    return Button(words.b("Meetings"), Desk(centre_id).pack())


def desk(centre_id: int, seen: Listing, past: int, words: Words, above: str = "") -> Screen:
    """The coming ones, or those behind us; how many go stands on each."""
    said = words.t("Meetings held or cancelled: {n}", n=seen.total) if past else words.t("Coming: {n}", n=seen.total)
    rows = tuple((Button(cut(_label(each, words)), Manage(each.meeting.id).pack()),) for each in seen.cards)
    last = (seen.page + 1) * ON_THE_DESK >= seen.total
    more = [] if last else [Button(words.b("Show more"), Desk(centre_id, seen.page + 1, past).pack())]
    beside = [
        Button(f"➕ {words.b('New meeting')}", Compose(centre_id).pack()),
        Button(words.b("Import a list"), AskFile(centre_id).pack()),
    ]
    before = [Button(words.b("Held before"), Desk(centre_id, 0, 1).pack())]
    back = Desk(centre_id, seen.page - 1, past) if seen.page else Desk(centre_id) if past else Panel(centre_id)
    further = more if past else [*more, *before]
    new = () if past else pairs(beside)
    return Screen(paragraphs(above, said), (*new, *rows, *pairs(further), footer(words, back)))


def _label(card: Card, words: Words) -> str:
    meeting = card.meeting
    sign = "✖️ " if meeting.state == "cancelled" else ""
    many = f"{card.counts.going}/{meeting.capacity}" if meeting.capacity else str(card.counts.going)
    day = words.short_day(words.local(meeting.starts_at).date())
    return f"{sign}{day} · {many} · {meeting.title(words.language)}"


def manage(card: Card, now: datetime, words: Words, above: str = "") -> Screen:
    """One meeting as its staff see it: what it is, who answered what, what can be done."""
    meeting, ahead = card.meeting, card.meeting.is_ahead(now)
    text = paragraphs(above, block(card, words), lines(_state(card, now, words), *_numbers(card, words)))
    return Screen(text, (*pairs(_tasks(card, ahead, words)), footer(words, Desk(meeting.centre_id, 0, int(not ahead)))))


def _state(card: Card, now: datetime, words: Words) -> str:
    if card.meeting.state == "cancelled":
        return words.t("The meeting will not take place.")
    return "" if card.meeting.starts_at > now else words.t("The meeting has begun already.")


def _numbers(card: Card, words: Words) -> Sequence[str]:
    counts = card.counts
    return (
        words.t("Cannot come: {n}", n=counts.no) if counts.no else "",
        words.t("Asked, not confirmed yet: {n}", n=counts.asked) if counts.asked else "",
    )


def _tasks(card: Card, ahead: bool, words: Words) -> list[Button]:  # noqa: FBT001 -- one of the two faces of the panel
    meeting = card.meeting
    who = Button(f"👥 {words.b('Who comes')}", Goers(meeting.id).pack())
    if not ahead:
        return [] if meeting.state == "cancelled" else [who]
    return [
        who,
        Button(f"📣 {words.b('Invite')}", Invite(meeting.centre_id, meeting.id).pack()),
        Button(f"📨 {words.b('Text to share')}", Share(meeting.id, 1).pack()),
        *(Button(_step(step, words), Change(meeting.id, step).pack()) for step in ("day", "place_kk", "capacity")),
        Button(words.b("Other changes"), Change(meeting.id, "").pack()),
        Button(f"✖️ {words.b('Cancel the meeting')}", AskCallOff(meeting.id).pack()),
    ]


def ask(sketch: Sketch, departments: Sequence[Department], today: date, words: Words, page: int = 0) -> Screen:  # noqa: PLR0911 -- a table of steps
    """The next step of a meeting being written."""
    match sketch.step():
        case "kind":
            return _choice(words.t("What kind of meeting is it?"), _kinds(words), sketch, words)
        case "whom":
            return _choice(words.t("For whom is the meeting?"), _whom(words), sketch, words)
        case "day":
            return _days(sketch, today, page, words)
        case "time":
            return _choice(words.t("At what time does it begin? Or write it: 15:30."), _hours(words), sketch, words)
        case "length":
            return _choice(words.t("How long is it? Or write when it ends: 17:00."), _lengths(words), sketch, words)
        case "departments":
            return _departments(sketch, departments, page, words)
    return _choice(*_words_wanted(sketch, words), sketch, words)


def _words_wanted(sketch: Sketch, words: Words) -> tuple[str, Rows]:  # noqa: PLR0911 -- as above
    match sketch.step():
        case "kk":
            return words.t("Write the title in Kazakh."), _one_language("kk", words)
        case "ru":
            return words.t("Write the title in Russian."), _one_language("ru", words) if sketch.kk else ()
        case "place_kk":
            return words.t("Where is it? Write the place in Kazakh."), ()
        case "place_ru":
            same = Button(words.b("The same in Russian"), Put("place_ru", "same").pack())
            return words.t("Where is it? Write the place in Russian."), ((same,),) if sketch.place_kk else ()
        case "capacity":
            free = Button(words.b("Without a limit"), Put("capacity", "0").pack())
            return words.t("How many seats are there? Write a number."), ((free,),)
        case "text_kk":
            return words.t("What will be spoken of? Write it in Kazakh."), _without_text("text_kk", words)
    return words.t("What will be spoken of? Write it in Russian."), _without_text("text_ru", words)


def _without_text(step: str, words: Words) -> Rows:
    return ((Button(words.b("Leave it out"), Put(step).pack()),),)


def _one_language(missing: str, words: Words) -> Rows:
    label = words.b("Only in Russian") if missing == "kk" else words.b("Only in Kazakh")
    return ((Button(label, OneLanguage(missing).pack()),),)


def _choice(text: str, rows: Rows, sketch: Sketch, words: Words) -> Screen:
    back = Manage(sketch.meeting_id) if sketch.meeting_id else Desk(sketch.centre_id)
    return Screen(text, (*rows, footer(words, back)))


def _kinds(words: Words) -> Rows:
    return pairs(Button(kind(code, words), Put("kind", code).pack()) for code in KINDS)


def _whom(words: Words) -> Rows:
    return pairs(Button(whom(code, words), Put("whom", code).pack()) for code in WHOM)


def _hours(_words: Words) -> Rows:
    buttons = [Button(f"{hour:02}:00", Put("time", str(hour * 60)).pack()) for hour in HOURS]
    return tuple(tuple(buttons[start : start + 4]) for start in range(0, len(buttons), 4))


def _lengths(words: Words) -> Rows:
    return pairs(Button(words.b("{n} min", n=minutes), Put("length", str(minutes)).pack()) for minutes in LENGTHS)


def _days(sketch: Sketch, today: date, page: int, words: Words) -> Screen:
    first = today + timedelta(days=1 + page * DAYS)
    days = [first + timedelta(days=number) for number in range(DAYS)]
    buttons = [Button(words.short_day(day), Put("day", str(day.toordinal())).pack()) for day in days]
    more = (Button(words.b("Later days"), Days(page + 1).pack()),)
    text = words.t("On which day? Choose it or write it: {example}.", example="10.12.2026 15:00")
    return _choice(text, (*pairs(buttons), more), sketch, words)


def _departments(sketch: Sketch, departments: Sequence[Department], page: int, words: Words) -> Screen:
    pages = screens.departments.pages(departments)
    here = page % pages

    def turn(each: Department) -> Turn:
        return Turn(each.id, here)

    rows = screens.departments.buttons(departments, here, turn, words, sketch.departments)
    more = [Button(words.b("Show more"), Turn(0, (here + 1) % pages).pack())] if pages > 1 else []
    label = words.b("Next") if sketch.departments else words.b("None takes part")
    done = Button(label, Put("departments").pack())
    names = screens.departments.names(departments, here, words)
    text = paragraphs(words.t("Which departments take part?"), names)
    return _choice(text, (*rows, *pairs([*more, done])), sketch, words)


def problem(refusal: Refusal, words: Words) -> str:
    """Why what was typed could not be taken."""
    if isinstance(refusal, NotUnderstood) and refusal.what == "seats":
        return words.t("The number of seats is not clear. Example: {example}.", example="40")
    if isinstance(refusal, NotUnderstood) and refusal.what == "hour":
        return words.t("The time is not clear. Example: {example}.", example="15:30")
    if isinstance(refusal, NotUnderstood) and refusal.what == "passed":
        return words.t("That time has passed already. Please choose a later one.")
    return problem_of(refusal, words)


def preview(card: Card, told: int, words: Words) -> Screen:
    """As people will see it, in each language; and how many hear of a change."""
    meeting = card.meeting
    languages = [code for code in LANGUAGES[:2] if meeting.titles.kk and meeting.titles.ru] or [words.language]
    bodies = [block(card, replace(words, language=code)) for code in languages]
    heard = words.t("People who are told and asked again: {n}", n=told) if told else ""
    text = paragraphs(
        words.t("This is how people will see it:"),
        *bodies,
        lines(words.t("Only in one language.") if meeting.one_language else "", heard),
    )
    if meeting.id:
        yes = Button(f"✅ {words.b('Save')}", Publish().pack())
    else:
        yes = Button(f"📣 {words.b('Publish')}", Publish().pack())
    back = Manage(meeting.id) if meeting.id else Desk(meeting.centre_id)
    return Screen(text, ((yes,), (Button(words.b("Edit"), Again("").pack()),), footer(words, back)))


def edit(words: Words) -> Screen:
    """Which step to say anew."""
    buttons = [Button(_step(step, words), Again(step).pack()) for step in (*CHANGEABLE, "departments", "whom")]
    return Screen(words.t("What shall be changed?"), (*pairs(buttons), footer(words, Again("preview"))))


def _step(step: str, words: Words) -> str:
    names = {
        "kk": words.b("Title in Kazakh"),
        "ru": words.b("Title in Russian"),
        "day": words.b("Day and time"),
        "place_kk": words.b("Place"),
        "capacity": words.b("Seats"),
        "text_kk": words.b("Text"),
        "departments": words.b("Departments"),
        "whom": words.b("For whom"),
    }
    return names[step]


def published(words: Words) -> str:
    """Over the panel of a meeting that is new."""
    return f"✅ {words.t('The meeting is in the list. Nobody has been written to yet.')}"


def saved(told: int, words: Words) -> str:
    """Over the panel of a meeting that was changed."""
    said = words.t("Saved. People who are told: {n}.", n=told) if told else words.t("Saved. Nobody is told.")
    return f"✅ {said}"


def ask_call_off(card: Card, words: Words) -> Screen:
    meeting, counts = card.meeting, card.counts
    text = paragraphs(
        lines(strong(meeting.title(words.language)), words.t("When: {when}", when=when(meeting, words))),
        lines(*seats(card, words)),
        words.t("Cancel the meeting? People who will be told: {n}.", n=counts.going + counts.waiting),
    )
    yes = Button(f"✖️ {words.b('Cancel the meeting')}", CallOff(meeting.id, meeting.rev).pack())
    return Screen(text, ((yes,), footer(words, Manage(meeting.id))))


def called_off(told: int, words: Words) -> str:
    """Over the panel of a meeting that will not take place."""
    return words.t("The meeting is cancelled. People who are told: {n}.", n=told)
