"""The day's list that lies pinned with the staff: in their group, or in one's own chat."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import actions.desk
import actions.visits
import rules.desk
import rules.pins
import screens.days
import storage.audit
import storage.centres
import storage.people
import storage.pins
import storage.staff_groups
from rules.clockwork import local
from rules.desk import Card, Day, Post, Week
from rules.keys.codec import day as day_of
from rules.letters import Lane, Letter, Recipient, Screen
from rules.people import Person, Role
from rules.pins import Pin
from rules.refusal import NotYours
from screens.words import Words
from storage.work import Work

LIST, OVER = "pins.list", "pins.over"

Data = Mapping[str, str | int | None]


def renew(work: Work, person: Person, chat_id: int) -> None:
    """A member of staff asks for today's list in the group: it comes at the bottom. Raises NotYours."""
    _place(work, chat_id, linked(work, person, chat_id))


def linked(work: Work, person: Person, chat_id: int) -> int:
    """The centre whose group this is, if the person works there. Raises NotYours."""
    centre_id = storage.staff_groups.centre_id(work, chat_id)
    if centre_id is None:
        raise NotYours
    actions.desk.post(work, person, centre_id)
    return centre_id


def _place(work: Work, chat_id: int, centre_id: int) -> None:
    """Today's list into this chat; the one that lay there says how its day went."""
    today = local(work.now, _zone(work, centre_id)).date()
    if before := storage.pins.of_chat(work, chat_id):
        storage.pins.let_go(work, before, Letter(OVER, Lane.COSMETIC, _data(before.centre_id, before.day)))
    to = _recipient(work, chat_id)
    storage.pins.place(work, to, centre_id, today, Letter(LIST, Lane.ANSWER, _data(centre_id, today)))


def _recipient(work: Work, chat_id: int) -> Recipient:
    if chat_id > 0:
        known = storage.people.by_telegram(work, [chat_id])
        return Recipient(chat_id, known[chat_id].id if chat_id in known else None)
    return Recipient(chat_id, None, storage.staff_groups.thread_id(work, chat_id))


def _data(centre_id: int, day: date) -> dict[str, str | int | None]:
    return {"centre": centre_id, "day": day.toordinal()}


def keep(work: Work, person: Person, centre_id: int) -> None:
    """Let today's list lie in the person's own chat. Raises NotYours."""
    actions.desk.post(work, person, centre_id)
    _place(work, person.telegram_id, centre_id)


def give_up(work: Work, person: Person, centre_id: int) -> None:
    """No list in the person's own chat any more. Raises NotYours."""
    actions.desk.post(work, person, centre_id)
    if pin := storage.pins.of_chat(work, person.telegram_id):
        _end(work, pin)


def _end(work: Work, pin: Pin) -> None:
    storage.pins.let_go(work, pin, Letter(OVER, Lane.COSMETIC, _data(pin.centre_id, pin.day)))
    storage.pins.drop(work, pin)


# --- the clock ------------------------------------------------------------------------------------


def morning(work: Work) -> None:
    """A new list wherever one is kept, on days when somebody is received; numbers stay of the day before."""
    for chat_id, _, centre_id in storage.staff_groups.groups(work):
        _begin_day(work, chat_id, centre_id)
    for pin in storage.pins.everywhere(work):
        if pin.in_private and _is_kept(work, pin):
            _begin_day(work, pin.chat_id, pin.centre_id)


def _begin_day(work: Work, chat_id: int, centre_id: int) -> None:
    zone = _zone(work, centre_id)
    pin, today = storage.pins.of_chat(work, chat_id), local(work.now, zone).date()
    if (pin is None or pin.day < today) and _receives(work, centre_id, today):
        _place(work, chat_id, centre_id)


def _receives(work: Work, centre_id: int, today: date) -> bool:
    centre = storage.centres.known(work, centre_id)
    special = storage.centres.days(work, centre_id, today, today).get(today)
    open_today = special.hours if special else centre.hours[today.weekday()]
    return bool(open_today or actions.visits.of(work, Post(centre_id, Role.VIEWER), today).visits)


def _is_kept(work: Work, pin: Pin) -> bool:
    """Whether the group is that centre's still, and who keeps it in their own chat works there; else it ends."""
    if pin.in_private:
        person = storage.people.by_telegram(work, [pin.chat_id]).get(pin.chat_id)
        kept = person is not None and _post(person, pin.centre_id) is not None
    else:
        kept = storage.staff_groups.centre_id(work, pin.chat_id) == pin.centre_id
    if not kept:
        _end(work, pin)
    return kept


def look_after(work: Work) -> None:
    """A list that is lost is made anew, one that lies there is pinned."""
    for pin in storage.pins.due(work):
        standing = storage.pins.standing(work, pin)
        storage.pins.look(work, pin.chat_id, rules.pins.look_again(pin, standing, work.now))
        if standing == "lies":
            storage.pins.fasten(work, pin)
        elif standing == "lost" and work.now >= pin.made_at + rules.pins.ANEW and _is_kept(work, pin):
            _place(work, pin.chat_id, pin.centre_id)


