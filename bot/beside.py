"""How a command reaches the data, possibly beside the running bot."""

import asyncio
import sqlite3
import subprocess
import sys
from pathlib import Path

import bot.dumps
import bot.wall_clock
import storage.backup
import storage.centres
import storage.version
from bot.config import Settings
from bot.exits import Exit, Stop
from rules.centres import Centre
from storage.database import Database, Place
from storage.work import Deed, P, T, Work


def perform(settings: Settings, deed: Deed[P, T], *args: P.args, **named: P.kwargs) -> T:
    """One deed, from a command, beside whatever else is running."""

    async def alone() -> T:
        database = Database(Place(settings.storage.url, bot.wall_clock.now, beside=True))
        try:
            return await database.do(deed, *args, **named)
        finally:
            await database.close()

    return asyncio.run(alone())


def centre(work: Work, code: str) -> Centre:
    """The open centre of this code. Stop(SETTINGS) names those there are."""
    found = storage.centres.by_code(work, code)
    if found is None:
        codes = ", ".join(each.code for each in storage.centres.open_centres(work)) or "none; load them first"
        raise Stop(Exit.SETTINGS, f"There is no centre «{code}». Centres: {codes}.")
    return found


def ready(settings: Settings, config: Path | None) -> None:
    """Bring the data to the shape this code wants, in a child process: the migration's tools stay out of this one.

    Stop(SETTINGS) where the data are newer than the code; whatever else the child cannot do is its exit code.
    """
    if shape(settings) == storage.version.head():
        return
    words = [sys.executable, "-m", "bot", "migrate", *(("--config", str(config)) if config else ())]
    done = subprocess.run(words, check=False, cwd=Path.cwd())  # noqa: S603 -- this very program
    if done.returncode:
        raise Stop(
            Exit(done.returncode) if done.returncode in set(Exit) else Exit.DATA, "The data could not be prepared."
        )


def shape(settings: Settings) -> str | None:
    """The version of the data; Stop(SETTINGS) where this code is too old for it, Stop(DATA) where it cannot be read."""
    try:
        version = storage.version.current(settings.storage.url)
    except sqlite3.DatabaseError as error:
        raise damaged(settings, str(error)) from error
    except storage.version.Unreachable as error:
        raise Stop(Exit.SETTINGS, f"PostgreSQL cannot be reached ({error}): storage.url says where it is.") from error
    if version is not None and version not in storage.version.known():
        raise Stop(
            Exit.SETTINGS,
            f"The data were written by a newer version of the program ({version}).\n"
            "Update the program, or restore a backup made before the update.",
        )
    return version


def sound(settings: Settings) -> None:
    """Look the database over before anything is served; Stop(DATA) names the last good backup and the way back."""
    file = settings.storage.file
    if not file and bot.dumps.unfinished(settings.storage.folder).exists():
        raise Stop(Exit.DATA, "A restore was interrupted: run it again, python -m bot restore FILE.")
    try:
        if file:
            storage.backup.verify_start(file)
    except storage.backup.NotGood as error:
        raise damaged(settings, str(error)) from error


def damaged(settings: Settings, problem: str) -> Stop:
    good = storage.backup.newest_good(settings.backup.folder)
    way = (
        f"The last good backup: {good}\nTo go back to it: python -m bot restore {good}"
        if good
        else "There is no backup."
    )
    return Stop(Exit.DATA, f"The database {settings.storage.file} cannot be trusted: {problem}.\n{way}")


def back_up(settings: Settings) -> Path | None:
    """A verified copy of SQLite's data, and copies too old deleted; None where PostgreSQL keeps the data.

    NotGood where the copy cannot be trusted, OSError where it cannot be written.
    """
    keep = settings.backup
    if settings.storage.file is None:
        return None
    copy = storage.backup.take(settings.storage.file, keep.folder, bot.wall_clock.now())
    storage.backup.rotate(keep.folder, keep.keep_days, keep.keep_weeks)
    return copy
