"""What came of a visit in words: to its person after it, to staff while they choose."""

from collections.abc import Sequence

import screens.sentences
from rules.booking import Booking
from rules.cases import Case
from rules.centres import Department
from rules.desk import Card
from rules.feedback import REASONS, Feedback, Reason
from rules.keys.cases import Case as CaseKey
from rules.keys.cases import GoOn, OtherTimes
from rules.keys.codec import minute
from rules.keys.desk import Office
from rules.keys.desk import Visit as VisitKey
from rules.keys.outcomes import (
    Because,
    CaseOf,
    InOwnWords,
    InWords,
    Outcomes,
    Refer,
    Referrals,
    SaidOf,
    Strike,
    Useful,
    Write,
)
from rules.keys.sentences import Choose
from rules.letters import Button, Rows, Screen
from rules.outcomes import TEMPLATES, Outcome, Template, may_write
from screens.common import footer, home, lines, pairs, paragraphs, strong, verbatim
from screens.times import cut
from screens.words import Words

PAGE = 5


def told(outcome: Outcome, words: Words) -> str:
    """What was agreed, as its person reads it in their own language; staff's own words stay as they are."""
    if outcome.template == "own":
        return words.t("Agreed: {outcome}", outcome=outcome.text)
    if outcome.template == "referred":
        place = outcome.department.read(words.language) if outcome.department else ""
        return words.t("Next you turn to: {place}", place=place)
    if outcome.template == "listed":
        return words.t("Agreed: {outcome}", outcome=outcome.listed.read(words.language) if outcome.listed else "")
    return words.t("Agreed: {outcome}", outcome=_sentence(outcome.template, words))


def _sentence(template: Template, words: Words) -> str:
    return {
        "answered": words.b("the question is solved, nothing more is needed"),
        "papers": words.b("collect the missing papers and come again"),
        "alone": words.b("you send the application yourself"),
        "again": words.b("one more visit is needed"),
    }[template]


# --- to the person -----------------------------------------------------------------------------------------


def after(case: Case, words: Words, above: str = "") -> Screen:
    """After a kept visit: what was agreed, the next one in one tap, and whether it was useful."""
    said = words.t("Your consultation has ended: {when}.", when=words.when(case.about.starts_at))
    outcome = case.outcomes.get(case.about.id)
    about = words.t("Topic: {topic}", topic=case.visit.topic.read(words.language))
    agreed = told(outcome, words) if outcome else ""
    ask = words.t("Was the consultation useful?") if case.said is None else ""
    rows = (*thumbs(case, words), *going_on(case, words), (home(words),))
    return Screen(paragraphs(above, lines(said, about, agreed), ask), rows)


def thumbs(case: Case, words: Words) -> Rows:
    if case.said is not None:
        return ()
    booking_id = case.about.id
    yes = Button(f"👍 {words.b('Yes, useful')}", Useful(booking_id, 1).pack())
    return ((yes, Button(f"👎 {words.b('Not quite')}", Useful(booking_id, 0).pack())),)


def going_on(case: Case, words: Words) -> Rows:
    """The very time of the next visit, and others."""
    if case.next_time is None:
        return ()
    free = case.next_time
    day = words.short_day(words.local(free.starts_at).date())
    label = words.b("Next visit: {time}", time=f"{day} · {words.time(free.starts_at)}")
    key = GoOn(case.about.id, free.specialist_id or 0, minute(free.starts_at))
    other = Button(words.b("Another time"), OtherTimes(case.about.id).pack())
    return ((Button(f"📅 {label}", key.pack()),), (other,))


def thanked(case: Case, words: Words) -> Screen:
    """After a thumb up, or a reason: the same again, with nothing more to be asked."""
    own = case.said is not None and case.said.reason == "own"
    return after(case, words, words_read(words) if own else words.t("Noted. The centre sees such answers as numbers."))


def words_read(words: Words) -> str:
    return words.t("Noted. The centre's coordinator reads your words, without your name.")


def ask_why(said: Feedback, words: Words) -> Screen:
    booking_id = said.booking_id
    reasons = [Button(reason(each, words), Because(booking_id, each).pack()) for each in REASONS if each != "own"]
    own = Button(words.b("In my own words"), InOwnWords(booking_id).pack())
    rows = (*((button,) for button in (*reasons, own)), footer(words, CaseKey(booking_id)))
    return Screen(words.t("What was missing?"), rows)


def reason(code: Reason, words: Words) -> str:
    return {
        "unclear": words.b("The answer was unclear"),
        "short": words.b("There was too little time"),
        "other_one": words.b("Another specialist was needed"),
        "waited": words.b("I had to wait long"),
        "own": words.b("In my own words"),
    }[code]


