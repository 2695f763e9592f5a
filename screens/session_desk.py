"""Group consultations in words, for staff: a plan that is changed by taps, who comes, the end of one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from html import escape

import screens.field_desk
from rules.centres import Specialist, Topic
from rules.keys.codec import Key, minute
from rules.keys.days import RollCall
from rules.keys.desk import CloseDays, Panel
from rules.keys.desk import Visit as VisitKey
from rules.keys.session_desk import (
    AskCancel,
    AskPlace,
    Cancel,
    Change,
    Days,
    Hold,
    Roster,
    Sessions,
    Starts,
    Topics,
    Whom,
)
from rules.keys.session_desk import Plan as PlanKey
from rules.letters import Button, Rows, Screen
from rules.people import Language
from rules.sessions import LEAST, LENGTHS, MOST, PARTS, SEATS, Plan, Preview, Seen, terms
from rules.sessions import Cancelled as Done
from rules.sessions import Roster as Listed
from rules.visits import Visit
from screens.closures import listed as visits_listed
from screens.closures import outcome
from screens.common import footer, lines, pairs, paragraphs, strong
from screens.languages import NAMES
from screens.sessions import details, hour
from screens.times import cut
from screens.visits import mark, shortened
from screens.words import Words

PAGE, HOURS, PEOPLE, NAMED = 5, 6, 4, 30


def desk_button(centre_id: int, words: Words) -> Button:
    return Button(f"👥 {words.b('Group consultations')}", Sessions(centre_id).pack())


def listed(found: Sequence[Seen], key: Sessions, words: Words, *, leads: bool) -> Screen:
    """Those ahead, page by page, and the way to a new one; `leads`: days in districts are theirs too."""
    rows = [(_open(each, words),) for each in found]
    new = Button(f"➕ {words.b('New group consultation')}", Topics(key.centre_id).pack())
    text = words.t("Group consultations ahead: {n}", n=len(found))
    more = Sessions(key.centre_id, key.page + 1)
    away: Rows = ((screens.field_desk.desk_button(key.centre_id, words),),) if leads else ()
    return Screen(text, (*_paged(rows, more, words), (new,), *away, footer(words, Panel(key.centre_id))))


def _open(seen: Seen, words: Words) -> Button:
    one = seen.session
    when = f"{words.short_day(words.local(one.starts_at).date())} {words.time(one.starts_at)}"
    said = f"{when} · {seen.taken}/{one.seats} · {seen.topic.name(words.language)}"
    return Button(cut(said), Roster(one.id).pack())


def _paged(rows: Sequence[tuple[Button, ...]], more: Sessions | Topics | Whom, words: Words) -> Rows:
    """The page before the one that `more` leads to; after the last ones come the first again."""
    pages = max(-(-len(rows) // PAGE), 1)
    here = rows[(more.page - 1) % pages * PAGE :][:PAGE]
    return (*here, *(((Button(words.b("Show more"), more.pack()),),) if pages > 1 else ()))


def topics(found: Sequence[Topic], key: Topics, words: Words) -> Screen:
    rows = [(Button(cut(each.name(words.language)), Whom(key.centre_id, each.id).pack()),) for each in found]
    more = Topics(key.centre_id, key.page + 1)
    return Screen(words.t("Choose a topic."), (*_paged(rows, more, words), footer(words, Sessions(key.centre_id))))


def whom(found: Sequence[Specialist], key: Whom, words: Words) -> Screen:
    rows = [(Button(cut(each.name), Days(key.centre_id, key.topic_id, each.id).pack()),) for each in found]
    more = Whom(key.centre_id, key.topic_id, key.page + 1)
    return Screen(words.t("Who holds it?"), (*_paged(rows, more, words), footer(words, Topics(key.centre_id))))


def days(found: Sequence[date], key: Days, words: Words) -> Screen:
    pages = max(-(-len(found) // HOURS), 1)
    here = found[key.page % pages * HOURS :][:HOURS]
    place = (key.centre_id, key.topic_id, key.specialist_id)
    buttons = pairs(Button(words.short_day(each), Starts(*place, each.toordinal()).pack()) for each in here)
    more: Rows = ((Button(words.b("Show more"), Days(*place, (key.page + 1) % pages).pack()),),) if pages > 1 else ()
    return Screen(words.t("Choose a day."), (*buttons, *more, footer(words, Whom(*place[:2]))))


def starts(plans: Sequence[Plan], key: Starts, words: Words, problem: str = "") -> Screen:
    """When the specialist is free; any other hour is typed."""
    pages = max(-(-len(plans) // HOURS), 1)
    at = key.page % pages * HOURS
    buttons = [Button(words.time(each.starts_at), _key(PlanKey, each)) for each in plans[at : at + HOURS]]
    place = (key.centre_id, key.topic_id, key.specialist_id, key.day)
    more: Rows = ((Button(words.b("Show more"), Starts(*place, (key.page + 1) % pages).pack()),),) if pages > 1 else ()
    text = lines(
        problem,
        strong(words.on(date.fromordinal(key.day))),
        words.t("Choose the beginning or write it. Example: 18:30"),
    )
    return Screen(text, (*_threes(buttons), *more, footer(words, Days(*place[:3]))))


def _threes(buttons: Sequence[Button]) -> Rows:
    return tuple(tuple(buttons[at : at + 3]) for at in range(0, len(buttons), 3))


def no_such_hour(words: Words) -> str:
    return words.t("The hour is not clear.")


def _key(kind: type[PlanKey] | type[Hold], plan: Plan) -> str:
    return kind(*_values(plan)).pack()


def _values(plan: Plan) -> tuple[int, int, int, int, int]:
    return plan.topic_id, plan.specialist_id, minute(plan.starts_at), terms(plan), plan.room_id


def planned(seen: Preview, words: Words) -> Screen:
    """The plan as it would be held; each of its values is a tap, and visits in its hours stop it."""
    plan = seen.plan
    room = seen.room.name(words.language) if seen.room else words.b("not named")
    buttons = [
        Button(words.b("Length: {n} min", n=plan.minutes), _change(plan, "length")),
        Button(words.b("Seats: {n}", n=plan.seats), _change(plan, "seats")),
        Button(cut(words.b("Room: {room}", room=room)), _change(plan, "room")),
        Button(words.b("Language: {language}", language=NAMES[plan.language]), _change(plan, "language")),
    ]
    head = lines(
        strong(words.b("New group consultation")),
        words.t("Topic: {topic}", topic=seen.topic.name(words.language)),
        words.t("Specialist: {name}", name=seen.specialist.name),
        hour(plan.starts_at, plan.minutes, words),
    )
    hold: Rows = () if seen.touched else ((Button(f"✅ {words.b('Open for people')}", _key(Hold, plan)),),)
    back = Starts(plan.centre_id, plan.topic_id, plan.specialist_id, words.local(plan.starts_at).toordinal())
    close: Rows = ((Button(words.b("Close hours"), CloseDays(plan.centre_id, 1).pack()),),) if seen.touched else ()
    text = paragraphs(head, _in_the_way(seen.touched, words))
    return Screen(text, (*hold, *pairs(buttons), *close, footer(words, back)))


def _in_the_way(touched: Sequence[Visit], words: Words) -> str:
    if not touched:
        return ""
    said = words.t("Visits stand in these hours: {n}. Choose another hour, or close the hours first.", n=len(touched))
    return lines(said, *visits_listed(touched, words))


def _change(plan: Plan, what: str) -> str:
    return Change(*_values(plan), PARTS.index(what)).pack()


def change(seen: Preview, key: Change, words: Words, problem: str = "") -> Screen:
    """Other values of one part of the plan, each with the plan it makes."""
    what = PARTS[key.what]
    plans = _others(seen, what, words)
    pages = max(-(-len(plans) // HOURS), 1)
    here = plans[key.page % pages * HOURS :][:HOURS]
    buttons = [Button(cut(said), _key(PlanKey, plan)) for plan, said in here]
    further = Change(*_values(seen.plan), key.what, (key.page + 1) % pages)
    more: Rows = ((Button(words.b("Show more"), further.pack()),),) if pages > 1 else ()
    ask = {
        "length": words.t("How long, in minutes?"),
        "seats": words.t("How many seats? Any number can be written: {least} to {most}.", least=LEAST, most=MOST),
        "room": words.t("In which room?"),
    }.get(what, words.t("In which language is the consultation?"))
    back = PlanKey(*_values(seen.plan))
    return Screen(lines(problem, ask), (*pairs(buttons), *more, footer(words, back)))


def _others(seen: Preview, what: str, words: Words) -> list[tuple[Plan, str]]:
    """What can be chosen instead, with how a button says it."""
    plan = seen.plan
    if what == "length":
        return [(replace(plan, minutes=each), str(each)) for each in LENGTHS]
    if what == "seats":
        return [(replace(plan, seats=each), str(each)) for each in SEATS]
    if what == "room":
        rooms = [(replace(plan, room_id=each.id), each.name(words.language)) for each in seen.rooms]
        return [(replace(plan, room_id=0), words.b("Where the specialist receives")), *rooms]
    return [(replace(plan, language=each), NAMES[each]) for each in seen.languages]


def held(seen: Seen, words: Words) -> Screen:
    """It is open; another place can be named as long as nobody has a seat."""
    said = f"✅ {words.t('Open: people see it among the free times of the topic.')}"
    text = paragraphs(said, lines(details(seen, words), words.t("Seats: {n}", n=seen.session.seats)))
    return Screen(text, (*_held_rows(seen, words), footer(words, Sessions(seen.session.centre_id))))


def _held_rows(seen: Seen, words: Words) -> Rows:
    one = seen.session
    place = Button(f"📍 {words.b('Name another place')}", AskPlace(one.id, one.rev).pack())
    cancel = Button(f"✖️ {words.b('Cancel the consultation')}", AskCancel(one.id, one.rev).pack())
    return pairs([cancel] if seen.taken or one.room_id else [place, cancel])


def ask_place(seen: Seen, language: Language, words: Words, problem: str = "") -> Screen:
    """Typed in Kazakh first, then in Russian."""
    asked = (
        words.t("Where is it held? Write the place in Kazakh.")
        if language == "kk"
        else words.t("Now the same place in Russian.")
    )
    return Screen(paragraphs(problem, asked), (footer(words, Roster(seen.session.id)),))


def roster(found: Listed, page: int, words: Words) -> Screen:
    """Who comes, by number of seat, and what can be done."""
    one, visits = found.seen.session, found.visits
    pages = max(-(-len(visits) // PEOPLE), 1)
    at = page % pages * PEOPLE
    people = [
        Button(shortened(f"{each.booking.seat}. {_who(each)}"), VisitKey(each.booking.id).pack())
        for each in visits[at : at + PEOPLE]
    ]
    turn = [Button(words.b("Show more"), Roster(one.id, (page + 1) % pages).pack())] if pages > 1 else []
    roll = Button(words.b("All came, except…"), RollCall(one.centre_id, words.local(one.starts_at).toordinal()).pack())
    begun = [roll] if visits and found.may_mark else []
    text = paragraphs(lines(details(found.seen, words), _numbers(found.seen, words)), lines(*_named(visits, at, words)))
    ends = () if found.is_over else _held_rows(found.seen, words)
    return Screen(text, (*pairs([*people, *turn, *begun]), *ends, footer(words, Sessions(one.centre_id))))


def _numbers(seen: Seen, words: Words) -> str:
    if seen.session.state == "cancelled":
        return words.t("The group consultation does not take place.")
    return lines(
        words.t("Seats taken: {n} of {all}", n=seen.taken, all=seen.session.seats),
        words.t("People waiting: {n}", n=seen.waiting) if seen.waiting else "",
    )


def _named(visits: Sequence[Visit], at: int, words: Words) -> list[str]:
    """All of them where they fit on a screen, else those of the page."""
    shown = visits if len(visits) <= NAMED else visits[at : at + PEOPLE]
    if not shown:
        return [words.t("Nobody has a seat yet.")]
    return [f"{each.booking.seat}. {mark(each.booking)} {escape(_who(each), quote=False)}" for each in shown]


def _who(visit: Visit) -> str:
    return visit.name or visit.booking.number


def ask_cancel(seen: Seen, words: Words) -> Screen:
    one = seen.session
    text = paragraphs(
        details(seen, words),
        _numbers(seen, words),
        words.t("These people will be told at once, with other times.") if seen.taken else "",
    )
    yes = Button(f"✖️ {words.b('Cancel the consultation')}", Cancel(one.id, one.rev).pack())
    keep: Key = Roster(one.id)
    return Screen(text, ((yes,), (Button(words.b("No, keep it"), keep.pack()),), footer(words, keep)))


def cancelled(done: Done, words: Words) -> Screen:
    text = paragraphs(
        lines(strong(words.when(done.seen.session.starts_at)), words.t("The group consultation does not take place.")),
        outcome(done.told, done.unreached, words),
        words.t("Told who waited for a seat: {n}", n=done.waited) if done.waited else "",
    )
    return Screen(text, (footer(words, Sessions(done.seen.session.centre_id)),))
