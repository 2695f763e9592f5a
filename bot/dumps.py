"""Backups of data that a server of PostgreSQL keeps, made and put back by its own tools."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import storage.server
from bot.exits import Exit, Stop

_VERSION = re.compile(r"^COPY public\.alembic_version .*\n(.+)$", re.MULTILINE)


def version(file: Path) -> str:
    """The version of the data in a dump; empty where it is none of this program. Stop(DATA) where it is no dump."""
    words = ["pg_restore", "--data-only", "--table=alembic_version", "--file=-", str(file)]
    found = _VERSION.search(_run(words, "Nothing was restored"))
    return found[1] if found else ""


def unfinished(folder: Path) -> Path:
    """Where a restore notes who had been erased, from before the data are replaced until it is through."""
    return folder / "restoring"


@contextmanager
def noted(folder: Path, erased: frozenset[str]) -> Iterator[frozenset[str]]:
    """Keep them written down meanwhile, with those of a restore that was cut short before; gives all of them.

    What is refused has changed nothing, and leaves no note but one that was there.
    """
    path = unfinished(folder)
    before = path.read_text(encoding="ascii") if path.exists() else None
    everybody = erased | frozenset((before or "").split())
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600)
    path.write_text("\n".join(sorted(everybody)), encoding="ascii")
    try:
        yield everybody
    except Stop:
        if before is None:
            path.unlink()
        raise
    path.unlink()


def take(url: str, file: Path) -> None:
    """Everything the server keeps for us, in one file for its owner's eyes only."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file.touch(mode=0o600)
    _run(["pg_dump", "--format=custom", f"--file={file}", storage.server.address(url)], "Nothing was restored", url)


def put_back(url: str, file: Path) -> None:
    """Let a dump take the place of what is there: all of it, or nothing."""
    words = ["--clean", "--if-exists", "--no-owner", "--single-transaction", f"--dbname={storage.server.address(url)}"]
    _run(["pg_restore", *words, str(file)], "Nothing was restored", url)


def _run(words: list[str], otherwise: str, url: str = "") -> str:
    password = storage.server.password(url) if url else None
    env = os.environ | ({"PGPASSWORD": password} if password else {})
    try:
        done = subprocess.run(words, env=env, capture_output=True, text=True, check=False)  # noqa: S603 -- PostgreSQL's own tools
    except FileNotFoundError as error:
        why = f"{words[0]} is not there: install the tools of PostgreSQL (postgresql-client)."
        raise Stop(Exit.SETTINGS, f"{otherwise}: {why}") from error
    if done.returncode:
        raise Stop(Exit.DATA, f"{otherwise}: {done.stderr.strip().splitlines()[0]}")
    return done.stdout
