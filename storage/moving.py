"""All data from a file of SQLite to a server of PostgreSQL: table by table, in one transaction."""

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Column, Connection, Table, create_engine, exists, func, insert, pool, select
from sqlalchemy.exc import DBAPIError

import storage.schema
from storage.work import Work

_PAGE = 5000


class NotEmpty(Exception):
    """Something lies in the new place already; says in which table."""


class Refused(Exception):
    """PostgreSQL does not take a row; says of which table, and the kind of error."""


def take_in(work: Work, file: Path) -> Mapping[str, int]:
    """Every row of the file, in an empty place of the same shape; how many they were, by table. NotEmpty, Refused."""
    tables = storage.schema.metadata.sorted_tables
    full = next((table.name for table in tables if work.sql.scalar(select(exists().select_from(table)))), None)
    if full is not None:
        raise NotEmpty(full)
    source = create_engine(f"sqlite:///file:{file.absolute()}?mode=ro&uri=true", poolclass=pool.NullPool)
    with source.connect() as old:
        return {table.name: _copied(work, old, table) for table in tables}


def _copied(work: Work, old: Connection, table: Table) -> int:
    count = 0
    for page in old.execute(select(table).order_by(*table.primary_key)).mappings().partitions(_PAGE):
        try:
            work.sql.execute(insert(table), [dict(row) for row in page])
        except DBAPIError as error:
            raise Refused(f"{table.name} ({type(error).__name__})") from error
        count += len(page)
    if table.autoincrement_column is not None and count:
        _go_on_counting(work, table, table.autoincrement_column)
    return count


def _go_on_counting(work: Work, table: Table, column: Column[int]) -> None:
    """The next row gets the next number: PostgreSQL counts beside the table and has not seen these."""
    numbers = func.pg_get_serial_sequence(table.name, column.name)
    work.sql.execute(select(func.setval(numbers, select(func.max(column)).scalar_subquery())))
