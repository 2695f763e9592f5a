"""Numbers from before in words: never among the counted ones, each with its source, its period and who wrote it."""

from collections.abc import Sequence
from decimal import Decimal

import rules.sums
from rules.base_lines import MEASURES, BaseLine, Field, Sketch
from rules.keys.figures import Again, Begin, Correct, Earlier, Figures, Keep, Measures, NoSum, Open, TakeAway, Times
from rules.letters import Button, Rows, Screen
from screens.common import footer, lines, pairs, paragraphs, strong, verbatim
from screens.tenders import money
from screens.times import cut
from screens.words import Words

PAGE = 4


def named(line: BaseLine | Sketch, words: Words) -> str:
    """What it counts: the words of its source, else the measure."""
    return line.name or measure(line.measure, words)


def measure(name: str, words: Words) -> str:
    names = {
        "people": words.b("People who came"),
        "consultations": words.b("Consultations"),
        "projects": words.b("Social projects"),
        "organisations": words.b("NGOs"),
        "other": words.b("Something else"),
    }
    return names.get(name, name)


def mark(line: BaseLine, words: Words) -> str:
    marks = {
        "stated": words.b("said so"),
        "inferred": words.b("concluded, not said"),
        "plan": words.b("a plan, not a fact"),
    }
    return marks.get(line.mark, line.mark)


def listed(centre_id: int, found: Sequence[BaseLine], page: int, words: Words) -> Screen:
    """Page by page; the last page leads back to the first."""
    begin = page * PAGE if 0 <= page * PAGE < len(found) else 0
    shown = tuple((Button(cut(_short(line, words)), Open(line.id).pack()),) for line in found[begin:][:PAGE])
    following = begin // PAGE + 1 if begin + PAGE < len(found) else 0
    more = [Button(words.b("Show more"), Earlier(centre_id, following).pack())] if len(found) > PAGE else []
    add = Button(f"➕ {words.b('Write a number')}", Measures(centre_id).pack())
    said = words.t("Numbers from before the bot: {n}. They are never added to the counted ones.", n=len(found))
    return Screen(said, (*shown, *pairs([add, *more]), footer(words, Figures(centre_id))))


def _short(line: BaseLine, words: Words) -> str:
    count = f"{line.counted} · " if line.counted else ""
    return f"{count}{line.period} · {named(line, words)}"


def card(line: BaseLine, before: Sequence[BaseLine], words: Words, above: str = "", *, may_change: bool) -> Screen:
    """The line as its source has it, how its sum is read, and what it said earlier."""
    note = words.t("Note: {text}", text=line.note) if line.note else ""
    gone = words.t("This number was taken away.") if line.withdrawn else ""
    text = paragraphs(above, gone, _facts(line, words), lines(note, _written(line, words)), _history(before, words))
    return Screen(text, (*(_changes(line, words) if may_change else ()), footer(words, Earlier(line.centre_id))))


def _changes(line: BaseLine, words: Words) -> Rows:
    if line.withdrawn:
        return ((Button(f"↩️ {words.b('Undo')}", TakeAway(line.id, 0).pack()),),)
    correct = Button(f"✏️ {words.b('Correct')}", Correct(line.id).pack())
    return pairs([correct, Button(f"✖️ {words.b('Take away')}", TakeAway(line.id, 1).pack())])


def _facts(line: BaseLine, words: Words) -> str:
    return lines(
        strong(named(line, words)),
        words.t("Count: {n}", n=line.counted) if line.counted else "",
        _sum(line.raw, line.amount, words),
        words.t("Period: {text}", text=line.period),
        words.t("How it is known: {text}", text=mark(line, words)),
        words.t("Source: {text}", text=line.source),
    )


def _sum(raw: str, amount: Decimal | None, words: Words) -> str:
    """As printed; and as read, where that is something else. No sum is not nought."""
    if not raw:
        return words.t("Sum: {amount}", amount=money(amount, words)) if amount is not None else ""
    printed = words.t("As printed: {text}", text=raw)
    if amount is None:
        return printed
    read = money(amount, words)
    if amount == rules.sums.read(raw):
        return lines(printed, words.t("Sum: {amount}", amount=read))
    return lines(printed, words.t("To be read as: {amount}", amount=read))


