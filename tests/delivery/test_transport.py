"""Each way a connection can fail, on a real socket, and what is concluded from it."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from telegram import Bot

import delivery.transport
from delivery.failures import as_failure
from rules.faults import Failure

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
QUICK = {"connect_timeout": 0.3, "read_timeout": 0.3, "write_timeout": 0.2, "pool_timeout": 0.2}
SENT = b'{"ok":true,"result":{"message_id":5,"date":0,"chat":{"id":1,"type":"private"},"text":"x"}}'


def answer(body: bytes, status: str = "200 OK") -> bytes:
    return b"HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s" % (status.encode(), len(body), body)


async def request_of(reader: asyncio.StreamReader) -> None:
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length"))
    await reader.readexactly(int(length.split(b":")[1]))


def replying(reply: bytes) -> Serve:
    """Reads the request, writes this, closes."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await request_of(reader)
        writer.write(reply)
        await writer.drain()

    return serve


async def reset(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await request_of(reader)
    sock = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


async def half_then_reset(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await request_of(reader)
    writer.write(answer(SENT)[:-20])
    await writer.drain()
    sock = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


async def silent(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    await request_of(reader)
    await asyncio.Event().wait()


async def deaf(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    await asyncio.Event().wait()


@asynccontextmanager
async def bot_before(serve: Serve, pool: int = 4) -> AsyncIterator[Bot]:
    tasks: set[asyncio.Task[None]] = set()

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            await serve(reader, writer)
        except asyncio.CancelledError:
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(one, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        async with bot_at(port, pool) as bot:
            yield bot
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@asynccontextmanager
async def bot_at(port: int, pool: int = 4, host: str = "127.0.0.1") -> AsyncIterator[Bot]:
    request = delivery.transport.request(pool, None, **QUICK)
    await request.initialize()
    try:
        yield Bot("1:TEST", base_url=f"http://{host}:{port}/bot", request=request)
    finally:
        await request.shutdown()


async def failure(bot: Bot, text: str = "x") -> Failure:
    try:
        await bot.send_message(1, text)
    except Exception as error:  # noqa: BLE001 -- the reading of any error is the claim
        return as_failure(error)
    pytest.fail("it was sent")


@pytest.mark.parametrize(
    "serve",
    [
        pytest.param(replying(b""), id="closed after the request"),
        pytest.param(reset, id="reset after the request"),
        pytest.param(replying(answer(SENT)[:-20]), id="half a body"),
        pytest.param(half_then_reset, id="reset within the body"),
        pytest.param(replying(b"HTTX/9 what\r\n\r\n"), id="broken status line"),
        pytest.param(silent, id="no answer"),
        pytest.param(replying(answer(b"<html>")), id="a page that says 200"),
        pytest.param(replying(answer(SENT[:-9])), id="half a JSON"),
        pytest.param(replying(answer(b'{"ok":true}')), id="no result"),
        pytest.param(replying(answer(b'{"ok":true,"result":null}')), id="an empty result"),
        pytest.param(replying(answer(b"null")), id="null"),
        pytest.param(replying(answer(b"[]")), id="a list"),
        pytest.param(replying(answer(b'{"ok":true,"result":{"message_id":5}}')), id="a field missing"),
    ],
)
async def test_a_lost_answer_is_never_taken_for_a_request_that_did_not_leave(serve: Serve) -> None:
    async with bot_before(serve) as bot:
        assert (await failure(bot)).way == "maybe_sent"


async def test_an_upload_that_nobody_reads_ends_and_may_have_arrived() -> None:
    async with bot_before(deaf) as bot:
        assert (await failure(bot, "x" * 20_000_000)).way == "maybe_sent"


async def test_a_refused_connection_sent_nothing() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    async with bot_at(port) as bot:
        assert (await failure(bot)).way == "not_sent"


async def test_a_host_without_an_address_was_sent_nothing() -> None:
    async with bot_at(80, host="nobody.invalid") as bot:
        assert (await failure(bot)).way == "not_sent"


async def test_waiting_for_a_free_connection_sent_nothing() -> None:
    arrived = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        arrived.set()
        await silent(reader, writer)

    async with bot_before(serve, pool=1) as bot:
        first = asyncio.ensure_future(failure(bot))
        await arrived.wait()
        assert (await failure(bot)).way == "not_sent"
        assert (await first).way == "maybe_sent"


@pytest.mark.parametrize("status", [413, 500, 502, 503, 504])
async def test_the_status_survives_a_page_of_html(status: int) -> None:
    async with bot_before(replying(answer(b"<html>", f"{status} x"))) as bot:
        assert (await failure(bot)).status == status


@pytest.mark.parametrize(
    ("body", "wait"),
    [
        (b'{"ok":false,"parameters":{"retry_after":7}}', 7),
        (b'{"ok":false,"parameters":{"retry_after":0}}', None),
        (b'{"ok":false}', None),
        (b"<html>", None),
        (b"[]", None),
    ],
)
async def test_a_flood_refusal_is_known_with_and_without_its_seconds(body: bytes, wait: float | None) -> None:
    async with bot_before(replying(answer(body, "429 Too Many Requests"))) as bot:
        assert await failure(bot) == Failure(status=429, retry_after=wait)


@pytest.mark.parametrize(("status", "kept"), [(400, 400), (401, 401), (403, 403), (404, 401), (409, 409)])
async def test_what_telegram_refuses_keeps_its_status(status: int, kept: int) -> None:
    async with bot_before(replying(answer(b'{"ok":false,"description":"no"}', f"{status} x"))) as bot:
        assert (await failure(bot)).status == kept


async def test_a_group_that_moved_names_its_new_id() -> None:
    body = b'{"ok":false,"description":"m","parameters":{"migrate_to_chat_id":-1007}}'
    async with bot_before(replying(answer(body, "400 x"))) as bot:
        assert (await failure(bot)).migrate_to == -1007


async def test_a_closed_transport_opens_again() -> None:
    async with bot_before(replying(answer(SENT))) as bot:
        assert (await bot.send_message(1, "x")).message_id == 5
        await bot.request.shutdown()
        await bot.request.initialize()
        assert (await bot.send_message(1, "x")).message_id == 5


async def test_what_telegram_sent_is_never_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG", logger="telegram")
    async with bot_before(replying(answer(b"canary of a text"))) as bot:
        await failure(bot)
    assert "canary" not in caplog.text
