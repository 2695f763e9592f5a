"""Asking in writing instead of coming: who may, how often, and what the answer is promised for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from itertools import islice
from typing import Literal, get_args

import rules.availability
from rules.availability import Timetable
from rules.bins import holds_iin
from rules.centres import Topic
from rules.clockwork import WorkingCalendar, local, wall
from rules.folding import clean
from rules.people import clean_text
from rules.refusal import (
    IinTyped,
    JobClosed,
    SaidMore,
    TakenAlready,
    TextTooLong,
    TextTooShort,
    WrittenFull,
)
from rules.settings import CentreSettings

State = Literal["open", "answered", "closed"]

LEAST, MOST = 3, 1000  # signs of one line
AHEAD = timedelta(days=120)  # further than any term lies
EVENING = time(18)  # when the day ends where no hours are known


@dataclass(frozen=True, slots=True)
class Enquiry:
    """One question. `due_at` is when its answer is promised; `thread_id` its thread in the group, if it has one.

    `owner_id`: who of the staff sees to it; None as long as nobody has taken it.
    """

    id: int
    centre_id: int
    topic_id: int
    person_id: int
    chat_id: int
    thread_id: int | None
    state: State
    due_at: datetime
    created_at: datetime
    owner_id: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    id: int
    text: str
    from_staff: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Offer:
    """A topic that can be asked about in writing, and when an answer to a question of now is promised."""

    topic: Topic
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """A question as the staff see it; `owner` is what whoever sees to it is called."""

    enquiry: Enquiry
    topic: Topic
    owner: str
    lines: tuple[Line, ...]

    @property
    def newest(self) -> int:
        """The last line of its author: what «answered» is said of."""
        return newest(self.lines)


def state(code: str) -> State:
    return next(known for known in get_args(State) if known == code)


def check_room(settings: CentreSettings, today: int) -> None:
    """Whether the centre takes one more today. Raises JobClosed, WrittenFull."""
    if not settings.written:
        raise JobClosed
    if today >= settings.written_a_day:
        raise WrittenFull(settings.written_a_day)


def check(typed: str) -> str:
    """One line, without a personal number. Raises TextTooShort, TextTooLong, IinTyped."""
    text = clean_text(typed)
    if len(clean(text)) < LEAST:
        raise TextTooShort(LEAST)
    if len(text) > MOST:
        raise TextTooLong(len(text), MOST)
    if holds_iin(text):
        raise IinTyped
    return text


def said_on(enquiry: Enquiry, due_at: datetime) -> Enquiry:
    """Its author has said more: an answered one waits again, with a new term. Whoever saw to it sees to it still."""
    return enquiry if enquiry.state == "open" else replace(enquiry, state="open", due_at=due_at)


def answered_by(enquiry: Enquiry, person_id: int) -> Enquiry:
    """A colleague's words have gone out; the first who answers sees to it, where nobody has taken it."""
    return replace(enquiry, state="answered", owner_id=enquiry.owner_id or person_id)


def taken(enquiry: Enquiry, person_id: int, from_whom: int) -> Enquiry:
    """Taken on by a colleague who knew it was nobody's, or this person's. Raises TakenAlready."""
    if enquiry.owner_id not in {from_whom or None, person_id}:
        raise TakenAlready
    return replace(enquiry, owner_id=person_id)


def closed(enquiry: Enquiry, lines: Iterable[Line], newest_seen: int, person_id: int) -> Enquiry:
    """Answered, as far as whoever says so has read. Raises SaidMore."""
    if newest(lines) != newest_seen:
        raise SaidMore
    return replace(enquiry, state="closed", owner_id=enquiry.owner_id or person_id)


def newest(lines: Iterable[Line]) -> int:
    return max((each.id for each in lines if not each.from_staff), default=0)


def promised(timetable: Timetable, calendar: WorkingCalendar, asked_at: datetime, days: int) -> datetime:
    """The end of the working hours in which an answer is due.

    A question is received when somebody works: after hours that is the next working day, and the days count from it.
    """
    return next(islice(_closings(timetable, calendar, asked_at), days, None), None) or _by_law(
        timetable, calendar, asked_at, days
    )


def _closings(timetable: Timetable, calendar: WorkingCalendar, since: datetime) -> Iterator[datetime]:
    """When each working day that the centre is open ends, from this moment on."""
    today = local(since, timetable.zone).date()
    for day in (today + timedelta(days=number) for number in range(AHEAD.days)):
        closes = rules.availability.open_until(timetable, day) if calendar.is_working(day) else None
        if closes is not None and closes > since:
            yield closes


def _by_law(timetable: Timetable, calendar: WorkingCalendar, asked_at: datetime, days: int) -> datetime:
    """Where the centre itself is never open on a working day."""
    day = calendar.add_working_days(local(asked_at, timetable.zone).date(), days)
    return wall(day, EVENING, timetable.zone)
