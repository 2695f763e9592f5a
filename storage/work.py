"""What a deed holds in its hands: one transaction and the moment it happens at."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Work:
    """One unit of work. `now` is aware UTC and the same for the whole of it; `bot_id` is whose updates these are.

    `known` is what this transaction has read already, see storage.memo.
    """

    sql: Connection
    now: datetime
    bot_id: int
    known: dict[Any, Any] = field(default_factory=dict, repr=False)


Deed = Callable[Concatenate[Work, P], T]
