"""Tables as classes of columns: moments are exact and aware, and each column says what becomes of it.

No objects are mapped to rows: a row is read as a named tuple and written by a statement, which costs a third as much.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from types import UnionType
from typing import Any, ClassVar, Generic, Self, TypeVar, get_args, overload

from sqlalchemy import BigInteger, Boolean, Column, Date, Dialect, ForeignKey, Integer, MetaData, String, Table
from sqlalchemy.types import JSON, TypeDecorator, TypeEngine

__all__ = ["Base", "Id", "Instant", "Mapped", "personal", "plain", "secret"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)

T = TypeVar("T")

Id = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows only in a column called INTEGER


class Instant(TypeDecorator[datetime]):
    """An aware moment, kept as microseconds since 1970 UTC: the same number on both engines."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002 -- SQLAlchemy's hook
        return None if value is None else (value - _EPOCH) // _TICK

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- SQLAlchemy's hook
        return None if value is None else _EPOCH + value * _TICK


class Mapped(Generic[T]):
    """What a column holds, for the eye and the checker of types: a class has the column, a row of it the value."""

    @overload
    def __get__(self, row: None, owner: Any) -> Column[T]: ...
    @overload
    def __get__(self, row: object, owner: Any) -> T: ...
    def __get__(self, row: object, owner: Any) -> Any:
        raise NotImplementedError  # an annotation only: in its place a class has the column itself


_TYPES: dict[Any, Any] = {
    int: Integer,
    str: String,
    bool: Boolean,
    datetime: Instant,
    date: Date,
    dict[str, Any]: JSON,
    list[Any]: JSON,
}


class Base:
    """A table. `kept` says how long its rows live; `plain`, `personal` and `secret` tag every column."""

    __tablename__: ClassVar[str]
    __table_args__: ClassVar[tuple[Any, ...]] = ()
    kept: ClassVar[str] = ""
    rows: ClassVar[list[type[Self]]] = []
    table: ClassVar[Table]
    metadata: ClassVar[MetaData] = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )

    def __init_subclass__(cls) -> None:
        columns = [_column(name, holds, cls.__dict__[name]) for name, holds in cls.__annotations__.items()]
        *parts, options = (*cls.__table_args__, {})
        if parts and isinstance(parts[-1], dict):
            options = parts.pop()
        cls.table = Table(cls.__tablename__, cls.metadata, *columns, *parts, **options)
        for column in columns:
            setattr(cls, column.name, column)
        Base.rows.append(cls)

    @classmethod
    def __clause_element__(cls) -> Table:
        """What a statement takes the class for."""
        return cls.table


@dataclass(frozen=True, slots=True)
class _Tagged:
    """A column before its name, its type and whether it may be empty are read from the annotation."""

    parts: tuple[Any, ...]
    named: dict[str, Any]
    info: dict[str, bool]

    @property
    def has_type(self) -> bool:
        """A key to another table has the type of what it points to."""
        return any(isinstance(part, (ForeignKey, TypeEngine, type)) for part in self.parts)


def _column(name: str, holds: Any, tagged: _Tagged) -> Column[Any]:
    (kind,) = get_args(holds)
    kinds = get_args(kind) if isinstance(kind, UnionType) else (kind,)
    types = () if tagged.has_type else (_TYPES[kinds[0]],)
    nullable = type(None) in kinds
    return Column(name, *types, *tagged.parts, **tagged.named, nullable=nullable, info=tagged.info)


def plain(*parts: Any, **named: Any) -> Any:
    """A column that says nothing about a person."""
    return _Tagged(parts, named, {"personal": False, "exported": False})


def personal(*parts: Any, **named: Any) -> Any:
    """A column about a person: given out on request, erased with them."""
    return _Tagged(parts, named, {"personal": True, "exported": True})


def secret(*parts: Any, **named: Any) -> Any:
    """A column about a person that is erased with them but makes no sense to anyone outside."""
    return _Tagged(parts, named, {"personal": True, "exported": False})
