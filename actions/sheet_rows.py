"""Each row of a centre's sheet, compared with the centre and written where it says something else."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

import rules.availability
import rules.centre_sheets
import storage.centre_sheets
import storage.centres
import storage.departments
import storage.rooms
import storage.setup
import storage.timetable
from rules.availability import Roster
from rules.centre_sheets import Entry, Item, Line, Reason, Sign, Week
from rules.centres import Centre, Department, Room, Specialist, Texts, Topic
from rules.clockwork import local
from rules.folding import fold
from rules.sheet_words import Kind
from storage.work import Work

N = TypeVar("N", Topic, Room, Department, Specialist)
Written = tuple[Sign, tuple[Reason, ...]]

SAME: Written = ("same", ())
NEW: Written = ("new", ())
CHANGED: Written = ("changed", ())
CLOSED: Written = ("closed", ())
A_TOPIC_TAKES = 30  # minutes, where the sheet does not say
MONDAY_TO_FRIDAY: Week = dict.fromkeys(range(5))


def carry_out(work: Work, centre_id: int, lines: Sequence[Line]) -> tuple[Item, ...]:
    """Write what the sheet says; what became of each row, in their order. A wrong row stops no other."""
    entries, wrong = rules.centre_sheets.read(lines)
    items = [*wrong, *(_item(each, _WRITE[each.kind](work, centre_id, each)) for each in entries)]
    return tuple(sorted(items, key=lambda each: each.number))


def _item(entry: Entry, written: Written) -> Item:
    return Item(entry.number, entry.kind, written[0], entry.name, written[1])


def _wrong(*reasons: Reason) -> Written:
    return "wrong", reasons


def _changed(values: Mapping[str, Any]) -> Written:
    return CHANGED if values else SAME


def _found(entry: Entry, known: Sequence[N], names: Callable[[N], tuple[str, ...]]) -> N | None:
    """By its code, where the row has one; else by what it is called."""
    if entry.code:
        return next((each for each in known if each.code == entry.code), None)
    called = {fold(name) for name in (entry.kk, entry.ru) if name}
    return next((each for each in known if called & {fold(name) for name in names(each)}), None)


def _both(thing: Topic | Room | Department) -> tuple[str, ...]:
    return thing.names.kk, thing.names.ru


def _card(work: Work, centre_id: int, entry: Entry) -> Written:
    centre = storage.centres.known(work, centre_id)
    there = {
        "phone": centre.phone,
        "site": centre.site,
        "address_kk": centre.addresses.kk,
        "address_ru": centre.addresses.ru,
    }
    said = {"address_kk": entry.kk, "address_ru": entry.ru} if entry.kind == "address" else {entry.kind: entry.name}
    differing = {name: text for name, text in said.items() if text and text != there[name]}
    storage.setup.put(work, centre_id, differing) if differing else None
    return _changed(differing)


def _hours(work: Work, centre_id: int, entry: Entry) -> Written:
    there = storage.centres.known(work, centre_id).hours
    differing = {day: hours or () for day, hours in entry.week.items() if (hours or ()) != there[day]}
    storage.timetable.set_centre_week(work, centre_id, differing)
    return _changed({str(day): hours for day, hours in differing.items()})


def _topic(work: Work, centre_id: int, entry: Entry) -> Written:
    """A topic's name is common to all centres; how long it takes is each centre's own."""
    there = _found(entry, storage.centres.every_topic(work, centre_id), _both)
    if there is None:
        return _new_topic(work, entry)
    if not _is_called(there, entry):
        return _wrong("topic_name")
    if entry.amount in {0, there.minutes}:
        return SAME
    storage.setup.agree(work, centre_id, there.code, {"minutes": entry.amount})
    return CHANGED


def _new_topic(work: Work, entry: Entry) -> Written:
    if problem := _unknown(entry):
        return problem
    storage.setup.add_topic(work, Texts(entry.kk, entry.ru), entry.amount or A_TOPIC_TAKES)
    return NEW


def _unknown(entry: Entry) -> Written | None:
    """A new thing has no code yet, and is called something in both languages."""
    if entry.code:
        return _wrong("code")
    return None if entry.kk and entry.ru else _wrong("name")


def _is_called(topic: Topic, entry: Entry) -> bool:
    pairs = ((entry.kk, topic.names.kk), (entry.ru, topic.names.ru))
    return all(not said or fold(said) == fold(name) for said, name in pairs)


def _room(work: Work, centre_id: int, entry: Entry) -> Written:
    there = _found(entry, storage.centres.rooms(work, centre_id), _both)
    if there is None:
        if problem := _unknown(entry):
            return problem
        room_id = storage.rooms.add(work, centre_id, Texts(entry.kk, entry.ru))
        storage.rooms.put(work, room_id, {"seats": entry.amount or 1})
        return NEW
    seats = {"seats": entry.amount} if entry.amount not in {0, there.seats} else {}
    differing = _names(there, entry) | seats
    storage.rooms.put(work, there.id, differing) if differing else None
    return _changed(differing)


def _names(there: Room | Department, entry: Entry) -> dict[str, Any]:
    pairs = {"name_kk": (entry.kk, there.names.kk), "name_ru": (entry.ru, there.names.ru)}
    return {name: said for name, (said, known) in pairs.items() if said and said != known}


def _department(work: Work, centre_id: int, entry: Entry) -> Written:
    today = local(work.now, storage.centres.known(work, centre_id).zone).date()
    there = _found(entry, storage.departments.living(work, centre_id, today), _both)
    if there is None:
        if problem := (_wrong("code") if entry.closed else _unknown(entry)):
            return problem
        storage.setup.add_department(work, centre_id, Texts(entry.kk, entry.ru))
        return NEW
    if entry.closed:
        storage.setup.end_department(work, there.id, ended=True)
        return CLOSED
    differing = _names(there, entry)
    storage.centre_sheets.name_department(work, there.id, differing) if differing else None
    return _changed(differing)


# --- specialists -------------------------------------------------------------------------------------------


def _specialist(work: Work, centre_id: int, entry: Entry) -> Written:
    centre = storage.centres.known(work, centre_id)
    there = _found(entry, storage.centres.specialists(work, centre_id), lambda each: (each.name,))
    if there is None and (entry.code or entry.closed):
        return _wrong("code")
    if there is None and not entry.name:
        return _wrong("name")
    topics, room = _topics(work, centre_id, entry), _room_of(work, centre_id, entry)
    missing: tuple[Reason, ...] = (*(() if None not in topics else ("topic",)), *(() if room != 0 else ("room",)))
    if missing:
        return _wrong(*missing)
    if there is not None and entry.closed:
        storage.setup.close_specialist(work, there.id, closed=True)
        return CLOSED
    return _described(work, centre, there, entry, ({each for each in topics if each}, room))


def _topics(work: Work, centre_id: int, entry: Entry) -> list[int | None]:
    """Ids of those named, None where there is none."""
    known = storage.centres.every_topic(work, centre_id)
    ids = {fold(name): each.id for each in known for name in (each.code, *_both(each), each.names.en)}
    return [ids.get(fold(name)) for name in entry.topics]


def _room_of(work: Work, centre_id: int, entry: Entry) -> int | None:
    """Its id; None where none is named, 0 where there is none of this name."""
    known = storage.centres.rooms(work, centre_id)
    ids = {fold(name): each.id for each in known for name in (each.code, *_both(each))}
    return ids.get(fold(entry.room), 0) if entry.room else None


def _described(
    work: Work, centre: Centre, there: Specialist | None, entry: Entry, told: tuple[set[int], int | None]
) -> Written:
    """Columns first, then what they answer for."""
    topics, room = told
    specialist_id = there.id if there else _added(work, centre, entry)
    values = _columns(there, entry, room)
    if values:
        storage.centre_sheets.describe(work, specialist_id, values)
    taught = {each.topic.id for each in storage.setup.taught(work, centre.id) if specialist_id in each.specialists}
    turned = topics ^ taught if topics else set()
    for topic_id in sorted(turned):
        storage.setup.answer(work, specialist_id, topic_id, on=topic_id in topics)
    if there is None:
        return NEW
    return _changed(values) if not turned else CHANGED


def _added(work: Work, centre: Centre, entry: Entry) -> int:
    languages = entry.languages or centre.settings.languages
    return storage.setup.add_specialist(work, centre.id, entry.name, Texts("", ""), languages)


def _columns(there: Specialist | None, entry: Entry, room: int | None) -> dict[str, Any]:
    """What differs, as it is kept."""
    named = entry.kk or entry.ru
    said: dict[str, tuple[Any, Any]] = {
        "name": (named, there.name if there else named),
        "languages": (list(entry.languages), list(there.languages) if there else []),
        "room_id": (room, there.room_id if there else None),
    }
    values = {name: wanted for name, (wanted, known) in said.items() if wanted and wanted != known}
    week = entry.week or (MONDAY_TO_FRIDAY if there is None else {})
    return values | (_week(week) if week and week != (week_of(there) if there else {}) else {})


def _week(week: Week) -> dict[str, Any]:
    """Days that the sheet does not name are free."""
    own = {str(day): storage.timetable.plain(hours) for day, hours in week.items() if hours is not None}
    return {"days": sorted(day for day, hours in week.items() if hours != ()), "hours": None, "week": own}


def week_of(specialist: Specialist) -> Week:
    """The days of a specialist's week; None where their hours are the centre's."""
    roster = Roster(specialist.id, specialist.weekdays, specialist.hours, week=specialist.week)
    days = (
        rules.availability.own_hours(roster, date(2026, 1, 5 + weekday)) for weekday in range(7)
    )  # from a Monday on
    return {weekday: hours for weekday, hours in enumerate(days) if hours != ()}


_WRITE: Mapping[Kind, Callable[[Work, int, Entry], Written]] = {
    "phone": _card,
    "site": _card,
    "address": _card,
    "hours": _hours,
    "topic": _topic,
    "room": _room,
    "department": _department,
    "specialist": _specialist,
}
