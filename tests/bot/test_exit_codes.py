"""Whoever starts the program can tell by a number what went wrong, and by a sentence what to do."""

import os
from pathlib import Path

import pytest

import bot.__main__
import bot.lock
from tests.bot.terminal import Terminal


def test_without_a_command_the_help_names_them_all(terminal: Terminal) -> None:
    done = terminal.start()
    assert done.returncode == 0
    assert all(f"  {name} " in done.stdout for name, _ in bot.__main__.commands())


def test_an_unknown_command_is_a_mistake_with_the_help_beside_it(terminal: Terminal) -> None:
    done = terminal.start("dance")
    assert done.returncode == 64
    assert "There is no command «dance»" in done.stderr
    assert "load" in done.stderr


@pytest.mark.parametrize("name", [name for name, _ in bot.__main__.commands()])
def test_every_command_explains_itself_and_takes_a_settings_file(terminal: Terminal, name: str) -> None:
    done = terminal.start(name, "--help")
    assert done.returncode == 0, done.stderr
    assert "--config" in done.stdout


@pytest.mark.parametrize("name", ["migrate", "doctor", "backup"])
def test_wrong_settings_end_with_64_and_name_the_key(terminal: Terminal, settings_file: Path, name: str) -> None:
    settings_file.write_text('[telegram]\ntokn = "x"', encoding="ascii")
    done = terminal.run(name, "--config", str(settings_file))
    assert done.returncode == 64
    assert f"{settings_file}: telegram.tokn: there is no such setting" in done.stderr


def test_an_unknown_option_ends_with_64(terminal: Terminal) -> None:
    done = terminal.run("migrate", "--fast")
    assert done.returncode == 64
    assert "--fast" in done.stderr


def test_restoring_beside_a_running_copy_ends_with_75(terminal: Terminal, tmp_path: Path) -> None:
    terminal.run("migrate")
    terminal.run("backup")
    (copy,) = (tmp_path / "data" / "backups").glob("*.db")
    with bot.lock.hold(tmp_path / "data"):
        done = terminal.run("restore", str(copy))
    assert done.returncode == 75
    assert "Another copy is running" in done.stderr


def test_a_damaged_database_ends_with_74_and_names_the_last_good_backup(terminal: Terminal, tmp_path: Path) -> None:
    terminal.run("migrate")
    terminal.run("backup")
    (copy,) = (tmp_path / "data" / "backups").glob("*.db")
    newer = copy.with_name("ortaq-29990101T000000Z.db")
    newer.write_bytes(b"half a backup")
    with (tmp_path / "data" / "ortaq.db").open("r+b") as file:
        file.seek(0)
        file.write(b"\xff" * 4096)
    done = terminal.run("migrate")
    assert done.returncode == 74
    assert f"python -m bot restore data/backups/{copy.name}" in done.stderr


def test_a_second_running_copy_ends_with_75(terminal: Terminal, settings_file: Path, tmp_path: Path) -> None:
    with bot.lock.hold(tmp_path / "data"):
        done = terminal.start("run", "--config", str(settings_file))
    assert done.returncode == 75
    assert f"process {os.getpid()}" in done.stderr


def test_running_without_a_token_ends_with_64_and_says_where_tokens_come_from(terminal: Terminal) -> None:
    done = terminal.start("run")
    assert done.returncode == 64
    assert "@BotFather" in done.stderr


def test_running_on_a_damaged_database_ends_with_74(terminal: Terminal, settings_file: Path, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "ortaq.db").write_bytes(b"\xff" * 8192)
    done = terminal.start("run", "--config", str(settings_file))
    assert done.returncode == 74
    assert "cannot be trusted" in done.stderr
    assert "Traceback" not in done.stderr
