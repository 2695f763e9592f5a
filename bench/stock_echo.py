"""The bare library's echo. Nothing of it is durable."""

import asyncio

from telegram import Update
from telegram.ext import ContextTypes, MessageHandler, filters

import bench.stock


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    await update.message.reply_text(update.message.text or "")


async def serve(stop: asyncio.Event, url: str) -> None:
    application = bench.stock.builder(url).concurrent_updates(concurrent_updates=False).build()
    application.add_handler(MessageHandler(filters.ALL, echo))
    await bench.stock.poll(application, stop)
