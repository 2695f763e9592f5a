"""Reservations as they are kept: each change once, with its claims and a line in the log."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

import rules.reservations
import storage.centres
import storage.pins
from rules.cells import cells
from rules.refusal import OutdatedButton, TimeTaken
from rules.reservations import TAKING, Reservation, Seen
from storage.schema.booking import ClaimRow
from storage.schema.organisations import MembershipRow, OrganisationRow
from storage.schema.people import PersonRow
from storage.schema.reservations import ReservationLogRow, ReservationRow
from storage.work import Work

Did = Literal["request", "note", "close", "open", "accept", "decline", "move", "cancel", "expire"]

KEPT = timedelta(days=365)
NOTED_KEPT = timedelta(days=30)
_NAMES = tuple(field.name for field in fields(Reservation))
_COLUMNS = tuple(getattr(ReservationRow, name) for name in _NAMES)
_TAKING = ReservationRow.state.in_(TAKING)


def reservation(work: Work, reservation_id: int) -> Reservation | None:
    return next(iter(found(work, ReservationRow.id == reservation_id)), None)


def own(work: Work, reservation_id: int, person_id: int) -> Reservation | None:
    """This reservation, if it is this person's."""
    return next(iter(found(work, ReservationRow.id == reservation_id, ReservationRow.person_id == person_id)), None)


def found(work: Work, *which: ColumnElement[bool]) -> list[Reservation]:
    rows = select(*_COLUMNS).where(*which).order_by(ReservationRow.starts_at, ReservationRow.id)
    return [Reservation(*row) for row in work.sql.execute(rows)]


def ahead(work: Work, person_id: int) -> list[Reservation]:
    """What a person has asked for and is not over, the earliest first; without what was left unanswered."""
    mine = (ReservationRow.person_id == person_id) & _TAKING & (ReservationRow.ends_at > work.now)
    return [each for each in found(work, mine) if rules.reservations.is_live(each, work.now)]


def of_asker(work: Work, centre_id: int, person_id: int, organisation_id: int | None) -> list[Reservation]:
    """What counts against the cap: all of the organisation's, or of the person without any."""
    theirs = (
        ReservationRow.organisation_id == organisation_id
        if organisation_id is not None
        else ReservationRow.person_id == person_id
    )
    return found(work, ReservationRow.centre_id == centre_id, theirs, _TAKING, ReservationRow.ends_at > work.now)


def waiting(work: Work, centre_id: int) -> list[Seen]:
    """What waits for the centre's answer, the earliest first."""
    return seen(work, ReservationRow.centre_id == centre_id, ReservationRow.answer_by > work.now)


def between(work: Work, centre_id: int, since: datetime, until: datetime) -> list[Seen]:
    """What takes some of these hours."""
    here = (ReservationRow.centre_id == centre_id) & _TAKING
    lives = ReservationRow.answer_by.is_(None) | (ReservationRow.answer_by > work.now)
    return seen(work, here, lives, ReservationRow.starts_at < until, ReservationRow.ends_at > since)


def of_room(work: Work, room_id: int, since: datetime, until: datetime | None = None) -> list[Seen]:
    """What takes some of its hours from then on."""
    then = ReservationRow.ends_at > since
    before = [ReservationRow.starts_at < until] if until is not None else []
    return seen(work, ReservationRow.room_id == room_id, _TAKING, then, *before)


def one(work: Work, reservation_id: int) -> Seen | None:
    return next(iter(seen(work, ReservationRow.id == reservation_id)), None)


def seen(work: Work, *which: ColumnElement[bool]) -> list[Seen]:
    confirmed = (
        select(func.count())
        .where(
            MembershipRow.person_id == ReservationRow.person_id,
            MembershipRow.organisation_id == ReservationRow.organisation_id,
            MembershipRow.state == "confirmed",
        )
        .correlate(ReservationRow)
        .scalar_subquery()
    )
    rows = (
        select(*_COLUMNS, OrganisationRow.name, PersonRow.name, confirmed)
        .outerjoin(OrganisationRow, OrganisationRow.id == ReservationRow.organisation_id)
        .outerjoin(PersonRow, PersonRow.id == ReservationRow.person_id)
        .where(*which)
        .order_by(ReservationRow.starts_at, ReservationRow.id)
    )
    return [_seen(work, row) for row in work.sql.execute(rows).all()]


def _seen(work: Work, row: Row[*tuple[Any, ...]]) -> Seen:
    *values, organisation, name, confirmed = tuple(row)
    kept = Reservation(*values)
    room = storage.centres.room(work, kept.room_id)
    if room is None:
        raise LookupError(kept.room_id)
    return Seen(kept, room, organisation or "", name or "", confirmed=bool(confirmed) or kept.organisation_id is None)


