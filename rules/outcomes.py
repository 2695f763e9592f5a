"""What came of a visit: what was agreed, where to go next, and when its person reads it."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from rules.bins import holds_iin
from rules.booking import Booking
from rules.centres import Texts
from rules.clockwork import next_allowed
from rules.folding import clean
from rules.people import clean_text
from rules.refusal import IinTyped, OutdatedButton, TextTooLong, TextTooShort

Template = Literal["answered", "papers", "alone", "again", "listed", "referred", "own"]
TEMPLATES: tuple[Template, ...] = get_args(Template)

LEAST, MOST = 3, 500  # signs of the staff's own words
LETTER_WAITS = timedelta(minutes=5)  # a slip of the finger must not reach the person
WRITING = timedelta(hours=1)  # that staff have after a visit before its letter goes without an outcome
WORTH = timedelta(days=3)  # later than that nobody is asked how a visit was
WITHIN = timedelta(days=7)  # of the visit, in which an outcome can be written
QUIET_FROM, QUIET_TO = time(21), time(8)
CAME = frozenset({"arrived", "done"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """One of the templates; `department` is where to go next, `text` the staff's own words, `listed` the centre's."""

    booking_id: int
    template: Template
    created_at: datetime
    department: Texts | None = None
    text: str = ""
    listed: Texts | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a member of staff wants written of a visit."""

    template: Template
    department_id: int = 0
    text: str = ""
    sentence_id: int = 0


def template(code: str) -> Template:
    """The template a button names; a forged one is outdated."""
    found: Template | None = next((known for known in TEMPLATES if known == code), None)
    if found is None:
        raise OutdatedButton
    return found


def check(chosen: Chosen) -> Chosen:
    """Whether it is whole: a department or a sentence where one is meant, words where they are. Raises a Refusal."""
    if (chosen.template == "referred") != bool(chosen.department_id):
        raise OutdatedButton
    if (chosen.template == "listed") != bool(chosen.sentence_id):
        raise OutdatedButton
    if chosen.template != "own":
        return Chosen(chosen.template, chosen.department_id, sentence_id=chosen.sentence_id)
    return Chosen("own", text=check_words(chosen.text))


def check_words(typed: str) -> str:
    """Words about somebody, without their number. Raises TextTooShort, TextTooLong, IinTyped."""
    text = clean_text(typed)
    if len(clean(text)) < LEAST:
        raise TextTooShort(LEAST)
    if len(text) > MOST:
        raise TextTooLong(len(text), MOST)
    if holds_iin(text):
        raise IinTyped
    return text


def may_write(booking: Booking, now: datetime) -> bool:
    """Whether an outcome can be written still: of a visit that came about or begins, for a week."""
    open_still = booking.state in CAME or (booking.state == "booked" and now >= booking.starts_at)
    return open_still and now <= booking.ends_at + WITHIN


def leaves_at(booking: Booking, *, written: bool, now: datetime) -> datetime:
    """When the letter after a visit goes: with an outcome soon, without one an hour after the end; never at night."""
    earliest = now + LETTER_WAITS
    due = earliest if written else max(earliest, booking.ends_at + WRITING)
    return by_day(due, ZoneInfo(booking.zone))


def by_day(due: datetime, zone: ZoneInfo) -> datetime:
    """That moment, or the morning after the night it falls into."""
    return next_allowed(due, zone, QUIET_FROM, QUIET_TO)
