"""An answer to a proposal: what it can be; and while it is written: in the draft, with days and letters as typed."""

import json
import re
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Literal, get_args
from zlib import crc32

import rules.texts
from rules.centres import Texts
from rules.people import clean_text
from rules.refusal import OutdatedButton

Decision = Literal["accepted", "part", "explained", "study", "declined", "forwarded"]

DECISIONS: tuple[Decision, ...] = get_args(Decision)
DATED: frozenset[Decision] = frozenset({"accepted", "part", "study"})
"""Decisions that may name a day: until when it is carried out, or studied; a study must."""

LEAST, MOST = 10, 2000  # characters: an answer, what it answers and their heads fit one message
LETTER_MOST = 40  # characters of a letter's number
YEARS_AHEAD = 3

_DAY = re.compile(r"(?<!\d)(\d{1,2})[.\-/](\d{1,2})[.\-/](\d{4})(?!\d)")
_DAYS = ("until", "letter_on")


@dataclass(frozen=True, slots=True)
class Letter:
    """A department's own letter."""

    number: str
    on: date


@dataclass(frozen=True, slots=True)
class Answer:
    """What was published. `department` None: the centre itself; `passed_to`: where it was forwarded.

    `letter` and `letter_on` are of the department's own letter, where the coordinator entered it on its behalf.
    """

    decision: Decision
    text: str
    created_at: datetime
    department: Texts | None = None
    passed_to: Texts | None = None
    until: date | None = None
    letter: str = ""
    letter_on: date | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer before it is published. Days as `date`; `to_id` 0 unless it is forwarded."""

    proposal_id: int
    rev: int
    decision: str
    text: str = ""
    to_id: int = 0
    until: date | None = None
    letter: str = ""
    letter_on: date | None = None

    @property
    def mark(self) -> int:
        return crc32(repr(self).encode())


def check_text(typed: str) -> str:
    """The text as it is kept. Raises TextTooShort or TextTooLong."""
    return rules.texts.within(typed, LEAST, MOST)


def decision(code: str) -> Decision:
    """The decision a button names; a forged one is outdated."""
    found: Decision | None = next((known for known in DECISIONS if known == code), None)
    if found is None:
        raise OutdatedButton
    return found


def check_until(chosen: Decision, until: date | None, today: date) -> None:
    """A study needs a day to come; an accepted proposal may have one; nothing else does. Raises OutdatedButton."""
    if until is None:
        if chosen == "study":
            raise OutdatedButton
        return
    if chosen not in DATED or not may_promise(until, today):
        raise OutdatedButton


def may_promise(day: date, today: date) -> bool:
    return today < day and day.year <= today.year + YEARS_AHEAD


def packed(reply: Reply) -> str:
    """As one string, the shape a draft holds."""
    values = {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(reply).items()}
    return json.dumps(values, ensure_ascii=False)


def unpacked(kept: str) -> Reply:
    """What `packed` made; OutdatedButton where there is nothing of the kind."""
    try:
        values = json.loads(kept)
        days = {name: date.fromisoformat(values[name]) for name in _DAYS if values[name]}
        return Reply(**{**values, **dict.fromkeys(_DAYS), **days})
    except (ValueError, TypeError, KeyError) as error:
        raise OutdatedButton from error


def read_day(typed: str) -> date | None:
    """The one day said, as 1.12.2026; None where it is not clear."""
    found = _DAY.findall(typed)
    if len(found) != 1:
        return None
    day, month, year = (int(part) for part in found[0])
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_letter(typed: str, today: date) -> Letter | None:
    """Number and date, as «12-3/456, 20.11.2026» or «№ 12-3/456 от 20.11.2026»; None where either is unclear."""
    on = read_day(typed)
    number = re.sub(r"^\s*(?:№|N|No\.?)\s*|[\s,;]+(?:от|г|ж)?\.?\s*$", "", _DAY.split(clean_text(typed))[0]).strip()
    if on is None or on > today or not number or len(number) > LETTER_MOST or "\n" in number:
        return None
    return Letter(number, on)
