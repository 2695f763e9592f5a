"""Staff and their contests: the list, one written step by step, the preview, what can be undone."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from rules.filters import EVERYWHERE, KINDS, Direction
from rules.keys.desk import Panel
from rules.keys.publishing import (
    Again,
    AskCallOff,
    AskFile,
    CallOff,
    Change,
    Compose,
    Desk,
    Manage,
    OneLanguage,
    Publish,
    Put,
    Turn,
    Withdraw,
)
from rules.letters import Button, Rows, Screen
from rules.people import LANGUAGES
from rules.publishing import CHANGEABLE, NotUnderstood, Posted, Sketch
from rules.refusal import Refusal
from rules.regions import CODES
from rules.subscriptions import Preview
from screens.common import footer, home, lines, pairs, paragraphs, strong
from screens.directions import label
from screens.refusals import sentence
from screens.regions import region
from screens.tenders import deadline, details, kind, look_label, money, named, standing
from screens.times import cut
from screens.words import Words

PAGE = 5
CHOICES = 6
CHOSEN = "☑️"


def desk_button(centre_id: int, words: Words) -> Button:
    """For the staff's panel, where the centre has not switched contests off."""
    return Button(words.b("Contests"), Desk(centre_id).pack())


def desk(centre_id: int, contests: Sequence[Posted], total: int, page: int, words: Words) -> Screen:
    """What the centre has published, the newest first."""
    rows = tuple((Button(cut(look_label(each, words)), Manage(each.id).pack()),) for each in contests)
    more = ((Button(words.b("Show more"), Desk(centre_id, page + 1).pack()),),) if (page + 1) * PAGE < total else ()
    new = [
        Button(f"➕ {words.b('New contest')}", Compose(centre_id).pack()),
        Button(words.b("Import a list"), AskFile(centre_id).pack()),
    ]
    text = words.t("Contests of the centre: {n}", n=total)
    back = Desk(centre_id, page - 1) if page else Panel(centre_id)
    return Screen(text, (*pairs(new), *rows, *more, footer(words, back)))


def ask(sketch: Sketch, directions: Sequence[Direction], own: str, words: Words, page: int = 0) -> Screen:
    """The next step of a contest being written."""
    match sketch.step():
        case "kind":
            buttons = pairs(Button(kind(code, words), Put("kind", code).pack()) for code in KINDS)
            return _typed(words.t("What kind of contest is it?"), buttons, sketch, words)
        case "directions":
            return _directions(sketch, directions, page, words)
        case "region":
            return _regions(sketch, own, page, words)
        case "amount":
            return _amount(sketch, words)
    return _typed(*_words_wanted(sketch, words), sketch, words)


def _words_wanted(sketch: Sketch, words: Words) -> tuple[str, Rows]:
    match sketch.step():
        case "kk":
            return words.t("Write the title in Kazakh."), _one_language("kk", words)
        case "ru":
            return words.t("Write the title in Russian."), _one_language("ru", words) if sketch.kk else ()
        case "deadline":
            text = words.t("Until when are applications taken? Example: {example}.", example="10.12.2026 18:00")
            return text, _without("deadline", words)
    return words.t("Send the link to the announcement."), _without("url", words)


def _typed(text: str, rows: Rows, sketch: Sketch, words: Words) -> Screen:
    back = Manage(sketch.contest_id) if sketch.contest_id else Desk(sketch.centre_id)
    return Screen(text, (*rows, footer(words, back)))


def _one_language(missing: str, words: Words) -> Rows:
    return ((Button(words.b("Publish in one language"), OneLanguage(missing).pack()),),)


def _without(step: str, words: Words) -> Rows:
    return ((Button(words.b("Skip"), Put(step).pack()),),)


