"""Reading a file that staff send in a process of its own: what is wrong with it is then not wrong with the bot."""

import asyncio
import json
import signal
import sys
from asyncio.subprocess import PIPE, Process
from datetime import datetime
from pathlib import Path
from typing import Any

import rules.centre_sheets
import rules.organisation_lists
import rules.readings
from rules.centre_sheets import Line
from rules.organisation_lists import Row
from rules.readings import MOST_BYTES, WHYS, Reading, SheetRefused, Source, Why

PATIENCE = 20.0  # seconds; the process has 10 of its own
_HOME = Path(__file__).parent.parent
COMMAND = (sys.executable, "-s", "-m", "sources.limited")
ENVIRONMENT = {"PYTHONUTF8": "1", "PYTHONWARNINGS": "ignore"}  # nothing of the bot's: its secrets stay outside
_OUT_OF_TIME = (-signal.SIGXCPU, -signal.SIGKILL)


async def read(data: bytes, source: Source, now: datetime) -> Reading:
    """What the file announces, as of `now`. Raises SheetRefused where it cannot be read, in 20 seconds at most."""
    answer = await _ask(question(source, now), data)
    return await asyncio.to_thread(_reading, answer)


async def organisations(data: bytes) -> tuple[Row, ...]:
    """The rows of a list of organisations. Raises SheetRefused where it cannot be read, in 20 seconds at most."""
    answer = await _ask(json.dumps({"of": "organisations"}).encode() + b"\n", data)
    return rules.organisation_lists.from_plain(_values(answer))


async def centre_sheet(data: bytes) -> tuple[Line, ...]:
    """The rows of a centre's sheet. Raises SheetRefused where it cannot be read, in 20 seconds at most."""
    answer = await _ask(json.dumps({"of": "centre"}).encode() + b"\n", data)
    return rules.centre_sheets.from_plain(_values(answer))


def question(source: Source, now: datetime) -> bytes:
    there = {"region": source.region, "kind": source.kind, "directions": source.directions}
    return json.dumps({"of": "contests", "now": now.isoformat(), **there}).encode() + b"\n"


async def _ask(asked: bytes, data: bytes) -> bytes:
    if len(data) > MOST_BYTES:
        raise SheetRefused("too_large")
    process = await asyncio.create_subprocess_exec(*COMMAND, cwd=_HOME, env=ENVIRONMENT, stdin=PIPE, stdout=PIPE)
    try:
        async with asyncio.timeout(PATIENCE):
            answer, _ = await process.communicate(asked + data)
    except TimeoutError:
        raise SheetRefused("too_slow") from None
    finally:
        await _end(process)
    if process.returncode:
        raise SheetRefused(_why(process.returncode))
    return answer


def _why(ended: int) -> Why:
    """What the way it ended says: by a signal for time or for memory, or else by a fault that the file provoked."""
    if ended in _OUT_OF_TIME:
        return "too_slow"
    return "too_large" if ended < 0 else "not_a_sheet"


async def _end(process: Process) -> None:
    if process.returncode is None:
        process.kill()
        await process.wait()


def _reading(answer: bytes) -> Reading:
    return rules.readings.from_plain(_values(answer))


def _values(answer: bytes) -> dict[str, Any]:
    """Checked as anything from outside is: the file's maker may have had a hand in it."""
    values: dict[str, Any] = json.loads(answer)
    if "refused" in values:
        raise SheetRefused(values["refused"] if values["refused"] in WHYS else "not_a_sheet", int(values["row"]))
    return values
