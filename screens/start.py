"""The first steps: language, centre, the main menu, contacts, what to bring, help."""

from collections.abc import Collection, Sequence

import screens.call_backs
import screens.field_days
import screens.menus
import screens.organisations
import screens.reservations
from rules.centres import Centre, Topic
from rules.keys.booking import Mine, Pick, Topics
from rules.keys.calendars import Feeds
from rules.keys.codec import Key
from rules.keys.desk import Panel
from rules.keys.meetings import Meetings
from rules.keys.privacy import MyData, ReadPrivacy
from rules.keys.proposals import Begin
from rules.keys.start import (
    AskCentre,
    AskLanguage,
    Checklist,
    Checklists,
    ChooseCentre,
    Contacts,
    Help,
    Home,
    Settings,
    Speak,
)
from rules.keys.tenders import Contests
from rules.letters import Button, Screen
from rules.people import LANGUAGES, Language, Person
from screens.common import footer, home, lines, pairs, paragraphs, strong
from screens.languages import NAMES
from screens.words import Words

WEEK = range(7)
MOST = 8  # buttons of the main menu
PAGE = 5


def choose_language(guess: Language, *, first: int) -> Screen:
    """Asked in all three languages at once: nobody knows yet which one is read. The guess stands on top."""
    order = sorted(LANGUAGES, key=lambda language: language != guess)
    text = lines(*(Words(language).t("Choose a language.") for language in order))
    return Screen(text, tuple((Button(NAMES[language], Speak(language, first).pack()),) for language in order))


def language_chosen(words: Words) -> str:
    return words.t("The language is now English.")


def change_language(words: Words) -> Screen:
    buttons = [Button(NAMES[language], Speak(language).pack()) for language in LANGUAGES]
    return Screen(words.t("Choose a language."), (*((button,) for button in buttons), footer(words, Settings())))


def choose_centre(centres: Sequence[Centre], words: Words) -> Screen:
    buttons = tuple((Button(centre.name(words.language), ChooseCentre(centre.id).pack()),) for centre in centres)
    return Screen(words.t("Which centre suits you?"), buttons)


def greeting(centre: Centre, words: Words) -> str:
    name = centre.name(words.language)
    if "booking" in centre.jobs_off:
        return words.t("Hello! This is the bot of {centre}.", centre=name)
    return words.t("Hello! This is the bot of {centre}. Here you can book a free consultation.", centre=name)


def menu(person: Person, centre: Centre, topics: Sequence[Topic], words: Words, above: str = "") -> Screen:
    """The main menu. Topics stand on it, so that the earliest consultation is two taps away.

    A greeting `above` it names the centre already.
    """
    rest = [*_jobs(centre, words), *_own(person, words)]
    asked = words.t("What do you need advice on?") if topics else words.t("Choose what you need.")
    name = "" if above == greeting(centre, words) else strong(centre.name(words.language))
    text = paragraphs(above, name, asked)
    return Screen(text, (*pairs(_topics(topics, MOST - len(rest), words)), *pairs(rest)))


def _topics(topics: Sequence[Topic], room: int, words: Words) -> Sequence[Button]:
    """As many as there is room for, and the way to the others."""
    shown = topics if len(topics) <= room else topics[: room - 1]
    first = [Button(topic.name(words.language), Pick(topic.id).pack()) for topic in shown]
    more = [Button(words.b("Another topic"), Topics().pack())] if len(shown) < len(topics) else []
    return [*first, *more]


def _jobs(centre: Centre, words: Words) -> Sequence[Button]:
    """What the centre does beside consultations."""
    all_of_them: Sequence[tuple[str, Key]] = (
        (f"📣 {words.b('Contests and grants')}", Contests()),
        (f"💡 {words.b('Send a proposal')}", Begin()),
        (f"👥 {words.b('Meetings')}", Meetings()),
    )
    return [Button(label, key.pack()) for label, key in all_of_them if key.job not in centre.jobs_off]


def _own(person: Person, words: Words) -> Sequence[Button]:
    desk = [Button(f"🗂 {words.b('For staff')}", Panel().pack())] if person.works_here else []
    mine = Button(f"📋 {words.b('My bookings')}", Mine().pack())
    return [mine, *desk, Button(f"📍 {words.b('Contacts and settings')}", Contacts().pack())]


def settings(centre: Centre, words: Words, *, feeds: bool = False) -> Screen:
    """`feeds`: whether a calendar can follow one's bookings here."""
    follow = [Button(f"📅 {words.b('Link for a calendar')}", Feeds().pack())] if feeds else []
    buttons = [
        Button(f"🌐 {words.b('Language')}", AskLanguage().pack()),
        Button(f"🏢 {words.b('Change the centre')}", AskCentre().pack()),
        screens.organisations.menu_button(words),
        *follow,
        Button(f"🔒 {words.b('My data')}", MyData().pack()),
        Button(words.b("Help"), Help().pack()),
    ]
    text = lines(words.t("Settings"), words.t("Centre: {centre}", centre=centre.name(words.language)))
    return Screen(text, (*pairs(buttons), footer(words, Contacts())))


