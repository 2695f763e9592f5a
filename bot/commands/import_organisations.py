"""Imports a list of organisations (XLSX or CSV), as the chat does."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

import actions.organisation_lists
import bot.beside
import bot.config
import screens.organisation_lists
import sources.child
from bot.exits import Exit, Stop
from rules.organisation_lists import Row
from rules.readings import SheetRefused
from screens.words import Words


def command(
    file: Annotated[Path, typer.Argument(help="An XLSX or CSV file of organisations.")],
    centre: Annotated[str, typer.Option(help="The centre's code.")],
    config: Annotated[Path | None, typer.Option(help="The settings file.")] = None,
) -> None:
    """Make what is new known to the centre, and print every row that cannot be. Nobody is written to."""
    settings = bot.config.read(config)
    bot.beside.ready(settings, config)
    place = bot.beside.perform(settings, bot.beside.centre, centre)
    taken = bot.beside.perform(settings, actions.organisation_lists.take_in, None, place.id, _read(file))
    words = Words("en")
    print(screens.organisation_lists.counted(taken, words))
    for line in screens.organisation_lists.problems(taken, words):
        print(f"    {line}")


def _read(file: Path) -> tuple[Row, ...]:
    try:
        return asyncio.run(sources.child.organisations(file.read_bytes()))
    except OSError as error:
        raise Stop(Exit.SETTINGS, f"{file} cannot be read: {error.strerror}.") from error
    except SheetRefused as error:
        raise Stop(Exit.SETTINGS, f"{file}: {screens.organisation_lists.refused(error, Words('en'))}") from error
