"""The sheet of a centre to be filled in, what a filled-in one would change, what it has changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby

import screens.imports
from rules.cells import Interval
from rules.centre_sheets import Applied, Item, Look, Reason, Sign, Week
from rules.centres import Centre, Department, Room, Specialist, Topic
from rules.keys.centre_sheets import ApplySheet, AskSheet, GiveSheet, SheetRows, UndoSheet
from rules.keys.setup import Setup
from rules.letters import Button, Document, Rows, Screen
from rules.readings import SheetRefused
from rules.setup import MINUTES, Taught
from rules.sheet_words import Kind
from rules.sheets import Cell, Sheet
from screens.closures import listed, outcome
from screens.common import footer, lines, paragraphs, strong
from screens.words import Words

PAGE = 12
_WIDTHS = (16, 14, 40, 40, 12, 26, 14, 50, 18, 8, 8)
_SIGNS: Mapping[Sign, str] = {"wrong": "⚠️", "new": "➕", "changed": "✏️", "closed": "🚫", "same": "·"}
_FIRST: tuple[Sign, ...] = ("wrong", "new", "changed", "closed")

Row = tuple[Cell, ...]


def button(centre_id: int, words: Words) -> Button:
    return Button(f"📄 {words.b('From a sheet')}", AskSheet(centre_id).pack())


def ask(centre_id: int, words: Words, problem: str = "") -> Screen:
    """Which file is awaited, and where to get it."""
    text = paragraphs(
        escape(problem, quote=False),
        words.t("Everything at once: hours, topics, specialists, departments, rooms, phone and address."),
        words.t("Take the sheet of the centre, change what you want and send it here: XLSX or CSV."),
    )
    give = Button(words.b("Get the sheet"), GiveSheet(centre_id).pack())
    return Screen(text, ((give,), footer(words, Setup(centre_id))))


def document(centre: Centre, content: bytes, words: Words) -> Screen:
    """The file itself; what is sent now is read."""
    text = lines(
        words.t("Change what you want and send the file here. Nothing changes before you have seen it."),
        words.t("An empty cell leaves what is there. A row that you take out changes nothing."),
    )
    return Screen(text, (footer(words, AskSheet(centre.id)),), Document(f"centre-{centre.code}.xlsx", content))


def not_written(centre_id: int, words: Words) -> Screen:
    said = words.t("The file could not be made. Please try again in a few minutes.")
    return Screen(said, (footer(words, AskSheet(centre_id)),))


def refused(refusal: SheetRefused, words: Words) -> str:
    """Why a whole file cannot be read, and what to do."""
    if refusal.why == "no_heading":
        return words.b("No heading row was found. Take the sheet here and leave its first row as it is.")
    return screens.imports.refused(refusal, words)


def look(seen: Look, words: Words, above: str = "") -> Screen:
    """Whom it touches first, then how much of what; the rows are a tap away."""
    touched = lines(
        strong(
            words.t("Bookings that this cancels: {n}. Their people are told, with other times.", n=len(seen.touched))
        ),
        *listed(seen.touched, words, dated=True),
    )
    text = paragraphs(above, touched if seen.touched else "", counted(seen, words), _first_rows(seen, words))
    apply = Button(f"✅ {words.b('Set up so')}", ApplySheet(seen.sheet_id, len(seen.touched)).pack())
    rows = Button(words.b("All rows"), SheetRows(seen.sheet_id).pack())
    deeds: Rows = (((apply,),) if seen.does_something else ()) + (((rows,),) if len(_unlike(seen)) > PAGE else ())
    return Screen(text, (*deeds, footer(words, AskSheet(seen.centre_id))))


def counted(seen: Look, words: Words) -> str:
    """How many of each."""
    return words.t(
        "New: {new}. Changed: {changed}. Closed: {closed}. As it is: {same}. Wrong: {wrong}.",
        new=seen.count("new"),
        changed=seen.count("changed"),
        closed=seen.count("closed"),
        same=seen.count("same"),
        wrong=seen.count("wrong"),
    )


def _first_rows(seen: Look, words: Words) -> str:
    found = _unlike(seen)
    if not found:
        return words.t("The centre is as the sheet says already.")
    rest = words.t("And more rows: {n}", n=len(found) - PAGE) if len(found) > PAGE else ""
    return lines(*(_row(each, words) for each in found[:PAGE]), rest)


def _unlike(seen: Look) -> list[Item]:
    """Rows that are not as the centre is: those to be mended first."""
    return sorted((each for each in seen.items if each.sign != "same"), key=lambda each: _FIRST.index(each.sign))


def _row(item: Item, words: Words) -> str:
    """With its number in the file, and every reason."""
    what = section(item.kind, words) if item.kind else ""
    said = " · ".join(part for part in (what, item.name) if part)
    why = "; ".join(reason(each, words) for each in item.reasons)
    told = f": {why}" if why else ""
    return escape(f"{_SIGNS[item.sign]} {item.number}. {said}{told}", quote=False)


def rows(seen: Look, page: int, words: Words) -> Screen:
    """All of them, page by page; after the last page comes the first again."""
    found = _unlike(seen)
    pages = max(1, -(-len(found) // PAGE))
    at = page % pages
    here = found[at * PAGE : (at + 1) * PAGE]
    text = paragraphs(counted(seen, words), lines(*(_row(each, words) for each in here)))
    more = Button(words.b("Show more"), SheetRows(seen.sheet_id, (at + 1) % pages).pack())
    apply = Button(f"✅ {words.b('Set up so')}", ApplySheet(seen.sheet_id, len(seen.touched)).pack())
    deeds: Rows = (((apply,),) if seen.does_something else ()) + (((more,),) if pages > 1 else ())
    return Screen(text, (*deeds, footer(words, AskSheet(seen.centre_id))))


def applied(done: Applied, words: Words) -> Screen:
    told = outcome(done.told, done.unreached, words, dated=True) if done.told or done.unreached else ""
    text = paragraphs(f"✅ {words.t('The centre is set up as the sheet says.')}", counted(done.look, words), told)
    undo = Button(f"↩️ {words.b('Undo')}", UndoSheet(done.look.sheet_id).pack())
    nobody = not done.told and not done.unreached
    return Screen(text, (*(((undo,),) if nobody else ()), footer(words, Setup(done.look.centre_id))))


def changed_since(words: Words) -> str:
    return words.t("Bookings have come or gone since. Look again, then set it up.")


def undone(centre_id: int, words: Words) -> Screen:
    return Screen(words.t("The centre is as it was before the sheet."), (footer(words, Setup(centre_id)),))


# --- the sheet ---------------------------------------------------------------------------------------------


def section(kind: Kind, words: Words) -> str:
    """What stands in the first column; rules.sheet_words knows these words again."""
    names: dict[Kind, str] = {
        "phone": words.b("Phone"),
        "address": words.b("Address"),
        "site": words.b("Site"),
        "hours": words.b("Opening hours"),
        "topic": words.b("Topic"),
        "room": words.b("Room"),
        "department": words.b("Department"),
        "specialist": words.b("Specialist"),
    }
    return names[kind]


def reason(code: Reason, words: Words) -> str:
    minutes, week = ", ".join(map(str, MINUTES)), f"{_day(0, words)}-{_day(4, words)}"
    reasons: dict[Reason, str] = {
        "section": words.b("the section is not known"),
        "code": words.b("the centre has nothing of this code"),
        "name": words.b("there is no name in one of the languages"),
        "two_values": words.b("two different values in one row"),
        "short": words.b("too short"),
        "long": words.b("too long"),
        "phone": words.b("this is no phone number"),
        "site": words.b("a site begins with https://"),
        "iin": words.b("this looks like a personal IIN, it is not saved"),
        "days": words.b("the days are not understood, an example: {example}", example=week),
        "hours": words.b("the hours are not understood, an example: {example}", example="09:00-13:00, 14:00-18:00"),
        "languages": words.b("the languages are not understood, an example: {example}", example="kk, ru"),
        "topic": words.b("there is no such topic"),
        "topic_name": words.b("a topic's name is common to all centres, it is not changed here"),
        "room": words.b("there is no such room"),
        "minutes": words.b("a consultation takes one of: {minutes}", minutes=minutes),
        "seats": words.b("the number is not understood"),
        "closing": words.b("this cannot be closed from a sheet"),
        "repeats": words.b("the same stands in an earlier row"),
        "other_row": words.b("another row of the same is wrong"),
    }
    return reasons[code]


def sheet(  # noqa: PLR0913, PLR0917 -- everything there is about a centre
    centre: Centre,
    topics: Sequence[Taught],
    rooms: Sequence[Room],
    departments: Sequence[Department],
    specialists: Sequence[tuple[Specialist, Week]],
    words: Words,
) -> Sheet:
    """The centre as it is, a thing a row; days with other hours have rows of their own."""
    parts: tuple[Iterable[Row], ...] = (
        _card(centre, words),
        _opening(centre, words),
        (_of(words, "topic", each.topic, amount=each.topic.minutes) for each in topics),
        (_of(words, "room", each, amount=each.seats) for each in rooms),
        (_of(words, "department", each) for each in departments),
        (row for each, week in specialists for row in _person(each, week, topics, rooms, words)),
    )
    body = tuple(row for part in parts for row in part)
    return Sheet(words.b("Centre"), (_heading(words), *body), _WIDTHS)


def _heading(words: Words) -> Row:
    return (
        words.b("Section"),
        words.b("Code"),
        words.b("In Kazakh"),
        words.b("In Russian"),
        words.b("Days"),
        words.b("Hours"),
        words.b("Languages"),
        words.b("Topics"),
        words.b("Room"),
        words.b("Number"),
        words.b("Close"),
    )


def _card(centre: Centre, words: Words) -> Iterator[Row]:
    yield (section("phone", words), "", centre.phone)
    yield (section("address", words), "", centre.addresses.kk, centre.addresses.ru)
    if centre.site:
        yield (section("site", words), "", centre.site)


def _opening(centre: Centre, words: Words) -> Iterator[Row]:
    for days, hours in _alike(dict(enumerate(centre.hours)), words):
        yield (section("hours", words), "", "", "", days, _said(hours, words))


def _of(words: Words, kind: Kind, thing: Topic | Room | Department, amount: int | None = None) -> Row:
    return (section(kind, words), thing.code, thing.names.kk, thing.names.ru, "", "", "", "", "", amount)


def _person(
    one: Specialist, week: Week, topics: Sequence[Taught], rooms: Sequence[Room], words: Words
) -> Iterator[Row]:
    """What they answer for stands once, the hours under each other."""
    answers = "; ".join(each.topic.name(words.language) for each in topics if one.id in each.specialists)
    room = next((each.name(words.language) for each in rooms if each.id == one.room_id), "")
    first = (", ".join(one.languages), answers, room)
    for number, (days, hours) in enumerate(_alike(week, words) or [("", None)]):
        rest = first if number == 0 else ("", "", "")
        yield (section("specialist", words), one.code, one.name, "", days, _said(hours, words), *rest)


def _alike(week: Week, words: Words) -> list[tuple[str, tuple[Interval, ...] | None]]:
    """Days in a row with the same hours."""
    in_order = sorted(week.items())
    runs = groupby(enumerate(in_order), key=lambda each: (each[1][0] - each[0], each[1][1]))
    return [(_span([day for _, (day, _) in run], words), hours) for (_, hours), run in runs]


def _span(days: Sequence[int], words: Words) -> str:
    first, last = _day(days[0], words), _day(days[-1], words)
    return first if first == last else f"{first}-{last}"


def _day(weekday: int, words: Words) -> str:
    return words.short_weekday(weekday)


def _said(hours: tuple[Interval, ...] | None, words: Words) -> str:
    if hours is None:
        return ""
    return ", ".join(f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in hours) or words.b("closed")
