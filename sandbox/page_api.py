"""What the page asks of the server, in JSON; news as Server-Sent Events."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

import sandbox.body
from sandbox.bell import Bell
from sandbox.clock import Clock
from sandbox.page_state import View
from sandbox.parameters import Parameters
from sandbox.records import Failure, Upload
from sandbox.telegram import Telegram
from sandbox.trouble import MODES

HEARTBEAT = 15.0
SHOWN = ("image/", "audio/", "application/pdf", "text/plain")

Json = dict[str, Any]
Deed = Callable[[Parameters], Awaitable[Json]]


class PageApi:
    """Does what people do on the page."""

    def __init__(self, view: View, clock: Clock, bell: Bell) -> None:
        self.view = view
        self.box = view.box
        self.clock = clock
        self.bell = bell

    async def state(self, _request: Request) -> Response:
        return JSONResponse(self.view.state())

    async def events(self, request: Request) -> Response:
        after = int(request.query_params.get("after", "0"))
        return StreamingResponse(self._news(after), media_type="text/event-stream")

    async def _news(self, after: int) -> AsyncIterator[str]:
        seen = after
        while True:
            if self.box.world.seq != seen:
                seen = self.box.world.seq
                yield f'data: {{"seq":{seen}}}\n\n'
            elif not await self.bell.wait(HEARTBEAT):
                yield ": still here\n\n"

    async def file(self, request: Request) -> Response:
        wanted = request.path_params["path"]
        found = [file for file in self.box.world.files.values() if file.path == wanted]
        if not found:
            return Response("not found", 404)
        kind = found[0].mime if found[0].mime.startswith(SHOWN) and "svg" not in found[0].mime else ""
        headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
        return Response(found[0].content, headers=headers, media_type=kind or "application/octet-stream")

    async def say(self, given: Parameters) -> Json:
        thread, reply_to = given.number("thread"), given.number("reply_to")
        said = self.box.say(
            _person(given), given.text("text"), chat=given.number("chat"), thread=thread, reply_to=reply_to
        )
        return {"message": said.id}

    async def tap(self, given: Parameters) -> Json:
        person, message = _person(given), given.number("message") or 0
        query = self.box.tap(person, given.number("chat") or person, message, given.text("data"))
        return {"query": query}

    async def press_keyboard(self, given: Parameters) -> Json:
        pressed = self.box.press_key(_person(given), given.text("text"), chat=given.number("chat"))
        return {"message": pressed.id}

    async def contact(self, given: Parameters) -> Json:
        return {"message": self.box.send_contact(_person(given), chat=given.number("chat")).id}

    async def location(self, given: Parameters) -> Json:
        place = given.decimal("latitude"), given.decimal("longitude")
        return {"message": self.box.send_location(_person(given), *place, chat=given.number("chat")).id}

    async def send_file(self, given: Parameters) -> Json:
        verbs: dict[str, Callable[..., Any]] = {
            "document": self.box.send_document,
            "photo": self.box.send_photo,
            "voice": self.box.send_voice,
        }
        upload: Upload = given.uploads["file"]
        verb = verbs[given.text("kind") or "document"]
        place = {"chat": given.number("chat"), "thread": given.number("thread")}
        return {"message": verb(_person(given), upload, caption=given.text("caption"), **place).id}

    async def start(self, given: Parameters) -> Json:
        return {"message": self.box.start(_person(given), given.text("payload")).id}

    async def block(self, given: Parameters) -> Json:
        if given.flag("blocked"):
            self.box.block(_person(given))
        else:
            self.box.unblock(_person(given))
        return {}

    async def move_clock(self, given: Parameters) -> Json:
        to = (
            datetime.fromisoformat(given.text("to"))
            if given.has("to")
            else self.clock.now() + timedelta(seconds=given.decimal("by"))
        )
        await self.clock.move(to if to.tzinfo else to.replace(tzinfo=self.view.zone))
        self.box.world.changed()
        return {"now": self.clock.now().astimezone(self.view.zone).isoformat()}

    async def trouble(self, given: Parameters) -> Json:
        modes = [mode for mode in MODES if mode == given.text("mode")]
        if not modes:
            raise ValueError(f"no such mode: {given.text('mode')!r}")
        self.box.troubles.mode = modes[0]
        self.box.world.changed()
        return {"mode": modes[0]}

    async def person(self, given: Parameters) -> Json:
        if not given.text("name").strip():
            raise ValueError("a person has a name")
        language = given.text("language") or "ru"
        person = self.box.person(given.text("name"), language=language, label=given.text("label"))
        return {"person": person}


def _person(given: Parameters) -> int:
    person = given.number("person")
    if person is None:
        raise ValueError("no person is named")
    return person


def _told(deed: Deed) -> Callable[[Request], Awaitable[Response]]:
    """A deed as an endpoint: {ok: true, ...}, or {ok: false, error} when it cannot be done."""

    async def endpoint(request: Request) -> Response:
        try:
            given = sandbox.body.read(request.headers.get("content-type", ""), await request.body())
            done = await deed(given)
        except Failure as failure:
            return JSONResponse({"ok": False, "error": failure.description}, 400)
        except KeyError as error:
            return JSONResponse({"ok": False, "error": f"there is no {error}"}, 400)
        except (ValueError, OverflowError) as error:
            return JSONResponse({"ok": False, "error": str(error)}, 400)
        return JSONResponse({"ok": True} | done)

    return endpoint


def routes(box: Telegram, clock: Clock, zone: ZoneInfo, bell: Bell) -> list[BaseRoute]:
    api = PageApi(View(box, zone), clock, bell)
    deeds: dict[str, Deed] = {
        "say": api.say,
        "tap": api.tap,
        "press_keyboard": api.press_keyboard,
        "contact": api.contact,
        "location": api.location,
        "file": api.send_file,
        "start": api.start,
        "block": api.block,
        "clock": api.move_clock,
        "trouble": api.trouble,
        "person": api.person,
    }
    return [
        Route("/api/state", api.state),
        Route("/api/events", api.events),
        Route("/api/files/{path:path}", api.file),
        *(Route(f"/api/{name}", _told(deed), methods=["POST"]) for name, deed in deeds.items()),
    ]