# --- taps in the group ----------------------------------------------------------------------------


def day(work: Work, person: Person, chat_id: int, on: date | None, page: int) -> Day:
    """A day before the whole group: everybody's visits, with a first name and a letter. Raises NotYours."""
    centre_id = linked(work, person, chat_id)
    seen = replace(actions.visits.of(work, Post(centre_id, Role.VIEWER), on), in_group=True)
    actions.visits.noted(work, person, seen)
    _turned(work, chat_id, shows_today=seen.is_today and not page)
    return seen


def week(work: Work, person: Person, chat_id: int, on: date) -> Week:
    centre_id = linked(work, person, chat_id)
    _turned(work, chat_id)
    return replace(actions.visits.week_of(work, Post(centre_id, Role.VIEWER), on), in_group=True)


def visit(work: Work, person: Person, chat_id: int, booking_id: int) -> Card:
    """One visit before the whole group, for whoever may see it in private too. Raises NotYours."""
    seen = actions.visits.visit(work, person, booking_id)
    if seen.post.centre_id != linked(work, person, chat_id):
        raise NotYours
    _turned(work, chat_id)
    return replace(seen, in_group=True)


def turn(work: Work, person: Person, chat_id: int, centre_id: int) -> None:
    """The group is going to read something else of its centre's day. Raises NotYours."""
    if linked(work, person, chat_id) != centre_id:
        raise NotYours
    _turned(work, chat_id)


def _turned(work: Work, chat_id: int, *, shows_today: bool = False) -> None:
    """The group's list shows something else for a while, or itself again."""
    if pin := storage.pins.of_chat(work, chat_id):
        if shows_today:
            storage.pins.release(work, pin)
        else:
            storage.pins.hold(work, pin, work.now + rules.pins.READING)


# --- words ----------------------------------------------------------------------------------------


def in_group(work: Work, chat_id: int, data: Data) -> Screen | None:
    """The list as the group reads it now; None where the group is another centre's."""
    seen = _of_group(work, chat_id, data)
    if seen is None:
        return None
    _note(work, None, seen)
    return screens.days.day(seen, 0, _words(work, seen))


def over_in_group(work: Work, chat_id: int, data: Data) -> Screen | None:
    seen = _of_group(work, chat_id, data)
    return screens.days.over(seen, _words(work, seen)) if seen else None


def _of_group(work: Work, chat_id: int, data: Data) -> Day | None:
    centre_id = int(data["centre"] or 0)
    if storage.staff_groups.centre_id(work, chat_id) != centre_id:
        return None
    seen = actions.visits.of(work, Post(centre_id, Role.VIEWER), day_of(int(data["day"] or 0)))
    return replace(seen, in_group=True)


def _words(work: Work, seen: Day) -> Words:
    """A group reads the language of its centre."""
    return Words(storage.centres.known(work, seen.post.centre_id).default_language, seen.zone)


def in_private(work: Work, person: Person, data: Data) -> Screen | None:
    seen = _of_person(work, person, data)
    if seen is None:
        return None
    _note(work, person.id, seen)
    return screens.days.alone(seen, Words(person.language, seen.zone))


def over_in_private(work: Work, person: Person, data: Data) -> Screen | None:
    """Also whoever works there no more loses the names and the buttons."""
    post = Post(int(data["centre"] or 0), Role.VIEWER)
    seen = _of_person(work, person, data) or actions.visits.of(work, post, day_of(int(data["day"] or 0)))
    return screens.days.over(seen, Words(person.language, seen.zone))


def _of_person(work: Work, person: Person, data: Data) -> Day | None:
    mine = _post(person, int(data["centre"] or 0))
    return actions.visits.of(work, mine, day_of(int(data["day"] or 0))) if mine else None


def _post(person: Person, centre_id: int) -> Post | None:
    try:
        return rules.desk.post(person.grants, centre_id)
    except NotYours:
        return None


def _note(work: Work, actor_id: int | None, seen: Day) -> None:
    """Who has been named in this list is noted once, however often it is edited."""
    named = [visit.booking for visit in seen.visits if visit.booking.person_id is not None]
    known = storage.audit.shown(work, actor_id, "visits_posted", [booking.person_id or 0 for booking in named])
    for booking in named:
        if booking.id not in known:
            storage.audit.note(work, actor_id, booking.centre_id, "visits_posted", booking.person_id, booking.id)


def _zone(work: Work, centre_id: int) -> ZoneInfo:
    return storage.centres.known(work, centre_id).zone


RENDERERS: dict[str, Callable[[Work, Person, Data], Screen | None]] = {LIST: in_private, OVER: over_in_private}
IN_GROUPS: dict[str, Callable[[Work, int, Data], Screen | None]] = {LIST: in_group, OVER: over_in_group}
"""How the lists are worded, at the send; None: there is nothing to say any more."""
