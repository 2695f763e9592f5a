"""A list of meetings from the terminal: taken in once, every wrong row named."""

from pathlib import Path

from tests.bot.terminal import ROOT, Terminal

EXAMPLES = ROOT / "examples"


def test_a_list_is_taken_in_once(terminal: Terminal, tmp_path: Path) -> None:
    terminal.run("load", str(EXAMPLES / "centres.toml"))
    text = (EXAMPLES / "meetings.csv").read_text(encoding="utf-8")
    file = tmp_path / "meetings.csv"
    file.write_text(text.replace("2026-12-08 17:00", "2026-12-08 14:00").replace("2026", "2036"), encoding="utf-8")
    first, second = terminal.run("import-meetings", str(file)), terminal.run("import-meetings", str(file))
    assert first.returncode == 0, first.stderr
    assert "Rows: 8. New: 7. There already: 0. To be looked at: 1." in first.stdout
    assert "Row 2 (M1): it ends before it begins" in first.stdout
    assert "Rows: 8. New: 0. There already: 7. To be looked at: 1." in second.stdout
