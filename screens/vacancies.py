"""Choosing hours of a room: which, for how many, the day, from and until."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import screens.organisations
from rules.centres import Room
from rules.keys.codec import Key, minute
from rules.keys.lending import Lent, RoomsByPhone
from rules.keys.reservations import RoomDays, RoomHours, Rooms, RoomTake, RoomUntil, ShowReservation
from rules.keys.rooms import SetRoom
from rules.keys.start import Contacts
from rules.letters import Button, Rows, Screen
from rules.reservations import WAYS, Aim, Reservation
from rules.rooms import Free, starts, stretches
from screens.common import footer, lines, paragraphs, strong, verbatim
from screens.reservations import hours as kept_hours
from screens.reservations import how_many, places
from screens.times import cut, full
from screens.words import Words

CHOICES = 8
DAYS = 6  # beside the ways to the days before and after
IN_A_ROW = 4
_SIZES = (5, 10, 15, 20, 30, 40, 50, 60, 80, 100, 150, 200, 300, 500)


@dataclass(frozen=True, slots=True)
class Looking:
    """What the screens of choosing hours are about."""

    room: Room
    aim: Aim
    many: int
    zone: ZoneInfo
    moving: Reservation | None = None

    @property
    def how(self) -> tuple[int, int, int]:
        return WAYS.index(self.aim.way), self.aim.moving, self.aim.rev


def rooms(found: Sequence[Room], page: int, words: Words, *, lends: bool) -> Screen:
    """Every room that is lent, with its places; without an organisation, the way to name one."""
    if not found:
        return Screen(words.t("The centre lends no rooms at the moment."), (footer(words, Contacts()),))
    told = words.t("The centre lends these rooms free of charge:")
    listed = lines(told, *(f"• {_described(room, words)}" for room in found))
    if not lends:
        name_it = screens.organisations.menu_button(words)
        asked = words.t("They are lent to organisations. Name yours, then ask for a room.")
        return Screen(paragraphs(listed, asked), ((name_it,), footer(words, Contacts())))
    rows = _choice(found, page, 0, Rooms((page + 1) % _pages(found)), words)
    return Screen(paragraphs(listed, words.t("Which room?")), (*rows, footer(words, Contacts())))


def _described(room: Room, words: Words) -> str:
    return f"{verbatim(room.name(words.language))}: {places(room, words)}"


def _pages(found: Sequence[Room]) -> int:
    return max(-(-len(found) // (CHOICES - 1)), 1)


def _choice(found: Sequence[Room], page: int, way: int, further: Key, words: Words) -> Rows:
    here = found[page % _pages(found) * (CHOICES - 1) :][: CHOICES - 1]
    more: Rows = ((Button(words.b("Show more"), further.pack()),),) if _pages(found) > 1 else ()
    return (*((Button(cut(each.name(words.language)), RoomDays(each.id, 0, 0, way).pack()),) for each in here), *more)


def by_phone(centre_id: int, found: Sequence[Room], page: int, words: Words) -> Screen:
    """The same for somebody on the phone."""
    rows = _choice(found, page, WAYS.index("noted"), RoomsByPhone(centre_id, (page + 1) % _pages(found)), words)
    text = words.t("Which room?") if found else words.t("The centre lends no rooms at the moment.")
    return Screen(text, (*rows, footer(words, Lent(centre_id))))


def people(seen: Looking, words: Words) -> Screen:
    """For how many? Any other number can be typed."""
    room = seen.room
    counts = range(1, room.seats + 1) if room.lent == "desk" else [each for each in _SIZES if each < room.seats]
    known = [*counts][: CHOICES - 1] if room.lent == "desk" else [*counts][-(CHOICES - 1) :]
    offered = sorted({*known, room.seats})
    buttons = [Button(str(each), RoomDays(room.id, each, 0, seen.how[0]).pack()) for each in offered]
    asked = words.t("How many desks?") if room.lent == "desk" else words.t("How many people will come?")
    text = lines(strong(room.name(words.language)), places(room, words), asked, words.t("Or write a number."))
    return Screen(text, (*_fours(buttons), footer(words, _before(seen))))


def _before(seen: Looking) -> Key:
    if seen.moving is not None:
        return ShowReservation(seen.moving.id)
    back: dict[str, Key] = {
        "asked": Rooms(),
        "noted": RoomsByPhone(seen.room.centre_id),
        "closed": SetRoom(seen.room.centre_id, seen.room.id),
    }
    return back[seen.aim.way]


def days(seen: Looking, found: Sequence[Free], page: int, words: Words, above: str = "") -> Screen:
    """Days with what is free on each; no grid, so that it can be read aloud."""
    pages = max(-(-len(found) // DAYS), 1)
    at = page % pages
    rows = tuple((_day(seen, each, words),) for each in found[at * DAYS :][:DAYS])
    to = [(words.b("Earlier days"), at - 1)] if at else []
    to += [(words.b("Later days"), at + 1)] if at + 1 < pages else []
    ways = tuple(Button(label, _days(seen, other).pack()) for label, other in to)
    asked = words.t("Choose a day, or write when: “Friday from 10 to 13”.")
    text = paragraphs(above, _about(seen, words), asked if found else words.t("No day is free."))
    back = RoomDays(seen.room.id, 0, 0, seen.how[0]) if _asks_people(seen) else _before(seen)
    return Screen(text, (*rows, *((ways,) if ways else ()), footer(words, back)))


def _asks_people(seen: Looking) -> bool:
    return seen.aim.way != "closed" and seen.moving is None


def _days(seen: Looking, page: int = 0) -> Key:
    return RoomDays(seen.room.id, seen.aim.people, page, *seen.how)


def _about(seen: Looking, words: Words) -> str:
    now = words.t("Now: {when}", when=kept_hours(seen.moving, words)) if seen.moving else ""
    many = how_many(seen.room, seen.aim.people, words) if seen.aim.way != "closed" else ""
    asked = words.t("Which hours is the room closed?") if seen.aim.way == "closed" else ""
    return lines(strong(seen.room.name(words.language)), many, now, asked)


def _day(seen: Looking, found: Free, words: Words) -> Button:
    free = _free(seen, found, words)
    label = f"{words.short_day(found.day)} · {free}" if free else full(found.day, words)
    return Button(cut(label), _hours(seen, found.day).pack())


def _free(seen: Looking, found: Free, words: Words) -> str:
    parts = stretches(found, seen.many)
    return ", ".join(f"{words.time(since)}–{_until(until, words)}" for since, until in parts)


def _until(moment: datetime, words: Words) -> str:
    return words.time(moment).replace("00:00", "24:00")


def _hours(seen: Looking, day: date) -> Key:
    return RoomHours(seen.room.id, seen.aim.people, day.toordinal(), *seen.how)


def since(seen: Looking, found: Free, words: Words, above: str = "") -> Screen:
    """From what hour? Both can be typed."""
    moments = starts(found, seen.many, seen.zone)
    place = (seen.room.id, seen.aim.people)
    buttons = [Button(words.time(each), RoomUntil(*place, minute(each), *seen.how).pack()) for each in _few(moments)]
    free = _free(seen, found, words)
    text = paragraphs(
        above,
        lines(_about(seen, words), strong(words.on(found.day))),
        lines(
            words.t("Free: {hours}", hours=free) if free else words.t("Nothing is free on this day."),
            words.t("From what hour? Or write both: 10:30–13:00") if free else "",
        ),
    )
    return Screen(text, (*_fours(buttons), footer(words, _days(seen))))


def until(seen: Looking, begins: datetime, moments: Sequence[datetime], words: Words) -> Screen:
    place = (seen.room.id, seen.aim.people, minute(begins))
    keys = [(each, RoomTake(*place, minute(each), *seen.how)) for each in _few(moments, last=True)]
    buttons = [Button(_until(each, words), key.pack()) for each, key in keys]
    text = lines(_about(seen, words), strong(words.when(begins)), words.t("Until what hour?"))
    back = _hours(seen, words.local(begins).date())
    return Screen(text, (*_fours(buttons), footer(words, back)))


def _few(moments: Sequence[datetime], *, last: bool = False) -> Sequence[datetime]:
    """Eight at most: whole hours rather than halves; `last` stays in any case."""
    if len(moments) <= CHOICES:
        return moments
    whole = [each for each in moments if not each.minute] or list(moments)
    thinned = whole[:: -(-len(whole) // (CHOICES - last))]
    return [*thinned, *([moments[-1]] if last and moments[-1] not in thinned else [])]


def _fours(buttons: Sequence[Button]) -> Rows:
    return tuple(tuple(buttons[at : at + IN_A_ROW]) for at in range(0, len(buttons), IN_A_ROW))


def taken(words: Words) -> str:
    return words.t("These hours have just been taken. What is free now:")


def unread(words: Words) -> str:
    return words.t("I did not understand the time.")


def not_free(words: Words) -> str:
    return words.t("Those hours are not free, or too long. What is free:")
