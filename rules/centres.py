"""What a centre is to the people who come: names in their language, hours, specialists, topics, rooms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from rules.cells import Hours, Interval
from rules.people import Language
from rules.settings import CentreSettings

Lent = Literal["none", "hall", "desk"]
"""How a room is lent: not at all; as a whole, to one at a time; desk by desk, as many as it has seats."""
LENT: tuple[Lent, ...] = get_args(Lent)


@dataclass(frozen=True, slots=True)
class Texts:
    """The same words in Kazakh and Russian, and in English where there are any."""

    kk: str
    ru: str
    en: str = ""

    def read(self, language: Language) -> str:
        """In the reader's language; English readers get Russian where English is missing."""
        if language == "kk":
            return self.kk
        return self.ru if language == "ru" else self.en or self.ru


@dataclass(frozen=True, slots=True)
class Centre:
    """`operator` is the legal name that the consent speaks of; `hours` are local to `zone`."""

    id: int
    code: str
    names: Texts
    operators: Texts
    addresses: Texts
    phone: str
    site: str
    region: str
    zone: ZoneInfo
    default_language: Language
    hours: Hours
    settings: CentreSettings
    jobs_off: frozenset[str] = frozenset()

    def name(self, language: Language) -> str:
        return self.names.read(language)

    def operator(self, language: Language) -> str:
        return self.operators.read(language)

    def address(self, language: Language) -> str:
        return self.addresses.read(language)


@dataclass(frozen=True, slots=True)
class CentreDay:
    """A day that is not like its weekday; no hours: closed."""

    day: date
    hours: tuple[Interval, ...]
    reasons: Texts

    def reason(self, language: Language) -> str:
        return self.reasons.read(language)


@dataclass(frozen=True, slots=True)
class Topic:
    """What a consultation is about and how many minutes it takes."""

    id: int
    code: str
    minutes: int
    names: Texts
    to_bring: Texts

    def name(self, language: Language) -> str:
        return self.names.read(language)

    def bring(self, language: Language) -> str:
        return self.to_bring.read(language)

    def things(self, language: Language) -> tuple[str, ...]:
        """What to bring, one by one, where it is a list: the same number of things in every language, or none."""
        kk, ru = (_things(each) for each in (self.to_bring.kk, self.to_bring.ru))
        return () if len(kk) != len(ru) or len(kk) < _A_LIST else _things(self.bring(language))


_A_LIST = 2


def _things(said: str) -> tuple[str, ...]:
    """«Устав, список учредителей.» is two things."""
    parts = (each.strip() for each in said.strip().rstrip(".").split(","))
    return tuple(f"{each[0].upper()}{each[1:]}" for each in parts if each)


@dataclass(frozen=True, slots=True)
class Room:
    id: int
    centre_id: int
    code: str
    names: Texts
    seats: int
    step_free: bool
    lent: Lent = "none"

    def name(self, language: Language) -> str:
        return self.names.read(language)


@dataclass(frozen=True, slots=True)
class Department:
    """A body that answers proposals. An ended one still names old records."""

    id: int
    centre_id: int
    code: str
    names: Texts

    def name(self, language: Language) -> str:
        return self.names.read(language)


@dataclass(frozen=True, slots=True)
class Specialist:
    """Somebody at work, as the centre names them. Weekdays: Monday is 0; `hours` narrow the centre's, None does not.

    `week`: weekdays with hours of their own, none where they are free. `most_a_day`: visits, None without a limit.
    """

    id: int
    centre_id: int
    code: str
    name: str
    roles: Texts
    languages: tuple[Language, ...]
    room_id: int | None
    weekdays: frozenset[int]
    hours: tuple[Interval, ...] | None = None
    week: Mapping[int, tuple[Interval, ...]] = field(default_factory=dict)
    most_a_day: int | None = None

    def role(self, language: Language) -> str:
        return self.roles.read(language)
