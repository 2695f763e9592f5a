"""The one server before the model: the Bot API at /bot{token}/, files, the page's API and the page."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

import sandbox.body
import sandbox.methods
import sandbox.page_api
from sandbox.bell import Bell
from sandbox.clock import Clock
from sandbox.parameters import Parameters
from sandbox.records import Failure
from sandbox.telegram import Telegram
from sandbox.trouble import Trouble

TOKEN = re.compile(r"^\d{1,6}:SANDBOX[A-Za-z0-9_-]*$")
HOSTS = ["127.0.0.1", "localhost", "testserver", "::1", "[::1]"]
PAGE = Path(__file__).parent / "page"
LONGEST_POLL = 50
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"

Scissors = Callable[[bool], Awaitable[Response]]
"""Cuts the connection; told whether the call had taken place."""


class Cut(Exception):
    """The connection is cut; `reached`: the call had taken place."""

    def __init__(self, *, reached: bool) -> None:
        super().__init__()
        self.reached = reached


class App(Starlette):
    """Starlette that leaves a way to the connection itself, so that it can be cut."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["sandbox.send"] = send
        await super().__call__(scope, receive, send)


class BotApi:
    """Answers the bot over HTTP: waits where a poll waits, and makes the trouble that is asked for."""

    def __init__(self, box: Telegram, token: str) -> None:
        self.box = box
        self.token = token
        self.bell = Bell()
        self.poll = 0
        box.world.listeners.append(self.bell.ring)

    async def method(self, request: Request) -> Response:
        token, method = request.path_params["token"], request.path_params["method"]
        try:
            kind, query = request.headers.get("content-type", ""), request.url.query
            given = sandbox.body.read(kind, await request.body(), query)
        except Failure as failure:
            return _refusal(failure)
        return await self.call(token, method, given, lambda reached: _cut(request, reached=reached))

    async def call(self, token: str, method: str, given: Parameters, cut: Scissors) -> Response:
        """The answer to a call, whichever way it has come."""
        if token != self.token:
            return _refusal(Failure(401, "Unauthorized"))
        trouble = self.box.troubles.meet(method, _chat(given))
        if trouble is None:
            return await self._answer(method, given)
        return await self._trouble(cut, trouble, method, given)

    async def file(self, request: Request) -> Response:
        wanted = request.path_params["path"]
        found = [file for file in self.box.world.files.values() if file.path == wanted]
        if request.path_params["token"] != self.token or not found:
            return _refusal(Failure(404, "Not Found"))
        return Response(found[0].content, media_type="application/octet-stream")

    async def _answer(self, method: str, given: Parameters) -> Response:
        try:
            result = await self._result(method, given)
        except Failure as failure:
            self.box.note(method, given.values, failure.description)
            return _refusal(failure)
        self.box.note(method, given.values, "ok", result)
        return JSONResponse({"ok": True, "result": result})

    async def _result(self, method: str, given: Parameters) -> Any:
        if method.lower() != "getupdates":
            return sandbox.methods.call(self.box, method, given)
        return await self._updates(given)

    async def _updates(self, given: Parameters) -> Any:
        self.poll += 1
        mine = self.poll
        self.bell.ring()  # the poll that waited before, if any, finds that it is not the last
        loop = asyncio.get_running_loop()
        end = loop.time() + min(given.number("timeout") or 0, LONGEST_POLL)
        while not (found := sandbox.methods.get_updates(self.box, given)) and loop.time() < end:
            await self.bell.wait(end - loop.time())
            if mine != self.poll:
                raise Failure(409, CONFLICT)
        return found

    async def _trouble(self, cut: Scissors, trouble: Trouble, method: str, given: Parameters) -> Response:
        answer: Response | None = None
        if trouble.effect:
            answer = await self._answer(method, given)
        else:
            self.box.note(method, given.values, trouble.name)
        await asyncio.sleep(trouble.delay)
        if trouble.cut:
            return await cut(trouble.effect)
        if trouble.body is None and answer is not None:
            return answer
        return Response(trouble.body or "", trouble.status, media_type=trouble.kind)


def _chat(given: Parameters) -> int | None:
    try:
        return given.number("chat_id")
    except Failure:
        return None


def _refusal(failure: Failure) -> Response:
    answer: dict[str, Any] = {
        "ok": False,
        "error_code": failure.code,
        "description": failure.description,
    }
    if failure.parameters:
        answer["parameters"] = failure.parameters
    headers = {}
    if "retry_after" in failure.parameters:
        headers["Retry-After"] = str(failure.parameters["retry_after"])
    return Response(json.dumps(answer), failure.code, headers, media_type="application/json")


async def _cut(request: Request, *, reached: bool) -> Response:
    """Close the connection without a word; in process, where there is none, raise what tells `transport`."""
    cycle = getattr(request.scope["sandbox.send"], "__self__", None)
    connection = getattr(cycle, "transport", None)
    if connection is None:
        raise Cut(reached=reached)
    connection.abort()
    while (await request.receive())["type"] != "http.disconnect":
        pass
    return Response()


class Transport(httpx.AsyncBaseTransport):
    """httpx to the server in process: cut connections and late answers fail as they do on a wire."""

    def __init__(self, app: Starlette) -> None:
        self._inner = httpx.ASGITransport(app)
        self._api: BotApi = app.state.api

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        async with _wire(request.extensions.get("timeout", {}).get("read")):
            return await self._inner.handle_async_request(request)

    async def post(
        self, url: str, parameters: Mapping[str, str], allowed: Mapping[str, float | None]
    ) -> tuple[int, bytes]:
        """Status and body of a form posted by the shortest way: HTTP around it takes longer than the answer."""
        *_, token, method = url.split("/")
        "".join(parameters.values()).encode()  # as on a wire: what is no text cannot be sent
        async with _wire(allowed["read"]):
            answer = await self._api.call(token.removeprefix("bot"), method, Parameters(parameters), _snap)
        return answer.status_code, bytes(answer.body)


@asynccontextmanager
async def _wire(allowed: float | None) -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(allowed):
            yield
    except Cut as cut:
        if cut.reached:
            raise httpx.ReadError("the connection was cut after the call") from cut
        raise httpx.ConnectError("the connection failed before the call") from cut
    except TimeoutError as error:
        raise httpx.ReadTimeout("no answer in the time allowed") from error


async def _snap(reached: bool) -> Response:  # noqa: FBT001 -- Scissors have one blade
    raise Cut(reached=reached)


def transport(app: Starlette) -> Transport:
    """A way to the server in process, for httpx clients."""
    return Transport(app)


def build(telegram: Telegram, clock: Clock, token: str, *, zone: str = "Asia/Atyrau") -> Starlette:
    """The server; ValueError for a token that is not of the sandbox's own form. `zone`: what the page shows."""
    if TOKEN.match(token) is None:
        raise ValueError("the sandbox takes only tokens of its own: 1:SANDBOX")
    api = BotApi(telegram, token)
    routes: list[BaseRoute] = [
        Route("/bot{token}/{method}", api.method, methods=["GET", "POST"]),
        Route("/file/bot{token}/{path:path}", api.file),
        *sandbox.page_api.routes(telegram, clock, ZoneInfo(zone), api.bell),
    ]
    if PAGE.is_dir():
        routes += [
            Mount("/page", StaticFiles(directory=PAGE)),
            Mount("/", StaticFiles(directory=PAGE, html=True)),
        ]
    guard = Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS, www_redirect=False)
    app = App(routes=routes, middleware=[guard])
    app.state.bell, app.state.api = api.bell, api
    return app