def contacts(centre: Centre, words: Words, *, lends: bool = False, away: bool = False) -> Screen:
    """`lends`: whether one can ask for a hall or a desk here; `away`: whether a day in a district is planned."""
    text = lines(
        strong(centre.name(words.language)),
        words.t("Address: {address}", address=centre.address(words.language)),
        words.t("Phone: {phone}", phone=centre.phone),
        words.t("Site: {url}", url=centre.site) if centre.site else "",
        "",
    )
    week = "\n".join(_weekday(centre, weekday, words) for weekday in WEEK)
    call = [] if "booking" in centre.jobs_off else [screens.call_backs.button(0, words)]
    rooms = [screens.reservations.menu_button(words)] if lends else []
    districts = [screens.field_days.menu_button(words)] if away and call else []
    buttons = [
        *call,
        *rooms,
        *districts,
        Button(words.b("What to bring"), Checklists().pack()),
        Button(words.b("How data is kept"), ReadPrivacy().pack()),
        Button(f"⚙️ {words.b('Settings')}", Settings().pack()),
    ]
    body = paragraphs(text, lines(words.t("Opening hours:"), week))
    return Screen(body, (*pairs(buttons), (home(words),)))


def _weekday(centre: Centre, weekday: int, words: Words) -> str:
    spans = ", ".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in centre.hours[weekday])
    return f"{words.weekday(weekday)}: {spans or words.t('day off')}"


def checklists(topics: Sequence[Topic], words: Words, page: int = 0) -> Screen:
    """Page by page; the last page leads back to the first."""
    begin = page * PAGE if 0 <= page * PAGE < len(topics) else 0
    buttons = [Button(topic.name(words.language), Checklist(topic.id).pack()) for topic in topics[begin:][:PAGE]]
    following = begin // PAGE + 1 if begin + PAGE < len(topics) else 0
    more = [Button(words.b("Show more"), Checklists(following).pack())] if len(topics) > PAGE else []
    text = words.t("Choose a topic to see what to bring.")
    return Screen(text, (*pairs([*buttons, *more]), footer(words, Contacts())))


def checklist(topic: Topic, words: Words) -> Screen:
    text = lines(
        strong(topic.name(words.language)),
        words.t("Free of charge. Duration: {minutes} min.", minutes=topic.minutes),
        words.t("What to bring: {list}", list=topic.bring(words.language)),
    )
    buttons = ((Button(words.b("Book a consultation"), Pick(topic.id).pack()),), footer(words, Checklists()))
    return Screen(text, buttons)


def help_text(phone: str, off: Collection[str], words: Words) -> Screen:
    """Every command but those of jobs that are `off`."""
    works = [f"/{name} — {said}" for name, said in _commands(words) if screens.menus.JOBS.get(name) not in off]
    text = paragraphs(
        words.t("This bot brings the services of the civic centre together."),
        lines(*works),
        words.t("For urgent local matters call 109."),
        words.t("Phone of the centre: {phone}", phone=phone) if phone else "",
    )
    return Screen(text, ((Button(words.b("Book a consultation"), Topics().pack()),), (home(words),)))


def _commands(words: Words) -> Sequence[tuple[str, str]]:
    return (
        ("book", words.t("book a free consultation")),
        ("bookings", words.t("move or cancel a booking")),
        ("tenders", words.t("open contests (tenders) and grants")),
        ("subscriptions", words.t("get messages for your direction")),
        ("propose", words.t("send a proposal")),
        ("proposals", words.t("status of your proposals and the answers")),
        ("meetings", words.t("meetings, seminars, trainings")),
        ("rooms", words.t("ask for a hall or desks")),
        ("language", words.t("change the language")),
        ("privacy", words.t("how data is kept")),
        ("mydata", words.t("see or erase your data")),
    )


def nothing_understood(words: Words) -> Screen:
    return Screen(words.t("I did not understand the message. Choose from the menu."), ((home(words),),))


def not_a_choice(words: Words) -> Screen:
    """What was said is none of what the screen above offers; that screen stays as it is."""
    return Screen(words.t("I did not understand the message. Press one of the buttons above."), aside=True)


def no_such_command(words: Words) -> Screen:
    return Screen(words.t("There is no such command. All commands: /help"), ((home(words),),))


def no_centre(words: Words) -> Screen:
    """Before any centre is loaded: it tells staff, not visitors, what is missing."""
    return Screen(words.t("The centre has not opened its bot yet. Please come back later."), ((home(words),),))


def joined(role: str, centre: str, words: Words) -> str:
    return words.t("Your role: {role}. Centre: {centre}.", role=role, centre=centre)


def go_private(words: Words) -> Screen:
    return Screen(words.t("Write to the bot in a private chat."))


def for_staff(words: Words) -> str:
    """Over the chat of a group, to somebody who is no staff."""
    return words.b("These buttons are for the staff of the centre. To book, write to the bot in a private chat.")


def menu_only(words: Words) -> Screen:
    return Screen(words.t("Choose what you need."), ((Button(words.b("Main menu"), Home().pack()),),))
