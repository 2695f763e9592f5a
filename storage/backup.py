"""Copies of SQLite's data: taken while the bot runs, verified before they count, rotated."""

import os
import re
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import storage.version

_NAME = re.compile(r"ortaq-(\d{8}T\d{6}Z)\.db")
_STAMP = "%Y%m%dT%H%M%SZ"
_PAGES = 500  # copied between two looks at the lock; the writer never waits for longer
_OURS_ALONE = 0o600

Counts = Mapping[str, int]


class NotGood(Exception):
    """A file of data that cannot be trusted; says why, without any of the data."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a verified file holds: its shape, and how many rows in each table."""

    version: str | None
    counts: Counts


def take(source: Path, folder: Path, now: datetime) -> Path:
    """A verified copy of `source` as it is at one moment, written beside a busy bot. NotGood: nothing was kept."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder / f"ortaq-{now.astimezone(UTC):{_STAMP}}.db"
    draft = target.with_suffix(".tmp")
    draft.unlink(missing_ok=True)
    try:
        counts = _copy(source, draft)
        if verify(draft).counts != counts:
            raise NotGood(f"{draft}: the copy has lost rows")
        publish(draft, target)
    finally:
        draft.unlink(missing_ok=True)
    return target


def _copy(source: Path, draft: Path) -> Counts:
    """Copy within one read transaction: what is written meanwhile neither disturbs the copy nor gets into it."""
    with _reading(source) as origin, closing(sqlite3.connect(draft)) as copy:
        origin.execute("BEGIN")
        counts = _counts(origin)
        origin.backup(copy, pages=_PAGES)
        origin.execute("ROLLBACK")
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, whole by itself
    return counts


def verify(path: Path) -> Contents:
    """Read the whole file and every reference in it; NotGood where something is wrong."""
    log = Path(f"{path}-wal")
    if log.exists() and log.stat().st_size:
        raise NotGood(f"{path}: {log.name} lies beside it, so it is not a finished backup")
    with _reading(path, "immutable=1") as copy:
        _expect_ok(copy, path, "PRAGMA integrity_check(1)")
        loose = copy.execute("PRAGMA foreign_key_check").fetchone()
        if loose:
            raise NotGood(f"{path}: rows of {loose[0]} point nowhere")
        version = storage.version.of_file(path)
        return Contents(version, _counts(copy))


def verify_start(path: Path) -> None:
    """A quick look at the database before the bot works with it; NotGood where it is damaged or half restored."""
    if half_restored(path).exists():
        raise NotGood("a restore was interrupted; run it again")
    if path.exists():
        with _reading(path) as database:
            _expect_ok(database, path, "PRAGMA quick_check(1)")


def half_restored(path: Path) -> Path:
    """Where a restore prepares the data before they take their place."""
    return path.with_name(f"{path.name}.restoring")


def publish(draft: Path, target: Path) -> None:
    """Give a finished file its name, for its owner's eyes only; after a power cut it is there whole, or not at all."""
    draft.chmod(_OURS_ALONE)
    _sync(draft)
    draft.replace(target)
    _sync(target.parent)


def copy_whole(source: Path, target: Path) -> None:
    """Copy a file that nobody writes to, such as a backup."""
    shutil.copyfile(source, target)
    target.chmod(_OURS_ALONE)


def all_in(folder: Path) -> list[Path]:
    """The backups in `folder`, newest first."""
    return sorted((path for path in folder.glob("ortaq-*.db") if _NAME.fullmatch(path.name)), reverse=True)


def taken_at(path: Path) -> datetime:
    """When a backup was taken, by its name; a file of another name, by its last change."""
    match = _NAME.fullmatch(path.name)
    if match is None:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)


def newest_good(folder: Path) -> Path | None:
    """The newest backup that can be trusted, each one tried."""
    return next((path for path in all_in(folder) if _is_good(path)), None)


def rotate(folder: Path, days: int, weeks: int) -> list[Path]:
    """Delete all backups but the newest of each of the last `days` days and `weeks` weeks that have one."""
    newest_first = all_in(folder)
    by_day = {taken_at(path).date(): path for path in reversed(newest_first)}
    by_week = {taken_at(path).isocalendar()[:2]: path for path in reversed(newest_first)}
    kept = {by_day[day] for day in sorted(by_day)[-days:]} | {by_week[week] for week in sorted(by_week)[-weeks:]}
    outdated = [path for path in newest_first if path not in kept]
    for path in outdated:
        path.unlink()
    return outdated


def _is_good(path: Path) -> bool:
    try:
        verify(path)
    except NotGood:
        return False
    return True


@contextmanager
def _reading(path: Path, *options: str) -> Iterator[sqlite3.Connection]:
    """A connection that cannot write, and so never tidies SQLite's log away beside the bot."""
    address = f"{path.absolute().as_uri()}?{'&'.join(('mode=ro', *options))}"
    try:
        with closing(sqlite3.connect(address, uri=True, isolation_level=None, timeout=5)) as connection:
            yield connection
    except sqlite3.DatabaseError as error:
        raise NotGood(f"{path}: {error}") from error


def _expect_ok(connection: sqlite3.Connection, path: Path, check: str) -> None:
    (answer,) = connection.execute(check).fetchone()
    if answer != "ok":
        raise NotGood(f"{path}: {answer.splitlines()[-1]}")


def _counts(connection: sqlite3.Connection) -> Counts:
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return {name: _count(connection, name) for (name,) in names.fetchall()}


def _count(connection: sqlite3.Connection, table: str) -> int:
    quoted = table.replace('"', '""')
    (count,) = connection.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()  # noqa: S608 -- names of our tables
    return int(count)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def journal_mode(path: Path) -> str:
    """How SQLite keeps its log: «wal» is what the bot sets."""
    with _reading(path) as database:
        (mode,) = database.execute("PRAGMA journal_mode").fetchone()
    return str(mode)
