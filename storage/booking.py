"""Bookings as they are kept: each change once, with its claims and a line in the log."""

from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any, Literal

import sqlalchemy
from sqlalchemy import ColumnElement, bindparam, delete, select, update
from sqlalchemy.exc import IntegrityError

import rules.booking
import storage.pins
from rules.booking import TAKING, Booking, Policy
from rules.cells import CELL_SECONDS, cells
from rules.refusal import OutdatedButton, PersonBusy, TimeTaken
from storage.availability import person_resource, specialist_resource
from storage.schema import metadata
from storage.schema.booking import BookingRow, ClaimRow, HandoverRow
from storage.types import Instant
from storage.work import Work

Did = Literal[
    "hold", "book", "confirm", "expire", "move", "cancel", "undo", "restore", "coming",
    "arrived", "no_show", "done", "unmark", "walk_in", "call", "close", "offer", "pass", "speak", "outcome",
    "note", "unnote", "name", "ill", "request", "accept", "decline", "for_other", "join", "retime",
]  # fmt: skip

_CLAIMS_KEPT = timedelta(days=1)
_NAMES = tuple(field.name for field in fields(Booking))
_BOOKING = tuple(getattr(BookingRow, name) for name in _NAMES)
_BOOKINGS, _CLAIMS, _LINES = (metadata.tables[name] for name in ("booking", "claim", "booking_log"))
_INSERT = sqlalchemy.insert(_BOOKINGS).returning(
    _BOOKINGS.c.id
)  # written once: a booking is made in a few milliseconds
_CLAIM, _LOG = sqlalchemy.insert(_CLAIMS), sqlalchemy.insert(_LINES)
_OPEN = BookingRow.state.in_(("held", *TAKING))
_ONE = select(*_BOOKING).where(BookingRow.id == bindparam("id"))
_OWN = _ONE.where(BookingRow.person_id == bindparam("person"))
_THEIRS = (BookingRow.person_id == bindparam("person")) | (BookingRow.booked_by == bindparam("person"))
_MANAGED = _ONE.where(_THEIRS)
_OPEN_OF = (
    select(*_BOOKING)
    .where(_THEIRS, _OPEN, BookingRow.ends_at > bindparam("now", type_=Instant))
    .order_by(BookingRow.starts_at, BookingRow.id)
)
_HELD_BY = select(ClaimRow.booking_id).where(
    ClaimRow.resource == bindparam("resource"), ClaimRow.cell.between(bindparam("first"), bindparam("last"))
)
_LOGGED = ("state", "specialist_id", "starts_at", "ends_at", "rev", "cancel_reason", "coming")


def booking(work: Work, booking_id: int) -> Booking | None:
    row = work.sql.execute(_ONE, {"id": booking_id}).one_or_none()
    return Booking(*row) if row else None


def own(work: Work, booking_id: int, person_id: int) -> Booking | None:
    """This booking, if it is this person's."""
    row = work.sql.execute(_OWN, {"id": booking_id, "person": person_id}).one_or_none()
    return Booking(*row) if row else None


def managed(work: Work, booking_id: int, person_id: int) -> Booking | None:
    """This booking, if this person comes to it or has booked it for another."""
    row = work.sql.execute(_MANAGED, {"id": booking_id, "person": person_id}).one_or_none()
    return Booking(*row) if row else None


def open_of(work: Work, person_id: int) -> list[Booking]:
    """Holds and bookings that a person looks after and that are not over, earliest first; dead holds too."""
    return [Booking(*row) for row in work.sql.execute(_OPEN_OF, {"person": person_id, "now": work.now})]


def upcoming(work: Work, person_id: int) -> list[Booking]:
    """Visits a person is booked for, or has asked for, and that are not over, earliest first."""
    ahead = BookingRow.state.in_(TAKING) & (BookingRow.ends_at > work.now)
    return bookings(work, BookingRow.person_id == person_id, ahead)


def looked_after(work: Work, person_id: int) -> list[Booking]:
    """Visits to come that a person goes to or has booked for another, earliest first."""
    mine = (BookingRow.person_id == person_id) | (BookingRow.booked_by == person_id)
    return bookings(work, mine, (BookingRow.state.in_(TAKING)) & (BookingRow.ends_at > work.now))


def ahead(work: Work) -> list[Booking]:
    """Every visit that is not over, at any centre, earliest first."""
    return bookings(work, BookingRow.state.in_(TAKING), BookingRow.ends_at > work.now)


def of_person(work: Work, person_id: int) -> list[Booking]:
    """Everything a person has ever booked."""
    return bookings(work, BookingRow.person_id == person_id)


def last_hold(work: Work, person_id: int) -> Booking | None:
    """The last time this person chose and has not confirmed, dead or alive; what is offered to them is no choice."""
    mine = (BookingRow.person_id == person_id) & BookingRow.state.in_(("held", "expired"))
    mine &= (BookingRow.source != "offer") & BookingRow.for_name.is_(None)
    row = work.sql.execute(select(*_BOOKING).where(mine).order_by(BookingRow.id.desc()).limit(1)).one_or_none()
    return Booking(*row) if row else None


def bookings(work: Work, *which: ColumnElement[bool]) -> list[Booking]:
    rows = select(*_BOOKING).where(*which).order_by(BookingRow.starts_at, BookingRow.id)
    return [Booking(*row) for row in work.sql.execute(rows)]


