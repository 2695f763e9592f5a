"""Writes what a centre may hand on as a file: the figures of a month."""

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

import actions.figures
import bot.beside
import bot.config
import rules.sheets
import screens.sheets
import screens.workbook
from bot.exits import Exit, Stop
from rules.figures import MONTHS, Month, Report
from storage.work import Work

_MONTH = re.compile(r"(?P<year>20\d\d)-(?P<month>\d\d)")


class What(StrEnum):
    FIGURES = "figures"


def command(
    what: Annotated[What, typer.Argument(help="What to export.")],  # noqa: ARG001 -- one kind so far
    file: Annotated[Path, typer.Argument(help="The XLSX file to write.")],
    centre: Annotated[str, typer.Option(help="The centre's code.")],
    month: Annotated[str, typer.Option(help="Like 2026-11.")],
    config: Annotated[Path | None, typer.Option(help="The settings file.")] = None,
) -> None:
    """Write the figures of a month as XLSX, in Kazakh and Russian. Nothing in it is a formula."""
    chosen = read_month(month)
    settings = bot.config.read(config)
    bot.beside.ready(settings, config)
    seen = bot.beside.perform(settings, report, centre, chosen)
    content = screens.workbook.write(rules.sheets.plain(screens.sheets.figures(seen)))
    try:
        file.write_bytes(content)
    except OSError as error:
        raise Stop(Exit.SETTINGS, f"{file} cannot be written: {error.strerror}.") from error
    print(f"Written: {file}")


def read_month(typed: str) -> Month:
    """Stop(SETTINGS) where it is none."""
    found = _MONTH.fullmatch(typed)
    if found is None or not 1 <= int(found["month"]) <= MONTHS:
        raise Stop(Exit.SETTINGS, f"«{typed}» is no month. Write it like 2026-11.")
    return Month(int(found["year"]), int(found["month"]))


def report(work: Work, code: str, month: Month) -> Report:
    return actions.figures.of(work, bot.beside.centre(work, code), month)
