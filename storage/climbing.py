"""Changing the shape of the data, step by step, all steps in one transaction; loaded by `migrate` alone."""

import asyncio
from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, make_url, pool
from sqlalchemy.ext.asyncio import create_async_engine

import storage.version
from storage.threads import prepare

FOLDER = Path(__file__).parent / "migrations"


class LooseEnds(Exception):
    """After the steps some rows would point to nothing: nothing was changed."""


def climb(url: str, to: str = "head") -> None:
    """Bring the data at `url` up to the version `to`. All or nothing."""
    _step(url, to, up=True)


def descend(url: str, to: str = "base") -> None:
    """Back down; for tests of the steps. Whoever wants old data back restores a backup."""
    _step(url, to, up=False)


def draft(url: str, slug: str, now: datetime) -> Path:
    """A new step from the shape at `url` to the shape in the code, named by day and `slug`."""
    revision = f"{now:%Y_%m_%d_%H%M}_{slug}"
    engine = create_engine(url, poolclass=pool.NullPool)
    with engine.connect() as connection:
        command.revision(_config(connection), slug.replace("_", " "), rev_id=revision, autogenerate=True)
    return storage.version.VERSIONS / f"{revision}.py"


def _step(url: str, to: str, *, up: bool) -> None:
    at = make_url(url)
    if at.get_backend_name() == "sqlite":
        _step_file(url, to, up=up)
    else:
        asyncio.run(_step_server(url, to, up=up))


def _step_file(url: str, to: str, *, up: bool) -> None:
    """SQLite: a changed table is made anew, which with foreign keys on would empty the tables that point to it."""
    engine = create_engine(url, poolclass=pool.NullPool)
    prepare(
        engine, "BEGIN IMMEDIATE", "busy_timeout=5000", "journal_mode=WAL", "wal_autocheckpoint=0", "foreign_keys=OFF"
    )
    with engine.begin() as connection:
        _move(connection, to, up=up)
        loose = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if loose:
            raise LooseEnds(f"{len(loose)} rows, the first in {loose[0][0]}")


async def _step_server(url: str, to: str, *, up: bool) -> None:
    engine = create_async_engine(make_url(url).set(drivername="postgresql+asyncpg"), poolclass=pool.NullPool)
    async with engine.begin() as connection:
        await connection.run_sync(_move, to, up=up)
    await engine.dispose()


def _move(connection: Connection, to: str, *, up: bool) -> None:
    (command.upgrade if up else command.downgrade)(_config(connection), to)


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s")
    config.attributes["connection"] = connection
    return config
