"""The staff's screens of proposals: what waits, one card, where to pass it, the answer before it is published."""

from collections.abc import Sequence
from datetime import date

import screens.departments
from rules.answers import DATED, DECISIONS, MOST, Answer, Reply
from rules.centres import Department
from rules.keys.answers import (
    AskDate,
    AskLetter,
    AskText,
    Decide,
    Decisions,
    Forward,
    Inbox,
    Open,
    Public,
    Publish,
    Review,
    Routes,
    RouteTo,
    ShareAnswer,
)
from rules.keys.desk import Panel
from rules.letters import Button, Screen
from rules.posts import Post
from rules.proposals import Card, Proposal, is_public
from rules.texts import shortened
from screens.common import footer, home, lines, pairs, paragraphs, strong, verbatim
from screens.dues import label
from screens.my_proposals import addressed, answer, by, decided, headline, share_button, stands
from screens.proposals import department_rows, kind, sender
from screens.times import cut
from screens.words import Words

PAGE = 5
ANSWER_SHOWN = 300  # of the last answer under a proposal's whole text


def inbox(cards: Sequence[Card], waiting: int, asked: Inbox, words: Words) -> Screen:
    """Overdue ones first. Nothing here names an author or tells what they wrote."""
    pages = max(-(-len(cards) // PAGE), 1)
    page = asked.page % pages
    here = cards[page * PAGE :][:PAGE]
    rows = tuple((Button(cut(label(each, words)), Open(each.proposal.id).pack()),) for each in here)
    following = Inbox(asked.centre_id, asked.ended, page + 1)
    more = [Button(words.b("Show more"), following.pack())] if pages > 1 else []
    other = Inbox(asked.centre_id, 0 if asked.ended else 1)
    turn = words.b("Waiting for an answer") if asked.ended else words.b("Answered ones")
    head = (
        words.t("Answered proposals") if asked.ended else words.t("Proposals that wait for an answer: {n}", n=waiting)
    )
    text = paragraphs(strong_head(head), *(_line(each, words) for each in here))
    return Screen(text, (*rows, *pairs([*more, Button(turn, other.pack())]), footer(words, Panel(asked.centre_id))))


def strong_head(head: str) -> str:
    return f"<b>{head}</b>"


def _line(card: Card, words: Words) -> str:
    proposal = card.proposal
    head = f"№\u00a0{proposal.number} · {kind(proposal.kind, words)}"
    return lines(head, *stands(card, words), addressed(card, words))


def card(seen: Card, post: Post, words: Words, above: str = "") -> Screen:
    """The whole text, who wrote it, how it stands, and what this post may do."""
    proposal = seen.proposal
    names = words.t("Author: {name}", name=seen.author) if seen.author else ""
    flags = words.t("The author shows the name") if proposal.show_name else words.t("The author hides the name")
    text = paragraphs(
        above,
        lines(strong(f"№\u00a0{proposal.number} · {kind(proposal.kind, words)}"), *stands(seen, words)),
        lines(addressed(seen, words), sender(seen.organisation, words), names, flags, _public(proposal, words)),
        verbatim(proposal.text),
        lines(*(_short(each, words) for each in seen.answers[-1:])),
    )
    return Screen(text, (*pairs(_deeds(seen, post, words)), footer(words, Inbox(proposal.centre_id))))


def _public(proposal: Proposal, words: Words) -> str:
    if is_public(proposal):
        return words.t("May be shown to others: author and centre agree")
    return words.t("The centre agrees to show it to others") if proposal.public else ""


def _short(given: Answer, words: Words) -> str:
    return lines(headline(given, words), by(given, words), verbatim(shortened(given.text, ANSWER_SHOWN)))


def _deeds(seen: Card, post: Post, words: Words) -> list[Button]:
    proposal, buttons = seen.proposal, []
    at = (proposal.id, proposal.rev)
    if post.answers(proposal) and proposal.waits:
        if post.leads and proposal.state == "registered" and proposal.department_id:
            buttons.append(Button(words.b("Pass to this department"), RouteTo(*at, proposal.department_id).pack()))
        if proposal.state == "passed":
            buttons.append(Button(words.b("Take into review"), Review(*at).pack()))
        buttons.append(Button(f"✍️ {words.b('Answer')}", Decisions(*at).pack()))
        if post.leads:
            buttons.append(Button(words.b("Pass to a department"), Routes(*at).pack()))
    if post.leads:
        label = words.b("Do not show to others") if proposal.public else words.b("May be shown to others")
        buttons.append(Button(label, Public(*at, 0 if proposal.public else 1).pack()))
    if proposal.state == "answered" and is_public(proposal):
        buttons.append(share_button(ShareAnswer(proposal.id), words))
    return buttons


def old_button(seen: Card, post: Post, words: Words) -> Screen:
    return card(seen, post, words, words.t("This button is old. This is how it stands now:"))


def routes(asked: Routes, departments: Sequence[Department], words: Words) -> Screen:
    def to(each: Department) -> RouteTo:
        return RouteTo(asked.proposal_id, asked.rev, each.id)

    further = Routes(asked.proposal_id, asked.rev, asked.page + 1)
    rows = department_rows(departments, to, further, words)
    names = screens.departments.names(departments, asked.page, words)
    text = paragraphs(words.t("Which department is it passed to?"), names)
    return Screen(text, (*rows, footer(words, Open(asked.proposal_id))))


def forwards(asked: Decide, departments: Sequence[Department], words: Words) -> Screen:
    def to(each: Department) -> Forward:
        return Forward(asked.proposal_id, asked.rev, each.id)

    further = Decide(asked.proposal_id, asked.rev, asked.decision, asked.page + 1)
    rows = department_rows(departments, to, further, words)
    back = Decisions(asked.proposal_id, asked.rev)
    names = screens.departments.names(departments, asked.page, words)
    return Screen(paragraphs(words.t("Which department deals with it?"), names), (*rows, footer(words, back)))


def passed(seen: Card, post: Post, words: Words) -> Screen:
    return card(seen, post, words, f"✅ {words.t('Passed on. The author is told.')}")


def decisions(seen: Card, words: Words) -> Screen:
    proposal = seen.proposal
    buttons = [
        Button(decided(each, words), Decide(proposal.id, proposal.rev, each).pack())
        for each in DECISIONS
        if each != "forwarded" or proposal.state != "registered"
    ]
    text = lines(words.t("Proposal No. {number}", number=proposal.number), words.t("What is the answer?"))
    return Screen(text, (*pairs(buttons), footer(words, Open(proposal.id))))


def ask_text(reply: Reply, words: Words) -> Screen:
    hints = {
        "accepted": words.t("Write what will be done."),
        "part": words.t("Write what is accepted, and why the rest is not."),
        "explained": words.t("Explain how it is. If it is possible already, write how."),
        "study": words.t("Write what will be studied. Then the day is asked."),
        "declined": words.t("Write the reason, and what can be done instead."),
        "forwarded": words.t("Write why another department deals with it."),
    }
    text = lines(hints[reply.decision], words.t("One message, up to {max} characters. To stop: /cancel", max=MOST))
    return Screen(text, (footer(words, Open(reply.proposal_id)),))


def words_please(proposal_id: int, words: Words) -> Screen:
    said = words.t("Photos, files and voice messages are not accepted here. Please write.")
    return Screen(said, (footer(words, Open(proposal_id)),))


def ask_date(proposal_id: int, today: date, words: Words, above: str = "") -> Screen:
    example = f"{today.replace(day=1, month=today.month % 12 + 1, year=today.year + today.month // 12):%d.%m.%Y}"
    text = paragraphs(above, words.t("Until which day? Write the date, such as: {example}", example=example))
    return Screen(text, (footer(words, Open(proposal_id)),))


def unclear_date(today: date, words: Words) -> str:
    return words.t("The date is not clear. Example: {example}.", example=f"{today:%d.%m.%Y}")


def no_such_promise(words: Words) -> str:
    """A day in the past, or years away."""
    return words.t("A day to come is needed, at most three years ahead.")


def ask_letter(proposal_id: int, today: date, words: Words, above: str = "") -> Screen:
    text = words.t(
        "Write the number and the date of the department's letter, such as: {example}",
        example=f"12-3/456, {today:%d.%m.%Y}",
    )
    return Screen(paragraphs(above, text), (footer(words, Open(proposal_id)),))


def unclear_letter(words: Words) -> str:
    return words.t("The number and a date not later than today are needed.")


def preview(seen: Card, post: Post, reply: Reply, given: Answer, words: Words) -> Screen:
    """The answer as its author will read it."""
    buttons = [Button(f"✏️ {words.b('Edit')}", AskText(reply.proposal_id).pack())]
    if reply.decision in DATED:
        buttons.append(Button(words.b("Name a day"), AskDate(reply.proposal_id).pack()))
    if post.leads:
        buttons.append(Button(words.b("Letter of the department"), AskLetter(reply.proposal_id).pack()))
    text = paragraphs(
        strong(words.b("The author will read:")),
        words.t("Proposal No. {number}", number=seen.proposal.number),
        answer(given, words),
    )
    send = Button(f"✅ {words.b('Publish')}", Publish(reply.proposal_id, reply.mark).pack())
    return Screen(text, ((send,), *pairs(buttons), footer(words, Open(reply.proposal_id))))


def published(seen: Card, post: Post, words: Words) -> Screen:
    return card(seen, post, words, f"✅ {words.t('The answer is published. The author is told.')}")


def new(proposal: Proposal, words: Words) -> Screen:
    """For staff: something waits for them."""
    text = lines(
        f"📨 {words.t('A proposal waits for you: No. {number}', number=proposal.number)}",
        words.t("Answer due: {date}", date=words.on(proposal.due)),
    )
    return Screen(text, ((Button(words.b("Open the proposal"), Open(proposal.id).pack()),), (home(words),)))


def menu_button(centre_id: int, words: Words) -> Button:
    """For the staff's panel."""
    return Button(words.b("Proposals"), Inbox(centre_id).pack())
