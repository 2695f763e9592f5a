"""A file of centres adds what is missing, and overwrites only what it is told to."""

from pathlib import Path

import pytest

from tests.bot.terminal import ROOT, Terminal

EXAMPLE = ROOT / "examples" / "centres.toml"


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    path = tmp_path / "changed.toml"
    text = EXAMPLE.read_text(encoding="utf-8")
    path.write_text(text.replace("+7 700 000 00 01", "+7 700 000 00 77"), encoding="utf-8")
    return path


def test_the_example_is_loaded_into_a_database_that_was_not_there(terminal: Terminal) -> None:
    done = terminal.run("load", str(EXAMPLE))
    assert done.returncode == 0, done.stderr
    assert "added: centre mangystau" in done.stdout
    assert "added: specialist at3 (atyrau)" in done.stdout


def test_loading_again_changes_nothing_and_says_so(terminal: Terminal) -> None:
    terminal.run("migrate")
    terminal.run("load", str(EXAMPLE))
    assert terminal.run("load", str(EXAMPLE)).stdout == "Everything in the file is there already, and the same.\n"


def test_what_differs_is_printed_and_left_until_replaced(terminal: Terminal, changed: Path) -> None:
    terminal.run("migrate")
    terminal.run("load", str(EXAMPLE))
    for _ in range(2):
        told = terminal.run("load", str(changed)).stdout
        assert "phone: '+7 700 000 00 01'; the file says '+7 700 000 00 77'" in told
        assert "--replace atyrau" in told
    assert "replaced: centre atyrau" in terminal.run("load", str(changed), "--replace", "atyrau").stdout
    assert "the same" in terminal.run("load", str(changed)).stdout


def test_a_code_that_the_file_does_not_have_is_named(terminal: Terminal) -> None:
    terminal.run("migrate")
    done = terminal.run("load", str(EXAMPLE), "--replace", "almaty")
    assert done.returncode == 64
    assert "has no centre «almaty»" in done.stderr


def test_no_file_and_a_wrong_file_are_named_with_the_reason(terminal: Terminal, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(EXAMPLE.read_text(encoding="utf-8").replace('"Asia/Atyrau"', '"Asia/Nowhere"'), encoding="utf-8")
    for path, reason in ((tmp_path / "none.toml", "cannot be read"), (wrong, "«atyrau» timezone: there is no such")):
        done = terminal.run("load", str(path))
        assert done.returncode == 64
        assert str(path) in done.stderr
        assert reason in done.stderr
        assert not (tmp_path / "data").exists()
