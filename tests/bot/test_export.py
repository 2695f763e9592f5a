"""Figures at the terminal: numbers from before taken in, a month written as a file."""

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.bot.terminal import ROOT, Terminal

PROJECTS = ROOT / "examples" / "projects.csv"


@pytest.fixture
def loaded(terminal: Terminal) -> Terminal:
    terminal.run("load", str(ROOT / "examples" / "centres.toml"))
    return terminal


def test_numbers_from_before_are_taken_in_once_and_stand_on_their_own_sheet(loaded: Terminal, tmp_path: Path) -> None:
    words = ("import-figures", str(PROJECTS), "--centre", "atyrau", "--source", "pricom.kz")
    first, second = loaded.run(*words), loaded.run(*words)
    assert first.stdout.startswith("New: 17. Corrected: 0. Same: 0.\n")
    assert "AT-PLAN: printed «927 140,6 тенге», read as 927140600.00 tenge." in first.stdout
    assert second.stdout.startswith("New: 0. Corrected: 0. Same: 17.\n")
    file = tmp_path / "month.xlsx"
    done = loaded.run("export", "figures", "--centre", "atyrau", "--month", "2026-11", str(file))
    assert (done.returncode, done.stdout) == (0, f"Written: {file}\n")
    book = CalamineWorkbook.from_path(str(file))
    counted, earlier = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
    assert ["2026 жылғы қараша", "ноябрь 2026 г.", ""] in counted
    plan = next(row for row in earlier if row[4] == "927 140,6 тенге")
    assert (plan[3], plan[5], plan[6]) == (69.0, 927140600.0, "pricom.kz")
    assert not [row for row in counted if row[2] == 69.0]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--centre", "almaty", "--month", "2026-11"), "There is no centre «almaty». Centres: atyrau, mangystau."),
        (("--centre", "atyrau", "--month", "2026-13"), "«2026-13» is no month"),
        (("--centre", "atyrau", "--month", "november"), "«november» is no month"),
    ],
)
def test_what_does_not_exist_is_named(loaded: Terminal, tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    done = loaded.run("export", "figures", *words, str(tmp_path / "month.xlsx"))
    assert done.returncode == 64
    assert told in done.stderr
    assert not (tmp_path / "month.xlsx").exists()


def test_a_sheet_that_is_none_takes_nothing_in(loaded: Terminal, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    for content, told in ((b"a,b\n1,2\n", "columns are missing: id"), (b"\xff\xfe\x00", "Nothing was taken in")):
        wrong.write_bytes(content)
        done = loaded.run("import-figures", str(wrong), "--centre", "atyrau")
        assert done.returncode == 64
        assert told in done.stderr
