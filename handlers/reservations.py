"""A hall or desks in the chat: which, for how many, when, what for; one's own, moved or given back.

The same steps lead a coordinator to the hours of a caller, and to hours in which a room is closed.
"""

from dataclasses import replace
from datetime import date, datetime

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler

import actions.lending
import actions.reservations
import actions.vacancies
import handlers.choosing
import handlers.moments
import rules.rooms
import rules.typed_hours
import screens.lending
import screens.privacy
import screens.refusals
import screens.reservations
import screens.vacancies
import storage.centres
import storage.choices
from actions.vacancies import Hours
from handlers.choosing import Step
from handlers.context import Context
from handlers.words import typed
from rules.cells import Interval
from rules.clockwork import wall
from rules.keys.codec import Key, minute
from rules.keys.reservations import (
    RoomDays,
    RoomHours,
    Rooms,
    RoomTake,
    RoomUntil,
)
from rules.refusal import ConsentMissing, IinTyped, OutdatedButton, TextTooLong, TextTooShort, TimeTaken
from rules.reservations import WAYS, Aim, Wanted
from rules.wishes import Wish
from screens.vacancies import Looking
from screens.words import Words

ROOM = "reservations"
WISH = f"{ROOM}.wish"
COUNT, HOURS, PURPOSE = "room_people", "room_hours", "room_purpose"  # what words typed under a screen are about


async def rooms(_update: Update, context: Context) -> None:
    await show_rooms(context, context.key(Rooms).page if context.tap else 0)


async def show_rooms(context: Context, page: int = 0) -> None:
    centre = handlers.choosing.centre_of(context)
    found = await context.read(actions.vacancies.offered, context.person, centre.id)
    await context.show(screens.vacancies.rooms(found.rooms, page, context.words, lends=found.lends))


def _aim(key: RoomDays | RoomHours | RoomUntil | RoomTake) -> Aim:
    if not 0 <= key.way < len(WAYS):
        raise OutdatedButton
    return Aim(key.room_id, key.people, WAYS[key.way], key.moving, key.rev)


def _asks(aim: Aim, *numbers: int) -> str:
    return ".".join(str(each) for each in (aim.room_id, aim.people, WAYS.index(aim.way), aim.moving, aim.rev, *numbers))


def _asked(context: Context, more: int) -> tuple[Aim, list[int]]:
    """What the last screen was about."""
    found = [int(part) for part in context.asked.partition(":")[2].split(".") if part.isdecimal()]
    if len(found) != 5 + more or found[2] >= len(WAYS):
        raise OutdatedButton
    return Aim(found[0], found[1], WAYS[found[2]], found[3], found[4]), found[5:]


async def days(_update: Update, context: Context) -> None:
    """The days; before them, how many people."""
    key = context.key(RoomDays)
    await _days(context, _aim(key), key.page)


async def _days(context: Context, aim: Aim, page: int = 0, above: str = "") -> None:
    found = await _hours(context, aim)
    words = _there(context, found)
    if not aim.people and aim.way != "closed":
        return await context.show(screens.vacancies.people(_looking(found), words), asks=f"{COUNT}:{_asks(aim)}")
    screen = screens.vacancies.days(_looking(found), found.days, page, words, above)
    return await context.show(screen, asks=f"{HOURS}:{_asks(aim, 0)}")


async def _hours(context: Context, aim: Aim) -> Hours:
    return await context.read(actions.vacancies.hours, context.person, aim)


def _there(context: Context, found: Hours) -> Words:
    """The reader's words on the centre's wall clock."""
    return replace(context.words, zone=found.centre.zone)


def _looking(found: Hours) -> Looking:
    return Looking(found.room, found.aim, found.many, found.centre.zone, found.moving)


async def say_people(update: Update, context: Context) -> None:
    """A number typed under «how many»."""
    aim, _ = _asked(context, 0)
    said = typed(update).strip()
    people = int(said) if said.isdecimal() and len(said) < len("10000") else 0
    found = await _hours(context, aim)
    await _days(context, replace(aim, people=min(people, found.room.seats)))


