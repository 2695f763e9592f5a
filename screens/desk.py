"""The staff's screens: the desk of a centre, a walk-in or a caller kept in three taps, a group linked."""

from collections.abc import Sequence

import screens.answers
import screens.convening
import screens.enquiry_desk
import screens.figures
import screens.illness
import screens.organisations
import screens.outcomes
import screens.schedule
import screens.sending
import screens.session_desk
import screens.setup
from rules.availability import FreeTime
from rules.booking import Booking
from rules.centres import Centre, Topic
from rules.desk import LEADING, Card, Desk
from rules.keys.codec import Key, minute
from rules.keys.days import CallDays
from rules.keys.desk import (
    Call,
    CallLanguages,
    CallTimes,
    CallTopics,
    CloseDays,
    Day,
    Office,
    Panel,
    WalkIn,
    WalkInLanguages,
    WalkInTopics,
    Withdraw,
)
from rules.keys.requests import Requests
from rules.letters import Button, Rows, Screen
from rules.people import LANGUAGES, Language, Role
from screens.common import footer, home, lines, pairs, paragraphs, strong
from screens.languages import NAMES
from screens.publishing import desk_button
from screens.times import cut
from screens.words import Words

PAGE = 7
MOST_TASKS = 8  # that a menu can hold


def role(held: Role, words: Words) -> str:
    names = {
        Role.VIEWER: words.b("Observer"),
        Role.SPECIALIST: words.b("Specialist"),
        Role.OFFICER: words.b("Department officer"),
        Role.COORDINATOR: words.b("Coordinator"),
        Role.ADMINISTRATOR: words.b("Administrator"),
    }
    return names[held]


def choose_centre(centres: Sequence[Centre], words: Words) -> Screen:
    buttons = tuple((Button(centre.name(words.language), Panel(centre.id).pack()),) for centre in centres)
    return Screen(words.t("Which centre?"), (*buttons, (home(words),)))


def panel(desk: Desk, words: Words, above: str = "") -> Screen:
    """The menu of a member of staff: what the roles allow and the centre has not switched off."""
    held, name = ", ".join(role(each, words) for each in desk.roles), desk.centres[0].name(words.language)
    text = words.t("Your role: {role}. Centre: {centre}.", role=held, centre=name)
    tasks, waits = _tasks(desk, words), ""
    if desk.written and len(tasks) < MOST_TASKS:
        tasks.append(screens.enquiry_desk.desk_button(desk.centres[0].id, desk.written, words))
    elif desk.written:
        waits = words.t("Questions in writing: {n}. They stand under today's visits.", n=desk.written)
    return Screen(paragraphs(above, lines(text, waits)), (*pairs(tasks), (*_waiting(desk, words), home(words))))


def _waiting(desk: Desk, words: Words) -> tuple[Button, ...]:
    """What waits for a yes stands where other screens have the way back."""
    label = f"🛎 {words.b('To be confirmed: {n}', n=desk.waiting)}"
    return (Button(label, Requests(desk.centres[0].id).pack()),) if desk.waiting else ()


def _tasks(desk: Desk, words: Words) -> list[Button]:
    """Whoever has several roles has the tasks of each."""
    centre, roles = desk.centres[0], set(desk.roles)
    if roles & LEADING:
        return _leading(desk, centre, words)
    tasks: list[Button] = []
    if Role.SPECIALIST in roles:
        tasks += [*_visits(centre, words), *_hours(centre, words), screens.schedule.desk_button(centre.id, words)]
        tasks += [] if "booking" in centre.jobs_off else [screens.session_desk.desk_button(centre.id, words)]
    elif Role.VIEWER in roles:
        tasks += _today(centre, words)
    if roles & {Role.OFFICER, Role.VIEWER}:
        tasks += _proposals(desk, centre, words)
    if Role.VIEWER in roles:
        tasks.append(screens.figures.desk_button(centre.id, words))
    return tasks


def _proposals(desk: Desk, centre: Centre, words: Words) -> list[Button]:
    """Answers that are owed can be given, whatever else the centre does no more."""
    closed = "proposals" in centre.jobs_off and not desk.owes
    return [] if closed else [screens.answers.menu_button(centre.id, words)]


def _today(centre: Centre, words: Words) -> list[Button]:
    return [Button(words.b("Today's visits"), Day(centre.id).pack())]


def _visits(centre: Centre, words: Words) -> list[Button]:
    by_call = [] if "booking" in centre.jobs_off else [Button(words.b("Book by phone call"), _key(CallTopics, centre))]
    return [*_today(centre, words), *by_call, Button(words.b("Without booking"), _key(WalkInTopics, centre))]


def _leading(desk: Desk, centre: Centre, words: Words) -> list[Button]:
    told = [] if "broadcasts" in centre.jobs_off else [screens.sending.desk_button(centre.id, words)]
    meetings = screens.convening.desk_button(centre.id, words)
    office = Button(words.b("The centre"), Office(centre.id).pack())
    daily = [*_visits(centre, words), *_contests(centre, words), *_proposals(desk, centre, words)]
    return [*daily, *told, meetings, office]


def _hours(centre: Centre, words: Words) -> list[Button]:
    return [
        Button(words.b("Close a day"), _key(CloseDays, centre)),
        Button(words.b("Close hours"), CloseDays(centre.id, 1).pack()),
    ]


