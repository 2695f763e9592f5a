"""The data are brought to the newest shape once, and never by a program too old for them."""

import sqlite3
from pathlib import Path

import storage.version
from tests.bot.terminal import Terminal


def set_version(path: Path, version: str) -> None:
    with sqlite3.connect(path) as database:
        database.execute("UPDATE alembic_version SET version_num = ?", (version,))


def test_the_first_time_lays_everything_out_for_its_owner_alone(terminal: Terminal, tmp_path: Path) -> None:
    assert "from nothing to" in terminal.run("migrate").stdout
    assert storage.version.of_file(tmp_path / "data" / "ortaq.db") == storage.version.head()
    assert (tmp_path / "data" / "ortaq.db").stat().st_mode & 0o077 == 0


def test_the_second_time_there_is_nothing_to_do(terminal: Terminal) -> None:
    terminal.run("migrate")
    assert "up to date" in terminal.run("migrate").stdout


def test_data_of_a_newer_program_are_left_alone(terminal: Terminal, tmp_path: Path) -> None:
    terminal.run("migrate")
    set_version(tmp_path / "data" / "ortaq.db", "2999_01_01_0000_future")
    for words in (("migrate",), ("invite", "--role", "administrator")):
        done = terminal.run(*words)
        assert done.returncode == 64
        assert "newer version of the program" in done.stderr
    assert storage.version.of_file(tmp_path / "data" / "ortaq.db") == "2999_01_01_0000_future"


def test_a_file_that_is_no_database_is_not_touched(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "ortaq.db").write_bytes(b"a letter, not a database" * 100)
    done = terminal.run("migrate")
    assert done.returncode == 74
    assert "There is no backup" in done.stderr
    assert (tmp_path / "data" / "ortaq.db").read_bytes() == b"a letter, not a database" * 100
