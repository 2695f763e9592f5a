"""Buttons of what came of a visit: the staff's choice of an outcome, the person's thumbs."""

from typing import ClassVar

from rules.keys.codec import Key, Who


class Outcomes(Key):
    """The templates to choose from."""

    name: ClassVar[str] = "voc"
    who: ClassVar[Who] = Who.STAFF
    booking_id: int
    rev: int


class Write(Key):
    """`template` is one of `rules.outcomes.TEMPLATES` that needs nothing more."""

    name: ClassVar[str] = "vow"
    who: ClassVar[Who] = Who.STAFF
    booking_id: int
    rev: int
    template: str


class Referrals(Key):
    name: ClassVar[str] = "vof"
    who: ClassVar[Who] = Who.STAFF
    booking_id: int
    rev: int
    page: int = 0


class Refer(Key):
    name: ClassVar[str] = "vod"
    who: ClassVar[Who] = Who.STAFF
    booking_id: int
    rev: int
    department_id: int


class InWords(Key):
    name: ClassVar[str] = "voi"
    who: ClassVar[Who] = Who.STAFF
    booking_id: int
    rev: int


class Strike(Key):
    """Take the outcome back."""

    name: ClassVar[str] = "vox"
    who: ClassVar[Who] = Who.STAFF
    booking_id: int
    rev: int


class CaseOf(Key):
    """All visits of the case that this one belongs to."""

    name: ClassVar[str] = "voe"
    who: ClassVar[Who] = Who.STAFF
    booking_id: int


class SaidOf(Key):
    """What people of this centre wrote was missing."""

    name: ClassVar[str] = "vos"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    page: int = 0


class Useful(Key):
    name: ClassVar[str] = "vfu"
    who: ClassVar[Who] = Who.OWNER
    booking_id: int
    yes: int


class Because(Key):
    """`reason` is one of `rules.feedback.REASONS`."""

    name: ClassVar[str] = "vfb"
    who: ClassVar[Who] = Who.OWNER
    booking_id: int
    reason: str


class InOwnWords(Key):
    name: ClassVar[str] = "vfw"
    who: ClassVar[Who] = Who.OWNER
    booking_id: int
