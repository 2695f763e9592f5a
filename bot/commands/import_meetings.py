"""Imports a list of meetings (CSV); each row names its centre."""

from pathlib import Path
from typing import Annotated

import typer

import actions.meeting_lists
import bot.beside
import bot.config
import screens.imports
import screens.meeting_lists
import sources.meetings
from bot.exits import Exit, Stop
from rules.meeting_lists import Line
from rules.readings import SheetRefused
from screens.words import Words


def command(
    file: Annotated[Path, typer.Argument(help="A CSV file of meetings.")],
    config: Annotated[Path | None, typer.Option(help="The settings file.")] = None,
) -> None:
    """Announce what is new, and print every row that cannot be. Nobody is written to; what is there is left."""
    settings = bot.config.read(config)
    bot.beside.ready(settings, config)
    outcomes = bot.beside.perform(settings, actions.meeting_lists.take_in, None, _read(file))
    words = Words("en")
    print(screens.meeting_lists.counted(outcomes, words))
    for line in screens.meeting_lists.problems(outcomes, words):
        print(f"    {line}")


def _read(file: Path) -> list[Line]:
    try:
        return sources.meetings.read(file.read_bytes())
    except OSError as error:
        raise Stop(Exit.SETTINGS, f"{file} cannot be read: {error.strerror}.") from error
    except SheetRefused as error:
        raise Stop(Exit.SETTINGS, f"{file}: {screens.imports.refused(error, Words('en'))}") from error
