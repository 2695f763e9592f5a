"""What a reader is shown: a contest and their answer, a wish being chosen, a subscription with what it fits."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from rules.filters import Direction, Filter, Wish
from rules.publishing import Posted

LISTED = 5  # contests on one page


@dataclass(frozen=True, slots=True)
class Reading:
    """A contest as one reader sees it. `answer`: taking, no, or none yet; `subscribed`: to anything at all."""

    contest: Posted
    zone: ZoneInfo
    directions: tuple[Direction, ...]
    answer: str = ""
    consented: bool = False
    subscribed: bool = False


@dataclass(frozen=True, slots=True)
class Shaping:
    """A wish while it is chosen: what there is to choose from, and how many open contests it fits now.

    `home` is the region of the reader's centre.
    """

    wish: Wish
    directions: tuple[Direction, ...]
    home: str
    matching: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A subscription with what it fits now; `last_like`: when the last contest of its kind came, ever."""

    filter: Filter
    directions: tuple[Direction, ...]
    nearest: tuple[Posted, ...]
    matching: int
    last_like: datetime | None
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Mine:
    """Several of somebody's subscriptions, with the directions they name."""

    filters: tuple[Filter, ...]
    directions: tuple[Direction, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of open contests; `total` of them fit."""

    contests: tuple[Posted, ...]
    total: int
    page: int
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Preview:
    """What is about to be published: as it will be, whom it reaches, and a similar one that exists already.

    `before` is what it was, where it is being changed.
    """

    contest: Posted
    directions: tuple[Direction, ...]
    recipients: int
    similar: Posted | None = None
    before: Posted | None = None
