"""Who somebody is to the centre: a visitor, a person, a member of staff."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, get_args

Language = Literal["kk", "ru", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

NAME_LENGTH = 64
_ACCENTS_IN_A_ROW = 3
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters and a sign by their category, nothing to the eye


class Role(StrEnum):
    """Least first: each later role may do what the earlier ones may, within its centre."""

    VIEWER = "viewer"
    SPECIALIST = "specialist"
    OFFICER = "officer"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Grant:
    """One role somebody holds now. An administrator's has no centre: it covers all of them."""

    role: Role
    centre_id: int | None = None
    specialist_id: int | None = None
    department_id: int | None = None


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody before the first /start: nothing about them is kept yet."""

    telegram_id: int
    language: Language


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody known. `name` is what they typed themselves; `consents`: the centres agreed to in today's version."""

    id: int
    telegram_id: int
    language: Language
    name: str | None = None
    centre_id: int | None = None
    grants: tuple[Grant, ...] = ()
    consents: tuple[int, ...] = ()

    def centres(self, *roles: Role) -> tuple[int | None, ...]:
        """Centres where one of these roles is held; None stands for all of them."""
        return tuple(grant.centre_id for grant in self.grants if grant.role in roles)

    @property
    def works_here(self) -> bool:
        return bool(self.grants)


def guessed_language(code: str | None) -> Language:
    """The language of Telegram's interface as a first guess; Kazakh where it is none of ours."""
    short = (code or "").lower().partition("-")[0]
    return next((language for language in LANGUAGES if language == short), "kk")


def clean_name(typed: str) -> str:
    """A name fit for any screen: no invisible or direction-changing signs, no tower of accents."""
    visible = (sign for sign in unicodedata.normalize("NFC", typed) if _shows(sign))
    return " ".join("".join(_calm(visible)).split())[:NAME_LENGTH].strip()


def _shows(sign: str) -> bool:
    return sign.isspace() or (sign not in _BLANK and unicodedata.category(sign) not in _INVISIBLE)


def _calm(signs: Iterable[str]) -> Iterable[str]:
    accents = 0
    for sign in signs:
        accents = accents + 1 if unicodedata.combining(sign) else 0
        if accents <= _ACCENTS_IN_A_ROW:
            yield sign


def clean_text(typed: str) -> str:
    """Typed words without control signs, which neither a database nor a sheet can carry; lines stay lines."""
    return "".join(sign for sign in typed if sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cs"}).strip()
