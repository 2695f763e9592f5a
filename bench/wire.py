"""The leanest Bot API there can be: it hands out updates and counts replies, so that the bots are what is measured."""

import asyncio
import json
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from time import perf_counter
from typing import Any
from urllib.parse import parse_qsl

BATCH = 100
FIRST_UPDATE = 700_000_001
FIRST_CHAT = 200_001
SENT_AT = 1_795_665_600
BOT_ID = 100001
TOKEN = f"{BOT_ID}:SANDBOX"
BOT = {"id": BOT_ID, "is_bot": True, "first_name": "Ortaq", "username": "ortaq_demo_bot"}


def updates(count: int, people: int, text: str) -> list[dict[str, Any]]:
    """So many messages of one text, from so many people in turn."""
    return [_message(number, FIRST_CHAT + number % people, text) for number in range(count)]


def _message(number: int, chat: int, text: str) -> dict[str, Any]:
    sender = {"id": chat, "is_bot": False, "first_name": "Person", "language_code": "ru"}
    message = {"message_id": number + 1, "date": SENT_AT, "chat": {"id": chat, "type": "private"}, "from": sender}
    entities = [{"type": "bot_command", "offset": 0, "length": len(text)}] if text.startswith("/") else []
    return {"update_id": FIRST_UPDATE + number, "message": message | {"text": text, "entities": entities}}


class Wire:
    """One bot's Telegram with `waiting` updates in it. Moments are perf_counter's seconds."""

    def __init__(self, waiting: Sequence[Mapping[str, Any]]) -> None:
        self._waiting = [json.dumps(update) for update in waiting]
        self._replies = 0
        self._message_id = len(waiting) + 1000
        self.calls = 0
        self.polled = asyncio.Event()
        self.done = asyncio.Event()
        self.first_poll = self.first_update = self.last_reply = 0.0

    @property
    def rate(self) -> float:
        """Updates with a reply a second, from the first handed out to the last reply."""
        return len(self._waiting) / (self.last_reply - self.first_update)

    async def answer(self, method: str, fields: Mapping[str, str]) -> str:
        self.calls += 1
        match method:
            case "getUpdates":
                return await self._updates(int(fields.get("offset", 0)), float(fields.get("timeout", 0)))
            case "getMe":
                return json.dumps(BOT)
            case "sendMessage" | "editMessageText":
                return self._reply(int(fields["chat_id"]))
        return "true"

    async def _updates(self, offset: int, hold: float) -> str:
        if not self.polled.is_set():
            self.first_poll = perf_counter()
            self.polled.set()
        at = max(0, offset - FIRST_UPDATE)
        if at >= len(self._waiting):
            await asyncio.sleep(min(hold, 1))
            return "[]"
        self.first_update = self.first_update or perf_counter()
        return f"[{','.join(self._waiting[at : at + BATCH])}]"

    def _reply(self, chat: int) -> str:
        self._message_id += 1
        self._replies += 1
        if self._replies == len(self._waiting):
            self.last_reply = perf_counter()
            self.done.set()
        where = {"id": chat, "type": "private"}
        return json.dumps({"message_id": self._message_id, "date": SENT_AT, "chat": where, "from": BOT, "text": "."})


@asynccontextmanager
async def serving(wire: Wire) -> AsyncIterator[str]:
    """The wire on a port of this machine; yields the address that takes the place of https://api.telegram.org."""

    async def one(reader: StreamReader, writer: StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while True:
                method, fields = await _request(reader)
                body = f'{{"ok":true,"result":{await wire.answer(method, fields)}}}'.encode()
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
                await writer.drain()
        writer.close()

    server = await asyncio.start_server(one, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()


async def _request(reader: StreamReader) -> tuple[str, dict[str, str]]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower().split("\r\n")
    length = next((int(line.split(":")[1]) for line in head if line.startswith("content-length")), 0)
    body = (await reader.readexactly(length)).decode()
    method = head[0].split(" ")[1].rpartition("/")[2]
    return _NAMES.get(method, method), dict(parse_qsl(body))


_NAMES = {name.lower(): name for name in ("getUpdates", "getMe", "sendMessage", "editMessageText")}