def _directions(sketch: Sketch, directions: Sequence[Direction], page: int, words: Words) -> Screen:
    pages = max(-(-len(directions) // CHOICES), 1)
    here = page % pages
    ticks = [
        Button(_tick(label(each, words), each.id in sketch.directions), Turn(each.id, here).pack())
        for each in directions[here * CHOICES :][:CHOICES]
    ]
    chosen = ", ".join(label(each, words) for each in directions if each.id in sketch.directions)
    text = lines(
        words.t("Choose directions. You may choose several."),
        words.t("Chosen: {list}", list=chosen or words.b("No direction")),
    )
    turn = Button(words.b("Show more"), Turn(0, (here + 1) % pages).pack())
    on = Button(words.b("Next"), Put("directions").pack())
    return _typed(text, (*pairs(ticks), *pairs([turn, on])), sketch, words)


def _tick(text: str, chosen: object) -> str:
    return f"{CHOSEN} {text}" if chosen else text


def _regions(sketch: Sketch, own: str, page: int, words: Words) -> Screen:
    """The centre's own region and the whole country first; the others page by page."""
    others = [code for code in CODES if code != own]
    shown = [own, EVERYWHERE] if page == 0 else others[(page - 1) * CHOICES :][:CHOICES]
    buttons = [Button(region(code, words), Put("region", code).pack()) for code in shown]
    following = page + 1 if page * CHOICES < len(others) else 0
    more = Button(words.b("Other regions"), Turn(0, following).pack())
    return _typed(words.t("Which region is it for?"), (*pairs(buttons), (more,)), sketch, words)


def _amount(sketch: Sketch, words: Words) -> Screen:
    if not sketch.unusual:
        text = words.t("What is the amount of one project, in tenge? Example: {example}.", example="11 500 000")
        return _typed(text, _without("amount", words), sketch, words)
    said = words.t("Amount: {amount}", amount=money(Decimal(sketch.unusual), words))
    right = Button(words.b("The amount is right"), Put("amount", sketch.unusual).pack())
    text = lines(said, words.t("Check the amount: it is far from the usual."), words.t("Or write another one."))
    return _typed(text, ((right,),), sketch, words)


def problem(refusal: Refusal, words: Words) -> str:
    """Why what was typed could not be taken."""
    if not isinstance(refusal, NotUnderstood):
        return sentence(refusal, None, words)
    said = {
        "amount": words.b("The amount is not clear. Example: {example}.", example="11 500 000"),
        "date": words.b("The date is not clear. Example: {example}.", example="10.12.2026 18:00"),
        "impossible": words.b("There is no such date. Example: {example}.", example="10.12.2026 18:00"),
        "passed": words.b("The deadline has already passed."),
        "url": words.b("The link is not clear. Example: {example}.", example="https://goszakup.gov.kz"),
    }
    return said.get(refusal.what) or words.b("Choose with a button, or press /cancel.")


def with_problem(screen: Screen, said: str) -> Screen:
    return Screen(paragraphs(said, screen.text), screen.rows)


def preview(seen: Preview, words: Words, now: datetime) -> Screen:
    """As an NGO will see it, and how many will."""
    contest = seen.contest
    body = _both(contest, seen.directions, words, now)
    if seen.before is not None:
        return _changing(seen, seen.before, body, words)
    text = paragraphs(
        words.t("This is how NGOs will see it:"),
        body,
        lines(
            words.t("Only in one language.") if contest.one_language else "",
            words.t("A similar contest exists: {title}", title=named(seen.similar, words)) if seen.similar else "",
            words.t("Recipients: {n}", n=seen.recipients),
        ),
    )
    publish = Button(f"📣 {words.b('Publish')}", Publish().pack())
    edit = Button(words.b("Edit"), Again("").pack())
    return Screen(text, ((publish,), (edit,), footer(words, Desk(contest.centre_id))))


def _both(contest: Posted, directions: Sequence[Direction], words: Words, now: datetime) -> str:
    """The card in each language in which there is a title."""
    wanted = [language for language in LANGUAGES[:2] if contest.title_kk and contest.title_ru]
    readers = wanted or [words.language]
    return paragraphs(*(details(contest, directions, Words(each, words.zone), now) for each in readers))


def _changing(seen: Preview, before: Posted, body: str, words: Words) -> Screen:
    contest = seen.contest
    old, new = deadline(before, words), deadline(contest, words)
    moved = words.t("Deadline: {old} → {new}", old=old or "—", new=new or "—") if old != new else ""
    tell = Button(words.b("Tell those interested: {n}", n=seen.recipients), Publish(1).pack())
    quiet = Button(words.b("Correct without messages"), Publish(0).pack())
    return Screen(paragraphs(moved, body), ((tell,), (quiet,), footer(words, Manage(contest.id))))


def edit(words: Words) -> Screen:
    """Which step to say anew."""
    buttons = [Button(_step(step, words), Again(step).pack()) for step in (*CHANGEABLE, "directions", "region", "kind")]
    return Screen(words.t("What shall be changed?"), (*pairs(buttons), footer(words, Again("preview"))))


def _step(step: str, words: Words) -> str:
    names = {
        "kk": words.b("Title in Kazakh"),
        "ru": words.b("Title in Russian"),
        "amount": words.b("Amount"),
        "deadline": words.b("Deadline"),
        "url": words.b("Link"),
        "directions": words.b("Directions"),
        "region": words.b("Region"),
        "kind": words.b("Kind"),
    }
    return names[step]


def published(contest: Posted, until: datetime, words: Words) -> Screen:
    """It is out; until the first alert leaves it can be taken back."""
    text = lines(
        f"✅ {words.t('Published. You can undo this until {time}.', time=words.time(until))}",
        strong(named(contest, words)),
    )
    undo = Button(f"↩️ {words.b('Undo')}", Withdraw(contest.id).pack())
    back = Button(words.b("Contests"), Desk(contest.centre_id).pack())
    return Screen(text, ((undo, back), (home(words),)))


def withdrawn(words: Words) -> str:
    return words.t("The contest is withdrawn. Nobody was told of it.")


def manage(contest: Posted, concerned: int, directions: Sequence[Direction], words: Words, now: datetime) -> Screen:
    """One contest of the centre with what can be done about it."""
    text = paragraphs(details(contest, directions, words, now), words.t("Interested: {n}", n=concerned))
    if standing(contest, now, words):
        return Screen(text, (footer(words, Desk(contest.centre_id)),))
    buttons = [Button(_step(step, words), Change(contest.id, step).pack()) for step in CHANGEABLE]
    off = Button(f"✖️ {words.b('Cancel the contest')}", AskCallOff(contest.id).pack())
    return Screen(text, (*pairs(buttons), (off,), footer(words, Desk(contest.centre_id))))


def ask_call_off(contest: Posted, concerned: int, words: Words) -> Screen:
    text = paragraphs(
        strong(named(contest, words)),
        words.t("The contest will be shown as cancelled. People who will be told: {n}.", n=concerned),
    )
    yes = Button(f"✖️ {words.b('Cancel the contest')}", CallOff(contest.id, contest.rev).pack())
    return Screen(text, ((yes,), footer(words, Manage(contest.id))))


def called_off(contest: Posted, words: Words) -> Screen:
    text = words.t("The contest is cancelled: {title}", title=named(contest, words))
    return Screen(text, (footer(words, Desk(contest.centre_id)),))


def changed(contest: Posted, told: int, words: Words) -> Screen:
    """A change is written; `told` is how many hear of it."""
    said = words.t("Saved. People who are told: {n}.", n=told) if told else words.t("Saved. Nobody is told.")
    return Screen(lines(f"✅ {said}", strong(named(contest, words))), (footer(words, Manage(contest.id)),))