def insert(work: Work, new: Booking) -> Booking:
    """Write a new booking; its id is given here, whatever it carried. It claims nothing yet."""
    values = {name: getattr(new, name) for name in _NAMES if name != "id"}
    return replace(new, id=work.sql.execute(_INSERT, values).scalar_one())


def change(work: Work, before: Booking, after: Booking) -> Booking:
    """Write what has changed. OutdatedButton when the booking is no longer as `before`."""
    values = {name: getattr(after, name) for name in _NAMES if getattr(after, name) != getattr(before, name)}
    if not values:  # a second tap says what is so already
        return after
    mine = (BookingRow.id == before.id) & (BookingRow.rev == before.rev) & (BookingRow.state == before.state)
    if work.sql.scalar(update(BookingRow).where(mine).values(values).returning(BookingRow.id)) is None:
        raise OutdatedButton
    return after


def claim(work: Work, booked: Booking, policy: Policy) -> None:
    """Take the cells of the specialist, with the buffer, and of the person; all of them or none.

    TimeTaken when the specialist's time is somebody else's; PersonBusy when the person has another visit then.
    """
    wanted = _resources(booked, policy)
    expire(work, wanted)
    rows = [
        {"resource": resource, "cell": cell, "booking_id": booked.id}
        for resource, those in sorted(wanted.items())
        for cell in those
    ]
    try:
        with work.sql.begin_nested():
            work.sql.execute(_CLAIM, rows)
    except IntegrityError as error:
        raise _refusal(work, wanted) from error


def release(work: Work, booking_id: int) -> None:
    work.sql.execute(delete(ClaimRow).where(ClaimRow.booking_id == booking_id))


def _resources(booked: Booking, policy: Policy) -> dict[str, range]:
    wanted: dict[str, range] = {}
    if booked.specialist_id is not None and booked.session_id is None:  # a session has claimed its specialist once
        taken = rules.booking.claimed_cells(booked.starts_at, booked.ends_at, policy)
        wanted[specialist_resource(booked.specialist_id)] = taken
    if booked.visitor_id is not None:
        wanted[person_resource(booked.visitor_id)] = cells(booked.starts_at, booked.ends_at)
    return wanted


def _refusal(work: Work, wanted: dict[str, range]) -> TimeTaken | PersonBusy:
    """Whose cells stood in the way: the specialist's are told first, as another time is the answer."""
    specialists = {resource: those for resource, those in wanted.items() if resource.startswith("s")}
    return TimeTaken() if _claimants(work, specialists) else PersonBusy()


def _claimants(work: Work, wanted: dict[str, range]) -> set[int | None]:
    """Ids of the bookings that hold any of these cells; None where it is no booking that does."""
    found: set[int | None] = set()
    for resource, those in wanted.items():
        place = {"resource": resource, "first": those.start, "last": those.stop - 1}
        found.update(work.sql.scalars(_HELD_BY, place))
    return found


def expire(work: Work, wanted: dict[str, range]) -> None:
    """Let go of dead holds that stand in the way: a hold needs no clock to end."""
    dead = (BookingRow.state == "held") & (BookingRow.hold_expires_at <= work.now)
    claimants = _claimants(work, wanted) - {None}
    for hold in bookings(work, BookingRow.id.in_(claimants), dead) if claimants else ():
        end_hold(work, hold)


def end_hold(work: Work, hold: Booking) -> Booking:
    """A hold nobody confirmed: its time is free again."""
    ended = change(work, hold, rules.booking.expired(hold))
    release(work, hold.id)
    log(work, None, "expire", hold, ended)
    return ended


def log(work: Work, actor_id: int | None, did: Did, before: Booking | None, after: Booking) -> None:
    """One line a change, seen soon in the lists of its day. `actor_id` is a person's id; None is the bot itself."""
    values = {
        "booking_id": after.id,
        "at": work.now,
        "actor_id": actor_id,
        "deed": did,
        "before": _plain(before) if before else {},
        "after": _plain(after),
    }
    work.sql.execute(_LOG, values)
    storage.pins.changed(work, after.centre_id, {booked.day for booked in (before or after, after)})


def _plain(booked: Booking) -> dict[str, Any]:
    values = {name: getattr(booked, name) for name in _LOGGED}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}


def requested(work: Work, centre_id: int) -> list[Booking]:
    """Visits to come that wait for somebody's yes, the earliest first."""
    ahead = (BookingRow.state == "requested") & (BookingRow.starts_at > work.now)
    return bookings(work, BookingRow.centre_id == centre_id, ahead)


def _end_requests(work: Work) -> None:
    """What nobody has answered until its hour is not a visit."""
    for each in bookings(work, (BookingRow.state == "requested") & (BookingRow.starts_at <= work.now)):
        ended = change(work, each, replace(each, state="expired", rev=each.rev + 1))
        release(work, each.id)
        log(work, None, "expire", each, ended)


def sweep(work: Work) -> None:
    """End holds and requests nobody came back to; forget the claims of visits that are over since yesterday."""
    _end_requests(work)
    for hold in bookings(work, (BookingRow.state == "held") & (BookingRow.hold_expires_at <= work.now)):
        end_hold(work, hold)
    past = int((work.now - _CLAIMS_KEPT).timestamp()) // CELL_SECONDS
    work.sql.execute(delete(ClaimRow).where(ClaimRow.cell < past))
    over = select(BookingRow.id).where(BookingRow.ends_at < work.now)
    work.sql.execute(delete(HandoverRow).where(HandoverRow.booking_id.in_(over)))
