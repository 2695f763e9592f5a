"""Copies of the house with one bug in each, and what the tests say of them."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = (
    "actions",
    "bot",
    "delivery",
    "handlers",
    "rules",
    "sandbox",
    "screens",
    "sources",
    "storage",
    "tests",
    "examples",
    "pyproject.toml",
)
FAILED = 1  # pytest's word for «tests ran, and some of them failed»
_LEFT_OUT = shutil.ignore_patterns("__pycache__", "planted", "*.pyc")


@dataclass(frozen=True, slots=True)
class Bug:
    """`right` becomes `wrong` in one file; `tests` are the fewest that must notice."""

    name: str
    file: str
    right: str
    wrong: str
    tests: tuple[str, ...]


def plant(bug: Bug, ground: Path) -> Path:
    """A copy of the house with this bug; the house itself is never touched."""
    copy(ground)
    file = ground / bug.file
    source = file.read_text(encoding="utf-8")
    file.write_text(source.replace(bug.right, bug.wrong), encoding="utf-8")
    return ground


def has_its_place(bug: Bug) -> bool:
    """The line the bug is made of is still there, once."""
    return (ROOT / bug.file).read_text(encoding="utf-8").count(bug.right) == 1


def copy(ground: Path) -> None:
    ground.mkdir(parents=True)
    for room in ROOMS:
        source = ROOT / room
        if source.is_dir():
            shutil.copytree(source, ground / room, ignore=_LEFT_OUT)
        elif source.exists():
            shutil.copy(source, ground / room)


def ask(ground: Path, tests: tuple[str, ...]) -> tuple[int, str]:
    """Run these tests there: pytest's exit code, and the end of what it printed."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--no-header", *tests]
    done = subprocess.run(command, cwd=ground, env=dict(_surroundings()), capture_output=True, text=True, check=False)  # noqa: S603 -- our own tests
    return done.returncode, done.stdout[-2000:] + done.stderr[-500:]


def _surroundings() -> Iterator[tuple[str, str]]:
    """Nothing of this run reaches the copy, above all no path to the true house."""
    left_out = ("PYTEST", "PYTHONPATH", "COV_", "ORTAQ_")
    yield from ((name, value) for name, value in os.environ.items() if not name.startswith(left_out))
    yield "PYTHONDONTWRITEBYTECODE", "1"
