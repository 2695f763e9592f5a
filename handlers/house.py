"""What every handler may reach: the data, the clock, and what the installation was set up with."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from handlers.floods import Floods
from handlers.turn import Turn
from rules.faults import Fault
from storage.database import Database

Op = Literal["send", "edit", "delete", "answer", "document"]


@dataclass(frozen=True, slots=True)
class Privacy:
    """What the consent names beside the centre: where the data lies, months it is kept, whom to write to."""

    storage: str
    retention_months: int
    contact: str = ""


@dataclass(frozen=True, slots=True)
class House:
    """Built once in bot/. `judge` says what a failed call to Telegram means; `letters_wait` wakes the outbox,
    `jobs_changed` the list of commands.
    """

    db: Database
    privacy: Privacy
    judge: Callable[[BaseException, Op], Fault]
    letters_wait: Callable[[], None]
    jobs_changed: Callable[[], None] = lambda: None
    feeds: str = ""  # what a calendar link begins with; empty where no web door is open to people
    floods: Floods = field(default_factory=Floods)
    turns: dict[int, Turn] = field(default_factory=dict)
