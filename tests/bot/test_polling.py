"""The connection that brings updates: stalled, shared, forbidden, or lost."""

import asyncio

import pytest
from telegram import Bot

import delivery.transport
import sandbox.server
import sandbox.trouble
from bot.application import judge_polling
from bot.intake import Intake, Line, TokenRefused
from tests.bot.restarts import texts
from tests.town import Town


class Dumb:
    """A server that accepts and says nothing, until it is asked a second time."""

    def __init__(self) -> None:
        self.calls = 0
        self.answered = asyncio.Event()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.calls += 1
        await reader.readuntil(b"\r\n\r\n")
        if self.calls > 1:
            body = b'{"ok":true,"result":[]}'
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s" % (len(body), body))
            await writer.drain()
            self.answered.set()
        await reader.read()
        writer.close()


async def test_a_connection_that_never_answers_is_noticed_and_made_anew(lively: Town) -> None:
    dumb = Dumb()
    server = await asyncio.start_server(dumb.serve, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/bot"
    request, other = delivery.transport.request(1), delivery.transport.request(1)
    speaking = Bot("1:X", url, request=other, get_updates_request=request)
    intake = Intake(Line(speaking, request, judge_polling), lively.works.entrance, lambda *_: None)
    intake.patience, intake.rest = 0.2, at_once
    async with asyncio.timeout(10), request:
        running = asyncio.ensure_future(intake.run())
        await dumb.answered.wait()
        running.cancel()
        await asyncio.wait([running])
    server.close()
    assert intake.renewed == 1
    assert dumb.calls >= 2


async def at_once(_seconds: float) -> None: ...


async def test_another_copy_is_told_to_administrators_after_three_times_and_borne(lively: Town) -> None:
    told: list[str] = []
    rests: list[float] = []
    intake = lively.works.intake
    intake._report = lambda kind, _id: told.append(kind)

    async def rest(seconds: float) -> None:
        rests.append(seconds)

    intake.rest = rest
    trouble = sandbox.trouble.refuse(409, sandbox.server.CONFLICT)
    lively.box.telegram.troubles.expect(trouble, method="getUpdates", times=5)
    await until_answered(lively)
    assert told == ["second_copy"]
    assert rests == [30.0] * 5


async def test_a_forgotten_webhook_is_taken_down(lively: Town) -> None:
    lively.works.intake.rest = at_once
    lively.box.telegram.webhook = {"url": "https://example.org/"}
    await until_answered(lively)
    assert lively.box.telegram.webhook == {}


async def until_answered(town: Town) -> None:
    """Poll until somebody who writes is answered."""
    answered = asyncio.Event()
    person = town.person("Айгүл")
    town.box.telegram.say(person, "/start")
    town.box.telegram.world.listeners.append(lambda: answered.set() if texts(town, person) else None)
    polling = asyncio.ensure_future(town.works.intake.run())
    async with asyncio.timeout(10):
        await answered.wait()
    polling.cancel()
    await asyncio.wait([polling])
    await town.works.lanes.settle()


@pytest.mark.parametrize("code", [401, 404])
async def test_a_token_refused_later_ends_the_polling(lively: Town, code: int) -> None:
    lively.box.telegram.troubles.expect(sandbox.trouble.refuse(code, "Unauthorized"), method="getUpdates")
    with pytest.raises(TokenRefused):
        await lively.works.intake.run()
