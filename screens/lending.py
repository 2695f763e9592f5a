"""Halls and desks in words, for the coordinators who lend them."""

from collections.abc import Sequence
from datetime import date, timedelta

from rules.centres import Room
from rules.keys.codec import minute
from rules.keys.desk import Day as DayKey
from rules.keys.lending import Allow, AskRefuse, CloseRoom, Lent, Refuse, Reservation, RoomsByPhone
from rules.keys.requests import Requests
from rules.keys.reservations import RoomDays
from rules.keys.rooms import SetRoom, SetRooms
from rules.letters import Button, Rows, Screen
from rules.reservations import REASONS, WAYS, Reason, Seen, Wanted
from screens.common import footer, home, lines, pairs, paragraphs, strong, verbatim
from screens.reservations import details, hours, reason, span, summary, there
from screens.times import cut
from screens.words import Words

MOST = 4  # on the screen of a day, beside the ways
_DAY = timedelta(days=1)


def asked(seen: Seen, words: Words) -> Screen:
    """A letter to those who decide; the name is behind a tap."""
    return _to_decide(seen, words.t("A room is asked for. Please agree or decline."), words)


def unanswered(seen: Seen, words: Words) -> Screen:
    """Nobody has decided yet."""
    one = seen.reservation
    until = there(one, words).when(one.answer_by) if one.answer_by else ""
    said = words.t(
        "A room is asked for, and nobody has answered yet. The request ends by itself: {until}.", until=until
    )
    return _to_decide(seen, said, words)


def _to_decide(seen: Seen, said: str, words: Words) -> Screen:
    one = seen.reservation
    rows = (
        (Button(f"✅ {words.b('Agree')}", Allow(one.id, one.rev).pack()),),
        (Button(words.b("Look"), Reservation(one.id).pack()), _no(seen, words)),
        (Button(words.b("All that wait"), Requests(one.centre_id).pack()), home(words)),
    )
    return Screen(paragraphs(said, _about(seen, words)), rows)


def _no(seen: Seen, words: Words) -> Button:
    return Button(words.b("Decline"), AskRefuse(seen.reservation.id, seen.reservation.rev).pack())


def _about(seen: Seen, words: Words) -> str:
    one = seen.reservation
    unknown = words.t("The centre has not confirmed yet that this person speaks for it.") if not seen.confirmed else ""
    return lines(
        strong(hours(one, words)),
        details(seen, words),
        unknown,
        words.t("Name: {name}", name=seen.name) if seen.name else "",
    )


def given_up(seen: Seen, words: Words) -> Screen:
    """A letter: what was promised is free again."""
    text = paragraphs(words.t("A room is given back, it is free again."), _about(seen, words))
    day = _day_button(seen, words)
    return Screen(text, ((day, home(words)),))


def _day_button(seen: Seen, words: Words) -> Button:
    one = seen.reservation
    return Button(words.b("The day"), Lent(one.centre_id, one.day.toordinal()).pack())


def card(seen: Seen, words: Words, above: str = "") -> Screen:
    """One reservation with its name; what has become of it."""
    one = seen.reservation
    back = footer(
        words, Requests(one.centre_id) if one.state == "requested" else Lent(one.centre_id, one.day.toordinal())
    )
    if one.state == "requested":
        agree = Button(f"✅ {words.b('Agree')}", Allow(one.id, one.rev).pack())
        return Screen(_about(seen, words), ((agree,), (_no(seen, words),), back))
    text = paragraphs(_about(seen, words), lines(_state(seen, words), above))
    if one.state != "reserved":
        return Screen(text, (back,))
    label = words.b("Open again") if one.source == "closure" else words.b("Take back")
    return Screen(text, ((Button(label, _take_back(seen).pack()),), back))


def _take_back(seen: Seen) -> AskRefuse | Refuse:
    """Closed hours are opened without a reason: nobody hears of it."""
    one = seen.reservation
    return Refuse(one.id, one.rev, "needed") if one.source == "closure" else AskRefuse(one.id, one.rev)


def _state(seen: Seen, words: Words) -> str:
    one = seen.reservation
    if one.state == "reserved":
        if one.source == "closure":
            return words.t("The room is closed then.")
        return words.t("Noted for a caller.") if one.source == "call" else words.t("The centre has said yes.")
    if one.state == "declined":
        return lines(words.t("The request is declined, or taken back."), reason(one.reason, words))
    if one.state == "expired":
        return words.t("Nobody has answered in time.")
    return words.t("Given back: the room is free then.")


def answered(seen: Seen, words: Words) -> Screen:
    """What the answer came to; whoever has asked is told."""
    told = words.t("The person is told.") if seen.reservation.person_id is not None else ""
    return card(seen, words, told)


def ask_why(seen: Seen, words: Words, problem: str = "") -> Screen:
    """The reasons are the answer; others are typed."""
    one = seen.reservation
    labels: dict[Reason, str] = {
        "needed": words.b("The centre needs the room"),
        "other_use": words.b("Not lent for this"),
        "call": words.b("Let them call us"),
    }
    buttons = tuple((Button(labels[each], Refuse(one.id, one.rev, each).pack()),) for each in REASONS)
    asked_why = words.t("Why? Choose, or write it in your own words: the person reads it.")
    return Screen(paragraphs(problem, _about(seen, words), asked_why), (*buttons, footer(words, Reservation(one.id))))


