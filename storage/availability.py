"""What free times are worked out of: the centre's days, who works when, what is claimed already."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, func, or_, select

import rules.booking
import rules.field_days
import rules.openings
import storage.centres
import storage.field_days
import storage.memo
import storage.timetable
from rules.availability import FreeTime, Roster, Timetable, Wanted
from rules.booking import Policy
from rules.cells import CELL_SECONDS, Span, day_start_cell
from rules.centres import Centre, Specialist
from rules.clockwork import local
from rules.field_days import Away, FieldDay
from rules.openings import Openings
from rules.refusal import NotFound
from rules.schedule import Working
from rules.ways import Assignment
from storage.schema.booking import BookingRow, ClaimRow, ClosureRow
from storage.types import Instant
from storage.work import Work

Shut = Sequence[tuple[int | None, Span]]
Full = Mapping[int, frozenset[date]]
NO_DAYS: Full = {}

_NOW = bindparam("now", type_=Instant)  # the statements are built once: to build them costs more than to run them
_CLOSURES = select(ClosureRow.specialist_id, ClosureRow.starts_at, ClosureRow.ends_at).where(
    ClosureRow.centre_id == bindparam("centre"), ClosureRow.ends_at > _NOW, ClosureRow.lifted_at.is_(None)
)
_THEIRS = BookingRow.person_id == bindparam("person")
_PASSED_OVER = select(BookingRow.id).where(  # dead holds, the asker's own hold, the booking being moved
    or_(
        (BookingRow.state == "held") & (BookingRow.hold_expires_at <= _NOW),
        (BookingRow.state == "held") & _THEIRS,
        BookingRow.id == bindparam("moving"),
    )
)
_KNOWS = (  # who has advised the person on the topic last
    select(BookingRow.specialist_id)
    .where(_THEIRS, BookingRow.topic_id == bindparam("topic"), BookingRow.state.in_(("arrived", "done")))
    .order_by(BookingRow.starts_at.desc())
    .limit(1)
)
_CLAIMED = (
    select(ClaimRow.resource, func.min(ClaimRow.cell), func.max(ClaimRow.cell) + 1)
    .where(
        ClaimRow.resource.in_(bindparam("resources", expanding=True)),
        ClaimRow.cell >= bindparam("first"),
        ClaimRow.cell < bindparam("after"),
        ClaimRow.booking_id.is_(None) | ClaimRow.booking_id.not_in(_PASSED_OVER),
    )
    .group_by(ClaimRow.resource, ClaimRow.booking_id, ClaimRow.session_id)
)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who looks: their own hold counts as free, their other visits do not; `moving` is the booking to be moved.

    `field_day`: they look for times on that day in the district, and for no others.
    """

    person_id: int | None = None
    moving: int | None = None
    field_day: FieldDay | None = None


NOBODY = Asker()


def openings(work: Work, centre_id: int, topic_id: int, asker: Asker = NOBODY, at: datetime | None = None) -> Openings:
    """Everything free for this topic, up to the centre's horizon; with `at`, on its day alone. Raises NotFound.

    Who receives in a district on a day is not at the centre then; with `at`, wherever they receive counts.
    """
    centre = storage.memo.read(work, storage.centres.centre, centre_id)
    topic = storage.centres.topic_at(work, centre_id, topic_id)
    if centre is None or topic is None:
        raise NotFound
    rules_of_topic = rules.openings.policy(centre.settings, topic.code)
    wanted = rules.booking.wanted(topic.minutes, rules_of_topic, centre.zone, work.now)
    specialists = storage.centres.specialists(work, centre_id, topic_id)
    away = storage.field_days.of(work, centre.id, {each.id for each in specialists})
    wanted = replace(wanted, days=_days(wanted, away, asker, local(at, centre.zone).date() if at else None))
    storage.memo.keep(work, storage.centres.specialist, specialists)
    closed = shut(work, centre_id)
    own, busy = _busy(work, [each.id for each in specialists], _reach(wanted, centre), asker)
    in_order = _in_order(work, specialists, own, (centre.settings.of_topic(topic.code).assignment, topic_id, asker))
    return Openings(
        timetable=_timetable(work, centre, wanted, closed),
        rosters=_where(rosters(work, in_order, closed, _full(specialists, own, centre)), away, centre, asker, at),
        busy=busy,
        wanted=wanted,
        names={each.id: each.name for each in specialists},
    )