def ask_words(booking_id: int, words: Words) -> Screen:
    text = words.t("Write in your own words what was missing, in 500 characters at most.")
    return Screen(text, (footer(words, CaseKey(booking_id)),))


# --- to staff ----------------------------------------------------------------------------------------------


def card_lines(seen: Card, words: Words) -> str:
    """What stands of the outcome on the staff's card of a visit."""
    return told(seen.outcome, words) if seen.outcome else ""


def card_buttons(seen: Card, words: Words) -> Rows:
    """To write the outcome, and to the visits of the same case."""
    booking = seen.visit.booking
    buttons = []
    if seen.post.may_change and may_write(booking, seen.now):
        label = words.b("Change the outcome") if seen.outcome else words.b("Write the outcome")
        buttons.append(Button(f"📝 {label}", Outcomes(booking.id, booking.rev).pack()))
    if seen.of_case > 1:
        buttons.append(Button(words.b("The whole case: {n}", n=seen.of_case), CaseOf(booking.id).pack()))
    return tuple((button,) for button in buttons)


def choose(seen: Card, words: Words, *, listed: bool = False) -> Screen:
    """`listed`: the centre has sentences of its own to choose from."""
    booking = seen.visit.booking
    title = lines(strong(_who(seen, words)), card_lines(seen, words))
    said = words.t("What was agreed? The person reads it in five minutes, in their own language.")
    offered = [each for each in TEMPLATES if each != "listed" or listed]
    buttons = [Button(label(each, words), _leads(each, booking)) for each in offered]
    if seen.outcome:
        buttons.append(Button(f"↩️ {words.b('Take the outcome back')}", Strike(booking.id, booking.rev).pack()))
    rows = (*pairs(buttons), footer(words, VisitKey(booking.id)))
    return Screen(paragraphs(title, said), rows)


def _leads(template: Template, booking: Booking) -> str:
    if template == "referred":
        return Referrals(booking.id, booking.rev).pack()
    if template == "listed":
        return Choose(booking.id, booking.rev).pack()
    if template == "own":
        return InWords(booking.id, booking.rev).pack()
    return Write(booking.id, booking.rev, template).pack()


def label(template: Template, words: Words) -> str:
    return {
        "answered": words.b("The question is solved"),
        "papers": words.b("Collect papers"),
        "alone": words.b("Applies by themselves"),
        "again": words.b("One more visit"),
        "listed": words.b("From the centre's list"),
        "referred": words.b("Send to a department"),
        "own": words.b("In my own words"),
    }[template]


def _who(seen: Card, words: Words) -> str:
    name = seen.visit.name or seen.visit.booking.number
    return f"{words.when(seen.visit.booking.starts_at)} · {name}"


def referrals(key: Referrals, found: Sequence[Department], words: Words) -> Screen:
    pages = max(-(-len(found) // PAGE), 1)
    here = found[key.page % pages * PAGE :][:PAGE]
    rows = [(Button(cut(each.name(words.language)), Refer(key.booking_id, key.rev, each.id).pack()),) for each in here]
    if pages > 1:
        more = Referrals(key.booking_id, key.rev, (key.page + 1) % pages)
        rows.append((Button(words.b("Show more"), more.pack()),))
    return Screen(
        words.t("Where does the person turn next?"), (*rows, footer(words, Outcomes(key.booking_id, key.rev)))
    )


def ask_outcome(key: InWords, words: Words) -> Screen:
    text = words.t("Write what was agreed, in 500 characters at most. The person reads it as you write it.")
    return Screen(text, (footer(words, Outcomes(key.booking_id, key.rev)),))


def said_button(centre_id: int, words: Words) -> Button:
    return Button(words.b("What people wrote"), SaidOf(centre_id).pack())


def said(key: SaidOf, found: Sequence[str], words: Words) -> Screen:
    """What was missing, in people's own words: nobody's name, no day by which they could be told."""
    back = ((screens.sentences.desk_button(key.centre_id, words),), footer(words, Office(key.centre_id)))
    if not found:
        return Screen(words.t("Nobody has written what was missing."), back)
    pages = max(-(-len(found) // PAGE), 1)
    here = found[key.page % pages * PAGE :][:PAGE]
    more = (Button(words.b("Show more"), SaidOf(key.centre_id, (key.page + 1) % pages).pack()),)
    text = paragraphs(words.t("What was missing, as people wrote it:"), *(f"• {verbatim(each)}" for each in here))
    return Screen(text, (*((more,) if pages > 1 else ()), *back))
