"""Whether a visit was useful: a thumb, a reason on a button, or words of one's own."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, get_args

from rules.booking import Booking
from rules.outcomes import CAME, check_words
from rules.refusal import OutdatedButton

Reason = Literal["", "unclear", "short", "other_one", "waited", "own"]
REASONS: tuple[Reason, ...] = get_args(Reason)[1:]
WITHIN = timedelta(days=30)  # of the visit


@dataclass(frozen=True, slots=True)
class Feedback:
    """`reason` is why it was not quite useful, `text` the person's own words to it."""

    booking_id: int
    useful: bool
    reason: Reason = ""
    text: str = ""


def check(booking: Booking, now: datetime) -> None:
    """Whether it can be said still: of a visit one came to, for a month. Raises OutdatedButton."""
    if booking.state not in CAME or now > booking.ends_at + WITHIN:
        raise OutdatedButton


def reason(code: str) -> Reason:
    """The reason of this name, none for an unknown one."""
    known: tuple[Reason, ...] = get_args(Reason)
    return next((each for each in known if each == code), "")


def explained(said: Feedback | None) -> Feedback:
    """A thumb down that can be explained. Raises OutdatedButton."""
    if said is None or said.useful:
        raise OutdatedButton
    return said


def because(said: Feedback | None, code: str, words: str = "") -> Feedback:
    """What was missing, by a button or in words. Raises a Refusal."""
    why = reason(code)
    if not why:
        raise OutdatedButton
    return replace(explained(said), reason=why, text=check_words(words) if why == "own" else "")
