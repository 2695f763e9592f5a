"""Runs pytest in many houses: other people's libraries are loaded once, our own anew in each fork.

Started as a program of its own, so that nothing of the true house is loaded. Reads lines of JSON (folder, words for
pytest) and prints, for each, the folder, pytest's exit code and the end of what it said.
"""

import json
import os
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

AT_ONCE = 2
HEAVY = (
    "aiosqlite",
    "babel.dates",
    "babel.messages.pofile",
    "httpx_aiohttp",
    "hypothesis",
    "pydantic_settings",
    "pytest_asyncio",
    "sqlalchemy.ext.asyncio",
    "sqlalchemy.orm",
    "starlette.applications",
    "structlog",
    "telegram.ext",
    "typer",
    "uvicorn",
)


def begin(folder: str, words: list[str]) -> int:
    """Pytest in a process of its own; its id."""
    pid = os.fork()
    if pid:
        return pid
    said = os.open(Path(folder) / "said.txt", os.O_WRONLY | os.O_CREAT)
    os.dup2(said, 1)
    os.dup2(said, 2)
    os.chdir(folder)
    sys.path[0] = folder
    code = int(pytest.main(words))
    sys.stdout.flush()
    os._exit(code)


def ended(running: dict[int, str]) -> tuple[str, int]:
    pid, status = os.wait()
    return running.pop(pid), os.waitstatus_to_exitcode(status)


def run(jobs: list[tuple[str, list[str]]]) -> Iterator[tuple[str, int]]:
    running: dict[int, str] = {}
    for folder, words in jobs:
        if len(running) == AT_ONCE:
            yield ended(running)
        running[begin(folder, words)] = folder
    while running:
        yield ended(running)


if __name__ == "__main__":
    for name in HEAVY:
        import_module(name)
    for folder, code in run([json.loads(line) for line in sys.stdin]):
        said = (Path(folder) / "said.txt").read_text(encoding="utf-8", errors="replace")
        sys.stderr.write(json.dumps([folder, code, said[-2000:]]) + "\n")
