"""Moves all data from the file of SQLite to an empty database of PostgreSQL; the file stays as it is."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

import bot.beside
import bot.config
import bot.lock
import bot.wall_clock
import storage.climbing
import storage.moving
import storage.version
from bot.exits import Exit, Stop
from storage.database import Database, Place


def command(
    url: Annotated[str, typer.Argument(help="Where to: postgresql://user@/name?host=/run/postgresql")],
    config: Annotated[Path | None, typer.Option(help="The settings file, still with the file of SQLite.")] = None,
) -> None:
    """Move all data to an empty database of PostgreSQL. The bot has to be stopped; the file stays as it is."""
    settings = bot.config.read(config)
    file = settings.storage.file
    if file is None or not file.exists():
        raise Stop(Exit.SETTINGS, "storage.url has to name the file of SQLite that is to be moved.")
    if not url.startswith("postgresql://"):
        raise Stop(Exit.SETTINGS, "Say where to move the data: postgresql://user@host/name")
    with bot.lock.hold(bot.config.seat(settings)):
        bot.beside.ready(settings, config)
        _prepare(url)
        counts = _moved(url, file)
    print(f"Moved: {sum(counts.values())} rows of {len(counts)} tables. {file} was left as it is.")
    print(f'Write it into the settings, then start the bot:\n[storage]\nurl = "{url}"')


def _prepare(url: str) -> None:
    """The same tables there, and nothing in them."""
    try:
        if storage.version.current(url) is None:
            storage.climbing.climb(url)
    except storage.version.Unreachable as error:
        raise Stop(Exit.SETTINGS, f"PostgreSQL cannot be reached there ({error}).") from error


def _moved(url: str, file: Path) -> Mapping[str, int]:
    async def whole() -> Mapping[str, int]:
        database = Database(Place(url, bot.wall_clock.now, beside=True))
        try:
            return await database.do(storage.moving.take_in, file)
        finally:
            await database.close()

    try:
        return asyncio.run(whole())
    except storage.moving.NotEmpty as error:
        raise Stop(Exit.SETTINGS, f"Nothing was moved: there are rows in {error} already.") from error
    except storage.moving.Refused as error:
        raise Stop(Exit.DATA, f"Nothing was moved: PostgreSQL took no row of {error}.") from error