def _written(line: BaseLine, words: Words) -> str:
    when = words.when(line.created_at) if line.created_at else ""
    who = words.b("{when}, by: {name}", when=when, name=line.by) if line.by else when
    return words.t("Corrected: {how}", how=who) if line.before_id else words.t("Written: {how}", how=who)


def _history(before: Sequence[BaseLine], words: Words) -> str:
    return lines(*(words.t("Before that: {text}", text=_earlier(line, words)) for line in before[:PAGE]))


def _earlier(line: BaseLine, words: Words) -> str:
    when = words.when(line.created_at) if line.created_at else ""
    parts = (line.counted, line.raw, line.period, line.source, when, line.by or "")
    return " · ".join(part for part in parts if part)


def measures(centre_id: int, words: Words) -> Screen:
    buttons = [Button(measure(each, words), Begin(centre_id, each).pack()) for each in MEASURES]
    return Screen(words.t("What does the number count?"), (*pairs(buttons), footer(words, Earlier(centre_id))))


def ask(sketch: Sketch, step: Field, words: Words, above: str = "") -> Screen:
    """One part of the line, typed."""
    asked = {
        "name": words.t("What does it count? In the words of the source."),
        "count": words.t("Send the number. Example: {example}", example="150"),
        "sum": words.t("Send the sum just as it is printed. Example: {example}", example="927 140,6 тыс. тенге"),
        "period": words.t("Which period is it for? Example: {example}", example="2021; 01–04.2022"),
        "source": words.t("Where is the number from? Paper and date, report, link."),
    }
    none = ((Button(words.b("No sum is given"), NoSum().pack()),),) if step == "sum" else ()
    head = strong(named(sketch, words))
    return Screen(paragraphs(above, head, asked[step]), (*none, footer(words, Earlier(sketch.centre_id))))


def unclear(words: Words) -> str:
    return words.t("This could not be read.")


def preview(sketch: Sketch, slip: str | None, words: Words) -> Screen:
    """The whole line before it is kept; a sum that no project can have is asked about."""
    rows = (
        *pairs(_ways_to_read(sketch, slip, words)),
        (Button(f"✅ {words.b('Save')}", Keep(sketch.seal).pack()),),
        *pairs(_parts(sketch, words)),
        footer(words, Earlier(sketch.centre_id)),
    )
    return Screen(paragraphs(_drawn(sketch, words), _doubt(sketch, slip, words)), rows)


def _drawn(sketch: Sketch, words: Words) -> str:
    return lines(
        strong(named(sketch, words)),
        words.t("Count: {n}", n=sketch.count or 0),
        _sum(sketch.sum or "", sketch.amount, words),
        words.t("Period: {text}", text=sketch.period),
        words.t("Source: {text}", text=sketch.source),
    )


def _doubt(sketch: Sketch, slip: str | None, words: Words) -> str:
    """Where the sum of one project is out of the usual, as the press has written it."""
    if sketch.amount is None or not sketch.count or not rules.sums.unusual(sketch.amount / sketch.count):
        return ""
    each = money((sketch.amount / sketch.count).quantize(Decimal(1)), words)
    said = words.t("That is {amount} for one project, which is unusual.", amount=each)
    return f"❗ {lines(said, words.t('Perhaps the unit is a slip?') if slip else '')}"


def _ways_to_read(sketch: Sketch, slip: str | None, words: Words) -> list[Button]:
    read = rules.sums.read(sketch.sum) if sketch.sum else None
    if read is None or slip is None:
        return []
    times = slip if sketch.times == "1" else "1"
    label = words.b("Read as {amount}", amount=money(read * Decimal(times), words))
    return [Button(label, Times(times).pack())]


def _parts(sketch: Sketch, words: Words) -> list[Button]:
    labels: dict[Field, str] = {
        "count": words.b("Number"),
        "sum": words.b("Sum"),
        "period": words.b("Period"),
        "source": words.b("Source"),
    }
    summed = sketch.measure not in {"people", "consultations", "organisations"}
    parts = ((field, name) for field, name in labels.items() if field != "sum" or summed)
    return [Button(f"✏️ {name}", Again(field).pack()) for field, name in parts]


def kept(words: Words) -> str:
    return words.t("Saved.")


def words_please(sketch: Sketch, step: Field, words: Words) -> Screen:
    return ask(sketch, step, words, verbatim(words.b("Words are needed here. Please write them, or press /cancel.")))
