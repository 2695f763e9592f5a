"""What the tests of commands stand on."""

import os
from pathlib import Path

import pytest

from tests.bot.terminal import ROOT, TOKEN, Terminal


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal in an empty folder; nothing of the surroundings counts as a setting."""
    for name in [name for name in os.environ if name.startswith("ORTAQ_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.chdir(tmp_path)
    return Terminal(capsys)


@pytest.fixture
def settings_file(tmp_path: Path) -> Path:
    """A config.toml that is complete and private."""
    path = tmp_path / "config.toml"
    path.write_text(f'administrators = [5]\n[telegram]\ntoken = "{TOKEN}"\n', encoding="ascii")
    path.chmod(0o600)
    return path
