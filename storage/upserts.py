"""Insert or update in one statement, the same on both engines."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Executable, Table, case
from sqlalchemy.dialects import postgresql, sqlite

from storage.types import Base
from storage.work import Work


def upsert(
    work: Work, row: type[Base], key: Mapping[str, Any], values: Mapping[str, Any], *, rising: tuple[str, ...] = ()
) -> None:
    """Write `values` under the primary key `key`; of the columns `rising` the larger value stays."""
    dialect = work.sql.dialect.name
    statement = _statement(dialect, row.table, tuple(key), tuple(values), rising)
    work.sql.execute(statement, {**key, **values})


def inserting(work: Work, row: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """An insert of this engine, which can pass over what is there already."""
    engine = postgresql if work.sql.dialect.name == "postgresql" else sqlite
    built: postgresql.Insert | sqlite.Insert = engine.insert(row.table)
    return built


@cache
def _statement(
    dialect: str, table: Table, key: tuple[str, ...], names: tuple[str, ...], rising: tuple[str, ...]
) -> Executable:
    """Built once: to build it costs more than to run it."""
    engine = postgresql if dialect == "postgresql" else sqlite
    statement = engine.insert(table)
    over = {name: statement.excluded[name] for name in names}
    most = {name: case((table.c[name] > over[name], table.c[name]), else_=over[name]) for name in rising}
    built: Executable = statement.on_conflict_do_update(index_elements=list(key), set_={**over, **most})
    return built
