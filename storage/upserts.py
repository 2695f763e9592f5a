"""Insert or update in one statement, the same on both engines."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from storage.types import Base
from storage.work import Work


def upsert(work: Work, row: type[Base], key: Mapping[str, Any], values: Mapping[str, Any], **over: Any) -> None:
    """Write `values` under the primary key `key`; where the row is there already, `over` wins over `values`."""
    engine = postgresql if work.session.get_bind().dialect.name == "postgresql" else sqlite
    statement = engine.insert(row).values(**key, **values)
    work.session.execute(statement.on_conflict_do_update(index_elements=list(key), set_={**values, **over}))
