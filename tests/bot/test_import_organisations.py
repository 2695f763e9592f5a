"""A list of organisations from the terminal: taken in once, every wrong row named without its number."""

from pathlib import Path

from tests.bot.terminal import ROOT, Terminal

EXAMPLES = ROOT / "examples"


def test_a_list_is_taken_in_once(terminal: Terminal, tmp_path: Path) -> None:
    terminal.run("load", str(EXAMPLES / "centres.toml"))
    words = ("import-organisations", str(EXAMPLES / "organisations.csv"), "--centre", "atyrau")
    first, second = terminal.run(*words), terminal.run(*words)
    assert first.returncode == 0, first.stderr
    assert "Rows: 9. New: 6. Known already: 0. Wrong: 3." in first.stdout
    assert "Row 8: the same BIN stands in an earlier row: 3" in first.stdout
    assert "Row 10: this looks like a personal IIN, it is not saved" in first.stdout
    assert "900101300123" not in first.stdout + first.stderr
    assert "Rows: 9. New: 0. Known already: 6. Wrong: 3." in second.stdout
    wrong = tmp_path / "list.csv"
    wrong.write_text("a;b", encoding="utf-8")
    assert "No heading row" in terminal.run("import-organisations", str(wrong), "--centre", "atyrau").stderr
    assert terminal.run(*words[:3], "nowhere").returncode == 64
