"""A centre sets itself up, in words: its card, its people, what they answer for, its departments."""

from collections.abc import Sequence

import screens.centre_sheets
import screens.switches
from rules.centres import Centre, Specialist
from rules.keys.codec import Key
from rules.keys.desk import Office
from rules.keys.schedule import Schedule, Week
from rules.keys.setup import (
    AddTopic,
    Answers,
    Ask,
    AskLeave,
    Buffer,
    Departments,
    Invite,
    Leave,
    People,
    Return,
    Setup,
    Someone,
    Terms,
    Topic,
    Topics,
    Turn,
)
from rules.letters import Button, Rows, Screen
from rules.setup import BUFFERS, LENGTHS, MINUTES, Kind, Problem, Staff, Taught
from rules.visits import Visit
from screens.closures import listed, outcome
from screens.common import footer, lines, pairs, paragraphs, strong, verbatim
from screens.times import cut
from screens.words import Words

PAGE = 6


def desk_button(centre_id: int, words: Words) -> Button:
    return Button(words.b("Set up the centre"), Setup(centre_id).pack())


def card(centre: Centre, words: Words, above: str = "") -> Screen:
    """The centre as people see it, each line a tap away."""
    text = paragraphs(
        *([above] if above else []),
        lines(
            strong(centre.name(words.language)),
            words.t("Phone: {phone}", phone=centre.phone),
            words.t("Address in Kazakh: {address}", address=centre.addresses.kk),
            words.t("Address in Russian: {address}", address=centre.addresses.ru),
            words.t("Site: {site}", site=centre.site) if centre.site else "",
        ),
    )
    buttons = [
        *(Button(label, Ask(centre.id, 0, field).pack()) for field, label in _fields(words).items()),
        Button(words.b("Specialists"), People(centre.id).pack()),
        Button(words.b("Topics"), Topics(centre.id).pack()),
        Button(words.b("Departments"), Departments(centre.id).pack()),
        screens.switches.desk_button(centre.id, words),
        screens.centre_sheets.button(centre.id, words),
    ]
    return Screen(text, (*pairs(buttons), footer(words, Office(centre.id))))


def _fields(words: Words) -> dict[str, str]:
    return {
        "phone": words.b("Phone"),
        "address_kk": words.b("Address"),
        "site": words.b("Site"),
    }


def saved(words: Words) -> str:
    return f"✅ {words.t('Saved.')}"


def ask(asked: Ask, words: Words, now: str = "", why: str = "") -> Screen:
    """What is to be written; `now` is what stands there, `why` what was wrong with the last try."""
    questions = {
        "phone": words.t("Write the phone. Example: {example}", example="+7 712 200 00 00"),
        "address_kk": words.t("Write the address in Kazakh."),
        "address_ru": words.t("Write the address in Russian."),
        "site": words.t("Write the site. Example: {example}", example="https://example.kz"),
        "specialist": words.t("Write the specialist's name, as people will see it."),
        "rename": words.t("Write the specialist's name, as people will see it."),
        "topic_kk": words.t("Write the topic in Kazakh."),
        "topic_ru": words.t("Write the topic in Russian."),
        "department_kk": words.t("Write the department's name in Kazakh."),
        "department_ru": words.t("Write the department's name in Russian."),
    }
    said = words.t("Now: {text}", text=now) if now else ""
    return Screen(lines(why, said, questions[asked.field]), (footer(words, _back(asked)),))


def _back(asked: Ask) -> Key:
    if asked.field == "rename":
        return Someone(asked.centre_id, asked.thing_id)
    lists = {"specialist": People, "topic_kk": Topics, "topic_ru": Topics}
    departments = {"department_kk": Departments, "department_ru": Departments}
    return (lists | departments).get(asked.field, Setup)(asked.centre_id)


def problem(why: Problem, kind: Kind, words: Words) -> str:
    said = {
        "short": words.t("That is too short."),
        "long": words.t("That is too long. Signs at most: {n}", n=LENGTHS[kind]),
        "phone": words.t("That is no phone number."),
        "site": words.t("A site begins with https://"),
    }
    return said[why]


