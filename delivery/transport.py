"""The way to Telegram's servers, made in one place: httpx over aiohttp, with every failure called by its true name."""

import asyncio
import functools
import json
import ssl
from collections.abc import Mapping
from typing import Any, Protocol, runtime_checkable
from urllib.parse import urlencode

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, HTTPXRequest, RequestData

_CLEAR = frozenset({400, 401, 403, 404, 409})  # the library keeps these apart by itself
_FLOOD = 429
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}

Seconds = Mapping[str, float | None]
"""By what they are for: connect, read, write, pool."""


@runtime_checkable
class Straight(Protocol):
    """A way that a form can go without httpx's client: status and body come back, failures are httpx's."""

    async def post(self, url: str, parameters: Mapping[str, str], allowed: Seconds) -> tuple[int, bytes]: ...


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

    async def post(self, url: str, parameters: Mapping[str, str], allowed: Seconds) -> tuple[int, bytes]:
        """Status and body of a form posted without httpx's client; fails as httpx does."""
        if not isinstance(self.client, aiohttp.ClientSession):
            self.client = self.get_client()
        limits = aiohttp.ClientTimeout(
            sock_connect=allowed["connect"], sock_read=allowed["read"], connect=allowed["pool"]
        )
        body = urlencode(parameters).encode()
        try:
            async with (
                asyncio.timeout(sum(seconds or 0 for seconds in allowed.values()) or None),
                self.client.post(url, data=body, headers=_FORM, timeout=limits, allow_redirects=False) as answer,
            ):
                return answer.status, await answer.read()
        except aiohttp.ClientConnectorError as error:  # refused, no such host
            raise httpx.ConnectError(str(error)) from error
        except aiohttp.ConnectionTimeoutError as error:  # connecting, or waiting for a free connection
            raise httpx.ConnectTimeout(str(error)) from error
        except TimeoutError as error:
            raise httpx.ReadTimeout("no answer in all the time allowed") from error
        except aiohttp.ClientError as error:
            raise httpx.ReadError(str(error)) from error

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
    """The library's request; it keeps the statuses that the library blurs and never logs what Telegram sent.

    A call without a file goes straight to `straight`, where there is one: httpx between would cost a third of the call.
    """

    def __init__(self, straight: Straight | None, **options: Any) -> None:
        super().__init__(**options)
        self._straight = straight

    async def do_request(  # noqa: PLR0913, PLR0917 -- the library's own signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        asked = {"connect": connect_timeout, "read": read_timeout, "write": write_timeout, "pool": pool_timeout}
        if self._straight is None or method != "POST" or (request_data and request_data.multipart_data):
            named = {f"{name}_timeout": seconds for name, seconds in asked.items()}
            status, payload = await super().do_request(url, method, request_data, **named)
        else:
            parameters = request_data.json_parameters if request_data else {}
            status, payload = await self._post(self._straight, url, parameters, self._allowed(asked))
        if httpx.codes.is_success(status) or status in _CLEAR:
            return status, payload
        raise BadStatus(status, _retry_after(payload) if status == _FLOOD else None)

    async def _post(
        self, way: Straight, url: str, parameters: Mapping[str, str], allowed: Seconds
    ) -> tuple[int, bytes]:
        if self._client.is_closed:
            raise RuntimeError("This request is not initialized!")
        try:
            return await way.post(url, parameters, allowed)
        except httpx.TimeoutException as error:
            raise TimedOut from error
        except httpx.HTTPError as error:
            raise NetworkError(f"httpx.{type(error).__name__}: {error}") from error

    def _allowed(self, asked: Mapping[str, ODVInput[float]]) -> Seconds:
        """What the caller allows, in seconds; what they left open is as this request was made."""
        own = self._client.timeout.as_dict()
        return {name: own[name] if isinstance(given, DefaultValue) else given for name, given in asked.items()}

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
    options["httpx_kwargs"] = {"transport": way, "trust_env": False}  # a proxy there would bypass it
    return Request(way if isinstance(way, Straight) else None, **options)


@functools.cache
def _trust() -> ssl.SSLContext:
    """One for all: it takes longer to make than everything else here."""
    return httpx.create_ssl_context()


def _retry_after(payload: bytes) -> float | None:
    try:
        return float(json.loads(payload)["parameters"]["retry_after"]) or None
    except (ValueError, TypeError, KeyError):
        return None
