"""Statements compiled for the database of one test serve the next one's: compiling them was a tenth of the suite."""

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

_KNOWN: dict[Any, Any] = {}


class _Sharing:
    """One dialect is as good as another of its kind: all talk to the same version of the same engine."""

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        engine.update_execution_options(compiled_cache=_KNOWN)


class SQLite(_Sharing, SQLiteDialect_pysqlite):
    supports_statement_cache = True


class PostgreSQL(_Sharing, PGDialect_asyncpg):
    supports_statement_cache = True


def share() -> None:
    """For every engine that is made from here on."""
    registry.register("sqlite", __name__, SQLite.__name__)
    registry.register("postgresql.asyncpg", __name__, PostgreSQL.__name__)
