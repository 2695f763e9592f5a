"""Shows the bot in a Telegram of its own, with a chat page at http://127.0.0.1:8080/ and no token."""

import asyncio
import socket
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

import actions.people
import bot.application
import bot.beside
import bot.box
import bot.config
import bot.logs
import bot.service
import storage.centres
import storage.people
from bot.application import Works
from bot.box import Box
from bot.commands.run import stop_signal
from bot.config import Settings
from bot.exits import Exit, Stop
from bot.web import Server
from delivery.pace import Pace
from rules.people import Grant, Language, Role
from storage.work import Work

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
        await db.do(bot.box.open_centres)
        await db.do(bot.box.earlier_figures)
        await db.do(bot.box.planned_meetings)
        await _people(box, works)
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


async def _people(box: Box, works: Works) -> None:
    """Two who have never seen the bot, two who work at the centre in Atyrau."""
    telegram, db = box.telegram, works.site.db
    telegram.person("Айгүл", language="kk", label="тұрғын · житель")
    telegram.person("Марина", language="ru", label="ҮЕҰ · НПО")
    coordinator = telegram.person("Сауле", language="kk", label="үйлестіруші · координатор")
    specialist = telegram.person("Тимур", language="ru", label="маман · специалист")
    await db.do(employ, coordinator, "kk", Role.COORDINATOR, "")
    await db.do(employ, specialist, "ru", Role.SPECIALIST, "at4")
    for person in (coordinator, specialist):
        telegram.start(person)


def employ(work: Work, telegram_id: int, language: Language, role: Role, specialist: str) -> None:
    """Make somebody of the sandbox a member of the staff in Atyrau."""
    centre = storage.centres.by_code(work, "atyrau")
    assert centre is not None  # noqa: S101 -- loaded a moment ago
    who = storage.centres.specialist_by_code(work, centre.id, specialist) if specialist else None
    person = actions.people.come_in(work, telegram_id, language)
    actions.people.choose_centre(work, person, centre.id)
    storage.people.grant(work, person.id, Grant(role, centre.id, who.id if who else None))
