"""A question brought along to a visit: words, and where the centre takes them, files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rules.bins import holds_iin
from rules.booking import Booking, is_live
from rules.folding import clean
from rules.letters import Attachment
from rules.people import clean_text
from rules.refusal import IinTyped, NotText, OutdatedButton, TextTooLong, TextTooShort, TooManyQuestions

LEAST, MOST = 3, 1000  # signs of one question
AT_MOST = 5  # things said or sent to one booking


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody has typed or sent, before it is kept."""

    text: str
    media: Attachment | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One thing said or sent. `media` is None also where another bot's people sent it: it cannot be shown here."""

    id: int
    booking_id: int
    text: str
    created_at: datetime
    media_kind: str = ""
    media: Attachment | None = None


def check_open(booking: Booking, now: datetime) -> None:
    """Whether something can be added or taken back: until the visit begins. Raises OutdatedButton."""
    if not is_live(booking, now) or now >= booking.starts_at:
        raise OutdatedButton


def check(said: Said, before: Sequence[Question], *, files: bool) -> Said:
    """What will be kept of it. Raises a Refusal: a file only where the centre takes any, no personal number."""
    if said.media is not None and not files:
        raise NotText
    if len(before) >= AT_MOST:
        raise TooManyQuestions(AT_MOST)
    return Said(_checked(said), said.media)


def _checked(said: Said) -> str:
    text = clean_text(said.text)
    if said.media is None and len(clean(text)) < LEAST:
        raise TextTooShort(LEAST)
    if len(text) > MOST:
        raise TextTooLong(len(text), MOST)
    if holds_iin(text):
        raise IinTyped
    return text
