"""A workbook written in a process of its own: the running bot does not carry the writer's parts."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import rules.sheets
from rules.sheets import Sheet

PATIENCE = 20.0  # seconds
COMMAND = (sys.executable, "-s", "-m", "screens.workbook")
ENVIRONMENT = {"PYTHONUTF8": "1"}  # nothing of the bot's: its secrets stay outside
_HOME = Path(__file__).parent.parent


class NotWritten(Exception):
    """The process did not end well, or not in time."""


async def write(sheets: tuple[Sheet, ...]) -> bytes:
    """The XLSX file. Raises NotWritten."""
    asked = json.dumps(rules.sheets.plain(sheets)).encode()
    process = await asyncio.create_subprocess_exec(*COMMAND, cwd=_HOME, env=ENVIRONMENT, stdin=PIPE, stdout=PIPE)
    try:
        async with asyncio.timeout(PATIENCE):
            content, _ = await process.communicate(asked)
    except TimeoutError as error:
        raise NotWritten from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise NotWritten
    return content
