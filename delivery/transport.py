"""The way to Telegram's servers, made in one place: httpx over aiohttp, with every failure called by its true name."""

import asyncio
import functools
import json
import ssl
from typing import Any

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport
from telegram.error import NetworkError, TelegramError
from telegram.request import HTTPXRequest

_CLEAR = frozenset({400, 401, 403, 404, 409})  # the library keeps these apart by itself
_FLOOD = 429


class BadStatus(NetworkError):
    """An answer whose HTTP status decides; `retry_after` is in seconds, where Telegram named it."""

    def __init__(self, status: int, retry_after: float | None = None) -> None:
        super().__init__(f"HTTP status {status}")
        self.status, self.retry_after = status, retry_after


class Transport(AiohttpTransport):
    """Only ConnectError, ConnectTimeout and PoolTimeout mean that nothing was sent.

    The adapter beneath calls each lost connection a ConnectTimeout, so a lost answer would become a second letter; it
    knows no time-out for writing; and once closed it stays closed.
    """

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        allowed = sum(seconds or 0 for seconds in request.extensions.get("timeout", {}).values())
        try:
            async with asyncio.timeout(allowed or None):
                response = await super().handle_async_request(request)
        except TimeoutError as error:
            raise httpx.WriteTimeout("no answer in all the time allowed") from error
        except httpx.ConnectTimeout as error:
            raise _named_truly(error) from error.__cause__
        except aiohttp.ClientError as error:
            raise httpx.RemoteProtocolError(str(error)) from error
        response.stream = _Body(response.stream)
        return response

    async def aclose(self) -> None:
        """Close for now: the next request opens it again, so that a stalled connection is rebuilt in place."""
        await super().aclose()
        self.client = None


class _Body(httpx.AsyncByteStream):
    """The body of an answer: whatever breaks here, the request had gone out."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    async def __aiter__(self) -> Any:
        try:
            async for chunk in self._inner:
                yield chunk
        except httpx.ConnectTimeout as error:
            raise httpx.ReadError(str(error)) from error

    async def aclose(self) -> None:
        await self._inner.aclose()


def _named_truly(error: httpx.ConnectTimeout) -> httpx.TransportError:
    match error.__cause__:
        case aiohttp.ClientConnectorError():  # refused, no such host
            return httpx.ConnectError(str(error))
        case aiohttp.ConnectionTimeoutError():  # connecting, or waiting for a free connection
            return error
    return httpx.ReadError(str(error))


class Request(HTTPXRequest):
    """The library's request; it keeps the statuses that the library blurs and never logs what Telegram sent."""

    async def do_request(self, *args: Any, **named: Any) -> tuple[int, bytes]:
        status, payload = await super().do_request(*args, **named)
        if httpx.codes.is_success(status) or status in _CLEAR:
            return status, payload
        raise BadStatus(status, _retry_after(payload) if status == _FLOOD else None)

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        try:
            parsed: dict[str, Any] = json.loads(payload)
        except ValueError as error:
            raise TelegramError("Invalid server response") from error
        return parsed


def request(pool: int, transport: httpx.AsyncBaseTransport | None = None, **timeouts: float) -> Request:
    """A request of its own with at most `pool` connections; polling and sending have one each.

    `timeouts` are HTTPXRequest's: connect_timeout, read_timeout, write_timeout, pool_timeout, media_write_timeout, in
    seconds. `transport` takes the place of the network, as in the sandbox.
    """
    way = transport or Transport(verify=_trust(), limits=httpx.Limits(max_connections=pool))
    options: dict[str, Any] = {**timeouts, "connection_pool_size": pool}
    return Request(**options, httpx_kwargs={"transport": way, "trust_env": False})  # a proxy there would bypass it


@functools.cache
def _trust() -> ssl.SSLContext:
    """One for all: it takes longer to make than everything else here."""
    return httpx.create_ssl_context()


def _retry_after(payload: bytes) -> float | None:
    try:
        return float(json.loads(payload)["parameters"]["retry_after"]) or None
    except (ValueError, TypeError, KeyError):
        return None
