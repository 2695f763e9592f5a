"""Whole rows, read: `select(XRow)` gives every column of a table, each row a named tuple that is seen as an XRow."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import Select, Table, bindparam, select

from storage.types import Base
from storage.work import Work

R = TypeVar("R", bound=Base)


def every(work: Work, rows: Select[R], named: Mapping[str, Any] | None = None) -> Sequence[R]:
    return cast(Sequence[R], work.sql.execute(rows, named).all())


def first(work: Work, rows: Select[R], named: Mapping[str, Any] | None = None) -> R | None:
    return cast(R | None, work.sql.execute(rows, named).first())


def get(work: Work, row: type[R], key: Any) -> R | None:
    """The row under its primary key, of one column."""
    return first(work, _by_key(row.table), {"key": key})


def known(work: Work, row: type[R], key: Any) -> R:
    """The same where there has to be one. Raises NoResultFound."""
    return cast(R, work.sql.execute(_by_key(row.table), {"key": key}).one())


@cache
def _by_key(table: Table) -> Select[Any]:
    """Built once: to build a statement costs more than to run it."""
    (column,) = table.primary_key.columns
    return select(table).where(column == bindparam("key"))