def add(work: Work, new: Reservation) -> Reservation:
    """Write a new one; its id is given here. It claims nothing yet."""
    values = {name: getattr(new, name) for name in _NAMES if name != "id"}
    written = insert(ReservationRow).values(values).returning(ReservationRow.id)
    return replace(new, id=work.sql.scalars(written).one())


def change(work: Work, before: Reservation, after: Reservation) -> Reservation:
    """Write what has changed. OutdatedButton when it is no longer as `before`."""
    values = {name: getattr(after, name) for name in _NAMES if getattr(after, name) != getattr(before, name)}
    mine = (ReservationRow.id == before.id) & (ReservationRow.rev == before.rev)
    if work.sql.scalar(update(ReservationRow).where(mine).values(values).returning(ReservationRow.id)) is None:
        raise OutdatedButton
    return after


def claim(work: Work, one: Reservation, resources: Sequence[str]) -> None:
    """Take its hours of these resources, all of them or none. Raises TimeTaken."""
    taken = cells(one.starts_at, one.ends_at)
    _let_go_of_the_overdue(work)
    rows = [{"resource": each, "cell": cell, "reservation_id": one.id} for each in sorted(resources) for cell in taken]
    try:
        with work.sql.begin_nested():
            work.sql.execute(insert(ClaimRow), rows)
    except IntegrityError as error:
        raise TimeTaken from error


def _let_go_of_the_overdue(work: Work) -> None:
    """A request that nobody has answered in time stands in nobody's way, whether it has been ended yet or not."""
    overdue = select(ReservationRow.id).where(ReservationRow.answer_by <= work.now)
    work.sql.execute(delete(ClaimRow).where(ClaimRow.reservation_id.in_(overdue)))


def by_desks(work: Work, room_id: int, ids: Sequence[int]) -> set[bool]:
    """How these reservations of a room have claimed it: desk by desk (True), as a whole (False)."""
    rows = select(ClaimRow.resource).where(ClaimRow.reservation_id.in_(ids)).distinct()
    return {resource != f"r{room_id}" for resource in work.sql.scalars(rows)}


def release(work: Work, reservation_id: int) -> None:
    work.sql.execute(delete(ClaimRow).where(ClaimRow.reservation_id == reservation_id))


def log(work: Work, actor_id: int | None, did: Did, before: Reservation | None, after: Reservation) -> None:
    """One line a change, seen soon in the lists of its day. Without `actor_id` it is the bot itself."""
    line = {"reservation_id": after.id, "at": work.now, "actor_id": actor_id, "deed": did}
    work.sql.execute(insert(ReservationLogRow).values(**line, starts_at=after.starts_at, rev=after.rev))
    storage.pins.changed(work, after.centre_id, {(before or after).day, after.day})


def overdue(work: Work) -> list[Reservation]:
    """Requests whose answer did not come in time."""
    return found(work, ReservationRow.answer_by <= work.now)


def next_overdue(work: Work) -> datetime | None:
    return work.sql.scalar(select(func.min(ReservationRow.answer_by)))


def forget(work: Work, *which: ColumnElement[bool]) -> None:
    """That a room was lent stays as a number; to whom and what for does not."""
    nobody = {"person_id": None, "organisation_id": None, "purpose": "", "reason": None}
    work.sql.execute(update(ReservationRow).where(*which).values(nobody))


def forget_person(work: Work, person_id: int) -> None:
    """What they have asked for is free again; what was is a number."""
    mine = ReservationRow.person_id == person_id
    ahead_of_them = mine & _TAKING & (ReservationRow.ends_at > work.now)
    ids = select(ReservationRow.id).where(ahead_of_them)
    work.sql.execute(delete(ClaimRow).where(ClaimRow.reservation_id.in_(ids)))
    ended = {"state": "cancelled", "answer_by": None, "cancelled_by": "person", "rev": ReservationRow.rev + 1}
    work.sql.execute(update(ReservationRow).where(ahead_of_them).values(ended))
    forget(work, mine)


def forget_old(work: Work) -> None:
    """What staff have noted for a caller may name them: that is forgotten as soon as the call is."""
    noted = (ReservationRow.source == "call") & (ReservationRow.purpose != "")
    forget(work, noted, ReservationRow.ends_at < work.now - NOTED_KEPT)
    said = or_(ReservationRow.person_id.is_not(None), ReservationRow.purpose != "")
    forget(work, said, ReservationRow.ends_at < work.now - KEPT)
