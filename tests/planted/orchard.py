"""Copies of the house with one bug in each, and what the tests say of them."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
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
Verdict = tuple[int, str]
_LEFT_OUT = shutil.ignore_patterns("planted")  # what is compiled already need not be again


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


def ask(asked: Mapping[Path, Sequence[str]]) -> dict[Path, Verdict]:
    """Run these tests in these houses, two at a time: pytest's exit code, and the end of what it printed."""
    words = ("-x", "-q", "-p", "no:cacheprovider", "--no-header", "-W", "ignore::pytest.PytestAssertRewriteWarning")
    jobs = "\n".join(json.dumps([str(ground), [*words, *tests]]) for ground, tests in asked.items())
    command = [sys.executable, str(Path(__file__).with_name("nursery.py"))]
    surroundings = dict(_surroundings())
    done = subprocess.run(command, input=jobs, env=surroundings, capture_output=True, text=True, check=True)  # noqa: S603 -- our own program
    told = [json.loads(line) for line in done.stderr.splitlines()]
    return {Path(ground): (code, said) for ground, code, said in told}


def _surroundings() -> Iterator[tuple[str, str]]:
    """Nothing of this run reaches the copy, above all no path to the true house."""
    left_out = ("PYTEST", "PYTHONPATH", "COV_", "ORTAQ_")
    yield from ((name, value) for name, value in os.environ.items() if not name.startswith(left_out))
    yield "PYTHONDONTWRITEBYTECODE", "1"
