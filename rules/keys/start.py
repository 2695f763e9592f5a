"""Buttons of the first steps: language, centre, menu, contacts."""

from dataclasses import dataclass
from typing import ClassVar

from rules.keys.codec import Key, Who


@dataclass(frozen=True, slots=True)
class Home(Key):
    name: ClassVar[str] = "m"
    who: ClassVar[Who] = Who.EVERYONE


@dataclass(frozen=True, slots=True)
class AskLanguage(Key):
    name: ClassVar[str] = "la"
    who: ClassVar[Who] = Who.EVERYONE


@dataclass(frozen=True, slots=True)
class Speak(Key):
    """`first` is 1 where this is the first question of all, and the greeting follows."""

    name: ClassVar[str] = "lg"
    who: ClassVar[Who] = Who.EVERYONE
    language: str
    first: int = 0


@dataclass(frozen=True, slots=True)
class AskCentre(Key):
    name: ClassVar[str] = "ca"
    who: ClassVar[Who] = Who.EVERYONE


@dataclass(frozen=True, slots=True)
class ChooseCentre(Key):
    name: ClassVar[str] = "cc"
    who: ClassVar[Who] = Who.EVERYONE
    centre_id: int


@dataclass(frozen=True, slots=True)
class Contacts(Key):
    name: ClassVar[str] = "ct"
    who: ClassVar[Who] = Who.EVERYONE


@dataclass(frozen=True, slots=True)
class Checklists(Key):
    name: ClassVar[str] = "cl"
    who: ClassVar[Who] = Who.EVERYONE
    page: int = 0


@dataclass(frozen=True, slots=True)
class Checklist(Key):
    name: ClassVar[str] = "ck"
    who: ClassVar[Who] = Who.EVERYONE
    topic_id: int


@dataclass(frozen=True, slots=True)
class Settings(Key):
    name: ClassVar[str] = "st"
    who: ClassVar[Who] = Who.EVERYONE


@dataclass(frozen=True, slots=True)
class Help(Key):
    name: ClassVar[str] = "hp"
    who: ClassVar[Who] = Who.EVERYONE
