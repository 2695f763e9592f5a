"""What is kept of a person, why, and how to look at it or erase it."""

from dataclasses import dataclass
from datetime import datetime
from html import escape

from rules.centres import Centre
from rules.keys.privacy import Agree, AskConsent, AskErase, Decline, Download, Erase, MyData, ReadPrivacy
from rules.keys.start import Settings
from rules.letters import Button, Document, Screen
from rules.people import Person
from rules.privacy import CONSENT_VERSION
from screens.common import back, footer, home, lines, pairs, paragraphs
from screens.languages import NAMES
from screens.words import Words


@dataclass(frozen=True, slots=True)
class Keeping:
    """What the installation says of itself: where the data lies, whom to write to, months it is kept."""

    storage: str
    contact: str
    months: int


def ask_consent(centre: Centre, words: Words, held_until: datetime | None = None) -> Screen:
    """Asked before the first personal field. It names the centre's operator."""
    text = paragraphs(
        words.t("This time is held for you until {time}.", time=words.time(held_until)) if held_until else "",
        consent_text(centre, words),
        words.t("Without consent you can still see contacts, hours and what to bring."),
    )
    rows = (
        (Button(f"✅ {words.b('I give consent')}", Agree(centre.id).pack()),),
        (Button(words.b("I do not give consent"), Decline().pack()),),
        (Button(words.b("Read the full text"), ReadPrivacy(1).pack()),),
    )
    return Screen(text, rows)


def consent_text(centre: Centre, words: Words) -> str:
    """The very words agreed to; their hash is kept with the consent."""
    return paragraphs(
        words.t("Before you begin, please read how your data is kept."),
        words.t("Responsible for the data: {operator}.", operator=centre.operator(words.language)),
        words.t(
            "We keep your Telegram identifier, name, language, bookings, your questions and what was agreed, "
            "subscriptions, proposals, places at meetings and the organisation you named."
        ),
        words.t(
            "Messages pass through Telegram servers outside Kazakhstan. "
            "Do not send your IIN, identity documents or health data here."
        ),
        words.t("Version: {version}.", version=CONSENT_VERSION),
    )


def declined(words: Words) -> Screen:
    return Screen(words.t("Without consent you can still see contacts, hours and what to bring."), ((home(words),),))


def ask_name(words: Words, problem: str = "") -> Screen:
    """`problem` says why what was typed is no name, in plain words."""
    asked = words.t("Write your first name. The surname is not needed.")
    return Screen(f"{escape(problem, quote=False)}\n{asked}" if problem else asked)


def full_text(centre: Centre, keeping: Keeping, words: Words, *, asking: bool) -> Screen:
    what = (
        words.t("your Telegram identifier, the name you wrote, language, region;"),
        words.t("bookings, your questions with their files, the outcome, what you thought of the consultation;"),
        words.t("subscriptions to contests and places at meetings;"),
        words.t("proposals, their files and the answers;"),
        words.t("the name and BIN of the organisation, if you gave them;"),
        words.t("your phone number, if you sent it yourself."),
    )
    text = paragraphs(
        f"<b>{words.t('How your data is kept')}</b>",
        lines(
            words.t("Version: {version}.", version=CONSENT_VERSION),
            words.t("Responsible for the data: {operator}.", operator=centre.operator(words.language)),
            words.t("Contact: {contact}.", contact=keeping.contact or centre.phone),
        ),
        lines(words.t("What we keep:"), *(f"• {line}" for line in what)),
        words.t(
            "What we do not ask for: IIN, identity documents, home address, health data. Please do not write them."
        ),
        words.t(
            "Why: to book a consultation, to remind you, to tell you about contests, to answer a proposal, "
            "to keep anonymous statistics."
        ),
        _who_sees(keeping, words),
        _rights(keeping, words),
    )
    key = AskConsent() if asking else Settings()
    return Screen(text, (footer(words, key),))


def _who_sees(keeping: Keeping, words: Words) -> str:
    return lines(
        words.t(
            "Who sees it: employees of the centre with access; a proposal is also seen by the department "
            "it was passed to. What employees do is written to a journal."
        ),
        words.t("We give data to nobody else, except where the law requires it. We do not use it for advertising."),
        words.t("Where the database is: {storage}.", storage=keeping.storage) if keeping.storage else "",
        words.t(
            "Messages pass through Telegram servers. They are outside Kazakhstan. "
            "The chat history stays in Telegram; you delete it yourself."
        ),
    )


def _rights(keeping: Keeping, words: Words) -> str:
    return lines(
        words.t(
            "Kept after your last action, in months: {months}. Then the data is erased or made anonymous.",
            months=keeping.months,
        ),
        words.t("Your rights: see, correct and erase your data and withdraw consent — /mydata."),
        words.t("If you withdraw consent, your future bookings and subscriptions end and your data is erased."),
        words.t("You may complain to the centre, then to the authorised body for the protection of personal data."),
    )


def my_data(person: Person, bookings: int, looks: int, words: Words) -> Screen:
    text = paragraphs(
        f"<b>{words.t('My data')}</b>",
        lines(
            words.t("Telegram identifier: {id}", id=person.telegram_id),
            words.t("Name: {name}", name=person.name) if person.name else words.t("No name has been written."),
            words.t("Language: {language}", language=NAMES[person.language]),
            words.t("Bookings: {n}", n=bookings),
            words.t("Times that employees opened your data: {n}", n=looks),
        ),
    )
    buttons = [
        Button(words.b("Download my data"), Download().pack()),
        Button(words.b("Withdraw consent"), AskErase().pack()),
        Button(words.b("Erase my data"), AskErase().pack()),
        Button(words.b("How data is kept"), ReadPrivacy().pack()),
    ]
    return Screen(text, (*pairs(buttons), footer(words, Settings())))


def download(content: bytes, words: Words) -> Screen:
    return Screen(words.t("Everything that is kept about you."), ((home(words),),), Document("my-data.json", content))


def ask_erase(upcoming: int, roles: int, words: Words) -> Screen:
    text = paragraphs(
        words.t("If you withdraw consent, your future bookings and subscriptions end and your data is erased."),
        words.t("Bookings that will be cancelled: {n}", n=upcoming) if upcoming else "",
        words.t("Your access as an employee ends too.") if roles else "",
    )
    rows = ((Button(words.b("Erase my data"), Erase().pack()),), (back(words, MyData()), home(words)))
    return Screen(text, rows)


def erased(words: Words) -> Screen:
    return Screen(
        words.t("Your data has been erased. Only anonymous numbers remain for statistics."),
        ((Button(words.b("Begin again"), home(words).data),),),
    )


def words_please(words: Words) -> Screen:
    return Screen(words.t("Words are needed here. Please write them, or press /cancel."))


def stopped(words: Words) -> Screen:
    return Screen(words.t("Stopped. Nothing was sent."), ((home(words),),))
