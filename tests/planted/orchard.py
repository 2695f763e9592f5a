"""Houses with one bug in each, and what the tests say of them."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
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
_WORDS = ("-x", "-q", "-p", "no:cacheprovider", "--no-header", "-W", "ignore::pytest.PytestAssertRewriteWarning")


@dataclass(frozen=True, slots=True)
class Bug:
    """`right` becomes `wrong` in one file; `tests` are the fewest that must notice."""

    name: str
    file: str
    right: str
    wrong: str
    tests: tuple[str, ...]


def plant(bug: Bug, ground: Path) -> Path:
    """A house with this bug; the true house is never touched."""
    room = bug.file.partition("/")[0]
    build(ground, but=room)
    shutil.copytree(ROOT / room, ground / room)
    file = ground / bug.file
    source = file.read_text(encoding="utf-8")
    file.write_text(source.replace(bug.right, bug.wrong), encoding="utf-8")
    return ground


def has_its_place(bug: Bug) -> bool:
    """The line the bug is made of is still there, once."""
    return (ROOT / bug.file).read_text(encoding="utf-8").count(bug.right) == 1


def build(ground: Path, but: str = "") -> Path:
    """A house whose rooms are those of the true one, `but` one that comes yet."""
    ground.mkdir(parents=True)
    for room in ROOMS:
        if room != but:
            (ground / room).symlink_to(ROOT / room)
    return ground


class Nursery:
    """Runs tests in houses, one after the other; what all of them need is loaded once."""

    def __init__(self) -> None:
        command = [sys.executable, str(Path(__file__).with_name("nursery.py"))]
        self._process = subprocess.Popen(  # noqa: S603 -- our own program
            command, env=dict(_surroundings()), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, ground: Path, tests: Sequence[str]) -> Verdict:
        """Pytest's exit code, and the end of what it printed."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([str(ground), [*_WORDS, *tests]]) + "\n")
        self._process.stdin.flush()
        code, said = json.loads(self._process.stdout.readline())
        return code, said

    def close(self) -> None:
        self._process.communicate()


def _surroundings() -> Iterator[tuple[str, str]]:
    """Nothing of this run reaches the copy, above all no path to the true house."""
    left_out = ("PYTEST", "PYTHONPATH", "COV_", "ORTAQ_")
    yield from ((name, value) for name, value in os.environ.items() if not name.startswith(left_out))
    yield "PYTHONDONTWRITEBYTECODE", "1"
