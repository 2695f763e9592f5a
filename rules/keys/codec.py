"""Button data: a short name and plain values in at most 64 bytes, so that a button outlives any restart."""

import re
from dataclasses import astuple, dataclass, fields
from datetime import UTC, date, datetime
from enum import Enum, auto
from functools import cache
from typing import ClassVar, Self

from rules.jobs import Job

MOST_BYTES = 64
_SIGN = ":"
_NUMBER = re.compile(r"-?[0-9]{1,10}")  # ten digits: what came in on one button fits on the next one


class Who(Enum):
    """Who may press a kind of button; the deed behind it checks the same, at that moment."""

    EVERYONE = auto()  # also before any consent
    OWNER = auto()  # the person the thing belongs to
    STAFF = auto()  # somebody with a role at the thing's centre
    ADMINISTRATOR = auto()


@dataclass(frozen=True, slots=True)
class Key:
    """One kind of button. A subclass has a `name`, says `who` may press, and adds fields of int or str.

    `job`: what it begins or goes on with; switched off, the button is not shown, and pressed it is refused. What was
    promised before is kept, so a button about that has no job.
    """

    name: ClassVar[str]
    who: ClassVar[Who]
    job: ClassVar[Job | None] = None

    def pack(self) -> str:
        """The button's data; ValueError when it does not fit 64 bytes or would not come back whole."""
        parts = [str(value) for value in astuple(self)]
        data = _SIGN.join([self.name, *parts])
        if len(data.encode()) > MOST_BYTES or any(_SIGN in part for part in parts):
            raise ValueError(f"button data does not fit: {data}")
        return data

    @classmethod
    def unpack(cls, data: str) -> Self:
        """The key packed in `data`; ValueError when it is of another kind, or forged."""
        name, *parts = data.split(_SIGN)
        kinds = [field.type for field in fields(cls)]
        if name != cls.name or len(parts) != len(kinds):
            raise ValueError(f"not a {cls.__name__}")
        return cls(*(_number(part) if kind is int else part for kind, part in zip(kinds, parts, strict=True)))

    @classmethod
    def pattern(cls) -> str:
        """The regular expression that tells this kind from all others."""
        return rf"^{cls.name}(?::|$)"


def _number(part: str) -> int:
    if not _NUMBER.fullmatch(part):
        raise ValueError("a number no row can have")
    return int(part)


def kinds() -> tuple[type[Key], ...]:
    """Every kind of button that has been defined so far, by name."""
    by_name = {kind.name: kind for kind in Key.__subclasses__()}  # slots make a class twice; the later one is meant
    return tuple(by_name[name] for name in sorted(by_name))


@cache
def _by_name(known: int) -> dict[str, type[Key]]:  # noqa: ARG001 -- kinds defined later are looked up anew
    return {kind.name: kind for kind in Key.__subclasses__()}


def named(name: str) -> type[Key] | None:
    """The kind of button of this name."""
    return _by_name(len(Key.__subclasses__())).get(name)


def minute(moment: datetime) -> int:
    """A moment as minutes since 1970 UTC: short enough for a button."""
    return int(moment.timestamp()) // 60


def moment(minutes: int) -> datetime:
    """The aware UTC moment of `minute`; ValueError out of any calendar."""
    try:
        return datetime.fromtimestamp(minutes * 60, UTC)
    except (OverflowError, OSError) as error:
        raise ValueError("no such moment") from error


def day(ordinal: int) -> date:
    """The date of `date.toordinal()`; ValueError out of any calendar."""
    try:
        return date.fromordinal(ordinal)
    except OverflowError as error:
        raise ValueError("no such day") from error
