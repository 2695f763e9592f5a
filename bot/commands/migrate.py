"""Brings the data to the shape this version of the program wants; `run` and `demo` do it by themselves."""

import os
from pathlib import Path
from typing import Annotated

import typer

import bot.beside
import bot.config
import storage.climbing
import storage.version
from bot.exits import Exit, Stop

_PRIVATE = 0o077


def command(config: Annotated[Path | None, typer.Option(help="The settings file.")] = None) -> None:
    """Bring the data to the shape this version of the program wants."""
    settings = bot.config.read(config)
    before = bot.beside.shape(settings)
    if before == storage.version.head():
        print(f"The data are up to date ({before}).")
        return
    os.umask(_PRIVATE)
    settings.storage.folder.mkdir(parents=True, exist_ok=True)
    try:
        storage.climbing.climb(settings.storage.url)
    except storage.climbing.LooseEnds as error:
        raise Stop(
            Exit.DATA, f"The data were left as they were: after the change, {error} would point nowhere."
        ) from error
    print(f"The data were brought from {before or 'nothing'} to {storage.version.head()}.")
