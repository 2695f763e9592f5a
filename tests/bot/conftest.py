"""A terminal: the program run as people run it, in a folder of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
TOKEN = "123456789:AAExampleExampleExampleExampleExample"


@dataclass(frozen=True, slots=True)
class Terminal:
    """`run` gives the finished process; its output is text."""

    folder: Path
    environment: Mapping[str, str]

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self.python("-m", "bot", *words)

    def python(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 -- our own program
            [sys.executable, *words],
            cwd=self.folder,
            env=dict(self.environment),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ORTAQ_")}
    return Terminal(tmp_path, kept | {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"})


@pytest.fixture
def settings_file(tmp_path: Path) -> Path:
    """A config.toml that is complete and private."""
    path = tmp_path / "config.toml"
    path.write_text(f'administrators = [5]\n[telegram]\ntoken = "{TOKEN}"\n', encoding="ascii")
    path.chmod(0o600)
    return path
