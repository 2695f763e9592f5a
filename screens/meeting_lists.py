"""A list of meetings taken in: how many, and every row that a person has to look at."""

from collections.abc import Sequence
from html import escape

from rules.keys.convening import Desk
from rules.letters import Screen
from rules.meeting_lists import Outcome, Reason
from screens.common import footer, lines, paragraphs
from screens.words import Words

MOST = 15  # rows named on one screen


def ask(centre_id: int, words: Words, problem: str = "") -> Screen:
    """Which file is awaited, and its columns."""
    columns = words.t(
        "The columns: {columns}.",
        columns="code, centre, kind, starts_at, ends_at, place_ru, place_kk, capacity, register_until, departments, "
        "title_ru, title_kk, text_ru, text_kk",
    )
    text = paragraphs(escape(problem, quote=False), lines(words.t("Send a list of meetings as a CSV file."), columns))
    return Screen(text, (footer(words, Desk(centre_id)),))


def done(centre_id: int, outcomes: Sequence[Outcome], words: Words) -> Screen:
    """What has become of it; the first rows that a person has to look at."""
    named = problems(outcomes, words)[:MOST]
    body = "\n".join(escape(each, quote=False) for each in named)
    return Screen(paragraphs(f"✅ {counted(outcomes, words)}", body), (footer(words, Desk(centre_id)),))


def counted(outcomes: Sequence[Outcome], words: Words) -> str:
    """How many of each."""
    many = {result: sum(1 for each in outcomes if each.result == result) for result in ("new", "same", "differs")}
    return words.b(
        "Rows: {rows}. New: {new}. There already: {same}. To be looked at: {rest}.",
        rows=len(outcomes),
        new=many["new"],
        same=many["same"],
        rest=len(outcomes) - many["new"] - many["same"],
    )


def problems(outcomes: Sequence[Outcome], words: Words) -> list[str]:
    """Row by row, with every reason."""
    return [_line(each, words) for each in outcomes if each.result in {"differs", "wrong"}]


def _line(each: Outcome, words: Words) -> str:
    if each.result == "differs":
        why = words.b("it is there already with other contents; change it in the chat")
    else:
        why = "; ".join(_reason(reason, words) for reason in each.reasons)
    return words.b("Row {row} ({code}): {why}", row=each.number, code=each.code or "—", why=why)


def _reason(reason: Reason, words: Words) -> str:
    names: dict[Reason, str] = {
        "centre_unknown": words.b("there is no such centre"),
        "not_yours": words.b("it is another centre's meeting"),
        "title_missing": words.b("there is no title"),
        "place_missing": words.b("there is no place"),
        "too_long": words.b("the title, the place or the text is too long"),
        "kind_unknown": words.b("there is no such kind of meeting"),
        "date_unreadable": words.b("the day or the time is not clear"),
        "date_past": words.b("that time has passed already"),
        "date_order": words.b("it ends before it begins"),
        "capacity_unreadable": words.b("the number of seats is not clear"),
        "department_unknown": words.b("there is no such department"),
    }
    return names[reason]
