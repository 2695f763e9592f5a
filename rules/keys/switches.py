"""Buttons of a centre's switches."""

from typing import ClassVar

from rules.keys.codec import Key, Who


class Switches(Key):
    name: ClassVar[str] = "jp"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int


class Switch(Key):
    """Says how the job is to stand, so that two taps at once come to the same; the tap back is the undoing."""

    name: ClassVar[str] = "js"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    job_name: str
    off: int
