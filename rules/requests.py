"""A visit that staff have to confirm: why it may be declined, and until when it can be answered."""

from datetime import datetime, timedelta
from typing import Literal, get_args

from rules.booking import Booking
from rules.refusal import AlreadyDone, OutdatedButton, TooLate

Reason = Literal["time", "other_body", "unclear"]
REASONS: tuple[Reason, ...] = get_args(Reason)
"""Nobody can then; another body answers for it; the question is not clear."""

SOON = timedelta(hours=3)  # how long before the visit a person hears that nobody has answered


def check(booking: Booking, rev: int, now: datetime) -> None:
    """Whether it can still be answered, by a button made for `rev`. Raises a Refusal."""
    if booking.state != "requested":
        raise AlreadyDone
    if booking.rev != rev:
        raise OutdatedButton
    if booking.starts_at <= now:
        raise TooLate


def reason(given: str) -> Reason:
    """Raises OutdatedButton for a forged one."""
    known: Reason | None = next((each for each in REASONS if each == given), None)
    if known is None:
        raise OutdatedButton
    return known
