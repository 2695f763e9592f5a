"""Takes in numbers from before the bot, from a sheet like examples/projects.csv."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

import actions.base_lines
import bot.beside
import bot.config
import sources.base_lines
from actions.base_lines import Taken
from bot.exits import Exit, Stop
from rules.base_lines import BaseLine
from rules.centres import Centre
from sources.base_lines import Unreadable


def command(
    file: Annotated[Path, typer.Argument(help="A CSV file like examples/projects.csv.")],
    centre: Annotated[str, typer.Option(help="The centre's code: the lines of its region are taken.")],
    source: Annotated[str, typer.Option(help="Where the numbers are from; the file's name, if not said.")] = "",
    config: Annotated[Path | None, typer.Option(help="The settings file.")] = None,
) -> None:
    """Take in numbers from before the bot. What is printed stays beside how it is to be read; taken in again,
    a changed line is corrected and its old reading kept.
    """
    settings = bot.config.read(config)
    bot.beside.ready(settings, config)
    place = bot.beside.perform(settings, bot.beside.centre, centre)
    lines = _read(file, place, source or file.name)
    print("\n".join(report(bot.beside.perform(settings, actions.base_lines.take_in, place.id, lines))))


def _read(file: Path, centre: Centre, source: str) -> list[BaseLine]:
    try:
        return sources.base_lines.read(file.read_text(encoding="utf-8-sig"), centre.region, source)
    except OSError as error:
        raise Stop(Exit.SETTINGS, f"{file} cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, Unreadable) as error:
        raise Stop(Exit.SETTINGS, f"Nothing was taken in. {file}: {error}.") from error


def report(taken: Taken) -> Iterator[str]:
    """The counts, then every sum that is read otherwise than it is printed, or still looks wrong."""
    yield f"New: {taken.new}. Corrected: {taken.corrected}. Same: {taken.same}."
    for line in taken.read_otherwise:
        yield f"    {line.code}: printed «{line.raw}», read as {line.amount} tenge. {line.note}"
    for line in taken.doubtful:
        yield f"    {line.code}: look again, {line.each:.0f} tenge for one project is unusual."
