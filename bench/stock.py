"""What the bare library offers: its application, its HTTPX requests, its polling; built by each stock bot here."""

import asyncio
from typing import Any

from telegram.ext import Application, ApplicationBuilder

from bench.wire import TOKEN


def builder(url: str) -> ApplicationBuilder[Any, Any, Any, Any, Any, Any]:
    return Application.builder().token(TOKEN).base_url(f"{url}/bot").base_file_url(f"{url}/file/bot")


async def poll(application: Application[Any, Any, Any, Any, Any, Any], stop: asyncio.Event) -> None:
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling()
        await stop.wait()
        await application.updater.stop()
        await application.stop()
