"""Writing a proposal: its kind, its department, the text, the preview, the receipt."""

from collections.abc import Callable, Sequence

import rules.proposals
import screens.departments
from rules.centres import Department, Texts
from rules.keys.answers import Decide, Routes
from rules.keys.codec import Key
from rules.keys.proposals import (
    Appeal,
    Begin,
    Departments,
    ForWhom,
    Keep,
    Mine,
    Resume,
    Rewrite,
    Send,
    Show,
    ShowName,
    Write,
)
from rules.keys.start import Home
from rules.letters import Button, Rows, Screen
from rules.organisations import Organisation
from rules.proposals import KINDS, MOST, Card, Drafted, Kind
from rules.texts import shortened
from screens.common import footer, home, lines, pairs, paragraphs, strong, verbatim
from screens.times import cut
from screens.words import Words

E_OTINISH = "https://eotinish.kz"
NAME_SHOWN = 120  # of an organisation, whose whole name can be three times as long

Further = Departments | Routes | Decide


def menu_button(words: Words) -> Button:
    return Button(f"💡 {words.b('Send a proposal')}", Begin().pack())


def kinds(words: Words) -> Screen:
    buttons = [Button(kind(each, words), Departments(each).pack()) for each in KINDS]
    mine = Button(f"📋 {words.b('My proposals')}", Mine().pack())
    return Screen(words.t("What kind of proposal is it?"), (*pairs([*buttons, mine]), footer(words, Home())))


def kind(each: Kind, words: Words) -> str:
    names = {
        "topic": words.b("Topic for next year"),
        "service": words.b("Improve a service"),
        "joint": words.b("Joint project"),
        "question": words.b("Question to a department"),
        "other": words.b("Another idea"),
    }
    return names[each]


def unfinished(words: Words) -> Screen:
    buttons = [Button(words.b("Yes"), Resume().pack()), Button(words.b("No, begin anew"), Begin(1).pack())]
    return Screen(words.t("An unfinished draft is kept. Continue?"), (*pairs(buttons), footer(words, Home())))


def departments(asked: Departments, found: Sequence[Department], words: Words) -> Screen:
    """Whoever does not know is the first to be helped; then the departments, page by page."""
    first = (Button(f"❔ {words.b('I do not know')}", Write(asked.kind, 0).pack()),)
    further = Departments(asked.kind, asked.page + 1)
    rows = department_rows(found, lambda each: Write(asked.kind, each.id), further, words)
    text = paragraphs(
        lines(
            words.t("Which department is it for?"),
            words.t("If you do not know, the centre will pass it to the right department."),
        ),
        screens.departments.names(found, asked.page, words),
    )
    return Screen(text, (first, *rows, footer(words, Begin(1))))


def department_rows(
    found: Sequence[Department], key: Callable[[Department], Key], further: Further, words: Words
) -> Rows:
    """Those of the page before `further`, which the last button turns to."""
    rows = screens.departments.buttons(found, further.page - 1, key, words)
    more = (Button(words.b("Show more"), further.pack()),)
    return (*rows, more) if screens.departments.pages(found) > 1 else rows


def ask_text(words: Words, above: str = "") -> Screen:
    text = paragraphs(
        above,
        lines(
            words.t("Write what the matter is and what you propose."),
            words.t("Do not name private persons. Send complaints through e-Otinish or call 109."),
        ),
        words.t("One message, up to {max} characters. To stop: /cancel", max=MOST),
    )
    return Screen(text, (footer(words, Begin(1)),))


def not_text(words: Words) -> Screen:
    said = words.t("Photos, files and voice messages are not accepted here. Please write.")
    return Screen(said, (footer(words, Begin(1)),))


def complaint(words: Words) -> Screen:
    """Told first where it belongs; the author may change it, or keep it."""
    text = paragraphs(
        words.t("It seems that the text names a person or tells of corruption."),
        words.t("Do not name private persons. Send complaints through e-Otinish or call 109."),
        lines(f"e-Otinish: {E_OTINISH}", words.t("You can change the text or keep it as it is.")),
    )
    buttons = [Button(f"✏️ {words.b('Edit')}", Rewrite().pack()), Button(words.b("Keep as it is"), Keep().pack())]
    return Screen(text, (*pairs(buttons), (home(words),)))


