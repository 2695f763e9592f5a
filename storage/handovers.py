"""Links that hand a booking on: the token is told once and never kept, only its SHA-256."""

import secrets

from sqlalchemy import delete, insert, select

from rules.booking import Booking
from storage.booking import booking
from storage.invitations import fingerprint
from storage.schema.booking import HandoverRow
from storage.work import Work

_BYTES = 16


def make(work: Work, booking_id: int) -> str:
    """A new link for this booking; one made before opens nothing any more."""
    end(work, booking_id)
    token = secrets.token_urlsafe(_BYTES)
    row = {"booking_id": booking_id, "token_hash": fingerprint(token), "created_at": work.now}
    work.sql.execute(insert(HandoverRow).values(row))
    return token


def behind(work: Work, token: str) -> Booking | None:
    """The booking that the link hands on."""
    mine = select(HandoverRow.booking_id).where(HandoverRow.token_hash == fingerprint(token))
    booking_id = work.sql.scalar(mine)
    return booking(work, booking_id) if booking_id is not None else None


def end(work: Work, booking_id: int) -> None:
    work.sql.execute(delete(HandoverRow).where(HandoverRow.booking_id == booking_id))
