"""The staff's side: what somebody may see and do at a centre, on a day, with a visit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from rules.booking import Booking, Policy
from rules.centres import Centre
from rules.clockwork import local
from rules.closures import Closure
from rules.outcomes import Outcome
from rules.people import Grant, Language, Role
from rules.refusal import NotYours, OutdatedButton
from rules.reservations import Seen
from rules.visits import Visit

DESK_ROLES = (Role.COORDINATOR, Role.SPECIALIST, Role.VIEWER)  # an officer works on proposals, not on visits
LEADING = frozenset({Role.ADMINISTRATOR, Role.COORDINATOR})  # for the whole centre
ANSWERING = frozenset({Role.ADMINISTRATOR, Role.COORDINATOR, Role.SPECIALIST})  # who may change things, and reply


@dataclass(frozen=True, slots=True)
class Post:
    """What somebody is at one centre now. `specialist_id`: whose days they see; None: everybody's."""

    centre_id: int
    role: Role
    specialist_id: int | None = None

    @property
    def may_change(self) -> bool:
        return self.role in ANSWERING

    def sees(self, specialist_id: int | None) -> bool:
        return self.specialist_id is None or self.specialist_id == specialist_id


@dataclass(frozen=True, slots=True)
class Day:
    """The visits and closed hours of one local day, for one post; `now` is when it was looked at.

    `calls`: how many people asked to be called, and nobody has; `written`: how many questions in writing wait;
    `rooms`: halls and desks that are lent, nobody named.
    `in_group`: a whole group reads it, so nobody has more than a first name and a letter. `kept`: the list of today
    lies pinned in the reader's chat.
    """

    post: Post
    day: date
    zone: ZoneInfo
    now: datetime
    visits: tuple[Visit, ...]
    closures: tuple[Closure, ...] = ()
    calls: int = 0
    written: int = 0
    in_group: bool = False
    kept: bool = False
    rooms: tuple[Seen, ...] = ()

    @property
    def is_today(self) -> bool:
        return self.day == local(self.now, self.zone).date()


@dataclass(frozen=True, slots=True)
class Week:
    """How many visits each day of a week has, for one post, Monday first."""

    post: Post
    days: tuple[tuple[date, int], ...]
    zone: ZoneInfo
    in_group: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One visit for one post; `now` is when it was looked at, `of_case` how many visits its case has,
    `questions` how many things its person asks, `noted` whether staff wrote a note. `in_group`: a whole group reads it.
    """

    post: Post
    visit: Visit
    now: datetime
    outcome: Outcome | None = None
    of_case: int = 1
    questions: int = 0
    noted: bool = False
    in_group: bool = False

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.visit.booking.zone)


@dataclass(frozen=True, slots=True)
class Desk:
    """The centre somebody works at and as what, widest role first; several centres and no role where they must choose.

    `owes`: proposals wait there for an answer, though none can be sent any more. `written`: how many questions in
    writing wait there, for those who answer them; `waiting`: how many consultations and rooms wait for their yes.
    """

    roles: tuple[Role, ...]
    centres: tuple[Centre, ...]
    owes: bool = False
    written: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Ordered:
    """What is kept of somebody without a name: what they came with, in which language."""

    centre_id: int
    topic_id: int
    language: Language


def roles(grants: Iterable[Grant], centre_id: int) -> tuple[Role, ...]:
    """What these grants make somebody at the centre, widest first; whoever leads it needs no other role."""
    here = {grant.role for grant in grants if grant.centre_id == centre_id or grant.role is Role.ADMINISTRATOR}
    held = tuple(each for each in reversed(Role) if each in here)
    return held[:1] if LEADING & here else held


def post(grants: Iterable[Grant], centre_id: int) -> Post:
    """The widest post these grants give at the centre. Raises NotYours."""
    held = list(grants)
    if any(grant.role is Role.ADMINISTRATOR for grant in held):
        return Post(centre_id, Role.ADMINISTRATOR)
    here = {grant.role: grant for grant in held if grant.centre_id == centre_id}
    for role in DESK_ROLES:
        if role in here and (role is not Role.SPECIALIST or here[role].specialist_id is not None):
            return Post(centre_id, role, here[role].specialist_id if role is Role.SPECIALIST else None)
    raise NotYours


def changing(post: Post, specialist_id: int | None) -> None:
    """Whether this post may change visits and hours of that specialist; None: of the whole centre. Raises NotYours."""
    if not post.may_change or not post.sees(specialist_id):
        raise NotYours


def may_mark(card: Card) -> bool:
    """Whether arrivals can be noted: by those who change things, from the morning of the day on."""
    booking = card.visit.booking
    has_come = local(booking.starts_at, card.zone).date() <= local(card.now, card.zone).date()
    return card.post.may_change and booking.state == "booked" and has_come


def may_finish(card: Card) -> bool:
    return card.post.may_change and card.visit.booking.state == "arrived"


def may_unmark(card: Card, policy: Policy) -> bool:
    booking = card.visit.booking
    fresh = booking.marked_at is not None and card.now <= booking.marked_at + policy.unmark
    return card.post.may_change and fresh and booking.state in {"arrived", "no_show", "done"}


def check_today(booking: Booking, now: datetime) -> None:
    """Nobody has come before the day itself; no button says so. Raises OutdatedButton."""
    zone = ZoneInfo(booking.zone)
    if local(booking.starts_at, zone).date() > local(now, zone).date():
        raise OutdatedButton


def may_withdraw(card: Card, policy: Policy) -> bool:
    """Whether a record without a person can be undone still: a caller's as long as their visit is to come."""
    booking = card.visit.booking
    ahead = booking.source == "call" and booking.state == "booked" and card.now < booking.starts_at
    fresh = ahead or card.now <= booking.created_at + policy.unmark
    return card.post.may_change and fresh and booking.source != "chat" and booking.state in {"booked", "arrived"}