def ask_name_shown(words: Words) -> Screen:
    text = lines(
        words.t("Show your name to others?"),
        words.t("The centre and the department see it in any case. Nothing is published without the centre's word."),
    )
    buttons = [
        Button(words.b("Show the name"), ShowName(1).pack()),
        Button(words.b("Hide the name"), ShowName(0).pack()),
    ]
    return Screen(text, (*pairs(buttons), (home(words),)))


def preview(
    drafted: Drafted, department: Texts | None, senders: Sequence[Organisation], words: Words, above: str = ""
) -> Screen:
    organisation = "".join(one.name for one in senders if one.id == drafted.organisation_id)
    each = rules.proposals.kind(drafted.kind)
    shown = words.t("Your name: shown to others") if drafted.show_name else words.t("Your name: hidden from others")
    text = paragraphs(
        above,
        strong(words.b("Check before sending:")),
        lines(
            words.t("Kind: {kind}", kind=kind(each, words)),
            where(department, words),
            sender(organisation, words),
            words.t("Everybody who speaks for the organisation will see it.") if organisation else "",
            shown,
        ),
        verbatim(drafted.text),
    )
    other = words.b("Hide the name") if drafted.show_name else words.b("Show the name")
    buttons = [
        Button(f"✏️ {words.b('Edit')}", Rewrite().pack()),
        Button(other, ShowName(0 if drafted.show_name else 1).pack()),
        *_other_sender(drafted, senders, words),
    ]
    send = (Button(f"✅ {words.b('Send')}", Send(drafted.mark).pack()),)
    return Screen(text, (send, *pairs(buttons), footer(words, Departments(each))))


def _other_sender(drafted: Drafted, senders: Sequence[Organisation], words: Words) -> list[Button]:
    """One tap goes on to the next whom it can be sent for; after the last one comes the author alone."""
    if not senders:
        return []
    ids = [None, *(each.id for each in senders)]
    now = ids.index(drafted.organisation_id) if drafted.organisation_id in ids else 0
    following = (now + 1) % len(ids)
    if following == 0:
        return [Button(words.b("On my own behalf"), ForWhom(0).pack())]
    one = senders[following - 1]
    return [Button(cut(words.b("From: {organisation}", organisation=one.name)), ForWhom(one.id).pack())]


def old_preview(words: Words) -> str:
    return words.t("This button is old. This is how it stands now:")


def nothing_left(words: Words) -> str:
    return words.t("Nothing waits to be sent. This is what has been sent:")


def where(department: Texts | None, words: Words) -> str:
    if department is None:
        return words.t("The centre will pass it to the right department.")
    return words.t("Addressed to: {department}", department=department.read(words.language))


def sender(organisation: str, words: Words) -> str:
    """The organisation that it speaks for, where it speaks for one."""
    return words.t("From: {organisation}", organisation=shortened(organisation, NAME_SHOWN)) if organisation else ""


def sent(card: Card, words: Words) -> Screen:
    """The receipt: number, where to, due date, and what it is not."""
    due = words.day(card.proposal.due_on)
    said = words.t("Proposal No. {number} is registered. Answer due: {day}.", number=card.proposal.number, day=due)
    text = paragraphs(
        lines(f"✅ {said}", where(card.department, words)),
        words.t("We shall write to you at each step."),
        not_official(words),
    )
    appeal = Button(words.b("Text for e-Otinish"), Appeal(card.proposal.id).pack())
    show = Button(words.b("Open the proposal"), Show(card.proposal.id).pack())
    return Screen(text, (*pairs([appeal, show]), (mine_button(words), home(words))))


def not_official(words: Words) -> str:
    return words.t(
        "A proposal sent here is not an official appeal under the Administrative Procedural and Process-Related Code. "
        "An official appeal is sent through e-Otinish: {url}",
        url=E_OTINISH,
    )


def no_more_today(most: int, words: Words) -> Screen:
    text = words.t("Proposals that can be sent in a day: {n}. The draft is kept until tomorrow.", n=most)
    return Screen(text, ((mine_button(words), home(words)),))


def mine_button(words: Words) -> Button:
    return Button(f"📋 {words.b('My proposals')}", Mine().pack())
