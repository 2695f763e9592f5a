"""A backup is one moment of a busy database, and the way back from it is silent."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest

import storage.backup
import storage.privacy
import storage.restoring
import storage.version
from storage.backup import NotGood
from tests.bot.terminal import ROOT, Terminal

NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)


@pytest.fixture
def database(terminal: Terminal, tmp_path: Path) -> Path:
    terminal.run("migrate")
    terminal.run("load", str(ROOT / "examples" / "centres.toml"))
    return tmp_path / "data" / "ortaq.db"


@pytest.fixture
def busy(database: Path) -> Iterator[Path]:
    """Somebody writes pairs of rows, each pair in one transaction, without a pause."""
    stop = Event()

    def write() -> None:
        with closing(sqlite3.connect(database, isolation_level=None, timeout=10)) as writer:
            for number in range(1_000_000):
                if stop.is_set():
                    return
                writer.execute("BEGIN IMMEDIATE")
                writer.execute("INSERT INTO fact VALUES (?, ?)", (f"left{number}", "x" * 200))
                writer.execute("INSERT INTO fact VALUES (?, ?)", (f"right{number}", "x" * 200))
                writer.execute("COMMIT")

    thread = Thread(target=write)
    thread.start()
    yield database
    stop.set()
    thread.join()


def query(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def write(path: Path, sql: str, *values: object) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(sql, values)


PERSON = "INSERT INTO person (telegram_id, language, created_at, seen_at) VALUES (?, 'kk', 0, 0)"
TOMBSTONE = "INSERT INTO tombstone VALUES (?, 5)"


def test_backups_of_a_busy_database_hold_no_half_transaction(busy: Path, tmp_path: Path) -> None:
    for number in range(20):
        copy = storage.backup.take(busy, tmp_path / "copies", NOW + timedelta(seconds=number))
        assert query(copy, "SELECT sum(name LIKE 'left%') - sum(name LIKE 'right%') FROM fact") in ([(0,)], [(None,)])
    newest, *_, oldest = (
        query(copy, "SELECT count(*) FROM fact")[0] for copy in storage.backup.all_in(tmp_path / "copies")
    )
    assert newest > oldest, "nobody was writing meanwhile"


def test_a_backup_is_one_file_for_its_owner_named_by_its_time(database: Path, tmp_path: Path) -> None:
    copy = storage.backup.take(database, tmp_path / "copies", NOW)
    assert [path.name for path in (tmp_path / "copies").iterdir()] == ["ortaq-20261126T040000Z.db"]
    assert copy.stat().st_mode & 0o777 == 0o600
    assert storage.backup.taken_at(copy) == NOW
    assert storage.backup.verify(copy).version == storage.version.head()


def test_a_copy_that_points_nowhere_is_not_kept(database: Path, tmp_path: Path) -> None:
    write(database, "INSERT INTO claim (resource, cell, booking_id) VALUES ('s1', 0, 99)")
    with pytest.raises(NotGood, match="point nowhere"):
        storage.backup.take(database, tmp_path / "copies", NOW)
    assert list((tmp_path / "copies").iterdir()) == []


def test_damage_in_a_backup_is_found(database: Path, tmp_path: Path) -> None:
    copy = storage.backup.take(database, tmp_path / "copies", NOW)
    size = copy.stat().st_size
    os.truncate(copy, size - 4096)
    with pytest.raises(NotGood):
        storage.backup.verify(copy)
    assert storage.backup.newest_good(tmp_path / "copies") is None


def test_rotation_keeps_fourteen_days_and_eight_weeks(tmp_path: Path) -> None:
    for hours in range(0, 24 * 100, 12):
        (tmp_path / f"ortaq-{NOW - timedelta(hours=hours):%Y%m%dT%H%M%SZ}.db").touch()
    (tmp_path / "notes.txt").touch()
    storage.backup.rotate(tmp_path, 14, 8)
    kept = [storage.backup.taken_at(path) for path in storage.backup.all_in(tmp_path)]
    assert kept[0] == NOW
    assert len({moment.date() for moment in kept}) == len(kept)
    assert {(NOW - timedelta(days=days)).date() for days in range(14)} <= {moment.date() for moment in kept}
    assert len({moment.isocalendar()[:2] for moment in kept}) == 8
    assert (tmp_path / "notes.txt").exists()


def test_the_command_leaves_the_log_of_a_running_bot_alone(terminal: Terminal, database: Path) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as running:
        running.execute("INSERT INTO fact VALUES ('a', 'b')")
        before = Path(f"{database}-wal").stat().st_size
        assert terminal.run("backup").returncode == 0
        assert Path(f"{database}-wal").stat().st_size == before > 0


def test_a_restore_brings_back_what_was_and_keeps_what_is(terminal: Terminal, database: Path) -> None:
    write(database, "INSERT INTO fact VALUES ('when', 'before')")
    terminal.run("backup")
    (copy,) = (database.parent / "backups").glob("*.db")
    write(database, "UPDATE fact SET value = 'after'")
    done = terminal.run("restore", str(copy))
    assert done.returncode == 0, done.stderr
    assert "Nothing is sent yet" in done.stdout
    assert query(database, "SELECT value FROM fact") == [("before",)]
    (aside,) = (path for path in database.parent.glob("*.before-restore-*") if path.suffix)
    assert query(aside, "SELECT value FROM fact") == [("after",)]


def test_after_a_restore_nothing_is_sent_until_a_person_says_so(terminal: Terminal, database: Path) -> None:
    terminal.run("backup")
    (copy,) = (database.parent / "backups").glob("*.db")
    terminal.run("restore", str(copy))
    assert query(database, "SELECT bot_id, scope, reason FROM pause") == [(0, "outbox", "restored")]
    terminal.run("restore", "--release")
    assert query(database, "SELECT count(*) FROM pause") == [(0,)]


def test_a_restore_does_not_bring_back_the_erased(terminal: Terminal, database: Path) -> None:
    write(database, PERSON, 11)
    write(database, PERSON, 22)
    terminal.run("backup")
    (copy,) = (database.parent / "backups").glob("*.db")
    write(database, "DELETE FROM person WHERE telegram_id = 11")
    write(database, TOMBSTONE, storage.privacy.fingerprint(11))
    write(database, TOMBSTONE, storage.privacy.fingerprint(33))
    assert "People erased again: 1" in terminal.run("restore", str(copy)).stdout
    assert query(database, "SELECT telegram_id FROM person") == [(22,)]
    assert query(database, "SELECT count(*) FROM tombstone") == [(2,)]


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00" + b"\xff" * 5000])
def test_what_is_no_backup_is_refused_and_nothing_is_touched(
    terminal: Terminal, database: Path, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "wrong.db").write_bytes(content)
    done = terminal.run("restore", str(tmp_path / "wrong.db"))
    assert done.returncode == 74
    assert "Nothing was restored" in done.stderr
    assert query(database, "SELECT count(*) FROM centre") == [(2,)]


def test_a_restore_cut_short_is_noticed_at_the_next_start(database: Path) -> None:
    storage.backup.verify_start(database)
    storage.backup.half_restored(database).touch()
    with pytest.raises(NotGood, match="interrupted"):
        storage.backup.verify_start(database)


def test_data_kept_by_postgresql_are_left_to_its_own_tools(terminal: Terminal, settings_file: Path) -> None:
    settings_file.write_text('[storage]\nurl = "postgresql://somebody@localhost/ortaq"', encoding="ascii")
    done = terminal.run("backup", "--config", str(settings_file))
    assert done.returncode == 64
    assert "pg_dump" in done.stderr
