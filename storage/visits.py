"""The desk's view of bookings: a day with names, one visit, and whom a closing touches."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, select

from rules.booking import TAKING, Booking
from rules.centres import Texts
from rules.closures import Hours
from rules.visits import Visit
from storage.schema.booking import BookingRow
from storage.schema.calls import CallerRow, PhoneRow
from storage.schema.centres import SpecialistRow, TopicRow
from storage.schema.people import PersonRow
from storage.work import Work

KEPT = ("booked", "arrived", "done", "no_show")
_NAMES = tuple(field.name for field in fields(Booking))
_TOPIC = (TopicRow.name_kk, TopicRow.name_ru, TopicRow.name_en)
_VISIT = (
    *(getattr(BookingRow, name) for name in _NAMES),
    *_TOPIC,
    SpecialistRow.name,
    PersonRow.name,
    PhoneRow.number,
    CallerRow.name,
    CallerRow.number,
)


def visit(work: Work, booking_id: int) -> Visit | None:
    return next(iter(_visits(work, BookingRow.id == booking_id)), None)


def of_case(work: Work, case: int) -> list[Visit]:
    """Visits of one case that took place or will, earliest first."""
    its = (BookingRow.id == case) | (BookingRow.case_id == case)
    return sorted(_visits(work, its, BookingRow.state.in_(KEPT)), key=lambda each: each.booking.starts_at)


def of_session(work: Work, session_id: int, *, live: bool = False) -> list[Visit]:
    """Who has a seat at a group consultation, by number; with `live`, those that can be put off still, holds too."""
    states = ("held", *TAKING) if live else KEPT
    there = (BookingRow.session_id == session_id) & BookingRow.seat.is_not(None)
    found = _visits(work, there, BookingRow.state.in_(states))
    return sorted(found, key=lambda each: each.booking.seat or 0)


def past(work: Work, person_id: int) -> list[Visit]:
    """Visits of a person that have begun, newest first; cancelled ones left out."""
    mine = _visits(
        work, BookingRow.person_id == person_id, BookingRow.starts_at <= work.now, BookingRow.state.in_(KEPT)
    )
    return sorted(mine, key=lambda each: each.booking.starts_at, reverse=True)


def between(work: Work, hours: Hours) -> list[Visit]:
    """Visits that begin within these hours, in the order of specialists and time; cancelled ones left out."""
    return _visits(work, _of(hours), BookingRow.starts_at >= hours.starts_at, BookingRow.state.in_(KEPT))


def starts(work: Work, hours: Hours) -> list[datetime]:
    """When the visits within these hours begin; nobody's name is read for that."""
    kept = (BookingRow.starts_at >= hours.starts_at) & BookingRow.state.in_(KEPT)
    return list(work.sql.scalars(select(BookingRow.starts_at).where(_of(hours), kept)))


def touched(work: Work, hours: Hours) -> list[Visit]:
    """Live bookings to come that overlap these hours; a visit that has begun is left to end."""
    overlaps = BookingRow.ends_at > hours.starts_at
    ahead = BookingRow.starts_at > work.now
    live = BookingRow.state.in_(TAKING) | ((BookingRow.state == "held") & (BookingRow.hold_expires_at > work.now))
    return _visits(work, _of(hours), overlaps, ahead, live)


def twin(work: Work, new: Booking, since: datetime) -> bool:
    """Whether the same record without a name has been made since then, and stands."""
    alike = ("centre_id", "specialist_id", "topic_id", "language", "source")
    same = and_(*(getattr(BookingRow, name) == getattr(new, name) for name in alike))
    stands = (BookingRow.created_at >= since) & BookingRow.state.in_(KEPT)
    return work.sql.scalar(select(BookingRow.id).where(same, stands).limit(1)) is not None


def _of(hours: Hours) -> ColumnElement[bool]:
    here = (BookingRow.centre_id == hours.centre_id) & (BookingRow.starts_at < hours.ends_at)
    return here if hours.specialist_id is None else here & (BookingRow.specialist_id == hours.specialist_id)


def _visits(work: Work, *which: ColumnElement[bool]) -> list[Visit]:
    rows = (
        select(*_VISIT)
        .join(TopicRow, TopicRow.id == BookingRow.topic_id)
        .outerjoin(SpecialistRow, SpecialistRow.id == BookingRow.specialist_id)
        .outerjoin(PersonRow, PersonRow.id == BookingRow.person_id)
        .outerjoin(CallerRow, CallerRow.booking_id == BookingRow.id)
        .outerjoin(PhoneRow, (PhoneRow.person_id == BookingRow.person_id) & (BookingRow.mode == "phone"))
        .where(*which)
        .order_by(BookingRow.specialist_id, BookingRow.starts_at, BookingRow.id)
    )
    return [_visit(row) for row in work.sql.execute(rows)]


def _visit(row: Row[Any]) -> Visit:
    *topic, specialist, person, phone, caller, number = row[len(_NAMES) :]
    booking = Booking(**dict(zip(_NAMES, row, strict=False)))
    known = booking.for_name if booking.visitor_id is None else person
    return Visit(booking, Texts(*topic), specialist, known or caller, phone or number or None)