def people(asked: People, seen: Staff, words: Words) -> Screen:
    """Those at work, page by page; after the last ones come the first again."""
    pages = max(-(-len(seen.specialists) // PAGE), 1)
    here = seen.specialists[asked.page % pages * PAGE :][:PAGE]
    buttons = [Button(each.name, Someone(asked.centre_id, each.id).pack()) for each in here]
    add = Button(f"➕ {words.b('Add')}", Ask(asked.centre_id, 0, "specialist").pack())
    further = People(asked.centre_id, (asked.page + 1) % pages)
    more = (Button(words.b("Show more"), further.pack()),) if pages > 1 else ()
    text = words.t("At work: {n}", n=len(seen.specialists))
    return Screen(text, (*pairs(buttons), (add, *more), footer(words, Setup(asked.centre_id))))


def someone(specialist: Specialist, seen: Staff, words: Words, above: str = "") -> Screen:
    """One specialist: what they answer for and what can be changed."""
    topics = [each for each in seen.answered() if specialist.id in each.specialists]
    place = (specialist.centre_id, specialist.id)
    text = paragraphs(
        *([above] if above else []),
        lines(strong(specialist.name), verbatim(specialist.role(words.language))),
        lines(words.t("Answers for:"), *(f"• {verbatim(each.topic.name(words.language))}" for each in topics))
        if topics
        else words.t("Answers for no topic yet: nobody can book. Choose the topics."),
    )
    buttons = [
        Button(words.b("Topics"), Answers(*place).pack()),
        Button(words.b("Schedule"), Week(*place).pack()),
        Button(words.b("Change the name"), Ask(*place, "rename").pack()),
        Button(words.b("Invite to the bot"), Invite(*place).pack()),
        Button(words.b("Works here no longer"), AskLeave(*place).pack()),
    ]
    return Screen(text, (*pairs(buttons), footer(words, People(specialist.centre_id))))


def answers(asked: Answers, specialist: Specialist, seen: Staff, words: Words) -> Screen:
    """Each topic with a sign whether this specialist answers for it; a tap turns it."""
    pages = max(-(-len(seen.topics) // PAGE), 1)
    page = asked.page % pages
    here = seen.topics[page * PAGE :][:PAGE]
    buttons = tuple(
        (_turn(asked.centre_id, specialist.id, each, page, each.topic.name(words.language)),) for each in here
    )
    further = Answers(asked.centre_id, specialist.id, (page + 1) % pages)
    more: Rows = ((Button(words.b("Show more"), further.pack()),),) if pages > 1 else ()
    text = lines(strong(specialist.name), words.t("What do they answer for? What is booked already stays."))
    return Screen(text, (*buttons, *more, footer(words, Someone(asked.centre_id, specialist.id))))


def _turn(centre_id: int, specialist_id: int, one: Taught, page: int, label: str) -> Button:
    on = specialist_id in one.specialists
    key = Turn(centre_id, specialist_id, one.topic.id, int(not on), page)
    return Button(f"{'✅' if on else '▫️'} {cut(label)}", key.pack())


def topics(asked: Topics, seen: Staff, words: Words) -> Screen:
    """What one can come with, and what nobody answers for yet."""
    pages = max(-(-len(seen.topics) // PAGE), 1)
    here = seen.topics[asked.page % pages * PAGE :][:PAGE]
    buttons = tuple((Button(_named(each, words), Topic(asked.centre_id, each.topic.id).pack()),) for each in here)
    add = Button(f"➕ {words.b('Add')}", Ask(asked.centre_id, 0, "topic_kk").pack())
    further = Topics(asked.centre_id, (asked.page + 1) % pages)
    more = (Button(words.b("Show more"), further.pack()),) if pages > 1 else ()
    text = words.t(
        "Topics people can book: {n}. A topic that nobody answers for is not shown to them.", n=len(seen.answered())
    )
    return Screen(text, (*buttons, (add, *more), footer(words, Setup(asked.centre_id))))


def _named(one: Taught, words: Words) -> str:
    return f"{'✅' if one.specialists else '▫️'} {cut(one.topic.name(words.language))}"


def topic(one: Taught, seen: Staff, words: Words, above: str = "") -> Screen:
    """Who answers for it, each a tap; without anybody it is closed here."""
    here = seen.specialists[:PAGE]  # the rest are turned from their own side
    buttons = tuple((_turn(seen.centre.id, each.id, one, -1, each.name),) for each in here)
    text = paragraphs(
        *([above] if above else []),
        lines(
            strong(one.topic.name(words.language)),
            words.t("Duration: {minutes} min", minutes=one.topic.minutes),
        ),
        words.t("Who answers for it? Without anybody the topic is closed here; what is booked stays."),
    )
    terms = Button(words.b("Duration and order"), Terms(seen.centre.id, one.topic.id).pack())
    return Screen(text, (*buttons, (terms,), footer(words, Topics(seen.centre.id))))


def terms(one: Taught, seen: Staff, words: Words) -> Screen:
    """How long it takes and who goes first; what is so now has a sign."""
    place = (seen.centre.id, one.topic.id)
    terms = seen.centre.settings.of_topic(one.topic.code)
    now = terms.assignment
    names = {
        "any": words.b("In the order of the centre"),
        "least_busy": words.b("Who has fewest visits"),
        "knows": words.b("Who knows the person"),
    }
    lengths = [
        Button(f"{'• ' if each == one.topic.minutes else ''}{each}", Terms(*place, each).pack())
        for each in MINUTES[1:5]
    ]
    orders = tuple(
        (Button(f"{'• ' if each == now else ''}{label}", Terms(*place, 0, each).pack()),)
        for each, label in names.items()
    )
    confirm = Terms(*place, 0, "", int(not terms.confirm))
    asks = Button(f"{'✅' if terms.confirm else '▫️'} {words.b('Staff confirm each booking')}", confirm.pack())
    text = lines(
        strong(one.topic.name(words.language)),
        words.t("How many minutes does a consultation take? Who goes first where several are free?"),
        words.t("What is booked already stays."),
    )
    return Screen(text, (tuple(lengths), *orders, (asks,), footer(words, Topic(*place))))


def buffer(centre: Centre, words: Words) -> Screen:
    now = centre.settings.buffer_minutes
    buttons = [Button(f"{'• ' if each == now else ''}{each}", Buffer(centre.id, each).pack()) for each in BUFFERS]
    text = lines(
        words.t("How many minutes after a visit are kept free?"),
        words.t("What is booked already stays."),
    )
    return Screen(text, (tuple(buttons[:3]), tuple(buttons[3:]), footer(words, Schedule(centre.id))))


def ask_minutes(centre_id: int, name: str, words: Words) -> Screen:
    buttons = [Button(str(minutes), AddTopic(centre_id, minutes).pack()) for minutes in MINUTES]
    text = lines(strong(name), words.t("How many minutes does a consultation take?"))
    return Screen(text, (tuple(buttons[:3]), tuple(buttons[3:]), footer(words, Topics(centre_id))))


def leaving(specialist: Specialist, touched: Sequence[Visit], words: Words) -> Screen:
    place = (specialist.centre_id, specialist.id)
    text = paragraphs(
        strong(specialist.name),
        lines(words.t("Booked: {n}", n=len(touched)), *listed(touched, words, dated=True))
        if touched
        else words.t("No booking is touched."),
        *([words.t("These bookings will be cancelled, and the people told at once.")] if touched else []),
        words.t("Past visits keep the name."),
    )
    label = words.b("Close and offer other times") if touched else words.b("Works here no longer")
    return Screen(text, ((Button(label, Leave(*place).pack()),), footer(words, Someone(*place))))


def left(specialist: Specialist, told: Sequence[Visit], unreached: Sequence[Visit], words: Words) -> Screen:
    ended = outcome(told, unreached, words, dated=True)
    text = paragraphs(lines(strong(specialist.name), words.t("Works here no longer.")), *([ended] if ended else []))
    back = Button(f"↩️ {words.b('Works here again')}", Return(specialist.centre_id, specialist.id).pack())
    return Screen(text, ((back,), footer(words, People(specialist.centre_id))))


def invitation(specialist: Specialist, url: str, words: Words) -> Screen:
    text = paragraphs(
        strong(specialist.name),
        words.t("Hand this link over in private. It is good once, for 24 hours."),
        verbatim(url),
    )
    copy = Button(words.b("Copy the link"), copy=url)
    return Screen(text, ((copy,), footer(words, Someone(specialist.centre_id, specialist.id))))
