"""A meeting, who answered what to it, and when one may still answer."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from rules.centres import Department, Texts
from rules.clockwork import next_allowed
from rules.people import Language
from rules.refusal import AnswersClosed, MeetingCancelled, MeetingPast
from rules.reminders import QUIET_FROM, QUIET_TO

Kind = Literal["meeting", "open_day", "seminar", "training", "public_council", "forum"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Whom = Literal["all", "ngo", "departments"]
WHOM: tuple[Whom, ...] = get_args(Whom)
Answer = Literal["going", "waiting", "no"]
PAGE, ON_THE_DESK = 5, 4
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)  # of a meeting whose day is not said yet
_WAY = timedelta(hours=1)  # to get there, for somebody who is told of a seat


@dataclass(frozen=True, slots=True)
class Meeting:
    """`capacity` None: as many as come. `moves` grows with each change of day, time or place, `rev` with any."""

    id: int
    centre_id: int
    kind: str
    state: str
    starts_at: datetime
    ends_at: datetime
    answer_by: datetime
    whom: str
    titles: Texts
    places: Texts
    texts: Texts
    capacity: int | None = None
    one_language: bool = False
    code: str | None = None
    moves: int = 0
    rev: int = 0

    def title(self, language: Language) -> str:
        return either(self.titles, language)

    def place(self, language: Language) -> str:
        return either(self.places, language)

    def text(self, language: Language) -> str:
        return either(self.texts, language)

    def is_ahead(self, now: datetime) -> bool:
        """Whether it will take place and has not begun."""
        return self.state == "open" and self.starts_at > now


def either(texts: Texts, language: Language) -> str:
    """In the reader's language where there is one, else in the other; English readers get Russian first."""
    return (texts.kk or texts.ru) if language == "kk" else (texts.ru or texts.kk)


@dataclass(frozen=True, slots=True)
class Attendance:
    """What somebody answered. `asked`: the bot has asked whether they come, and they have not said."""

    id: int
    meeting_id: int
    person_id: int | None
    answer: Answer
    seat: int | None
    asked: bool
    came: bool | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Counts:
    """How many answered what at this moment. `asked` are those of the going who have not confirmed it yet."""

    going: int = 0
    waiting: int = 0
    no: int = 0
    asked: int = 0


@dataclass(frozen=True, slots=True)
class Card:
    """A meeting as somebody sees it. `mine` is their answer, `place` theirs in the line, from 1."""

    meeting: Meeting
    zone: ZoneInfo
    departments: tuple[Department, ...]
    counts: Counts
    mine: Attendance | None = None
    place: int = 0

    @property
    def answer(self) -> Answer | None:
        return self.mine.answer if self.mine else None

    @property
    def seats_left(self) -> int | None:
        """None where there is no limit."""
        if self.meeting.capacity is None:
            return None
        return max(self.meeting.capacity - self.counts.going, 0)

    @property
    def is_full(self) -> bool:
        """No seat, or people who have waited for one longer."""
        return self.seats_left is not None and self.seats_left <= self.counts.waiting


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a centre's meetings, the nearest first; with what one has answered to each."""

    cards: tuple[Card, ...]
    total: int
    page: int
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Goer:
    """Somebody who goes, as staff see them; `speaks_for`: organisations, as the centre has confirmed."""

    attendance_id: int
    name: str
    asked: bool
    came: bool | None
    speaks_for: tuple[str, ...] = ()


def check_stands(meeting: Meeting, now: datetime) -> None:
    """Raises MeetingCancelled, MeetingPast."""
    if meeting.state == "cancelled":
        raise MeetingCancelled
    if meeting.starts_at <= now:
        raise MeetingPast


def check_answer(meeting: Meeting, now: datetime) -> None:
    """Whether one may still say «I will come». Raises MeetingCancelled, MeetingPast, AnswersClosed."""
    check_stands(meeting, now)
    if meeting.answer_by <= now:
        raise AnswersClosed(meeting.answer_by)


def by_day(now: datetime, zone: ZoneInfo, starts_at: datetime) -> datetime:
    """When to write about a meeting: by day; but a morning that comes after its beginning is too late."""
    allowed = next_allowed(now, zone, QUIET_FROM, QUIET_TO)
    return allowed if allowed < starts_at else now


def may_seat(meeting: Meeting, now: datetime, zone: ZoneInfo) -> bool:
    """Whether the next in line may still be told of a seat, and find the way."""
    return meeting.is_ahead(now) and by_day(now, zone, meeting.starts_at) + _WAY <= meeting.starts_at
