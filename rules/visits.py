"""A visit as the desk reads it."""

from dataclasses import dataclass

from rules.booking import Booking
from rules.centres import Texts


@dataclass(frozen=True, slots=True)
class Visit:
    """A booking with its names. `name` is the person's own; None where there is none to read.

    `call`: the number to call where the visit is held by phone and the person has sent one.
    """

    booking: Booking
    topic: Texts
    specialist: str | None
    name: str | None = None
    call: str | None = None