def request_line(seen: Seen, words: Words) -> Button:
    """A row in the list of what waits."""
    one = seen.reservation
    here = there(one, words)
    when = f"{words.short_day(one.day)} {here.time(one.starts_at)}"
    return Button(cut(f"🚪 {when} · {seen.room.name(words.language)}"), Reservation(one.id).pack())


def of_day(centre_id: int, day: date, found: Sequence[Seen], words: Words, *, leads: bool) -> Screen:
    """What is lent on a day; a coordinator opens each, and notes another for a caller."""
    shown = [line(each, words) for each in found] or [words.t("No room is asked for on this day.")]
    opens = [_open(each, words) for each in found[:MOST]] if leads else []
    before, after = (Lent(centre_id, (day + step).toordinal()) for step in (-_DAY, _DAY))
    ways = (
        Button(f"‹ {words.short_day(day - _DAY)}", before.pack()),
        Button(f"{words.short_day(day + _DAY)} ›", after.pack()),
    )
    caller = Button(f"☎️ {words.b('A room for a caller')}", RoomsByPhone(centre_id).pack())
    setting = Button(f"⚙️ {words.b('Rooms')}", SetRooms(centre_id).pack())
    leading: Rows = ((caller,), (setting,)) if leads else ()
    text = paragraphs(strong(f"{words.t('Halls and desks')}: {words.on(day)}"), lines(*shown))
    from_day = footer(words, DayKey(centre_id, day.toordinal()))
    return Screen(text, (*pairs(opens), *leading, ways, from_day))


def line(seen: Seen, words: Words) -> str:
    """«✅ 10:00–13:00 Конференц-зал · 40 · Жас Қанат»; nobody's own name."""
    one, here = seen.reservation, there(seen.reservation, words)
    sign = "⛔️" if one.source == "closure" else "⏳" if one.state == "requested" else "✅"
    until = here.time(one.ends_at).replace("00:00", "24:00")
    closed = words.b("closed then") if one.source == "closure" else ""
    parts = [seen.room.name(words.language), closed or str(one.people), seen.organisation]
    return f"{sign} {here.time(one.starts_at)}–{until} {verbatim(' · '.join(part for part in parts if part))}"


def _open(seen: Seen, words: Words) -> Button:
    one = seen.reservation
    label = f"{there(one, words).time(one.starts_at)} {seen.room.name(words.language)}"
    return Button(cut(label), Reservation(one.id).pack())


def ask_whom(room: Room, wanted: Wanted, words: Words, problem: str = "") -> Screen:
    """The words typed under it note the hours for the caller."""
    text = paragraphs(
        problem,
        summary(room, wanted, words),
        words.t("For whom and what for? Write it in a line, with a phone number. That keeps the hours."),
    )
    return Screen(text, (footer(words, RoomDays(room.id, wanted.people, 0, 1)),))


def noted(seen: Seen, words: Words) -> Screen:
    return card(seen, words, words.t("Tell the person the number: {number}", number=seen.reservation.number))


def closing(room: Room, wanted: Wanted, touched: Sequence[Seen], words: Words) -> Screen:
    """Whom the closing would touch, before anything is done."""
    head = lines(strong(span(wanted.starts_at, wanted.ends_at, words)), verbatim(room.name(words.language)))
    text = paragraphs(head, losing(touched, words) or words.t("Nobody has the room then."))
    yes = CloseRoom(room.id, minute(wanted.starts_at), minute(wanted.ends_at))
    rows: Rows = ((Button(words.b("Close these hours"), yes.pack()),),)
    return Screen(text, (*rows, footer(words, SetRoom(room.centre_id, room.id))))


def occupied(room_id: int, words: Words) -> Screen:
    """What is in the room then is no reservation: nothing has been closed."""
    text = words.t("A group consultation is in the room then. Move it first, or close other hours.")
    return Screen(text, (footer(words, RoomDays(room_id, 0, 0, WAYS.index("closed"))),))


def losing(touched: Sequence[Seen], words: Words) -> str:
    """Whom a closing would touch; nothing where it is nobody."""
    if not touched:
        return ""
    return lines(words.t("These lose the room, and are told at once:"), *(line(each, words) for each in touched))


def closed(seen: Seen, unreached: Sequence[Seen], words: Words) -> Screen:
    """Done; who has no chat is to be phoned."""
    return card(seen, words, to_phone(unreached, words))


def to_phone(unreached: Sequence[Seen], words: Words) -> str:
    """Noted for callers: what the staff wrote down says whom to call."""
    if not unreached:
        return ""
    calls = (f"{dated(each, words)} · {verbatim(each.reservation.purpose)}" for each in unreached)
    return lines(words.t("Please phone them, they have no chat:"), *calls)


def dated(seen: Seen, words: Words) -> str:
    """A line that stands among other days."""
    return f"{words.short_day(seen.reservation.day)} {line(seen, words)}"
