"""The way back to a backup: prepared beside the data, put in their place in one step, silent until a person says so."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import insert, select

import storage.backup
import storage.pauses
import storage.privacy
from storage.schema.people import TombstoneRow
from storage.work import Work

REASON = "restored"
_COMPANIONS = ("-wal", "-shm", "")  # SQLite's log belongs to its file and goes with it


def erased_in(database: Path) -> frozenset[str]:
    """Fingerprints of everybody erased from the data that are about to be replaced; NotGood where it is damaged."""
    if not database.exists():
        return frozenset()
    try:
        with closing(sqlite3.connect(database)) as connection:
            return frozenset(hash_ for (hash_,) in connection.execute("SELECT telegram_hash FROM tombstone"))
    except sqlite3.DatabaseError as error:
        raise storage.backup.NotGood(f"{database}: {error}") from error


def erased(work: Work) -> frozenset[str]:
    """The same of data that a server keeps."""
    return frozenset(storage.privacy.tombstones(work))


def settle(work: Work, gone: frozenset[str]) -> int:
    """Make a restored database fit to be used: erase again whom the backup had kept, send nothing by itself.

    How many people were erased again.
    """
    again = storage.privacy.rebury(work, gone)
    known = set(work.sql.scalars(select(TombstoneRow.telegram_hash)))
    rows = [{"telegram_hash": each, "erased_at": work.now} for each in sorted(gone - known)]
    if rows:
        work.sql.execute(insert(TombstoneRow), rows)
    storage.pauses.hold(work, REASON)
    return again


def put_aside(database: Path, now: datetime) -> Path | None:
    """Keep the present data under a dated name, with their log; None where there are none."""
    aside = database.with_name(f"{database.name}.before-restore-{now:%Y%m%dT%H%M%SZ}")
    for companion in _COMPANIONS:
        part = Path(f"{database}{companion}")
        if part.exists():
            part.rename(f"{aside}{companion}")
    return aside if aside.exists() else None
