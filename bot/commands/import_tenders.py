"""Imports a sheet of contests (XLSX or CSV), as the chat does."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

import actions.imports
import actions.tenders
import bot.beside
import bot.config
import bot.wall_clock
import screens.imports
import sources.child
import storage.centres
from bot.config import Settings
from bot.exits import Exit, Stop
from rules.batches import Batch
from rules.centres import Centre
from rules.readings import Reading, SheetRefused, Source
from rules.refusal import JobClosed
from screens.words import Words
from storage.work import Work


def command(
    file: Annotated[Path, typer.Argument(help="An XLSX or CSV file of contests.")],
    centre: Annotated[str, typer.Option(help="The centre's code; not needed where there is only one.")] = "",
    silent: Annotated[bool, typer.Option("--silent", help="Tell nobody of what is new.")] = False,  # noqa: FBT002 -- a switch of the command line
    config: Annotated[Path | None, typer.Option(help="The settings file.")] = None,
) -> None:
    """Import what is new and changed, and print every row that cannot be. The running bot tells the subscribers."""
    settings = bot.config.read(config)
    bot.beside.ready(settings, config)
    place, source = _place(settings, centre)
    reading = _read(file, source)
    read = bot.beside.perform(settings, actions.imports.look, None, place.id, file.name, reading)
    print("\n".join(report(read)))
    bot.beside.perform(settings, actions.imports.begin, None, read.id)
    while bot.beside.perform(settings, actions.imports.take_in, read.id, int(not silent)):
        pass


def _place(settings: Settings, code: str) -> tuple[Centre, Source]:
    try:
        return bot.beside.perform(settings, place, code)
    except LookupError as error:
        raise Stop(Exit.SETTINGS, f"Which centre? Say --centre CODE. Centres: {error.args[0]}.") from error
    except JobClosed as error:
        raise Stop(Exit.SETTINGS, f"The centre «{code}» has switched contests off.") from error


def place(work: Work, code: str) -> tuple[Centre, Source]:
    """The centre meant, and what the reader must know of it. LookupError names the centres there are."""
    known = storage.centres.open_centres(work)
    meant = [each for each in known if code in {"", each.code}]
    if len(meant) != 1:
        raise LookupError(", ".join(each.code for each in known) or "none; load them first")
    centre = actions.tenders.open_centre(work, meant[0].id)
    return centre, actions.imports.source_of(work, centre)


def _read(file: Path, source: Source) -> Reading:
    try:
        return asyncio.run(sources.child.read(file.read_bytes(), source, bot.wall_clock.now()))
    except OSError as error:
        raise Stop(Exit.SETTINGS, f"{file} cannot be read: {error.strerror}.") from error
    except SheetRefused as error:
        raise Stop(Exit.SETTINGS, f"{file}: {screens.imports.refused(error, Words('en'))}") from error


def report(read: Batch) -> Iterator[str]:
    """What is in the sheet, and every row that a person has to look at."""
    yield f"Rows: {read.rows}. New: {read.new}. Changed: {read.changed}. Same: {read.same}. Errors: {read.errors}."
    yield from (f"    {screens.imports.line(each, Words('en'))}" for each in read.problems)
