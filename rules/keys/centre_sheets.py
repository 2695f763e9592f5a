"""Buttons by which a centre is set up from a filled-in sheet."""

from typing import ClassVar

from rules.keys.codec import Key, Who


class AskSheet(Key):
    """A filled-in sheet is awaited."""

    name: ClassVar[str] = "zsh"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int


class GiveSheet(Key):
    """The sheet of the centre as it is, to be filled in."""

    name: ClassVar[str] = "zsg"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int


class SheetRows(Key):
    """All rows that are not as the centre is, page by page."""

    name: ClassVar[str] = "zsr"
    who: ClassVar[Who] = Who.STAFF
    sheet_id: int
    page: int = 0


class ApplySheet(Key):
    """`shown`: how many bookings stood on the preview."""

    name: ClassVar[str] = "zsa"
    who: ClassVar[Who] = Who.STAFF
    sheet_id: int
    shown: int


class UndoSheet(Key):
    name: ClassVar[str] = "zsu"
    who: ClassVar[Who] = Who.STAFF
    sheet_id: int
