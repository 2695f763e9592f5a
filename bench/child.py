"""Measured processes: each ends by itself when its standard input closes, so none outlives the bench.

`python -m bench.child MODULE WORDS...` runs the module's `serve(stop, *words)`.
"""

import asyncio
import gc
import logging
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType

HOME = Path(__file__).parent.parent
ENVIRONMENT = {**os.environ, "PTB_TIMEDELTA": "1", "PYTHONWARNINGS": "ignore"}
_PATIENCE = 15.0  # seconds to end in
_USER, _SYSTEM = 11, 12  # fields of /proc/PID/stat after the name

Serve = Callable[[asyncio.Event], Coroutine[None, None, None]]


@asynccontextmanager
async def child(module: str, *words: object) -> AsyncIterator[Process]:
    """The process while the block lasts; RuntimeError where it failed."""
    command = (sys.executable, "-m", "bench.child", module, *map(str, words))
    process = await asyncio.create_subprocess_exec(*command, cwd=HOME, env=ENVIRONMENT, stdin=PIPE, stdout=DEVNULL)
    try:
        yield process
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await ended(process)
    if process.returncode:
        raise RuntimeError(f"{module} ended with {process.returncode}")


async def ended(process: Process) -> None:
    """Wait for it; end it where it does not end by itself."""
    try:
        async with asyncio.timeout(_PATIENCE):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()


async def _live(serve: Serve) -> None:
    """Serve until the parent closes standard input, or is gone."""
    stop, reader = asyncio.Event(), asyncio.StreamReader()
    pipe, _ = await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )

    async def watch() -> None:
        await reader.read()
        stop.set()

    async with asyncio.TaskGroup() as group:
        group.create_task(watch())
        await serve(stop)
    pipe.close()


def megabytes(pid: int) -> float:
    """The memory a process holds now (resident), in MB of a million bytes."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    kib = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
    return int(kib) * 1024 / 1e6


def processor(pid: int) -> float:
    """Seconds of a processor that a process has used: they grow less with a load than time does."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[_USER]) + int(fields[_SYSTEM])) / os.sysconf("SC_CLK_TCK")


def main(module: str, *words: str) -> None:
    sys.modules["rich"] = None  # type: ignore[assignment] # as `python -m bot run` does
    logging.basicConfig(level=logging.CRITICAL)
    measured = _as_run_does(module) if module == "bench.ours" else import_module(module)
    asyncio.run(_live(lambda stop: measured.serve(stop, *words)))


def _as_run_does(module: str) -> ModuleType:
    gc.disable()
    measured = import_module(module)
    gc.freeze()
    gc.enable()
    return measured


if __name__ == "__main__":
    main(*sys.argv[1:])
