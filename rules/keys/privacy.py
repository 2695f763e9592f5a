"""Buttons about a person's data: consent, looking, erasing."""

from typing import ClassVar

from rules.keys.codec import Key, Who


class ReadPrivacy(Key):
    """`asking` is 1 where the text was opened from the question and leads back to it."""

    name: ClassVar[str] = "pt"
    who: ClassVar[Who] = Who.EVERYONE
    asking: int = 0


class AskConsent(Key):
    name: ClassVar[str] = "pq"
    who: ClassVar[Who] = Who.EVERYONE


class Agree(Key):
    name: ClassVar[str] = "ag"
    who: ClassVar[Who] = Who.EVERYONE
    centre_id: int


class Decline(Key):
    name: ClassVar[str] = "dg"
    who: ClassVar[Who] = Who.EVERYONE


class MyData(Key):
    name: ClassVar[str] = "md"
    who: ClassVar[Who] = Who.EVERYONE


class Download(Key):
    name: ClassVar[str] = "mx"
    who: ClassVar[Who] = Who.EVERYONE


class AskErase(Key):
    name: ClassVar[str] = "xa"
    who: ClassVar[Who] = Who.EVERYONE


class Erase(Key):
    name: ClassVar[str] = "xx"
    who: ClassVar[Who] = Who.EVERYONE
