"""Goes back to a backup; nothing is sent until a person releases the outbox with --release."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

import bot.beside
import bot.config
import bot.dumps
import bot.lock
import bot.wall_clock
import storage.backup
import storage.climbing
import storage.pauses
import storage.restoring
import storage.version
from bot.config import Settings
from bot.exits import Exit, Stop
from storage.backup import NotGood
from storage.database import Database, Place

_RELEASE = "python -m bot restore --release"


def command(
    file: Annotated[
        Path | None, typer.Argument(help="A backup: data/backups/ortaq-….db, or a dump of PostgreSQL.")
    ] = None,
    hold: Annotated[bool, typer.Option("--hold", help="Send nothing more until --release: after pg_restore.")] = False,  # noqa: FBT002 -- typer makes a switch of it
    release: Annotated[bool, typer.Option("--release", help="Let the restored outbox send again.")] = False,  # noqa: FBT002 -- typer makes a switch of it
    config: Annotated[Path | None, typer.Option(help="The settings file.")] = None,
) -> None:
    """Go back to a backup. The present data are kept under another name; nothing is sent until --release."""
    settings = bot.config.read(config)
    if (hold, release, file is not None).count(True) != 1:
        raise Stop(Exit.SETTINGS, f"Say which backup to restore, or: {_RELEASE}")
    if hold:
        bot.beside.perform(settings, storage.pauses.hold, storage.restoring.REASON)
        print(f"Nothing is sent any more. Start the bot, look around, then: {_RELEASE}")
        return
    if file is None:
        bot.beside.perform(settings, storage.pauses.release)
        print("The outbox sends again.")
        return
    with bot.lock.hold(bot.config.seat(settings)):
        if settings.storage.file:
            restore(file, settings.storage.file)
        else:
            restore_server(file, settings)


def restore(file: Path, database: Path) -> None:
    """Prepare the backup beside the data, then let it take their place."""
    now = bot.wall_clock.now()
    _check(file)
    erased, doubt = _erased(database)
    draft = storage.backup.half_restored(database)
    storage.backup.copy_whole(file, draft)
    storage.climbing.climb(f"sqlite:///{draft}")
    again = asyncio.run(_settle(f"sqlite:///{draft}", erased))
    aside = storage.restoring.put_aside(database, now)
    storage.backup.publish(draft, database)
    gap = now - storage.backup.taken_at(file)
    print(f"Restored from {file}. The data from before are kept: {aside or 'there were none'}.")
    print(f"What was done in the {_words(gap)} since that backup is missing. People erased again: {again}.{doubt}")
    print(f"Nothing is sent yet. Start the bot, look around, then: {_RELEASE}")


def restore_server(file: Path, settings: Settings) -> None:
    """The same with PostgreSQL's own tools, in one transaction. The present data are kept as a dump."""
    url, now = settings.storage.url, bot.wall_clock.now()
    _expect_known(file, bot.dumps.version(file))
    erased = bot.beside.perform(settings, storage.restoring.erased) if bot.beside.shape(settings) else frozenset[str]()
    aside = settings.backup.folder / f"before-restore-{now:%Y%m%dT%H%M%SZ}.dump"
    bot.dumps.take(url, aside)
    with bot.dumps.noted(settings.storage.folder, erased) as gone:
        bot.dumps.put_back(url, file)
        storage.climbing.climb(url)
        again = asyncio.run(_settle(url, gone))
    print(f"Restored from {file}. The data from before are kept: {aside}. People erased again: {again}.")
    print(f"Nothing is sent yet. Start the bot, look around, then: {_RELEASE}")


def _check(file: Path) -> None:
    try:
        version = storage.backup.verify(file).version
    except NotGood as error:
        raise Stop(Exit.DATA, f"Nothing was restored: {error}") from error
    _expect_known(file, version)


def _expect_known(file: Path, version: str | None) -> None:
    if version not in storage.version.known():
        reason = f"a newer version of the program made it ({version})" if version else "it is no backup of this program"
        raise Stop(Exit.DATA, f"Nothing was restored: {file}: {reason}.")


def _erased(database: Path) -> tuple[frozenset[str], str]:
    try:
        return storage.restoring.erased_in(database), ""
    except NotGood:
        return frozenset(), " The old data are damaged: people erased since the backup may be back in it."


async def _settle(url: str, erased: frozenset[str]) -> int:
    database = Database(Place(url, bot.wall_clock.now))
    try:
        return await database.do(storage.restoring.settle, erased)
    finally:
        await database.close()


def _words(gap: timedelta) -> str:
    hours, minutes = divmod(max(0, int(gap.total_seconds()) // 60), 60)
    return f"{hours} h {minutes} min"
