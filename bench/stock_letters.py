"""A notice with the bare library's limiter: every letter handed over at once; replies go the same way."""

import asyncio

from telegram import Update
from telegram.ext import AIORateLimiter, CommandHandler, ContextTypes

import bench.stock


async def serve(stop: asyncio.Event, url: str, first: str, count: str) -> None:
    people = range(int(first), int(first) + int(count))

    async def reply(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_text("Help")

    async def notice(_update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        letters = (context.bot.send_message(person, "A notice") for person in people)
        await asyncio.gather(*letters, return_exceptions=True)

    limited = bench.stock.builder(url).rate_limiter(AIORateLimiter())
    application = limited.concurrent_updates(concurrent_updates=True).build()
    application.add_handlers([CommandHandler("help", reply), CommandHandler("notice", notice)])
    await bench.stock.poll(application, stop)
