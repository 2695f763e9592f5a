"""Days in districts in words, for those who lead a centre: a plan, whom it touches, whom to expect, the end of one."""

from collections.abc import Sequence
from datetime import date
from html import escape

from rules.centres import Specialist
from rules.field_days import Cancelled, Expected, FieldDay, Held, Preview
from rules.keys.desk import Day as DayKey
from rules.keys.field_desk import AskCancel, AskPlace, Cancel, Dates, FieldDays, Hold, Hours, Whom
from rules.keys.field_desk import FieldDay as FieldDayKey
from rules.keys.session_desk import Sessions
from rules.letters import Button, Rows, Screen
from rules.people import Language
from rules.visits import Visit
from screens.closures import listed as visits_listed
from screens.closures import outcome
from screens.common import footer, lines, pairs, paragraphs, strong, verbatim
from screens.field_days import head, span
from screens.times import cut
from screens.visits import mark
from screens.words import Words

PAGE, DATES, PEOPLE, MOST, NAMED = 5, 7, 5, 6, 30
USUAL = ("120168", "120192", "108156")  # 10:00-14:00, 10:00-16:00, 9:00-13:00
JOINT = "."  # between the ids of those who go


def desk_button(centre_id: int, words: Words) -> Button:
    return Button(f"🚌 {words.b('Days in districts')}", FieldDays(centre_id).pack())


