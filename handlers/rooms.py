"""A centre sets up its rooms in chat: names and seats are typed, the rest is tapped."""

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler

import actions.rooms
import rules.setup
import screens.rooms
import screens.setup
from actions.rooms import Kept, Rooms
from handlers.choosing import Step
from handlers.context import Context
from handlers.words import typed
from rules.centres import Texts
from rules.keys.codec import Key
from rules.keys.rooms import AskRoom, AskShut, ForAll, Lend, SetRoom, SetRooms, Shut, StepFree
from rules.refusal import OutdatedButton

TYPES = "set_room"  # what words typed under these screens are about: field, place, and what was typed before
NAMES = "set_room.names"  # the draft's place for the names of a room whose seats are still asked
FIELDS = ("name_kk", "name_ru", "seats")
_BETWEEN = "\n"


async def rooms(_update: Update, context: Context) -> None:
    key = context.key(SetRooms)
    await _rooms(context, await context.read(actions.rooms.rooms, context.person, key.centre_id), key.page)


async def _rooms(context: Context, seen: Rooms, page: int = 0) -> None:
    await context.show(screens.rooms.rooms(seen.centre, seen.rooms, page, context.words))


async def room(_update: Update, context: Context) -> None:
    key = context.key(SetRoom)
    await _room(context, key.centre_id, key.room_id)


async def _room(context: Context, centre_id: int, room_id: int, above: str = "") -> None:
    await _show(context, await context.read(actions.rooms.room, context.person, centre_id, room_id), above)


async def _show(context: Context, kept: Kept, above: str = "") -> None:
    await context.show(screens.rooms.room(kept.room, kept.ahead, context.words, above))


async def ask(_update: Update, context: Context) -> None:
    await _ask(context, context.key(AskRoom))


async def _ask(context: Context, key: AskRoom, before: str = "", why: str = "") -> None:
    """`before` is what was typed already: the name in Kazakh, when the Russian one is asked."""
    if key.field not in FIELDS:
        raise OutdatedButton
    await context.read(actions.rooms.rooms, context.person, key.centre_id)
    asked = f"{TYPES}:{key.centre_id}.{key.room_id}.{key.field}.{before}"
    await context.show(screens.rooms.ask(key, context.words, why), asks=asked)


async def say(update: Update, context: Context) -> None:
    """What was asked for; what cannot be kept is asked again, with why."""
    place = context.asked.partition(":")[2].split(".", 3)
    if len(place) != 4 or not (place[0].isdecimal() and place[1].isdecimal()) or place[2] not in FIELDS:  # noqa: PLR2004 -- as `_ask` writes it
        raise OutdatedButton
    key, text = AskRoom(int(place[0]), int(place[1]), place[2]), rules.setup.clean(typed(update))
    if key.field == "seats":
        return await _seats(context, key, text)
    why = rules.setup.problem("name", text)
    if why is not None:
        return await _ask(context, key, place[3], screens.setup.problem(why, "name", context.words))
    if key.field == "name_kk":
        return await _ask(context, AskRoom(key.centre_id, key.room_id, "name_ru"), text)
    return await _named(context, key, Texts(place[3], text))


async def _named(context: Context, key: AskRoom, names: Texts) -> None:
    """Both names are there: of a new room its seats are asked."""
    if key.room_id:
        await context.do(actions.rooms.rename, context.person, key.centre_id, key.room_id, names)
        return await _room(context, key.centre_id, key.room_id, screens.setup.saved(context.words))
    context.draft[NAMES] = f"{names.kk}{_BETWEEN}{names.ru}"
    return await _ask(context, AskRoom(key.centre_id, 0, "seats"))


async def _seats(context: Context, key: AskRoom, text: str) -> None:
    seats = int(text) if text.isdecimal() and len(text) <= len("500") else 0
    if not 1 <= seats <= actions.rooms.MOST_SEATS:
        return await _ask(context, key, "", screens.rooms.no_number(actions.rooms.MOST_SEATS, context.words))
    if key.room_id:
        room_id = await context.do(actions.rooms.reseat, context.person, key.centre_id, key.room_id, seats)
    else:
        kk, _, ru = str(context.draft.pop(NAMES, "")).partition(_BETWEEN)
        room_id = await context.do(actions.rooms.add, context.person, key.centre_id, Texts(kk, ru), seats)
    return await _room(context, key.centre_id, room_id, screens.setup.saved(context.words))


async def lend(_update: Update, context: Context) -> None:
    key = context.key(Lend)
    kept, done = await context.do(actions.rooms.lend, context.person, key.centre_id, key.room_id, key.lent)
    await _show(context, kept, "" if done else screens.rooms.promised(context.words))


async def step_free(_update: Update, context: Context) -> None:
    key = context.key(StepFree)
    await _show(context, await context.do(actions.rooms.step_free, context.person, key.centre_id, key.room_id, key.on))


async def for_all(_update: Update, context: Context) -> None:
    key = context.key(ForAll)
    await _rooms(context, await context.do(actions.rooms.for_all, context.person, key.centre_id, key.on))


async def ask_shut(_update: Update, context: Context) -> None:
    key = context.key(AskShut)
    kept = await context.read(actions.rooms.room, context.person, key.centre_id, key.room_id)
    await context.show(screens.rooms.ask_shut(kept.room, kept.ahead, context.words))


async def shut(_update: Update, context: Context) -> None:
    key = context.key(Shut)
    if not key.on:
        return await _show(context, await context.do(actions.rooms.reopen, context.person, key.centre_id, key.room_id))
    closed, unreached = await context.do(actions.rooms.shut, context.person, key.centre_id, key.room_id)
    return await context.show(screens.rooms.shut(closed, unreached, context.words))


TAPS: dict[type[Key], Step] = {
    SetRooms: rooms,
    SetRoom: room,
    AskRoom: ask,
    Lend: lend,
    StepFree: step_free,
    ForAll: for_all,
    AskShut: ask_shut,
    Shut: shut,
}

TYPED: dict[str, Step] = {TYPES: say}

steps: list[BaseHandler[Update, Context, None]] = [
    CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()
]
