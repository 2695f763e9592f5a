"""The whole house, awake: everything between a lock that is held and the last await."""

import asyncio
import signal
import socket
from pathlib import Path

import structlog

import bot.application
import bot.beside
import bot.config
import bot.errands
import bot.feeds
import bot.logs
import bot.service
import bot.wall_clock
import rules.clockwork
import storage.backup
from bot.application import Site, Works
from bot.config import Settings
from bot.early import Early
from bot.exits import Exit, Stop
from bot.hook import Address
from bot.intake import TokenRefused
from bot.web import Door
from delivery.pace import Pace
from handlers.house import Privacy
from storage.database import Database, Place

log = structlog.get_logger()


def run(settings: Settings, token: str, config: Path | None, early: Early | None = None) -> None:
    """Serve people until SIGTERM or Ctrl+C; the caller holds the lock. A Stop says why it could not begin or go on."""
    if not rules.clockwork.zone_data_is_current():
        raise Stop(Exit.SETTINGS, "The zone data of this machine are old: Kazakhstan is at +05:00. Run: make install")
    bot.logs.start(settings.log.level, settings.log.format)
    bot.beside.sound(settings)
    bot.beside.ready(settings, config)
    listening = _door(settings)
    try:
        asyncio.run(serve(settings, token, listening, early))
    except TokenRefused as refused:
        raise Stop(Exit.TOKEN, SENTENCE_78) from refused


SENTENCE_78 = (
    "Telegram refused the token. Take a fresh one from @BotFather and put it into [telegram] token,\n"
    "or into the environment as ORTAQ_TELEGRAM__TOKEN. Nothing that waits to be sent is lost."
)


def _door(settings: Settings) -> socket.socket | None:
    """Where the bot is called, if it is."""
    where = settings.telegram.hook or settings.health
    return Door(where.listen, where.port).opened() if where else None


async def serve(
    settings: Settings, token: str, listening: socket.socket | None = None, early: Early | None = None
) -> None:
    """Everything between the first and the last await of a run."""
    bot_id = int(token.partition(":")[0])
    seat = f"{socket.gethostname()}:{bot.config.seat(settings).absolute()}"
    db = Database(Place(settings.storage.url, bot.wall_clock.now, bot_id, seat=seat[-200:]))
    works = bot.application.build(_site(settings, token, db))
    if early:
        works.intake.first = early.brought
    _errands(works, settings)
    try:
        await bot.service.run(works, settings.administrators, stop_signal(), listening)
    finally:
        await db.close()


def _site(settings: Settings, token: str, db: Database) -> Site:
    kept, hook = settings.privacy, settings.telegram.hook
    return Site(
        token=token,
        api_url=settings.telegram.api_url,
        db=db,
        now=bot.wall_clock.now,
        privacy=Privacy(kept.storage, kept.retention_months, kept.contact),
        pace=Pace(bulk=settings.telegram.bulk_per_second),
        address=Address(hook.url, hook.secret.get_secret_value()) if hook else None,
        feeds=bot.feeds.address(hook.url if hook else settings.health.url if settings.health else ""),
    )


def _errands(works: Works, settings: Settings) -> None:
    async def sweep() -> None:
        await works.site.db.do(bot.errands.sweep, settings.privacy.retention_months)
        await works.site.db.tidy()

    async def back_up() -> None:
        await asyncio.to_thread(_back_up, settings)

    works.errands.daily("backup", settings.backup.at, back_up)
    works.errands.daily("sweep", bot.errands.SWEEP_AT, sweep)


def _back_up(settings: Settings) -> None:
    """A verified copy, and the old ones rotated away. PostgreSQL's data are backed up by its own tools."""
    file = settings.storage.file
    if file is None:
        return
    try:
        taken = storage.backup.take(file, settings.backup.folder, bot.wall_clock.now())
        storage.backup.rotate(settings.backup.folder, settings.backup.keep_days, settings.backup.keep_weeks)
        log.info("backup.taken", name=taken.name)
    except (storage.backup.NotGood, OSError):
        log.exception("backup.failed")


def stop_signal() -> asyncio.Event:
    """An event set by SIGTERM or Ctrl+C."""
    stop = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    return stop
