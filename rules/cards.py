"""A booking with everything its screens tell, put together once."""

from dataclasses import dataclass
from datetime import datetime

from rules.booking import Booking
from rules.centres import Texts, Topic
from rules.people import Language

REASONS = ("solved", "time", "other")
"""Why a person cancels, as the buttons offer it."""


@dataclass(frozen=True, slots=True)
class Card:
    """`specialist` is empty where the visit is nobody's in particular.

    `call`: the person's number, where the centre calls; `link`: where an online visit is held, if the centre says so.
    `for_name`: whom it is for, told to the booker alone; `booker`: the reader has booked it for somebody who looks
    after it themselves now. `languages`: what the centre speaks. `late`: by how many minutes its day has slipped.
    `undo_until`: until when the booking, or its cancelling, can be undone; None where it cannot be any more.
    """

    booking: Booking
    topic: Topic
    specialist: str
    address: Texts
    room: Texts | None
    phone: str
    undo_until: datetime | None = None
    for_name: str = ""
    booker: bool = False
    call: str = ""
    link: str = ""
    languages: tuple[Language, ...] = ("kk", "ru")
    late: int = 0


@dataclass(frozen=True, slots=True)
class Moved:
    """A booking at its new time, and what leads back: the time and the specialist it had before."""

    card: Card
    old_start: datetime
    old_specialist_id: int | None