async def since(_update: Update, context: Context) -> None:
    key = context.key(RoomHours)
    await _since(context, _aim(key), handlers.moments.day(key.day))


async def _since(context: Context, aim: Aim, day: date, above: str = "") -> None:
    found = await _hours(context, aim)
    free = found.on(day)
    if free is None:
        return await _days(context, aim)
    screen = screens.vacancies.since(_looking(found), free, _there(context, found), above)
    return await context.show(screen, asks=f"{HOURS}:{_asks(aim, day.toordinal())}")


async def until(_update: Update, context: Context) -> None:
    key = context.key(RoomUntil)
    await _until(context, _aim(key), handlers.moments.moment(key.since))


async def _until(context: Context, aim: Aim, begins: datetime) -> None:
    found = await _hours(context, aim)
    day = begins.astimezone(found.centre.zone).date()
    free = found.on(day)
    moments = rules.rooms.ends(free, found.many, begins, found.longest) if free else []
    if not moments:
        return await _since(context, aim, day, screens.vacancies.taken(context.words))
    return await context.show(screens.vacancies.until(_looking(found), begins, moments, _there(context, found)))


async def say_hours(update: Update, context: Context) -> None:
    """Hours in words: of the day that is shown, or with a day of their own. What is not understood is asked again."""
    aim, (ordinal,) = _asked(context, 1)
    found = await _hours(context, aim)
    day, text = handlers.moments.day(ordinal) if ordinal else None, typed(update)
    exact = rules.typed_hours.read(text)
    if day is not None and isinstance(exact, tuple) and len(exact) == 1:
        return await _exact(context, found, day, exact[0])
    wish = await context.read(storage.choices.understood, found.centre.id, text)
    if not isinstance(wish, Wish) or wish.since != (wish.until or wish.since):
        above = screens.vacancies.unread(context.words)
        return await (_since(context, aim, day, above) if day else _days(context, aim, 0, above))
    if wish.after is not None and wish.before is not None:
        return await _exact(context, found, wish.since, (wish.after, wish.before))
    begins = wish.at or wish.after
    if begins is not None:
        return await _until(context, aim, wall(wish.since, begins, found.centre.zone))
    return await _since(context, aim, wish.since)


async def _exact(context: Context, found: Hours, day: date, hours: Interval) -> None:
    """Both ends were said: taken if they are free."""
    begins, ends = (wall(day, at, found.centre.zone) for at in hours)
    free = found.on(day)
    if free is None or ends not in rules.rooms.ends(free, found.many, begins, found.longest):
        return await _since(context, found.aim, day, screens.vacancies.not_free(context.words))
    return await _take(context, found.aim, found.aim.at(begins, ends))


async def take(_update: Update, context: Context) -> None:
    key = context.key(RoomTake)
    aim = _aim(key)
    await _take(context, aim, aim.at(handlers.moments.moment(key.since), handlers.moments.moment(key.until)))


async def _take(context: Context, aim: Aim, wanted: Wanted) -> None:
    """What for is asked; nothing is asked where it is moved, and closing shows whom it touches."""
    try:
        if aim.way == "closed":
            return await _closing(context, wanted)
        if aim.way == "noted":
            return await _ask_whom(context, aim, wanted)
        return await _move(context, wanted) if aim.moving else await _ask_purpose(context, aim, wanted)
    except TimeTaken:
        return await _again(context, aim, wanted)


async def _again(context: Context, aim: Aim, wanted: Wanted) -> None:
    """Somebody was faster: what is free on that day now."""
    found = await _hours(context, aim)
    day = wanted.starts_at.astimezone(found.centre.zone).date()
    await _since(context, aim, day, screens.vacancies.taken(context.words))


