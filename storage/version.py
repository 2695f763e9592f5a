"""Which shape the data have and which the code wants, told without loading the tool that changes it."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.util import greenlet_spawn

VERSIONS = Path(__file__).parent / "migrations" / "versions"
_WRITTEN = "SELECT version_num FROM alembic_version"
_NO_SUCH_TABLE = "42P01"


class Unreachable(Exception):
    """PostgreSQL does not answer, or does not let us in; says the kind of error."""


def known() -> tuple[str, ...]:
    """All versions the code knows, oldest first: the files' names begin with their day."""
    return tuple(sorted(path.stem for path in VERSIONS.glob("[0-9]*.py")))


def head() -> str:
    return known()[-1]


def current(url: str) -> str | None:
    """The version of the data at `url`; None where nothing has been laid out yet.

    sqlite3.DatabaseError where a file is damaged, Unreachable where PostgreSQL is not there.
    """
    at = make_url(url)
    if at.get_backend_name() == "sqlite":
        return of_file(Path(at.database or ""))
    return asyncio.run(greenlet_spawn(_of_server, url))


def of_file(path: Path) -> str | None:
    """As `current`, for a file of SQLite; it is only read. sqlite3.DatabaseError where it is damaged."""
    if not path.exists():
        return None
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        laid_out = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
        row = connection.execute(_WRITTEN).fetchone() if laid_out else None
    return row and str(row[0])


def _of_server(url: str) -> str | None:
    engine = create_engine(make_url(url).set(drivername="postgresql+asyncpg"))
    driver: Any = engine.dialect.dbapi  # loads asyncpg here, and not where SQLite is used
    try:
        with engine.connect() as connection:
            version = connection.scalar(text(_WRITTEN))
            return version and str(version)
    except (OSError, DBAPIError, driver.asyncpg.PostgresError) as error:
        if getattr(getattr(error, "orig", None), "sqlstate", None) == _NO_SUCH_TABLE:
            return None
        raise Unreachable(type(error).__name__) from error
    finally:
        engine.dispose()
