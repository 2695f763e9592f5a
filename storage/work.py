"""What a deed holds in its hands: one transaction and the moment it happens at."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy.orm import Session

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Work:
    """One unit of work. `now` is aware UTC and the same for the whole of it; `bot_id` is whose updates these are."""

    session: Session
    now: datetime
    bot_id: int


Deed = Callable[Concatenate[Work, P], T]