async def _ask_purpose(context: Context, aim: Aim, wanted: Wanted, problem: str = "") -> None:
    try:
        found, room = await context.read(actions.reservations.asking, context.person, wanted)
    except ConsentMissing:
        context.draft[WISH] = _asks(aim, minute(wanted.starts_at), minute(wanted.ends_at))
        context.begin(ROOM)
        return await context.show(screens.privacy.ask_consent(handlers.choosing.centre_of(context), context.words))
    name = found.organisation.name if found.organisation else ""
    words = replace(context.words, zone=found.centre.zone)
    screen = screens.reservations.ask_purpose(room, wanted, name, words, problem)
    return await context.show(screen, asks=f"{PURPOSE}:{_asked_for(aim, wanted)}")


def _asked_for(aim: Aim, wanted: Wanted) -> str:
    return _asks(aim, minute(wanted.starts_at), minute(wanted.ends_at))


async def _ask_whom(context: Context, aim: Aim, wanted: Wanted, problem: str = "") -> None:
    centre, room = await context.read(actions.lending.noting, context.person, wanted)
    words = replace(context.words, zone=centre.zone)
    screen = screens.lending.ask_whom(room, wanted, words, problem)
    await context.show(screen, asks=f"{PURPOSE}:{_asked_for(aim, wanted)}")


async def introduced(_update: Update, context: Context) -> None:
    """Consent and a name are there: what it is for comes next."""
    found = [int(part) for part in str(context.draft.pop(WISH, "")).split(".") if part.isdecimal()]
    if len(found) != 7 or found[2] >= len(WAYS):  # noqa: PLR2004 -- as `_asks` writes it
        return await show_rooms(context)
    aim = Aim(found[0], found[1], WAYS[found[2]], found[3], found[4])
    return await _take(context, aim, aim.at(handlers.moments.moment(found[5]), handlers.moments.moment(found[6])))


async def say_purpose(update: Update, context: Context) -> None:
    """The words that send the request, or keep the hours of a caller."""
    aim, (begins, ends) = _asked(context, 2)
    wanted = aim.at(handlers.moments.moment(begins), handlers.moments.moment(ends))
    try:
        return await _send(context, aim, wanted, typed(update))
    except (TextTooShort, TextTooLong, IinTyped) as refusal:
        problem = screens.refusals.sentence(refusal, context.centre, context.words)
        ask = _ask_whom if aim.way == "noted" else _ask_purpose
        return await ask(context, aim, wanted, problem)
    except TimeTaken:
        return await _again(context, aim, wanted)


async def _send(context: Context, aim: Aim, wanted: Wanted, said: str) -> None:
    if aim.way == "noted":
        seen = await context.do(actions.lending.note, context.person, wanted, said)
        return await context.show(screens.lending.noted(seen, context.words))
    seen = await context.do(actions.reservations.request, context.person, wanted, said)
    centre = await context.read(storage.centres.known, seen.reservation.centre_id)
    return await context.show(screens.reservations.sent(seen, centre, context.words))


async def _move(context: Context, wanted: Wanted) -> None:
    seen = await context.do(actions.reservations.move, context.person, wanted)
    centre = await context.read(storage.centres.known, seen.reservation.centre_id)
    await context.show(screens.reservations.moved(seen, centre, context.words))


async def _closing(context: Context, wanted: Wanted) -> None:
    found = await context.read(actions.lending.closing, context.person, wanted)
    centre = await context.read(storage.centres.known, found.room.centre_id)
    words = replace(context.words, zone=centre.zone)
    await context.show(screens.lending.closing(found.room, wanted, found.touched, words))


TAPS: dict[type[Key], Step] = {
    Rooms: rooms,
    RoomDays: days,
    RoomHours: since,
    RoomUntil: until,
    RoomTake: take,
}

TYPED: dict[str, Step] = {COUNT: say_people, HOURS: say_hours, PURPOSE: say_purpose}
"""What is done with words typed right under a screen of this room; handlers.spoken asks."""

steps: list[BaseHandler[Update, Context, None]] = [
    CommandHandler("rooms", rooms),
    *(CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()),
]
