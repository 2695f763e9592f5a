"""Halls and desks in words, for whoever asks for them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from rules.centres import Centre, Room
from rules.keys.booking import Mine
from rules.keys.reservations import AskGiveUp, GiveUp, RoomDays, Rooms, ShowReservation
from rules.letters import Button, Rows, Screen
from rules.reservations import CLOSED, Reservation, Seen, Wanted
from screens.common import footer, lines, paragraphs, strong, verbatim
from screens.times import cut
from screens.words import Words


def menu_button(words: Words) -> Button:
    return Button(f"🚪 {words.b('Halls and desks')}", Rooms().pack())


def span(starts_at: datetime, ends_at: datetime, words: Words) -> str:
    """After a colon: «пт, 27 ноября, 10:00–13:00»; a day ends at 24:00, as 00:00 would read as its beginning."""
    until = words.time(ends_at).replace("00:00", "24:00")
    return f"{words.when(starts_at)}–{until}"


def hours(one: Reservation, words: Words) -> str:
    return span(one.starts_at, one.ends_at, there(one, words))


def there(one: Reservation, words: Words) -> Words:
    """On the wall of the centre."""
    return replace(words, zone=ZoneInfo(one.zone))


def places(room: Room, words: Words) -> str:
    """What one reads of a room before choosing it."""
    seats = words.t("desks: {n}", n=room.seats) if room.lent == "desk" else words.t("seats: {n}", n=room.seats)
    return f"{seats}, {words.t('step-free')}" if room.step_free else seats


def how_many(room: Room, people: int, words: Words) -> str:
    return words.t("Desks: {n}", n=people) if room.lent == "desk" else words.t("People: {n}", n=people)


def details(seen: Seen, words: Words, *, number: bool = True) -> str:
    one = seen.reservation
    room = words.t("Room: {room}", room=seen.room.name(words.language))
    if one.source == "closure":
        return room
    return lines(
        room,
        how_many(seen.room, one.people, words),
        words.t("Organisation: {name}", name=seen.organisation) if seen.organisation else "",
        words.t("What for: {purpose}", purpose=one.purpose) if one.purpose else "",
        words.t("Number: {number}", number=one.number) if number else "",
    )


def standing(seen: Seen, centre: Centre, words: Words, above: str = "") -> Screen:
    """As it is now, with what can be done about it."""
    one = seen.reservation
    if one.state not in {"requested", "reserved"}:
        return told(seen, centre, words)
    address = words.t("Address: {address}", address=centre.address(words.language))
    text = paragraphs(above, strong(_head(one, words)), lines(details(seen, words), address))
    return Screen(text, (*_changing(one, words), footer(words, Mine())))


def _head(one: Reservation, words: Words) -> str:
    when = hours(one, words)
    if one.state == "reserved":
        return f"✅ {words.b('The room is yours: {when}.', when=when)}"
    asked = words.b("These hours are kept for you: {when}.", when=when)
    until = there(one, words).when(one.answer_by) if one.answer_by else ""
    return f"⏳ {asked} {words.b('The centre answers no later than: {until}.', until=until)}"


def _changing(one: Reservation, words: Words) -> Rows:
    other = RoomDays(one.room_id, one.people, 0, 0, one.id, one.rev)
    return (
        (
            Button(f"🔁 {words.b('Other hours')}", other.pack()),
            Button(f"✖️ {words.b('Not needed any more')}", AskGiveUp(one.id, one.rev).pack()),
        ),
    )


def told(seen: Seen, centre: Centre, words: Words) -> Screen:
    """What became of it, to whoever has asked."""
    one = seen.reservation
    if one.state == "reserved":
        return standing(seen, centre, words, words.t("The centre has said yes."))
    phone = words.t("Phone: {phone}", phone=centre.phone)
    why = _why(one, words)
    text = paragraphs(strong(_ended(one, words)), lines(details(seen, words, number=False), why, phone))
    again = Button(f"📅 {words.b('Choose other hours')}", RoomDays(one.room_id, one.people).pack())
    rows: Rows = ((again,), footer(words, Rooms()))
    return Screen(text, rows)


def _ended(one: Reservation, words: Words) -> str:
    when = hours(one, words)
    if one.state == "declined":
        return words.b("The centre cannot lend the room: {when}.", when=when)
    if one.state == "expired":
        return words.b("We are sorry: nobody has answered your request in time: {when}.", when=when)
    if one.cancelled_by == "centre":
        return words.b("The centre has to take the room back: {when}.", when=when)
    return words.b("The room is given back: {when}.", when=when)


def _why(one: Reservation, words: Words) -> str:
    if one.state == "expired":
        return words.t("Call the centre, or ask for other hours.")
    return reason(one.reason, words)


def reason(given: str | None, words: Words) -> str:
    """Why the centre says no; its own words as they were written."""
    known = {
        None: "",
        "needed": words.t("The centre needs the room itself then."),
        "other_use": words.t("The centre does not lend its rooms for this."),
        "call": words.t("Please call, we will talk it over."),
        CLOSED: words.t("The room is closed then."),
    }
    return known[given] if given in known else words.t("Reason: {reason}", reason=given or "")


def day_before(seen: Seen, centre: Centre, words: Words) -> Screen:
    return standing(
        seen, centre, words, words.t("A reminder: you have a room soon. If it is not needed, give it back.")
    )


def ask_give_up(seen: Seen, words: Words) -> Screen:
    one = seen.reservation
    text = paragraphs(
        strong(hours(one, words)), details(seen, words), words.t("Give the room back? Others can have it.")
    )
    yes = Button(f"✖️ {words.b('Give it back')}", GiveUp(one.id, one.rev).pack())
    return Screen(text, ((yes,), footer(words, ShowReservation(one.id))))


def moved(seen: Seen, centre: Centre, words: Words) -> Screen:
    return standing(
        seen, centre, words, words.t("The old hours are given back. The centre is asked about the new ones.")
    )


def sent(seen: Seen, centre: Centre, words: Words) -> Screen:
    return standing(
        seen, centre, words, words.t("The request is sent to the centre. We will write to you when it answers.")
    )


def listed(found: Sequence[Seen], words: Words) -> Screen | None:
    """What stands under the bookings of a person, each with a button."""
    if not found:
        return None
    shown = [_line(each, words) for each in found]
    rows = tuple((_row(each.reservation, each.room, words),) for each in found)
    return Screen(lines(words.t("Halls and desks:"), *shown), rows)


def _line(seen: Seen, words: Words) -> str:
    sign = "⏳" if seen.reservation.state == "requested" else "✅"
    return f"{sign} {verbatim(f'{hours(seen.reservation, words)} · {seen.room.name(words.language)}')}"


def _row(one: Reservation, room: Room, words: Words) -> Button:
    here = there(one, words)
    when = f"{words.short_day(here.local(one.starts_at).date())} · {here.time(one.starts_at)}"
    return Button(cut(f"🚪 {when} · {room.name(words.language)}"), ShowReservation(one.id).pack())


def ask_purpose(room: Room, wanted: Wanted, organisation: str, words: Words, problem: str = "") -> Screen:
    """The last thing: the words typed under it send the request."""
    back = RoomDays(room.id, wanted.people)
    text = paragraphs(
        problem,
        summary(room, wanted, words, organisation),
        words.t("What is it for? Write it in a line, for example: a seminar for parents. That sends the request."),
    )
    return Screen(text, (footer(words, back),))


def summary(room: Room, wanted: Wanted, words: Words, organisation: str = "") -> str:
    return lines(
        strong(span(wanted.starts_at, wanted.ends_at, words)),
        words.t("Room: {room}", room=room.name(words.language)),
        how_many(room, wanted.people, words),
        words.t("Organisation: {name}", name=organisation) if organisation else "",
    )
