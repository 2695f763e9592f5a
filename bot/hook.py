"""Updates in by the webhook: Telegram calls, the update is committed, and only then the call is answered with 200."""

import asyncio
import hmac
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

import bot.entrance
from bot.entrance import KINDS, Entrance
from bot.handling import Leaving, Report
from bot.intake import Line, TokenRefused, back_off
from rules.faults import Outcome

HEADER = "X-Telegram-Bot-Api-Secret-Token"
BIGGEST = 2**20  # bytes: Telegram's longest update is far below
SLOWEST = 10.0  # seconds that one body may take to come
LOOK_AGAIN = 600.0  # seconds between two looks at what Telegram thinks the address is
AT_ONCE = 40  # calls side by side; Telegram never makes two for one chat
CAME, NONSENSE, FORBIDDEN, TOO_LARGE, AGAIN = 200, 400, 403, 413, 503

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Address:
    """Where Telegram finds the bot, and what it must say there to be believed."""

    url: str
    secret: str


class Hook:
    """Tells Telegram the address and keeps it so (`run`), takes what it brings (`receive`)."""

    def __init__(self, line: Line, entrance: Entrance, address: Address, report: Report) -> None:
        self._line = line
        self._entrance = entrance
        self._address = address
        self._report = report
        self._told = False
        self._lost_since: float | None = time.monotonic()
        self.open = False
        self.rest: Callable[[float], Awaitable[None]] = asyncio.sleep

    @property
    def silence(self) -> float:
        """Seconds for which Telegram has not been known to have the address."""
        return 0.0 if self._lost_since is None else time.monotonic() - self._lost_since

    # --- the address ---------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Keep the address told until cancelled. Raises TokenRefused."""
        failures = 0
        while True:
            try:
                await self._once()
            except Leaving:
                return
            except Exception as error:  # noqa: BLE001 -- whatever a call raises is a fault of that call
                failures += 1
                await self.rest(self._after(error, failures))
            else:
                failures, self._lost_since = 0, None
                await self.rest(LOOK_AGAIN)

    async def _once(self) -> None:
        """What an earlier run left comes before anything new."""
        await self._entrance.resume()
        self.open = True
        await self.look()

    async def look(self) -> None:
        """Tell the address where Telegram does not have it: the first time always, for the secret may be new."""
        if self._told:
            there = await self._line.bot.get_webhook_info()
            if there.url == self._address.url:
                self._wonder(there.pending_update_count, there.last_error_message)
                return
            log.error("webhook.moved")
            self._report("webhook_moved", 0)
        await self._line.bot.set_webhook(
            self._address.url, secret_token=self._address.secret, allowed_updates=list(KINDS), max_connections=AT_ONCE
        )
        self._told = True
        log.info("webhook.told")

    def _wonder(self, waiting: int, problem: str | None) -> None:
        """Updates wait and Telegram says that it cannot bring them: the way here is broken."""
        if waiting and problem:
            log.error("webhook.unreached", waiting=waiting, telegram=problem)
            self._report("webhook_unreached", waiting)

    def _after(self, error: Exception, failures: int) -> float:
        """Seconds to rest after so many failures in a row."""
        fault = self._line.judge(error)
        if fault.outcome is Outcome.STOP:
            raise TokenRefused from error
        if self._lost_since is None:
            self._lost_since = time.monotonic()
        log.warning("webhook.failed", fault=fault.code, kind=type(error).__name__, times=failures)
        return max(fault.wait or 0.0, back_off(failures))

    # --- what comes ----------------------------------------------------------------------------------------------

    def routes(self) -> list[Route]:
        return [Route(urlsplit(self._address.url).path, self.receive, methods=["POST"])]

    async def receive(self, request: Request) -> Response:
        """200 once the update is committed; anything else makes Telegram bring it again."""
        if not self._known(request):
            log.warning("webhook.stranger")
            return Response(status_code=FORBIDDEN)
        if not self.open:
            return Response(status_code=AGAIN)
        try:
            return Response(status_code=await self._take(await _body(request)))
        except (ClientDisconnect, TimeoutError):
            return Response(status_code=NONSENSE)

    def _known(self, request: Request) -> bool:
        """Compared in constant time; without a secret nobody is known."""
        said = request.headers.get(HEADER, "").encode("latin-1")
        return bool(said) and hmac.compare_digest(said, self._address.secret.encode())

    async def _take(self, body: bytes | None) -> int:
        if body is None:
            return TOO_LARGE
        arrivals = list(bot.entrance.arrivals([_update(body)]))
        if not arrivals:
            return NONSENSE
        try:
            await self._entrance.accept(arrivals)
        except Exception as error:  # noqa: BLE001 -- not kept, for whatever reason: it is to come again
            log.error("webhook.not_kept", kind=type(error).__name__)  # noqa: TRY400 -- a traceback could quote the update
            return AGAIN
        return CAME


async def _body(request: Request) -> bytes | None:
    """What was sent, None if it is too much. TimeoutError, ClientDisconnect."""
    body = bytearray()
    async with asyncio.timeout(SLOWEST):
        async for part in request.stream():
            body += part
            if len(body) > BIGGEST:
                return None
    return bytes(body)


def _update(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
