"""Buttons of contests and subscriptions. Chosen directions and kinds travel as bits (`rules.filters`)."""

from typing import ClassVar

from rules.jobs import Job
from rules.keys.codec import Key, Who


class Contests(Key):
    """Open contests, nearest deadline first."""

    name: ClassVar[str] = "tl"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "tenders"
    page: int = 0


class Look(Key):
    name: ClassVar[str] = "ts"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "tenders"
    contest_id: int


class Take(Key):
    """`on` is 1 for «we are taking part», 0 for taking that back."""

    name: ClassVar[str] = "tp"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "tenders"
    contest_id: int
    on: int = 1


class NotForMe(Key):
    name: ClassVar[str] = "tn"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "tenders"
    contest_id: int


class NotBecause(Key):
    """`reason` is one of `rules.publishing.REASONS`, or empty: only this time."""

    name: ClassVar[str] = "tr"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "tenders"
    contest_id: int
    reason: str = ""


class Share(Key):
    name: ClassVar[str] = "th"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "tenders"
    contest_id: int


class Unsubscribe(Key):
    """End every subscription of one's own that this contest fits."""

    name: ClassVar[str] = "tu"
    who: ClassVar[Who] = Who.EVERYONE
    contest_id: int


class Subscriptions(Key):
    """One's own, page by page."""

    name: ClassVar[str] = "fl"
    who: ClassVar[Who] = Who.EVERYONE
    page: int = 0


class Shape(Key):
    """A step of a new subscription: 0 directions, 1 regions, 2 kinds; everything chosen so far is in the button."""

    name: ClassVar[str] = "fs"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "tenders"
    step: int = 0
    directions: int = 0
    region: str = ""
    nationwide: int = 1
    kinds: int = 0
    page: int = 0


class Save(Key):
    name: ClassVar[str] = "fv"
    who: ClassVar[Who] = Who.EVERYONE
    job: ClassVar[Job | None] = "tenders"
    directions: int = 0
    region: str = ""
    nationwide: int = 1
    kinds: int = 0


class Subscription(Key):
    name: ClassVar[str] = "fi"
    who: ClassVar[Who] = Who.OWNER
    filter_id: int


class Pause(Key):
    """`on` is 1 to pause, 0 to go on."""

    name: ClassVar[str] = "fp"
    who: ClassVar[Who] = Who.OWNER
    filter_id: int
    on: int = 1


class End(Key):
    """`on` is 1 to unsubscribe, 0 to take that back."""

    name: ClassVar[str] = "fe"
    who: ClassVar[Who] = Who.OWNER
    filter_id: int
    on: int = 1


class Matching(Key):
    """Open contests that one subscription fits."""

    name: ClassVar[str] = "fm"
    who: ClassVar[Who] = Who.OWNER
    job: ClassVar[Job | None] = "tenders"
    filter_id: int
    page: int = 0