def _days(wanted: Wanted, away: Away, asker: Asker, on: date | None) -> tuple[date, ...]:
    """On which days to look; one in a district can be booked as soon as it is known."""
    if asker.field_day is not None:
        return (asker.field_day.day,)
    if on is None:
        return wanted.days
    in_districts = {one.day for days in away.values() for one in days}
    return (on,) if on in wanted.days or on in in_districts else ()


def _where(
    rosters: tuple[Roster, ...], away: Away, centre: Centre, asker: Asker, at: datetime | None
) -> tuple[Roster, ...]:
    if asker.field_day is not None:
        return rules.field_days.in_the_district(rosters, asker.field_day, centre.zone)
    if at is not None:
        return rules.field_days.wherever(rosters, away, centre.zone)
    return rules.field_days.at_the_office(rosters, away)


def _in_order(
    work: Work,
    specialists: Sequence[Specialist],
    own: Mapping[int, Sequence[Span]],
    wish: tuple[Assignment, int, Asker],
) -> Sequence[Specialist]:
    """Who goes first where several are free at the same time, as the centre wishes for this topic."""
    assignment, topic_id, asker = wish
    if assignment == "least_busy":
        return sorted(specialists, key=lambda each: len(own.get(each.id, ())))
    if assignment == "knows" and asker.person_id is not None:
        known = work.sql.scalar(_KNOWS, {"person": asker.person_id, "topic": topic_id})
        return sorted(specialists, key=lambda each: each.id != known)
    return specialists


def policy(work: Work, centre_id: int, topic_id: int) -> Policy:
    """The centre's rules for visits about this topic. Raises NotFound."""
    centre = storage.memo.read(work, storage.centres.centre, centre_id)
    topic = storage.memo.read(work, storage.centres.topic, topic_id)
    if centre is None or topic is None:
        raise NotFound
    return rules.openings.policy(centre.settings, topic.code)


def free_times(work: Work, centre_id: int, topic_id: int, asker: Asker = NOBODY) -> Iterator[FreeTime]:
    """Every free time of this topic, earliest first, worked out as it is read. Raises NotFound."""
    return openings(work, centre_id, topic_id, asker).times()


def timetable(work: Work, centre_id: int, days_ahead: int = 14) -> Timetable:
    """When the centre itself works in the coming days, whoever is there. Raises NotFound."""
    centre = storage.memo.read(work, storage.centres.centre, centre_id)
    if centre is None:
        raise NotFound
    today = local(work.now, centre.zone).date()
    days = storage.centres.days(work, centre_id, today, today + timedelta(days=days_ahead))
    exceptions = {day: special.hours for day, special in days.items()}
    closed = tuple(span for whose, span in shut(work, centre_id) if whose is None)
    return Timetable(centre.zone, centre.hours, exceptions, closed)


def _timetable(work: Work, centre: Centre, wanted: Wanted, shut: Shut) -> Timetable:
    days = storage.centres.days(work, centre.id, wanted.days[0], wanted.days[-1]) if wanted.days else {}
    exceptions = {day: special.hours for day, special in days.items()}
    return Timetable(centre.zone, centre.hours, exceptions, tuple(span for whose, span in shut if whose is None))


def working(work: Work, centre: Centre, since: date, until: date) -> Working:
    """When everybody at work there works, other visits left aside."""
    closed = shut(work, centre.id)
    exceptions = {day: special.hours for day, special in storage.centres.days(work, centre.id, since, until).items()}
    everybody = tuple(span for whose, span in closed if whose is None)
    specialists = storage.centres.specialists(work, centre.id)
    away = storage.field_days.of(work, centre.id, {each.id for each in specialists})
    theirs = rules.field_days.wherever(rosters(work, specialists, closed), away, centre.zone)
    return Working(
        Timetable(centre.zone, centre.hours, exceptions, everybody), {each.specialist_id: each for each in theirs}
    )


