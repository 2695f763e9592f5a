"""A sandbox before a measured bot, over HTTP on this machine, and people in it who wait for their replies."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from time import perf_counter

import uvicorn

import bot.box
from bot.box import Box
from bot.web import Server
from sandbox.records import Message

_PATIENCE = 60.0  # seconds for one reply


@asynccontextmanager
async def boxed(*, flood: bool) -> AsyncIterator[tuple[Box, str]]:
    """The sandbox's server in this process; the bot is in another."""
    box = bot.box.box(running=True, flood=flood)
    with socket.create_server(("127.0.0.1", 0), backlog=256) as listening:
        options = uvicorn.Config(box.app, log_level="critical", timeout_graceful_shutdown=1)
        server = Server(options)
        serving = asyncio.ensure_future(server.serve(sockets=[listening]))
        try:
            yield box, f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            await serving


@dataclass(slots=True)
class Person:
    """Somebody with a phone in hand; what they do returns the seconds until the bot's reply lies before them."""

    box: Box
    chat: int

    @property
    def screen(self) -> Message | None:
        """The newest message of the bot."""
        lying = self.box.telegram.world.messages[self.chat]
        return next((lying[n] for n in sorted(lying, reverse=True) if lying[n].sender == bot.box.BOT_ID), None)

    def find(self, start: str) -> list[str]:
        """Data of the buttons on the screen that begin so."""
        buttons = [button for row in (self.screen.buttons if self.screen else ()) for button in row]
        return [button.data for button in buttons if button.data and button.data.startswith(start)]

    async def say(self, text: str) -> float:
        before, began = self.screen, perf_counter()
        self.box.telegram.say(self.chat, text)
        return await self._reply(before, began)

    async def tap(self, data: str) -> float:
        before, began = self.screen, perf_counter()
        assert before is not None
        self.box.telegram.tap(self.chat, self.chat, before.id, data, stale=True)
        return await self._reply(before, began)

    async def _reply(self, before: Message | None, began: float) -> float:
        seen = asyncio.Event()

        def look() -> None:
            if self.screen is not before:
                seen.set()

        self.box.telegram.world.listeners.append(look)
        try:
            async with asyncio.timeout(_PATIENCE):
                await seen.wait()
        finally:
            self.box.telegram.world.listeners.remove(look)
        return perf_counter() - began


def people(box: Box, count: int) -> list[Person]:
    """New people whose chats with the bot are open."""
    ids = [box.telegram.person(f"N{number}", language="ru") for number in range(count)]
    for person in ids:
        box.telegram.world.keep_chat(replace(box.telegram.world.chats[person], bot="member"))
    return [Person(box, person) for person in ids]