def listed(found: Sequence[FieldDay], key: FieldDays, words: Words) -> Screen:
    pages = max(-(-len(found) // PAGE), 1)
    here = found[key.page % pages * PAGE :][:PAGE]
    rows = [(Button(cut(_label(one, words)), FieldDayKey(one.id).pack()),) for one in here]
    further = FieldDays(key.centre_id, (key.page + 1) % pages)
    more: Rows = ((Button(words.b("Show more"), further.pack()),),) if pages > 1 else ()
    new = Button(f"➕ {words.b('New day in a district')}", Dates(key.centre_id).pack())
    text = words.t("Days in districts ahead: {n}", n=len(found))
    return Screen(text, (*rows, *more, (new,), footer(words, Sessions(key.centre_id))))


def _label(one: FieldDay, words: Words) -> str:
    return f"{words.short_day(one.day)} · {one.place.read(words.language)}"


def dates(found: Sequence[date], key: Dates, words: Words, problem: str = "") -> Screen:
    buttons = pairs(Button(words.short_day(day), Hours(key.centre_id, day.toordinal()).pack()) for day in found)
    more = Button(words.b("Show more"), Dates(key.centre_id, key.page + 1).pack())
    text = lines(problem, words.t("Choose a date or write it. Example: 5 December"))
    return Screen(text, (*buttons, (more,), footer(words, FieldDays(key.centre_id))))


def hours(key: Hours, spans: Sequence[tuple[str, str]], words: Words, problem: str = "") -> Screen:
    """The usual ones are a tap, any other are typed; `spans`: packed, and as they are read."""
    buttons = [Button(said, Whom(key.centre_id, key.day, packed, "").pack()) for packed, said in spans]
    text = lines(
        problem,
        strong(words.on(date.fromordinal(key.day))),
        words.t("From when to when are people received there? Write it or choose. Example: 10:00-16:00"),
    )
    return Screen(text, (*pairs(buttons), footer(words, Dates(key.centre_id))))


def one_span(words: Words) -> str:
    return words.t("One span of hours is needed, without a break.")


def whom(found: Sequence[Specialist], key: Whom, words: Words) -> Screen:
    """A tap names somebody, another one takes it back."""
    going = ids(key.whom)
    pages = max(-(-len(found) // PEOPLE), 1)
    here = found[key.page % pages * PEOPLE :][:PEOPLE]
    rows = [(Button(cut(f"{'✅ ' if each.id in going else ''}{each.name}"), _turn(key, each.id)),) for each in here]
    place = (key.centre_id, key.day, key.hours)
    further = Whom(*place, key.whom, (key.page + 1) % pages)
    more: Rows = ((Button(words.b("Show more"), further.pack()),),) if pages > 1 else ()
    on: Rows = ((Button(words.b("Continue"), AskPlace(*place, key.whom).pack()),),) if going else ()
    text = words.t("Who goes there? {most} at most.", most=MOST)
    return Screen(text, (*rows, *more, *on, footer(words, Hours(key.centre_id, key.day))))


def _turn(key: Whom, specialist_id: int) -> str:
    going = ids(key.whom)
    if specialist_id in going:
        going.remove(specialist_id)
    elif len(going) < MOST:
        going.append(specialist_id)
    named = JOINT.join(str(each) for each in sorted(going))
    return Whom(key.centre_id, key.day, key.hours, named, key.page).pack()


def ids(named: str) -> list[int]:
    """Who goes, as a button carries it; what is no number is nobody."""
    return [int(each) for each in named.split(JOINT) if each.isdecimal()][:MOST]


def ask_place(key: AskPlace, language: Language, words: Words, problem: str = "") -> Screen:
    """Typed in Kazakh first, then in Russian."""
    asked = (
        words.t("Where do people come? Write the place in Kazakh: the village, the house, the room.")
        if language == "kk"
        else words.t("Now the same place in Russian.")
    )
    back = Whom(key.centre_id, key.day, key.hours, key.whom)
    return Screen(paragraphs(problem, asked), (footer(words, back),))


def preview(seen: Preview, key: AskPlace, words: Words) -> Screen:
    """Both names of the place, and whom it touches at the centre, before anything is done."""
    one = seen.field_day
    other: Language = "ru" if words.language == "kk" else "kk"
    values = (key.centre_id, key.day, key.hours, key.whom)
    offer = Button(words.b("Hold it and offer other times"), Hold(*values, 1).pack())
    only = Button(words.b("Only hold it"), Hold(*values, 0).pack())
    plain = Button(f"✅ {words.b('Hold the day')}", Hold(*values, 0).pack())
    text = paragraphs(
        lines(head(one, seen.names, words), f"({verbatim(one.place.read(other))})"),
        words.t("On that day they are not at the centre."),
        _touches(seen.touched, words),
    )
    rows: Rows = ((offer,), (only,)) if seen.touched else ((plain,),)
    return Screen(text, (*rows, footer(words, FieldDays(one.centre_id))))


def _touches(touched: Sequence[Visit], words: Words) -> str:
    if not touched:
        return words.t("Nobody is booked at the centre with them on that day.")
    said = words.t("These bookings will be cancelled, and the people told at once.")
    return lines(words.t("Booked: {n}", n=len(touched)), *visits_listed(touched, words), said)


def held(done: Held, words: Words) -> Screen:
    one = done.field_day
    said = f"✅ {words.t('People can book it: it stands among the times of their topics and under the contacts.')}"
    text = paragraphs(head(one, done.names, words), said, outcome(done.told, done.unreached, words))
    return Screen(text, (*_ends(one, words), footer(words, FieldDays(one.centre_id))))


def _ends(one: FieldDay, words: Words) -> Rows:
    return ((Button(f"✖️ {words.b('Cancel this day')}", AskCancel(one.id).pack()),),)


def expected(found: Expected, words: Words) -> Screen:
    """Whom to expect there."""
    one, visits = found.field_day, found.visits
    named = [_line(each, words) for each in visits[:NAMED]]
    day = DayKey(one.centre_id, one.day.toordinal())
    over = words.t("It does not take place.") if one.state == "cancelled" else ""
    text = paragraphs(lines(head(one, found.names, words), over, words.t("Booked: {n}", n=len(visits))), lines(*named))
    list_of_day = Button(words.b("The list of the day"), day.pack())
    ends = () if found.is_over else _ends(one, words)
    return Screen(text, ((list_of_day,), *ends, footer(words, FieldDays(one.centre_id))))


def _line(visit: Visit, words: Words) -> str:
    who = visit.name or visit.booking.number
    topic = visit.topic.read(words.language)
    said = " · ".join((who, cut(topic), visit.specialist or ""))
    return f"{words.time(visit.booking.starts_at)} {mark(visit.booking)} {escape(said, quote=False)}"


def ask_cancel(found: Expected, words: Words) -> Screen:
    one = found.field_day
    told = words.t("These people will be told at once, with other times.") if found.visits else ""
    text = paragraphs(lines(head(one, found.names, words), words.t("Booked: {n}", n=len(found.visits))), told)
    yes = Button(f"✖️ {words.b('Cancel this day')}", Cancel(one.id).pack())
    keep = FieldDayKey(one.id)
    return Screen(text, ((yes,), (Button(words.b("No, keep it"), keep.pack()),), footer(words, keep)))


def cancelled(done: Cancelled, words: Words) -> Screen:
    one = done.field_day
    text = paragraphs(
        lines(strong(span(one, words)), words.t("It does not take place."), words.t("They are at the centre again.")),
        outcome(done.told, done.unreached, words),
    )
    return Screen(text, (footer(words, FieldDays(one.centre_id)),))
