"""A sheet from the terminal: counted as the chat counts it, every wrong row named, the second time nothing is new."""

from pathlib import Path

import pytest

from tests.bot.terminal import ROOT, Terminal

SHEETS = ROOT / "examples" / "tenders"


@pytest.fixture
def loaded(terminal: Terminal) -> Terminal:
    terminal.run("load", str(ROOT / "examples" / "centres.toml"))
    return terminal


def test_a_sheet_is_imported_once(loaded: Terminal) -> None:
    words = ("import-tenders", str(SHEETS / "sheet.xlsx"), "--centre", "atyrau", "--silent")
    first, second = loaded.run(*words), loaded.run(*words)
    assert first.returncode == 0, first.stderr
    assert "Rows: 40. New: 36. Changed: 0. Same: 3. Errors: 1." in first.stdout
    assert "Row 30: there is no such day" in first.stdout
    assert "Rows: 40. New: 0. Changed: 0. Same: 39. Errors: 1." in second.stdout


def test_the_centre_is_asked_for_where_there_are_several(loaded: Terminal) -> None:
    done = loaded.run("import-tenders", str(SHEETS / "sheet.csv"))
    assert done.returncode == 64
    assert "atyrau, mangystau" in done.stderr


def test_what_is_no_sheet_is_refused(loaded: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    file.write_bytes(b"PK\x03\x04 no workbook")
    done = loaded.run("import-tenders", str(file), "--centre", "atyrau")
    assert done.returncode == 64
    assert "list.xlsx" in done.stderr
