"""The least that a bot with a database starts with: the library polls, SQLAlchemy has answered one question."""

import asyncio

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

import bench.stock


async def serve(stop: asyncio.Event, url: str, file: str) -> None:
    engine = create_async_engine(f"sqlite+aiosqlite:///{file}")
    async with engine.connect() as connection:
        await connection.execute(text("SELECT 1"))
    await bench.stock.poll(bench.stock.builder(url).build(), stop)
    await engine.dispose()
