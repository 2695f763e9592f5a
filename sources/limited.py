"""The process in which a file is read: bounded in memory and time, without the bot's secrets; plain JSON in and out.

Run by `sources.child`: one line of JSON on standard input, then the file; one JSON object on standard output.
"""

import json
import resource
import sys
from datetime import datetime
from typing import Any

import rules.centre_sheets
import rules.organisation_lists
import rules.readings
import sources.centre_sheet
import sources.organisations
import sources.sheet
from rules.readings import SheetRefused, Source

MEMORY = 256 * 2**20  # bytes of addresses, not of memory in use
SECONDS = 10


def main() -> None:
    _limit()
    try:
        answer = _answered()
    except MemoryError:
        answer = b'{"refused": "too_large", "row": 0}'
    sys.stdout.buffer.write(answer)


def _answered() -> bytes:
    asked = json.loads(sys.stdin.buffer.readline())
    answer = _answer(asked, sys.stdin.buffer.read(rules.readings.MOST_BYTES + 1))
    return json.dumps(answer, ensure_ascii=False).encode()


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def _answer(asked: dict[str, Any], data: bytes) -> dict[str, Any]:
    try:
        if asked["of"] == "organisations":
            return rules.organisation_lists.plain(sources.organisations.read(data))
        if asked["of"] == "centre":
            return rules.centre_sheets.plain(sources.centre_sheet.read(data))
        return _contests(asked, data)
    except SheetRefused as refused:
        return {"refused": refused.why, "row": refused.row}


def _contests(asked: dict[str, Any], data: bytes) -> dict[str, Any]:
    catalogue = tuple((code, tuple(stems)) for code, stems in asked["directions"])
    source = Source(asked["region"], asked["kind"], catalogue)
    return rules.readings.plain(sources.sheet.read(data, source, datetime.fromisoformat(asked["now"])))


if __name__ == "__main__":
    main()
