"""The obvious booking: look whether the time is free, then insert. Updates side by side, as ten people expect."""

import asyncio

from sqlalchemy import Column, Integer, MetaData, String, Table, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, ContextTypes

import bench.stock

metadata = MetaData()
visits = Table(
    "visit", metadata, Column("id", Integer, primary_key=True), Column("at", String), Column("person", Integer)
)


class Booking:
    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def start(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_text("Choose a time.")

    async def book(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        tap = update.callback_query
        assert tap is not None
        async with self._engine.begin() as connection:
            taken = await connection.scalar(select(visits.c.id).where(visits.c.at == tap.data))
            if taken is None:
                await connection.execute(insert(visits).values(at=tap.data, person=tap.from_user.id))
        await tap.edit_message_text(f"{'Booked' if taken is None else 'Taken'}: {tap.data}")
        await tap.answer()


async def serve(stop: asyncio.Event, url: str, file: str) -> None:
    engine = create_async_engine(f"sqlite+aiosqlite:///{file}")
    async with engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    application = bench.stock.builder(url).concurrent_updates(concurrent_updates=True).build()
    booking = Booking(engine)
    application.add_handlers([CommandHandler("start", booking.start), CallbackQueryHandler(booking.book)])
    await bench.stock.poll(application, stop)
    await engine.dispose()
