"""Takes a verified copy of the data, also while the bot runs."""

from pathlib import Path
from typing import Annotated

import typer

import bot.beside
import bot.config
import storage.backup
import storage.server
from bot.config import Settings
from bot.exits import Exit, Stop


def command(config: Annotated[Path | None, typer.Option(help="The settings file.")] = None) -> None:
    """Take a verified copy of the data into the backup folder, and delete copies too old to be kept."""
    settings = bot.config.read(config)
    check(settings)
    folder = settings.backup.folder
    try:
        copy = bot.beside.back_up(settings)
    except storage.backup.NotGood as error:
        raise Stop(Exit.DATA, f"No backup was made: {error}") from error
    except OSError as error:
        raise Stop(Exit.DATA, f"No backup was made: {folder}: {error.strerror}") from error
    print(f"Verified and kept: {copy}. Kept in all: {len(storage.backup.all_in(folder))}.")


def check(settings: Settings) -> None:
    """Stop(SETTINGS) where PostgreSQL keeps the data, or nothing does yet."""
    file = settings.storage.file
    if file is None:
        raise Stop(
            Exit.SETTINGS, f"The data are kept by PostgreSQL, and backed up by its own tool:\n  {_dump(settings)}"
        )
    if not file.exists():
        raise Stop(Exit.SETTINGS, f"There is no database yet at {file}: storage.url says where it lies.")


def _dump(settings: Settings) -> str:
    """The line to give, without a password: pg_dump asks for it, or finds it in ~/.pgpass."""
    return f'pg_dump --format=custom --file=ortaq.dump "{storage.server.address(settings.storage.url)}"'
