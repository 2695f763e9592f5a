"""Links by which a calendar program follows somebody's visits."""

import secrets
from datetime import datetime

from sqlalchemy import ColumnElement, delete, insert, select

from rules.booking import Booking
from rules.calendars import BACK
from storage.booking import bookings
from storage.invitations import fingerprint
from storage.schema.booking import BookingRow
from storage.schema.feeds import FeedRow
from storage.work import Work

_BYTES = 24


def begin(work: Work, person_id: int, *, of_work: bool) -> str:
    """A new token; the one before leads nowhere from now on."""
    end(work, person_id, of_work=of_work)
    token = secrets.token_urlsafe(_BYTES)
    values = {"token_hash": fingerprint(token), "person_id": person_id, "of_work": of_work, "created_at": work.now}
    work.sql.execute(insert(FeedRow).values(values))
    return token


def end(work: Work, person_id: int, *, of_work: bool) -> None:
    work.sql.execute(delete(FeedRow).where(FeedRow.person_id == person_id, FeedRow.of_work.is_(of_work)))


def since(work: Work, person_id: int, *, of_work: bool) -> datetime | None:
    """Since when a link has been live; None without one."""
    mine = (FeedRow.person_id == person_id) & FeedRow.of_work.is_(of_work)
    return work.sql.scalar(select(FeedRow.created_at).where(mine))


def whose(work: Work, token: str) -> tuple[int, bool] | None:
    """The person a token belongs to, and whether it is about their days at work."""
    found = select(FeedRow.person_id, FeedRow.of_work).where(FeedRow.token_hash == fingerprint(token))
    row = work.sql.execute(found).one_or_none()
    return (row.person_id, row.of_work) if row else None


def visits(work: Work, person_id: int) -> list[Booking]:
    """What a person is booked for, with the last month."""
    return bookings(work, BookingRow.person_id == person_id, *_shown(work))


def days(work: Work, specialist_id: int) -> list[Booking]:
    """Visits to a specialist, with the last month."""
    return bookings(work, BookingRow.specialist_id == specialist_id, *_shown(work))


def _shown(work: Work) -> tuple[ColumnElement[bool], ...]:
    return (BookingRow.state.in_(("booked", "arrived", "done")), BookingRow.ends_at > work.now - BACK)