def rosters(work: Work, specialists: Sequence[Specialist], shut: Shut, full: Full = NO_DAYS) -> tuple[Roster, ...]:
    """When each of them works; `full`: dates on which they take no more visits."""
    days = storage.timetable.days_of(work, [each.id for each in specialists])
    return tuple(
        Roster(
            specialist_id=each.id,
            weekdays=each.weekdays,
            hours=each.hours,
            closed=tuple(span for whose, span in shut if whose == each.id),
            week=each.week,
            days=days.get(each.id, {}),
            full=full.get(each.id, frozenset()),
        )
        for each in specialists
    )


def _full(specialists: Sequence[Specialist], own: Mapping[int, Sequence[Span]], centre: Centre) -> Full:
    """Dates on which those with a limit have as many visits as they take."""
    limited = {each.id: each.most_a_day for each in specialists if each.most_a_day is not None}
    return {each: _days_with(own.get(each, ()), most, centre.zone) for each, most in limited.items()}


def _days_with(spans: Iterable[Span], most: int, zone: ZoneInfo) -> frozenset[date]:
    counted = Counter(local(datetime.fromtimestamp(low * CELL_SECONDS, UTC), zone).date() for low, _ in spans)
    return frozenset(day for day, visits in counted.items() if visits >= most)


def shut(work: Work, centre_id: int) -> Shut:
    """Hours closed at the centre and not yet over: whose (None: everybody's) and which cells."""
    rows = work.sql.execute(_CLOSURES, {"centre": centre_id, "now": work.now})
    return [(whose, _span(starts_at, ends_at)) for whose, starts_at, ends_at in rows]


def _span(starts_at: datetime, ends_at: datetime) -> Span:
    return int(starts_at.timestamp()) // CELL_SECONDS, -int(-ends_at.timestamp() // CELL_SECONDS)


def _reach(wanted: Wanted, centre: Centre) -> Span:
    """From the first day's first cell to the end of the last day, and the buffer after it."""
    if not wanted.days:
        return 0, 0
    first, last = day_start_cell(wanted.days[0], centre.zone), day_start_cell(wanted.days[-1], centre.zone)
    return first, last + 2 * 24 * 3600 // CELL_SECONDS


def _busy(
    work: Work, specialist_ids: Sequence[int], reach: Span, asker: Asker
) -> tuple[dict[int, list[Span]], dict[int, list[Span]]]:
    """Cells claimed by specialist: their own, and with the asker's, who cannot be in two places either."""
    resources = {specialist_resource(each): each for each in specialist_ids}
    own = person_resource(asker.person_id) if asker.person_id is not None else None
    spans: dict[str, list[Span]] = {}
    for resource, span in _claimed(work, [*resources, *([own] if own else [])], reach, asker):
        spans.setdefault(resource, []).append(span)
    elsewhere = spans.get(own, []) if own else []
    theirs = {each: spans.get(resource, []) for resource, each in resources.items()}
    return theirs, {each: [*mine, *elsewhere] for each, mine in theirs.items()}


def _claimed(work: Work, resources: Sequence[str], reach: Span, asker: Asker) -> Iterator[tuple[str, Span]]:
    """One span a booking and resource: the cells of one claim have no gap."""
    first, after = reach
    where = {"resources": resources, "first": first, "after": after, "now": work.now}
    who = {"person": asker.person_id or 0, "moving": asker.moving or 0}
    for resource, low, high in work.sql.execute(_CLAIMED, where | who):
        yield resource, (low, high)


def specialist_resource(specialist_id: int) -> str:
    return f"s{specialist_id}"


def person_resource(person_id: int) -> str:
    return f"p{person_id}"
