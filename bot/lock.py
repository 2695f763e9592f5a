"""One running copy at a time: a lock that the system itself lets go of, however the process ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from bot.exits import Exit, Stop

NAME = "ortaq.lock"


@contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Be the only copy that works on the data in `folder`; Stop(BUSY) at once where another one is."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / NAME).open("a+", encoding="ascii") as file:
        if not _taken(file):
            raise Stop(Exit.BUSY, f"Another copy is running (process {_written(file)}). Stop it first, then try again.")
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def holder(folder: Path) -> str | None:
    """The process number of the running copy, None if none runs."""
    try:
        with (folder / NAME).open("r", encoding="ascii") as file:
            return None if _taken(file) else _written(file)
    except FileNotFoundError:
        return None


def _taken(file: TextIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _written(file: TextIO) -> str:
    file.seek(0)
    return file.read().strip() or "just starting"
