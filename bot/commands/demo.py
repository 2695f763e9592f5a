"""Shows the bot in a Telegram of its own, with a chat page at http://127.0.0.1:8080/ and no token."""

import asyncio
import socket
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

import bot.application
import bot.beside
import bot.box
import bot.config
import bot.logs
import bot.sample
import bot.service
from bot.application import Works
from bot.config import Settings
from bot.exits import Exit, Stop
from bot.running import stop_signal
from bot.web import Server
from delivery.pace import Pace

HOST = "127.0.0.1"
HANG_UP = 1  # seconds that open pages and polls may hold the end up


def command(
    port: Annotated[int, typer.Option(help="Where the chat page is served, on this machine only.")] = 8080,
    config: Annotated[Path | None, typer.Option(help="Not read: the demo brings its own settings.")] = None,  # noqa: ARG001 -- every command takes it
) -> None:
    """Start the demo and serve its chat page until Ctrl+C."""
    _expect_free(port)
    with tempfile.TemporaryDirectory(prefix="ortaq-demo-") as folder:
        settings = _settings(Path(folder))
        bot.logs.start("warning", "console")
        bot.beside.ready(settings, Path(folder) / "config.toml")
        asyncio.run(serve(settings, port))


def _settings(folder: Path) -> Settings:
    file = folder / "config.toml"
    file.write_text(f'[storage]\nurl = "sqlite:///{folder}/demo.db"\n', encoding="utf-8")
    return bot.config.read(file)


def _expect_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise Stop(Exit.BUSY, f"Port {port} is taken. Choose another: python -m bot demo --port 8090") from error


async def serve(settings: Settings, port: int) -> None:
    """Bot and sandbox in one process; the bot speaks to the sandbox by HTTP, as to the real Telegram."""
    box = bot.box.box(running=True, flood=True)
    assert settings.storage.file is not None  # noqa: S101 -- the demo's own settings say so
    db = bot.box.database(box, settings.storage.file)
    works = bot.application.build(bot.box.site(box, db, f"http://{HOST}:{port}", lambda: None, Pace()))
    box.clock.subscribe(lambda to: bot.service.next_due(works, to), lambda: _catch_up(works))
    server = Server(uvicorn.Config(box.app, HOST, port, log_level="critical", timeout_graceful_shutdown=HANG_UP))
    stop = stop_signal()
    try:
        await bot.sample.fill(box, db)
        serving = asyncio.ensure_future(server.serve())
        await server.ready.wait()
        print(f"Ortaq is here: http://{HOST}:{port}/ (stop it with Ctrl+C)", flush=True)
        with suppress(asyncio.CancelledError):
            await bot.service.run(works, frozenset(), stop)
        server.should_exit = True
        await serving
    finally:
        await db.close()


async def _catch_up(works: Works) -> None:
    """The clock was moved: what is due now is done before the page shows the new time."""
    await works.post.drain()
    await works.errands.run_due()
