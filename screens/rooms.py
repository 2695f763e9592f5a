"""Rooms of a centre in words, for the coordinator who sets them up."""

from collections.abc import Sequence

import screens.lending
from rules.centres import LENT, Centre, Room
from rules.centres import Lent as HowLent
from rules.keys.lending import Lent
from rules.keys.reservations import RoomDays
from rules.keys.rooms import AskRoom, AskShut, ForAll, Lend, SetRoom, SetRooms, Shut, StepFree
from rules.letters import Button, Rows, Screen
from rules.reservations import WAYS, Seen
from screens.common import footer, lines, pairs, paragraphs, strong, verbatim
from screens.reservations import places
from screens.times import cut
from screens.words import Words

PAGE = 5


def rooms(centre: Centre, found: Sequence[Room], page: int, words: Words) -> Screen:
    """Every room, a sign beside those that are lent."""
    pages = max(-(-len(found) // PAGE), 1)
    here = found[page % pages * PAGE :][:PAGE]
    buttons = pairs(Button(_named(each, words), SetRoom(centre.id, each.id).pack()) for each in here)
    add = Button(f"➕ {words.b('Add')}", AskRoom(centre.id, 0, "name_kk").pack())
    further = SetRooms(centre.id, (page + 1) % pages)
    more = (Button(words.b("Show more"), further.pack()),) if pages > 1 else ()
    everybody = centre.settings.rooms_for_all
    whom = Button(
        f"{'✅' if everybody else '▫️'} {words.b('Lent to anybody')}",
        ForAll(centre.id, int(not everybody)).pack(),
    )
    text = words.t("Rooms: {n}. Those with a sign can be asked for by organisations.", n=len(found))
    return Screen(text, (*buttons, (add, *more), (whom,), footer(words, Lent(centre.id))))


def _named(room: Room, words: Words) -> str:
    return f"{'▫️' if room.lent == 'none' else '✅'} {cut(room.name(words.language))}"


def room(found: Room, ahead: Sequence[Seen], words: Words, above: str = "") -> Screen:
    """One room: how it is lent has a sign."""
    place = (found.centre_id, found.id)
    labels: dict[HowLent, str] = {
        "none": words.b("Not lent"),
        "hall": words.b("As a whole"),
        "desk": words.b("By desks"),
    }
    lent = tuple(
        Button(f"{'• ' if each == found.lent else ''}{labels[each]}", Lend(*place, each).pack()) for each in LENT
    )
    sign = "✅" if found.step_free else "▫️"
    others = [
        Button(f"{sign} {words.b('Step-free')}", StepFree(*place, int(not found.step_free)).pack()),
        Button(words.b("Seats"), AskRoom(*place, "seats").pack()),
        Button(words.b("Change the name"), AskRoom(*place, "name_kk").pack()),
        Button(words.b("Close for some hours"), RoomDays(found.id, 0, 0, WAYS.index("closed")).pack()),
        Button(words.b("Close the room"), AskShut(*place).pack()),
    ]
    text = paragraphs(
        above,
        lines(strong(found.name(words.language)), _other_name(found, words), places(found, words)),
        _promised(ahead, words),
        words.t("How is it lent? What is promised already stays."),
    )
    return Screen(text, (lent, *pairs(others), footer(words, SetRooms(found.centre_id))))


def _other_name(found: Room, words: Words) -> str:
    """As readers of the other language know it."""
    other = found.names.kk if words.language != "kk" else found.names.ru
    return "" if other == found.name(words.language) else verbatim(other)


def _promised(ahead: Sequence[Seen], words: Words) -> str:
    return words.t("Promised or asked for: {n}", n=len(ahead)) if ahead else ""


def promised(words: Words) -> str:
    """Why it cannot be lent in another way now."""
    return words.t("Somebody has the room: it can be lent in another way once nobody has. Take the hours back first.")


def no_number(most: int, words: Words) -> str:
    return words.t("Write a number from 1 to {most}.", most=most)


def ask(asked: AskRoom, words: Words, why: str = "") -> Screen:
    said = {
        "name_kk": words.t("Write the name of the room in Kazakh."),
        "name_ru": words.t("Write the name of the room in Russian."),
        "seats": words.t("How many people fit in? Where desks are lent one by one: how many desks? Write a number."),
    }
    back = SetRoom(asked.centre_id, asked.room_id) if asked.room_id else SetRooms(asked.centre_id)
    return Screen(paragraphs(why, said[asked.field]), (footer(words, back),))


def ask_shut(found: Room, ahead: Sequence[Seen], words: Words) -> Screen:
    """Whom it would touch."""
    listed = lines(
        words.t("These lose the room, and are told at once:"),
        *(screens.lending.dated(each, words) for each in ahead[:10]),
    )
    text = paragraphs(strong(found.name(words.language)), listed if ahead else words.t("Nobody has the room then."))
    yes = Button(words.b("Close the room"), Shut(found.centre_id, found.id, 1).pack())
    return Screen(text, ((yes,), footer(words, SetRoom(found.centre_id, found.id))))


def shut(found: Room, unreached: Sequence[Seen], words: Words) -> Screen:
    text = paragraphs(
        lines(strong(found.name(words.language)), words.t("The room is closed.")),
        screens.lending.to_phone(unreached, words),
    )
    rows: Rows = ((Button(f"↩️ {words.b('Open again')}", Shut(found.centre_id, found.id, 0).pack()),),)
    return Screen(text, (*rows, footer(words, SetRooms(found.centre_id))))
