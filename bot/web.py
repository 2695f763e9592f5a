"""The bot's own small web server: /health, and the address that Telegram calls if updates come by webhook."""

import asyncio
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.config import HEALTH
from bot.exits import Exit, Stop
from bot.pulse import Pulse

HANG_UP = 5  # seconds that a call may hold the end up
MOST = 256  # connections; whoever comes then is told to come again


class Server(uvicorn.Server):
    """Says when it answers, and leaves the signals to the bot's own handler, which stops both."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@dataclass(frozen=True, slots=True)
class Door:
    """Where this machine is listened to."""

    listen: str
    port: int

    def opened(self) -> socket.socket:
        """Taken now, so that a port that somebody else holds is named before anything is served. Stop(BUSY)."""
        try:
            return socket.create_server((self.listen, self.port), family=_family(self.listen))
        except OSError as error:
            raise Stop(Exit.BUSY, f"{self.listen}:{self.port} cannot be listened to ({error.strerror}).") from error


def _family(listen: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in listen else socket.AF_INET


def app(pulse: Pulse, routes: Sequence[Route] = ()) -> Starlette:
    async def health(_request: Request) -> JSONResponse:
        troubles = sorted(pulse.troubles)
        return JSONResponse({"well": not troubles, "troubles": troubles}, 503 if troubles else 200)

    return Starlette(routes=[Route(HEALTH, health), *routes])


async def serve(served: Starlette, listening: socket.socket) -> None:
    """Until cancelled; a call that is being answered is answered to its end."""
    options = uvicorn.Config(
        served,
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        limit_concurrency=MOST,
        timeout_graceful_shutdown=HANG_UP,
    )
    server = Server(options)
    serving = asyncio.ensure_future(server.serve(sockets=[listening]))
    try:
        await asyncio.shield(serving)
    finally:
        server.should_exit = True
        await serving
