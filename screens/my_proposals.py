"""What became of a proposal, in the words of its author's screens: the list, one card, each step, the answer."""

from collections.abc import Sequence
from datetime import date

from rules.answers import Answer
from rules.centres import Centre, Texts
from rules.keys.codec import Key
from rules.keys.proposals import Appeal, AskWithdraw, Begin, Mine, Reveal, Share, Show, Withdraw
from rules.keys.start import Home
from rules.letters import Button, Screen
from rules.proposals import OPEN, Card, is_public
from rules.texts import shortened
from screens.common import back, footer, home, lines, pairs, paragraphs, strong, verbatim
from screens.proposals import E_OTINISH, kind, mine_button, sender, where
from screens.times import cut
from screens.words import Words

PAGE = 5
TEXT_SHOWN = 600  # of one's own text above an answer: the whole must fit one message
EARLIER = 4  # answers before the last one, a line each


def mine(cards: Sequence[Card], page: int, words: Words, above: str = "") -> Screen:
    """Each with its number, how it stands, and until when; newest first."""
    new = Button(f"💡 {words.b('Send a proposal')}", Begin().pack())
    if not cards:
        said = words.t("You have not sent any proposals yet.")
        return Screen(paragraphs(above, said), ((new,), (home(words),)))
    pages = -(-len(cards) // PAGE)
    here = cards[page % pages * PAGE :][:PAGE]
    rows = tuple((Button(cut(_line(each, words)), Show(each.proposal.id).pack()),) for each in here)
    more = ((Button(words.b("Show more"), Mine(page % pages + 1).pack()),),) if pages > 1 else ()
    shown = [lines(_numbered(each, words), *stands(each, words), _of_others(each, words)) for each in here]
    return Screen(paragraphs(above, words.t("My proposals"), *shown), (*rows, *more, (new,), footer(words, Home())))


def _line(card: Card, words: Words) -> str:
    return f"№\u00a0{card.proposal.number} · {standing(card, words)}"


def _of_others(card: Card, words: Words) -> str:
    """Whose it is, where somebody else of the organisation has sent it."""
    return sender(card.organisation, words) if card.reader != "author" else ""


def _numbered(card: Card, words: Words) -> str:
    return strong(f"№\u00a0{card.proposal.number} · {kind(card.proposal.kind, words)}")


def standing(card: Card, words: Words) -> str:
    """How it stands, as plain words for a button too."""
    proposal = card.proposal
    return decided(proposal.decision, words) if proposal.decision else state(proposal.state, words)


def state(name: str, words: Words) -> str:
    names = {
        "registered": words.b("Registered"),
        "passed": words.b("Passed to the department"),
        "review": words.b("In review"),
        "answered": words.b("Answered"),
        "withdrawn": words.b("Withdrawn"),
    }
    return names[name]


def decided(name: str, words: Words) -> str:
    names = {
        "accepted": words.b("Accepted"),
        "part": words.b("Accepted in part"),
        "explained": words.b("Explained"),
        "study": words.b("Taken for study"),
        "declined": words.b("Declined"),
        "forwarded": words.b("Forwarded to another department"),
    }
    return names[name]


def stands(card: Card, words: Words) -> tuple[str, ...]:
    """How it stands, and until when an answer, or what it promised, is to come."""
    proposal = card.proposal
    late = f" · ❗ {words.t('Overdue')}" if card.overdue else ""
    promised = words.t("Until: {date}", date=words.until(proposal.until, card.today)) if proposal.until else ""
    due = words.t("Answer due: {date}", date=words.on(proposal.due_on)) if proposal.waits and not promised else ""
    return (words.t("Status: {status}", status=standing(card, words)) + late, promised or due)


def show(card: Card, words: Words, above: str = "") -> Screen:
    """One's own proposal, or one's organisation's, as it stands, with the last answer whole."""
    proposal, answers = card.proposal, card.answers
    typed = shortened(proposal.text, TEXT_SHOWN) if answers else proposal.text
    text = paragraphs(
        above,
        lines(_numbered(card, words), *stands(card, words), addressed(card, words), sender(card.organisation, words)),
        verbatim(typed),
        lines(*(headline(each, words) for each in answers[:-1][-EARLIER:])),
        *(answer(each, words) for each in answers[-1:]),
    )
    appeal = Button(words.b("Text for e-Otinish"), Appeal(proposal.id).pack())
    key = AskWithdraw(proposal.id, proposal.rev).pack()
    withdraw = [Button(words.b("Withdraw the proposal"), key)] if _withdraws(card) else []
    return Screen(text, (*pairs([appeal, *withdraw, *_publicity(card, words)]), footer(words, Mine())))


def _withdraws(card: Card) -> bool:
    return card.proposal.state in OPEN and card.reader != "colleague"


def _publicity(card: Card, words: Words) -> list[Button]:
    """The author's word on showing it; and once the staff's is there too, the text to pass on."""
    proposal = card.proposal
    if proposal.state == "withdrawn":
        return []
    label = words.b("Do not show to others") if proposal.show_name else words.b("May be shown to others")
    reveal = Button(label, Reveal(proposal.id, proposal.rev, 0 if proposal.show_name else 1).pack())
    ready = proposal.state == "answered" and is_public(proposal)
    share_it = [share_button(Share(proposal.id), words)] if ready else []
    return [reveal, *share_it] if card.reader == "author" else share_it


def share_button(key: Key, words: Words) -> Button:
    return Button(f"📨 {words.b('Share')}", key.pack())


def share(card: Card, back_to: Key, words: Words) -> Screen:
    """What was proposed and what was answered, in plain words and without a name."""
    return Screen(paragraphs(words.t("Text to pass on:"), verbatim(shared(card, words))), (footer(words, back_to),))


def shared(card: Card, words: Words) -> str:
    given = card.answers[-1]
    return paragraphs(
        f"{words.b('Proposal No. {number}', number=card.proposal.number)}: {shortened(card.proposal.text, TEXT_SHOWN)}",
        lines(
            words.b("Answer: {answer}", answer=decided(given.decision, words)),
            words.b("Answered by: {department}", department=given.department.read(words.language))
            if given.department
            else words.b("Answered by the centre"),
            words.b("Until: {date}", date=words.until(given.until, given.created_at.date())) if given.until else "",
        ),
        given.text,
    )


def old_button(card: Card, words: Words) -> Screen:
    return show(card, words, words.t("This button is old. This is how it stands now:"))


def answer(given: Answer, words: Words, *, headed: bool = False) -> str:
    """An answer as it was published; `headed`: whose it is has been said above."""
    promised, letter_on = given.until, given.letter_on
    letter = words.t("Letter No. {number}, {date}", number=given.letter, date=dated(letter_on)) if letter_on else ""
    return paragraphs(
        lines(
            strong(decided(given.decision, words)),
            "" if headed else by(given, words),
            _to(given.passed_to, words),
            words.t("Until: {date}", date=words.until(promised, given.created_at.date())) if promised else "",
            letter,
        ),
        verbatim(given.text),
    )


def addressed(card: Card, words: Words) -> str:
    """Where it is; that the centre will find the department is said only while it may."""
    found = card.department is not None or card.proposal.state == "registered"
    return where(card.department, words) if found else ""


def dated(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def headline(given: Answer, words: Words) -> str:
    """An earlier answer in a line."""
    return f"• {words.day(words.local(given.created_at).date())}: {decided(given.decision, words)}"


def by(given: Answer, words: Words) -> str:
    if given.department is None:
        return words.t("Answered by the centre")
    return words.t("Answered by: {department}", department=given.department.read(words.language))


def _to(passed_to: Texts | None, words: Words) -> str:
    return words.t("Passed to: {department}", department=passed_to.read(words.language)) if passed_to else ""


def news(card: Card, name: str, department: Texts | None, words: Words) -> Screen:
    """A step on the way; it is a panel itself."""
    proposal = card.proposal
    said = words.t("New status of proposal No. {number}: {status}", number=proposal.number, status=state(name, words))
    due = words.t("Answer due: {date}", date=words.on(proposal.due_on)) if proposal.waits else ""
    text = lines(f"📬 {said}", where(department, words) if department else "", due)
    return Screen(text, _panel(card, words))


def answer_came(card: Card, given: Answer, words: Words) -> Screen:
    """The answer, or that another department deals with it."""
    number = words.t("Proposal No. {number}", number=card.proposal.number)
    if given.passed_to is not None:
        to = given.passed_to.read(words.language)
        said = words.t("Another department deals with this matter. Passed to: {department}.", department=to)
        due = words.t("Answer due: {date}", date=words.on(card.proposal.due_on))
        return Screen(paragraphs(lines(f"📬 {number}", said, due), verbatim(given.text)), _panel(card, words))
    return Screen(paragraphs(f"📬 {number}", _came(given, words)), _panel(card, words))


def _came(given: Answer, words: Words) -> str:
    if given.department is None:
        return paragraphs(words.t("The answer has come from the centre."), answer(given, words, headed=True))
    department = given.department.read(words.language)
    head = words.t("The answer has come. Department: {department}.", department=department)
    return paragraphs(head, answer(given, words, headed=True))


def _panel(card: Card, words: Words) -> tuple[tuple[Button, ...], ...]:
    show_it = Button(words.b("Open the proposal"), Show(card.proposal.id).pack())
    return ((show_it,), (mine_button(words), home(words)))


def ask_withdraw(card: Card, words: Words) -> Screen:
    proposal = card.proposal
    text = lines(_numbered(card, words), words.t("If you withdraw it, nobody will answer it. This cannot be undone."))
    key = Withdraw(proposal.id, proposal.rev).pack()
    rows = ((Button(words.b("Withdraw the proposal"), key),), footer(words, Show(proposal.id)))
    return Screen(text, rows)


def withdrawn(card: Card, words: Words) -> Screen:
    text = words.t("The proposal is withdrawn: No. {number}.", number=card.proposal.number)
    return Screen(text, ((mine_button(words), home(words)),))


def appeal(card: Card, centre: Centre, words: Words) -> Screen:
    """Words ready to be copied into e-Otinish."""
    proposal = card.proposal
    to = card.department.read(words.language) if card.department else centre.name(words.language)
    ready = words.t(
        "To: {department}\nKind: proposal\nSubject: {kind}\n\n{text}",
        department=to,
        kind=kind(proposal.kind, words),
        text=proposal.text,
    )
    head = words.t("Copy this text into e-Otinish ({url}) and sign it there:", url=E_OTINISH)
    return Screen(paragraphs(head, f"<pre>{ready}</pre>"), ((back(words, Show(proposal.id)), home(words)),))
