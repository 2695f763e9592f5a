"""Real processes to be killed, forked from one that has everything loaded; a server that writes down the truth."""

import asyncio
import json
import os
import random
import signal
import socket
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

Answer = Callable[[str, dict[str, str]], Any]
"""Method and fields of a call to its result; runs in the server's process."""

_GLANCE = 0.002  # seconds between two looks


def fork(job: Callable[[], None]) -> int:
    """Do the job in a process of its own, killable at any moment; its id."""
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        job()
        status = 0
    except BaseException:  # noqa: BLE001 -- a forked test must not return into its parent's code
        traceback.print_exc()
    finally:
        os._exit(status)


def kill(pid: int) -> None:
    """kill -9; gone when this returns."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def ended(pid: int) -> int:
    """Wait for it; its exit status."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def until(happened: Callable[[], bool], seconds: float = 20) -> None:
    """Look again and again from outside, as nobody inside can tell."""
    pause = threading.Event()
    for _ in range(int(seconds / _GLANCE)):
        if happened():
            return
        pause.wait(_GLANCE)
    raise TimeoutError("it did not happen")


def alive(pid: int) -> bool:
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None


def lines(log: Path) -> list[Any]:
    """What really arrived, in order."""
    return [json.loads(line) for line in log.read_bytes().splitlines()]


@contextmanager
def truth(log: Path, answer: Answer, most_late: float = 0.004) -> Iterator[str]:
    """A Bot API in a process of its own: each call is written down, then answered, both a little late.

    Yields its base URL for a bot.
    """
    log.touch()
    listening = socket.create_server(("127.0.0.1", 0), backlog=256)
    pid = fork(lambda: asyncio.run(_serve(listening, log, answer, most_late)))
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/bot"
    finally:
        kill(pid)
        listening.close()


async def _serve(listening: socket.socket, log: Path, answer: Answer, most_late: float) -> None:
    journal = os.open(log, os.O_WRONLY | os.O_APPEND)

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            while True:
                method, fields = await _read(reader)
                await asyncio.sleep(random.uniform(0, most_late))
                os.write(journal, json.dumps([method, fields]).encode() + b"\n")
                body = json.dumps({"ok": True, "result": answer(method, fields)}).encode()
                await asyncio.sleep(random.uniform(0, most_late))
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
                await writer.drain()
        writer.close()

    server = await asyncio.start_server(one, sock=listening)
    await server.serve_forever()


async def _read(reader: asyncio.StreamReader) -> tuple[str, dict[str, str]]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
    length = next((int(line.split(":")[1]) for line in head if line.lower().startswith("content-length")), 0)
    body = (await reader.readexactly(length)).decode()
    return head[0].split(" ")[1].rpartition("/")[2], dict(parse_qsl(body))
