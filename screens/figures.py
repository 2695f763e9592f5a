"""The figures of a month in words: one message, and the names of every number."""

from babel.dates import get_month_names

import screens.outcomes
from rules.feedback import REASONS
from rules.figures import BACK, Line, Month, Report, Section
from rules.keys.desk import Panel
from rules.keys.figures import Earlier, Figures, Workbook
from rules.letters import Button, Document, Screen
from rules.outcomes import TEMPLATES
from screens.common import footer, lines, pairs, paragraphs, strong, verbatim
from screens.languages import NAMES
from screens.my_proposals import decided
from screens.words import Words

WHOLE = frozenset({"consultations", "proposals", "contests"})
"""Sections whose absence is news; the others only divide what stands in these."""


def desk_button(centre_id: int, words: Words) -> Button:
    return Button(words.b("Figures"), Figures(centre_id).pack())


def month_name(month: Month, words: Words) -> str:
    name = str(get_month_names("wide", "stand-alone", words.language)[month.month])
    name = name if words.language == "en" else name.lower()
    return words.b("{month} {year}", month=name, year=month.year)


def report(seen: Report, words: Words) -> Screen:
    """Every number that is not nought, and a file with all of them."""
    centre = seen.centre
    head = lines(strong(centre.name(words.language)), strong(month_name(seen.month, words)))
    sections = [_section(section, words) for section in seen.sections]
    files = [
        Button(f"📄 {words.b('Take as a file')}", Workbook(centre.id, seen.month.number).pack()),
        Button(words.b("Earlier numbers: {n}", n=len(seen.base)), Earlier(centre.id).pack()),
    ]
    rows = (*pairs(_months(seen, words)), *pairs(files), footer(words, Panel(centre.id)))
    return Screen(paragraphs(head, *sections), rows)


def _months(seen: Report, words: Words) -> list[Button]:
    """The month before, and the one after where it has begun."""
    this = Month.at(seen.now, seen.centre.zone)
    before, after = seen.month.later(-1), seen.month.later(1)
    buttons = [Button(f"‹ {month_name(before, words)}", Figures(seen.centre.id, before.number).pack())]
    if after <= this:
        buttons.append(Button(f"{month_name(after, words)} ›", Figures(seen.centre.id, after.number).pack()))
    return buttons if before >= this.later(-BACK) else buttons[1:]


def _section(section: Section, words: Words) -> str:
    told = [line for line in section.lines if line.count]
    if not told:
        return words.t("{what}: none", what=title(section.name, words)) if section.name in WHOLE else ""
    numbers = (f"{verbatim(label(line, words))}: {line.count}" for line in told)
    return lines(strong(title(section.name, words)), *numbers)


def title(name: str, words: Words) -> str:
    titles = {
        "consultations": words.b("Consultations"),
        "kept": words.b("What became of them"),
        "sources": words.b("How people came"),
        "topics": words.b("By topic"),
        "languages": words.b("By language"),
        "agreed": words.b("What was agreed"),
        "thumbs": words.b("What people thought of them"),
        "proposals": words.b("Proposals of this month"),
        "results": words.b("Answers to them"),
        "contests": words.b("Contests"),
        "meetings": words.b("Meetings"),
        "notices": words.b("Notices"),
        "organisations": words.b("NGOs of the centre, today"),
        "reach": words.b("People of the centre, today"),
    }
    return titles[name]


def label(line: Line, words: Words) -> str:
    """What the number counts."""
    if line.named is not None:
        return line.named.read(words.language)
    return {
        **_of_visits(words),
        **_after_visits(words),
        **_of_proposals(words),
        **_of_meetings(words),
        **_of_people(words),
    }[line.what]


def _of_visits(words: Words) -> dict[str, str]:
    return {
        "visits": words.b("Appointed, all"),
        "people": words.b("People, each counted once"),
        "nameless": words.b("Consultations without a name"),
        "cancelled_person": words.b("Cancelled by people"),
        "cancelled_centre": words.b("Cancelled by the centre"),
        "came": words.b("Arrived"),
        "no_show": words.b("No-show"),
        "unmarked": words.b("Not marked, so not known"),
        "ahead": words.b("Still to come"),
        "chat": words.b("Booked in the bot"),
        "call": words.b("Booked by phone"),
        "walk_in": words.b("Without booking"),
        **{str(language): name for language, name in NAMES.items()},
    }


def _after_visits(words: Words) -> dict[str, str]:
    return {
        **{each: screens.outcomes.label(each, words) for each in TEMPLATES},
        "useful": words.b("Useful"),
        "not_quite": words.b("Not quite"),
        **{f"because_{each}": screens.outcomes.reason(each, words) for each in REASONS},
    }


def _of_proposals(words: Words) -> dict[str, str]:
    return {
        "received": words.b("Received"),
        "on_time": words.b("Answered in time"),
        "late": words.b("Answered late"),
        "waiting": words.b("Waiting, the day has not come"),
        "overdue": words.b("Waiting, overdue"),
        "withdrawn": words.b("Taken back by the author"),
        "accepted": decided("accepted", words),
        "part": decided("part", words),
        "explained": decided("explained", words),
        "study": decided("study", words),
        "declined": decided("declined", words),
        "forwarded": decided("forwarded", words),
    }


def _of_meetings(words: Words) -> dict[str, str]:
    return {
        "meetings": words.b("Held or still to be held"),
        "called_off": words.b("Called off"),
        "going": words.b("Said they would come"),
        "in_line": words.b("Waited for a seat"),
        "not_going": words.b("Said they would not come"),
        "attended": words.b("Came"),
        "stayed_away": words.b("Said they would, and did not"),
        "not_noted": words.b("Nobody noted whether they came"),
        "notices": words.b("Notices sent"),
        "reached": words.b("Deliveries that arrived"),
        "under_way": words.b("On their way"),
        "blocked": words.b("Not delivered: the bot is blocked"),
        "failed": words.b("Not delivered for another reason"),
        "uncertain": words.b("Not known whether it arrived"),
        "unwanted": words.b("Not wanted, or stopped"),
        "forgotten": words.b("Notices whose deliveries are no longer kept"),
    }


def _of_people(words: Words) -> dict[str, str]:
    return {
        "published": words.b("Published"),
        "imported": words.b("Of these, from a list"),
        "alerts": words.b("Alerts sent"),
        "alerted": words.b("People told"),
        "taking": words.b("People taking part"),
        "registered": words.b("Known to the centre"),
        "new_organisations": words.b("Of these, new in the month"),
        "represented": words.b("Of these, represented in the bot"),
        "representatives": words.b("People who represent them"),
        "known": words.b("Have chosen this centre"),
        "new": words.b("Of these, new in the month"),
        "subscribed": words.b("Subscribed to contests"),
        "unreachable": words.b("Cannot be written to: blocked the bot"),
    }


def file_name(seen: Report) -> str:
    return f"{seen.centre.code}-{seen.month.year}-{seen.month.month:02}.xlsx"


def workbook(seen: Report, content: bytes, words: Words) -> Screen:
    text = lines(
        words.t("Figures of the month: {month}.", month=month_name(seen.month, words)),
        words.t("Numbers from before are on a sheet of their own."),
    )
    back = Figures(seen.centre.id, seen.month.number)
    return Screen(text, (footer(words, back),), Document(file_name(seen), content))


def no_workbook(seen: Report, words: Words) -> Screen:
    """The file could not be written just now; the numbers are in the chat all the same."""
    said = words.t("The file could not be made. Please try again in a few minutes.")
    return Screen(said, (footer(words, Figures(seen.centre.id, seen.month.number)),))
