"""Button data: a short name and plain values in at most 64 bytes, so that a button outlives any restart."""

import re
from datetime import UTC, date, datetime
from enum import Enum, auto
from functools import cache
from inspect import get_annotations
from typing import ClassVar, Never, Self, dataclass_transform

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


@dataclass_transform(frozen_default=True)
class Key:
    """One kind of button. A subclass has a `name`, says `who` may press, and adds values of int or str.

    It reads like a frozen dataclass and is one to the type checker, but is made without writing code for each kind:
    two hundred dataclasses would cost every start of the process a seventh of a second.

    `job`: what it begins or goes on with; switched off, the button is not shown, and pressed it is refused. What was
    promised before is kept, so a button about that has no job. `in_group`: it may be pressed where everybody reads.
    """

    name: ClassVar[str]
    who: ClassVar[Who]
    job: ClassVar[Job | None] = None
    in_group: ClassVar[bool] = False
    values: ClassVar[dict[str, type]]  # the kind of each value, in the order they are packed in

    def __init_subclass__(cls) -> None:
        cls.values = {name: kind for name, kind in get_annotations(cls).items() if isinstance(kind, type)}

    def __init__(self, *values: int | str, **named: int | str) -> None:
        given = dict(zip(self.values, values, strict=False)) | named
        if len(given) != len(values) + len(named) or not given.keys() <= self.values.keys():
            raise TypeError(f"{type(self).__name__} takes {tuple(self.values)}")
        for name in self.values:
            object.__setattr__(self, name, given[name] if name in given else getattr(type(self), name))

    def __setattr__(self, name: str, value: object) -> Never:
        raise AttributeError(f"a button does not change: {name}")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((type(self), *vars(self).values()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in vars(self).items())})"

    def pack(self) -> str:
        """The button's data; ValueError when it does not fit 64 bytes or would not come back whole."""
        parts = [str(value) for value in vars(self).values()]
        data = _SIGN.join([self.name, *parts])
        if len(data.encode()) > MOST_BYTES or any(_SIGN in part for part in parts):
            raise ValueError(f"button data does not fit: {data}")
        return data

    @classmethod
    def unpack(cls, data: str) -> Self:
        """The key packed in `data`; ValueError when it is of another kind, or forged."""
        name, *parts = data.split(_SIGN)
        if name != cls.name or len(parts) != len(cls.values):
            raise ValueError(f"not a {cls.__name__}")
        kinds = cls.values.values()
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
    return tuple(sorted(Key.__subclasses__(), key=lambda kind: kind.name))


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
