"""A terminal: commands as people give them, in a folder of their own."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

import bot.__main__

ROOT = Path(__file__).parent.parent.parent
TOKEN = "123456789:AAExampleExampleExampleExampleExample"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended and what it said."""

    returncode: int
    stdout: str
    stderr: str


@dataclass(frozen=True, slots=True)
class Terminal:
    """`run` gives a command within this process, which is quick; `start` in one of its own."""

    screen: pytest.CaptureFixture[str]

    def run(self, *words: str) -> Outcome:
        self.screen.readouterr()
        mask = os.umask(0o022)
        try:
            code = bot.__main__.main(words)
        finally:
            os.umask(mask)
        return Outcome(code, *self.screen.readouterr())

    def start(self, *words: str) -> Outcome:
        command = [sys.executable, "-m", "bot", *words]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603 -- our own program
        return Outcome(done.returncode, done.stdout, done.stderr)
