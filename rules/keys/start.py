"""Buttons of the first steps: language, centre, menu, contacts."""

from typing import ClassVar

from rules.keys.codec import Key, Who


class Home(Key):
    name: ClassVar[str] = "m"
    who: ClassVar[Who] = Who.EVERYONE


class AskLanguage(Key):
    name: ClassVar[str] = "la"
    who: ClassVar[Who] = Who.EVERYONE


class Speak(Key):
    """`first` is 1 where this is the first question of all, and the greeting follows."""

    name: ClassVar[str] = "lg"
    who: ClassVar[Who] = Who.EVERYONE
    language: str
    first: int = 0


class AskCentre(Key):
    name: ClassVar[str] = "ca"
    who: ClassVar[Who] = Who.EVERYONE


class ChooseCentre(Key):
    name: ClassVar[str] = "cc"
    who: ClassVar[Who] = Who.EVERYONE
    centre_id: int


class Contacts(Key):
    name: ClassVar[str] = "ct"
    who: ClassVar[Who] = Who.EVERYONE


class Checklists(Key):
    name: ClassVar[str] = "cl"
    who: ClassVar[Who] = Who.EVERYONE
    page: int = 0


class Checklist(Key):
    name: ClassVar[str] = "ck"
    who: ClassVar[Who] = Who.EVERYONE
    topic_id: int


class Settings(Key):
    name: ClassVar[str] = "st"
    who: ClassVar[Who] = Who.EVERYONE


class Help(Key):
    name: ClassVar[str] = "hp"
    who: ClassVar[Who] = Who.EVERYONE
