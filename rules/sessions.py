"""A group consultation: one hour of a specialist for several people, each with a seat of their own."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from rules.booking import Booking
from rules.cells import CELL_MINUTES, CELL_SECONDS
from rules.centres import Centre, Room, Specialist, Texts, Topic
from rules.clockwork import local, on_the_wall
from rules.people import LANGUAGES, Language, Person
from rules.refusal import AlreadyDone, OutdatedButton, SeatsOutOfRange, SessionOver, TooLate
from rules.visits import Visit

State = Literal["open", "cancelled"]

LEAST, MOST = 2, 200
_SEATS = 1000  # more than any button carries
LENGTHS = (30, 45, 60, 90, 120, 180)  # minutes that a button offers
SEATS = (6, 8, 12, 20, 30, 50)
PARTS = ("length", "seats", "room", "language")
"""What of a plan a button changes."""
NOWHERE = Texts("", "")


@dataclass(frozen=True, slots=True)
class Session:
    """`local_start` is the wall time that was promised. Without room and place it is where its specialist receives."""

    id: int
    centre_id: int
    topic_id: int
    specialist_id: int
    room_id: int | None
    place_kk: str
    place_ru: str
    state: State
    starts_at: datetime
    ends_at: datetime
    local_start: str
    zone: str
    language: Language
    seats: int
    created_at: datetime
    created_by: int | None = None
    rev: int = 0

    @property
    def place(self) -> Texts:
        return Texts(self.place_kk, self.place_ru)

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds()) // 60


@dataclass(frozen=True, slots=True)
class Seen:
    """A session with its names: how many seats are taken, and how many people wait for one."""

    session: Session
    topic: Topic
    specialist: str
    room: Room | None
    taken: int
    waiting: int = 0

    @property
    def free(self) -> int:
        return max(self.session.seats - self.taken, 0)


@dataclass(frozen=True, slots=True)
class Plan:
    """A session that is not held yet, as its buttons carry it; a room 0 is where the specialist receives."""

    centre_id: int
    topic_id: int
    specialist_id: int
    starts_at: datetime
    minutes: int
    seats: int
    room_id: int
    language: Language

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


def terms(plan: Plan) -> int:
    """How long, how many seats, in which language: one number for a button."""
    return (plan.minutes // CELL_MINUTES * _SEATS + plan.seats) * len(LANGUAGES) + LANGUAGES.index(plan.language)


def of_terms(packed: int) -> tuple[int, int, Language]:
    """What `terms` made: minutes, seats, language."""
    rest, language = divmod(packed, len(LANGUAGES))
    length, seats = divmod(rest, _SEATS)
    return length * CELL_MINUTES, seats, LANGUAGES[language]


def check(plan: Plan, centre: Centre, now: datetime) -> None:
    """Whether it can be held at all. Raises a Refusal."""
    if plan.minutes not in range(CELL_MINUTES, 24 * 60, CELL_MINUTES) or plan.starts_at.timestamp() % CELL_SECONDS:
        raise OutdatedButton
    if plan.language not in centre.settings.languages:
        raise OutdatedButton
    if not LEAST <= plan.seats <= MOST:
        raise SeatsOutOfRange(LEAST, MOST)
    if plan.starts_at <= now:
        raise TooLate
    if local(plan.starts_at, centre.zone).date() > local(now, centre.zone).date() + timedelta(days=365):
        raise OutdatedButton


def planned(plan: Plan, zone: ZoneInfo, by: int, now: datetime) -> Session:
    return Session(
        id=0,
        centre_id=plan.centre_id,
        topic_id=plan.topic_id,
        specialist_id=plan.specialist_id,
        room_id=plan.room_id or None,
        place_kk="",
        place_ru="",
        state="open",
        starts_at=plan.starts_at,
        ends_at=plan.ends_at,
        local_start=on_the_wall(plan.starts_at, zone),
        zone=zone.key,
        language=plan.language,
        seats=plan.seats,
        created_at=now,
        created_by=by,
    )


def check_open(session: Session, now: datetime) -> None:
    """Whether a seat can be taken or waited for. Raises SessionOver."""
    if session.state != "open" or session.starts_at <= now:
        raise SessionOver(session.starts_at, session.topic_id)


def check_change(session: Session, rev: int, now: datetime) -> None:
    """Whether staff may cancel it or change its place, by a button made for `rev`. Raises a Refusal."""
    if session.state == "cancelled":
        raise AlreadyDone
    if session.rev != rev:
        raise OutdatedButton
    if session.ends_at <= now:
        raise TooLate


def cancelled(session: Session) -> Session:
    return replace(session, state="cancelled", rev=session.rev + 1)


def seated(person: Person, session: Session, seat: int, now: datetime) -> Booking:
    """A seat for this person that is not kept yet; the language is the one spoken there, whatever their own is."""
    return Booking(
        id=0,
        centre_id=session.centre_id,
        specialist_id=session.specialist_id,
        person_id=person.id,
        topic_id=session.topic_id,
        state="booked",
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        local_start=session.local_start,
        zone=session.zone,
        language=session.language,
        created_at=now,
        session_id=session.id,
        seat=seat,
    )


@dataclass(frozen=True, slots=True)
class Preview:
    """A plan with its names, and the visits that stand in its hours: it is never laid over them."""

    plan: Plan
    topic: Topic
    specialist: Specialist
    room: Room | None
    rooms: tuple[Room, ...]
    languages: tuple[Language, ...]
    touched: tuple[Visit, ...]


@dataclass(frozen=True, slots=True)
class Roster:
    """Who comes, in the order of seats; `may_mark`: its day has come, so it can be noted who came."""

    seen: Seen
    visits: tuple[Visit, ...]
    may_mark: bool
    is_over: bool


@dataclass(frozen=True, slots=True)
class Cancelled:
    """What a cancelling came to: `told` get a letter, `unreached` are to be phoned; `waited` stood in the queue."""

    seen: Seen
    told: tuple[Visit, ...]
    unreached: tuple[Visit, ...]
    waited: int
