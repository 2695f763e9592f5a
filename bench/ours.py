"""The real bot as it runs for a centre, at its own pace ("telegram") or without flood control ("unlimited")."""

import asyncio
from datetime import UTC, datetime

import bot.application
import bot.logs
import bot.service
from bench.wire import BOT_ID, TOKEN
from bot.application import Site
from delivery.pace import UNLIMITED, Pace
from handlers.floods import Floods
from handlers.house import Privacy
from rules.floods import BOUNDLESS
from sandbox.clock import Clock
from storage.database import Database, Place

NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)  # 09:00 in Atyrau: the «now» of the sample data
PACES = {"unlimited": UNLIMITED, "telegram": Pace()}


async def serve(stop: asyncio.Event, url: str, file: str, pace: str) -> None:
    bot.logs.start("info", "json")
    clock = Clock(NOW, running=True)
    db = Database(Place(f"sqlite:///{file}", clock.now, BOT_ID))
    floods = Floods(BOUNDLESS, BOUNDLESS)
    site = Site(TOKEN, url, db, clock.now, Privacy("", 12), PACES[pace], floods)
    try:
        await bot.service.run(bot.application.build(site), frozenset(), stop)
    finally:
        await db.close()
