"""Buttons of a centre's own sentences for outcomes: the list as it is kept, and chosen from."""

from typing import ClassVar

from rules.keys.codec import Key, Who


class Sentences(Key):
    """The list, for whoever sets the centre up."""

    name: ClassVar[str] = "zxl"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    page: int = 0


class ShowSentence(Key):
    name: ClassVar[str] = "zxs"
    who: ClassVar[Who] = Who.STAFF
    sentence_id: int


class AskSentence(Key):
    """A sentence is to be written; `sentence_id` is the one it comes instead of, 0 none."""

    name: ClassVar[str] = "zxa"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    sentence_id: int = 0


class KeepSentence(Key):
    """Off the list (0), or back on it (1)."""

    name: ClassVar[str] = "zxk"
    who: ClassVar[Who] = Who.STAFF
    sentence_id: int
    on: int


class Choose(Key):
    """Which of them a visit came to."""

    name: ClassVar[str] = "zxc"
    who: ClassVar[Who] = Who.STAFF
    booking_id: int
    rev: int
    page: int = 0


class WriteSentence(Key):
    name: ClassVar[str] = "zxw"
    who: ClassVar[Who] = Who.STAFF
    booking_id: int
    rev: int
    sentence_id: int
