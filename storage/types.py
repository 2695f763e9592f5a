"""Column types and tags: moments are exact and aware, and each column says what becomes of it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Date, Dialect, Integer, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column
from sqlalchemy.types import JSON, TypeDecorator

__all__ = ["Base", "Id", "Instant", "Mapped", "personal", "plain", "secret"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)

Id = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows only in a column called INTEGER


class Instant(TypeDecorator[datetime]):
    """An aware moment, kept as microseconds since 1970 UTC: the same number on both engines."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002 -- SQLAlchemy's hook
        return None if value is None else (value - _EPOCH) // _TICK

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- SQLAlchemy's hook
        return None if value is None else _EPOCH + value * _TICK


class Base(DeclarativeBase):
    """A table. `kept` says how long its rows live; `plain`, `personal` and `secret` tag every column."""

    kept: ClassVar[str] = ""
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Instant,
        date: Date,
        dict[str, Any]: JSON,
        list[Any]: JSON,
    }


def plain(*args: Any, **named: Any) -> MappedColumn[Any]:
    """A column that says nothing about a person."""
    return mapped_column(*args, **named, info={"personal": False, "exported": False})


def personal(*args: Any, **named: Any) -> MappedColumn[Any]:
    """A column about a person: given out on request, erased with them."""
    return mapped_column(*args, **named, info={"personal": True, "exported": True})


def secret(*args: Any, **named: Any) -> MappedColumn[Any]:
    """A column about a person that is erased with them but makes no sense to anyone outside."""
    return mapped_column(*args, **named, info={"personal": True, "exported": False})
