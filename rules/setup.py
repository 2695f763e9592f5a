"""What a centre says of itself, set in the chat or from a sheet: what may be written, and why not."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from rules.centres import Centre, Department, Specialist, Topic
from rules.people import clean_text

Field = Literal["phone", "address_kk", "address_ru", "site"]
FIELDS: tuple[Field, ...] = get_args(Field)
Kind = Literal["phone", "site", "name", "long_name", "address"]
"""What sort of words: decides how long they may be and what they must look like."""
Problem = Literal["short", "long", "phone", "site"]

LENGTHS: Mapping[Kind, int] = {"phone": 64, "site": 200, "name": 100, "long_name": 300, "address": 300}
KINDS: Mapping[str, Kind] = {"phone": "phone", "address_kk": "address", "address_ru": "address", "site": "site"}
MINUTES = (15, 20, 30, 45, 60, 90)
BUFFERS = (0, 5, 10, 15, 20, 30)
_LEAST, _LEAST_DIGITS, _MOST_DIGITS = 2, 5, 40
_PHONE = re.compile(r"[0-9+()\-\s,;./]*(?:(?:доб|ішкі|ext|вн)\.?\s*[0-9]{1,5})?[0-9,;\s]*", re.IGNORECASE)
_SITE = re.compile(r"https?://[\w.-]+\.[\w-]{2,}(?:/\S*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Taught:
    """A topic, and who at the centre answers for it."""

    topic: Topic
    specialists: frozenset[int]


@dataclass(frozen=True, slots=True)
class Staff:
    """Those at work at a centre, and all topics there are."""

    centre: Centre
    specialists: tuple[Specialist, ...]
    topics: tuple[Taught, ...]

    def specialist(self, specialist_id: int) -> Specialist | None:
        return next((each for each in self.specialists if each.id == specialist_id), None)

    def topic(self, topic_id: int) -> Taught | None:
        return next((each for each in self.topics if each.topic.id == topic_id), None)

    def answered(self) -> list[Taught]:
        """What one can come with."""
        return [each for each in self.topics if each.specialists]


@dataclass(frozen=True, slots=True)
class Bodies:
    """The departments of a centre that live today."""

    centre: Centre
    departments: tuple[Department, ...] = field(default_factory=tuple)


def clean(typed: str) -> str:
    """Words as they are kept: one line, no signs that nobody sees."""
    return " ".join(unicodedata.normalize("NFC", clean_text(typed)).split())


def problem(kind: Kind, text: str) -> Problem | None:
    """Why these words cannot be kept; None where they can."""
    if len(text) > LENGTHS[kind]:
        return "long"
    if len(text) < _LEAST:
        return "short"
    if kind == "phone" and not _is_phone(text):
        return "phone"
    return "site" if kind == "site" and not _SITE.fullmatch(text) else None


def _is_phone(text: str) -> bool:
    digits = sum(sign.isdecimal() for sign in text)
    return _LEAST_DIGITS <= digits <= _MOST_DIGITS and bool(_PHONE.fullmatch(text))