def office(centre: Centre, words: Words) -> Screen:
    """What a coordinator does once in a while."""
    buttons = [
        *_hours(centre, words),
        screens.illness.desk_button(centre.id, words),
        screens.schedule.desk_button(centre.id, words),
        screens.figures.desk_button(centre.id, words),
        screens.outcomes.said_button(centre.id, words),
        screens.organisations.desk_button(centre.id, words),
        screens.setup.desk_button(centre.id, words),
    ]
    text = words.t("Centre: {centre}", centre=centre.name(words.language))
    return Screen(text, (*pairs(buttons), footer(words, Panel(centre.id))))


def _contests(centre: Centre, words: Words) -> list[Button]:
    return [] if "tenders" in centre.jobs_off else [desk_button(centre.id, words)]


def _key(kind: type[CallTopics | WalkInTopics | CloseDays], centre: Centre) -> str:
    return kind(centre.id).pack()


def walk_in_topics(centre_id: int, topics: Sequence[Topic], page: int, words: Words) -> Screen:
    choices = [Button(cut(topic.name(words.language)), WalkInLanguages(centre_id, topic.id).pack()) for topic in topics]
    return _topics(choices, WalkInTopics(centre_id, page + 1), words)


def call_topics(centre_id: int, topics: Sequence[Topic], page: int, words: Words) -> Screen:
    choices = [Button(cut(topic.name(words.language)), CallTimes(centre_id, topic.id).pack()) for topic in topics]
    return _topics(choices, CallTopics(centre_id, page + 1), words)


def _topics(choices: Sequence[Button], further: WalkInTopics | CallTopics, words: Words) -> Screen:
    """Topics, page by page; after the last ones come the first again."""
    pages = max(-(-len(choices) // PAGE), 1)
    here = choices[(further.page - 1) % pages * PAGE :][:PAGE]
    more: Rows = ((Button(words.b("Show more"), further.pack()),),) if pages > 1 else ()
    return Screen(words.t("Choose a topic."), (*pairs(here), *more, footer(words, Panel(further.centre_id))))


def walk_in_languages(centre_id: int, topic_id: int, words: Words) -> Screen:
    keys = [(language, WalkIn(centre_id, topic_id, language)) for language in LANGUAGES]
    return _languages(keys, WalkInTopics(centre_id), words)


def call_languages(asked: CallLanguages, words: Words) -> Screen:
    place = (asked.centre_id, asked.topic_id, asked.specialist_id, asked.minute)
    keys = [(language, Call(*place, language)) for language in LANGUAGES]
    return _languages(keys, CallTimes(asked.centre_id, asked.topic_id), words)


def _languages(keys: Sequence[tuple[Language, Key]], back: Key, words: Words) -> Screen:
    buttons = tuple(Button(NAMES[language], key.pack()) for language, key in keys)
    return Screen(words.t("In which language is the consultation?"), (buttons, footer(words, back)))


def call_times(asked: CallTimes, times: Sequence[FreeTime], words: Words) -> Screen:
    """Three times to say on the phone."""
    text = words.t("The earliest free times:") if times else words.t("There is no free time on this topic now.")
    place = (asked.centre_id, asked.topic_id)
    buttons = tuple(
        (Button(words.when(free.starts_at), CallLanguages(*place, free.specialist_id, minute(free.starts_at)).pack()),)
        for free in times
    )
    another = Button(f"📅 {words.b('Another day')}", CallDays(*place).pack())
    rows = (*buttons, (another,)) if times else buttons
    return Screen(text, (*rows, footer(words, CallTopics(asked.centre_id))))


def _undo(key: Withdraw, words: Words) -> Button:
    return Button(f"↩️ {words.b('Undo')}", key.pack())


def recorded(seen: Card, words: Words) -> Screen:
    """A walk-in or a caller is kept; one tap takes it back, one records the next."""
    booking, topic = seen.visit.booking, seen.visit.topic.read(words.language)
    walk_in = booking.source == "walk_in"
    text = lines(
        words.t("Recorded: came without booking.") if walk_in else _called(booking, words),
        words.t("Topic: {topic}", topic=topic),
        words.t("Specialist: {name}", name=seen.visit.specialist) if seen.visit.specialist else "",
        words.t("Language: {language}", language=NAMES[booking.language]),
        words.t("Number: {number}", number=booking.number) if walk_in else "",
    )
    centre_id = booking.centre_id
    again = WalkInTopics(centre_id) if walk_in else CallTopics(centre_id)
    next_one = Button(words.b("One more"), again.pack())
    undo = _undo(Withdraw(booking.id, booking.rev), words)
    ask = "" if walk_in else words.t("Write the first name of the caller; a phone number after it if they gave one.")
    return Screen(paragraphs(text, ask), ((undo, next_one), footer(words, Panel(centre_id))))


def _called(booking: Booking, words: Words) -> str:
    return lines(
        strong(words.b("Booked: {when}", when=words.when(booking.starts_at))),
        words.t("Tell the person the number: {number}", number=booking.number),
    )


def withdrawn(words: Words) -> str:
    return words.t("The record is withdrawn.")


def group_linked(centre: Centre, words: Words) -> Screen:
    name = centre.name(words.language)
    return Screen(
        lines(
            words.t("This group now belongs to the staff of the centre: {centre}.", centre=name),
            words.t("The list of the day lies here and keeps itself up to date; /staff brings it down."),
            words.t("Make the bot an administrator with the right to pin, and the list stays on top."),
        )
    )
