"""Loads a file of centres: adds what is missing, prints the differences, deletes nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

import bot.beside
import bot.config
import storage.centres_file
import storage.centres_load
from bot.exits import Exit, Stop
from storage.centres_load import Change, Sign


def command(
    file: Annotated[Path, typer.Argument(help="Like examples/centres.toml.")],
    replace: Annotated[
        list[str] | None,
        typer.Option(help="A centre's code, or «topics», or «directions»: make it as the file has it. Repeatable."),
    ] = None,
    config: Annotated[Path | None, typer.Option(help="The settings file.")] = None,
) -> None:
    """Add what is missing and print the differences. What --replace names is overwritten; what the file
    no longer has is closed then, never deleted.
    """
    settings = bot.config.read(config)
    try:
        contents = storage.centres_file.read(file)
    except storage.centres_file.CentresFileWrong as error:
        raise Stop(Exit.SETTINGS, f"Nothing was loaded:\n{error}") from error
    bot.beside.ready(settings, config)
    try:
        changes = bot.beside.perform(settings, storage.centres_load.load, contents, tuple(replace or ()))
    except LookupError as error:
        raise Stop(Exit.SETTINGS, f"Nothing was loaded: {file} has no centre «{error.args[0]}» to replace.") from error
    print("\n".join(report(changes)))


def report(changes: list[Change]) -> Iterator[str]:
    """One line for each thing, and how to accept what differs."""
    for change in changes:
        yield f"{change.sign}: {change.noun} {change.code}" + (f" ({change.place})" if change.place else "")
        yield from (f"    {name}: {there!r}; the file says {wanted!r}" for name, there, wanted in change.columns)
    left = {_replaceable(change) for change in changes if change.sign in {Sign.DIFFERS, Sign.MISSING}}
    if left:
        yield f"What differs was left as it is. To take it from the file: --replace {' --replace '.join(sorted(left))}"
    if not changes:
        yield "Everything in the file is there already, and the same."


def _replaceable(change: Change) -> str:
    return change.place or f"{change.noun}s"
