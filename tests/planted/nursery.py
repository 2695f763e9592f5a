"""Runs pytest in many houses: other people's libraries are loaded once, our own anew in each fork.

Started as a program of its own, so that nothing of the true house is loaded. Reads lines of JSON (folder, words for
pytest) and prints, for each, pytest's exit code and the end of what it said.
"""

import json
import os
import sys
from importlib import import_module
from pathlib import Path

import pytest

SAID = "said.txt"
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


def run(folder: str, words: list[str]) -> int:
    """Pytest in a process of its own; its exit code."""
    pid = os.fork()
    if pid:
        _, status = os.waitpid(pid, 0)
        return os.waitstatus_to_exitcode(status)
    said = os.open(Path(folder) / SAID, os.O_WRONLY | os.O_CREAT)
    os.dup2(said, 1)
    os.dup2(said, 2)
    os.chdir(folder)
    sys.path[0] = folder
    code = int(pytest.main(words))
    sys.stdout.flush()
    os._exit(code)


def answer(folder: str, words: list[str]) -> str:
    code = run(folder, words)
    said = (Path(folder) / SAID).read_text(encoding="utf-8", errors="replace")
    return json.dumps([code, said[-2000:]])


if __name__ == "__main__":
    for name in HEAVY:
        import_module(name)
    for line in sys.stdin:
        sys.stdout.write(answer(*json.loads(line)) + "\n")
        sys.stdout.flush()
