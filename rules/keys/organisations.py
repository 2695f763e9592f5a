"""Buttons of organisations: a representative's, and the staff's who confirm them."""

from typing import ClassVar

from rules.keys.codec import Key, Who


class Mine(Key):
    """Whom one speaks for."""

    name: ClassVar[str] = "um"
    who: ClassVar[Who] = Who.EVERYONE


class AskBin(Key):
    """The number is awaited."""

    name: ClassVar[str] = "ua"
    who: ClassVar[Who] = Who.EVERYONE


class Claim(Key):
    """«This is mine»: what was read back lies in the draft; `mark` says which."""

    name: ClassVar[str] = "uc"
    who: ClassVar[Who] = Who.EVERYONE
    mark: int


class Accept(Key):
    """«This is mine» for an invitation that lies in the draft."""

    name: ClassVar[str] = "uv"
    who: ClassVar[Who] = Who.EVERYONE


class AskLeave(Key):
    name: ClassVar[str] = "uq"
    who: ClassVar[Who] = Who.OWNER
    membership_id: int


class Leave(Key):
    name: ClassVar[str] = "ux"
    who: ClassVar[Who] = Who.OWNER
    membership_id: int


class Register(Key):
    """All organisations of a centre."""

    name: ClassVar[str] = "ul"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    page: int = 0


class Roll(Key):
    """One organisation with its people."""

    name: ClassVar[str] = "uo"
    who: ClassVar[Who] = Who.STAFF
    organisation_id: int


class Confirm(Key):
    name: ClassVar[str] = "uy"
    who: ClassVar[Who] = Who.STAFF
    membership_id: int
    rev: int


class Decline(Key):
    """For one of `rules.organisations.REASONS`; an empty one asks which."""

    name: ClassVar[str] = "un"
    who: ClassVar[Who] = Who.STAFF
    membership_id: int
    rev: int
    reason: str = ""


class End(Key):
    """Somebody speaks for it no longer."""

    name: ClassVar[str] = "ue"
    who: ClassVar[Who] = Who.STAFF
    membership_id: int
    rev: int


class Invite(Key):
    """A link with a code to scan, to pass on to this organisation."""

    name: ClassVar[str] = "ui"
    who: ClassVar[Who] = Who.STAFF
    organisation_id: int


class AskList(Key):
    """A list of organisations is awaited as a file."""

    name: ClassVar[str] = "uf"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int


class Invitations(Key):
    """A link for each organisation for which nobody speaks yet, in one file."""

    name: ClassVar[str] = "uw"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int


class UndoList(Key):
    name: ClassVar[str] = "uz"
    who: ClassVar[Who] = Who.STAFF
    list_id: int
