"""What systemd hears: that the bot is ready, that it stops, and, as long as it is so, that it need not be restarted."""

import asyncio
import os
import socket
from collections.abc import Awaitable, Callable

import structlog

READY, STOPPING, ALIVE = "READY=1", "STOPPING=1", "WATCHDOG=1"
SOMETIMES = 30.0  # seconds between two words where systemd names no time

log = structlog.get_logger()


def tell(word: str) -> None:
    """Say it to systemd, if it is there."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.connect("\0" + address[1:] if address.startswith("@") else address)
            line.sendall(word.encode())
    except OSError as error:
        log.warning("systemd.untold", kind=type(error).__name__)


def often() -> float:
    """Seconds between two signs of life: four to the time after which systemd gives the process up."""
    given = os.environ.get("WATCHDOG_USEC", "")
    return int(given) / 4_000_000 if given.isdecimal() and int(given) else SOMETIMES


async def watch(curable: Callable[[], bool], rest: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
    """Give signs of life until cancelled; none while another start may help."""
    while True:
        if curable():
            log.error("watchdog.silent")
        else:
            tell(ALIVE)
        await rest(often())
