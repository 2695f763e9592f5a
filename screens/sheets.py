"""The figures of a month as a workbook: every number, its name in Kazakh and in Russian side by side."""

import screens.base_lines
import screens.figures
from rules.base_lines import BaseLine
from rules.figures import Report, Section
from rules.sheets import Cell, Sheet
from screens.words import Words

_Row = tuple[Cell, ...]


def figures(seen: Report) -> tuple[Sheet, ...]:
    """What was counted; and, on a sheet of its own, what was said before."""
    kk, ru = Words("kk", seen.centre.zone), Words("ru", seen.centre.zone)
    return (_counted(seen, kk, ru), _earlier(seen, kk, ru))


def _counted(seen: Report, kk: Words, ru: Words) -> Sheet:
    head = (
        (seen.centre.names.kk, seen.centre.names.ru),
        (screens.figures.month_name(seen.month, kk), screens.figures.month_name(seen.month, ru)),
        (_made(seen, kk), _made(seen, ru)),
        (),
    )
    heading = (_number(kk), _number(ru), kk.b("Count"))
    body = tuple(row for section in seen.sections for row in _section(section, kk, ru))
    return Sheet(_title(kk.b("Figures"), ru.b("Figures")), (heading, *head, *body), (52, 52, 12))


def _number(words: Words) -> str:
    return words.b("What is counted")


def _made(seen: Report, words: Words) -> str:
    return words.b("Counted: {when}", when=words.when(seen.now))


def _section(section: Section, kk: Words, ru: Words) -> tuple[_Row, ...]:
    title = (screens.figures.title(section.name, kk), screens.figures.title(section.name, ru))
    numbers = ((screens.figures.label(line, kk), screens.figures.label(line, ru), line.count) for line in section.lines)
    return ((), title, *numbers)


def _earlier(seen: Report, kk: Words, ru: Words) -> Sheet:
    heading = tuple(f"{mine} · {theirs}" for mine, theirs in zip(_heading(kk), _heading(ru), strict=True))
    body = tuple(_line(line, kk, ru) for line in seen.base)
    name = _title(kk.b("Earlier numbers"), ru.b("Earlier numbers"))
    return Sheet(name, (heading, *body), (50, 24, 18, 10, 22, 18, 40, 40, 30))


def _heading(words: Words) -> tuple[str, ...]:
    return (
        words.b("What is counted"),
        words.b("Period"),
        words.b("How it is known"),
        words.b("Count"),
        words.b("As printed"),
        words.b("Sum as read, ₸"),
        words.b("Source"),
        words.b("Note"),
        words.b("Written by"),
    )


def _line(line: BaseLine, kk: Words, ru: Words) -> _Row:
    return (
        f"{screens.base_lines.named(line, kk)} · {screens.base_lines.named(line, ru)}" if not line.name else line.name,
        line.period,
        f"{screens.base_lines.mark(line, kk)} · {screens.base_lines.mark(line, ru)}",
        line.count,
        line.raw or line.unit_raw,
        line.amount,
        line.source,
        line.note,
        _by(line, ru),
    )


def _by(line: BaseLine, words: Words) -> str:
    when = words.when(line.created_at) if line.created_at else ""
    return ", ".join(part for part in (line.by or "", when) if part)


def _title(*names: str) -> str:
    """A sheet's name: at most 31 signs, none of those that are forbidden there."""
    return " · ".join(names)[:31]
