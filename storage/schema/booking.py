"""Consultations. The table of claims makes it impossible to hold overlapping time."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, text

from storage.types import Base, Id, Mapped, personal, plain, secret


class BookingRow(Base):
    __tablename__ = "booking"
    kept = "12 months after the visit, then without the person"

    id: Mapped[int] = plain(Id, primary_key=True)
    centre_id: Mapped[int] = personal(ForeignKey("centre.id"))
    specialist_id: Mapped[int | None] = personal(ForeignKey("specialist.id"))
    person_id: Mapped[int | None] = secret(ForeignKey("person.id"))  # None: a walk-in or a caller without a name
    topic_id: Mapped[int] = personal(ForeignKey("topic.id"))
    state: Mapped[str] = personal(String(12))
    source: Mapped[str] = personal(String(8), default="chat")  # chat, walk_in, call, offer
    for_name: Mapped[str | None] = personal(String(64))  # for another person, by the name that the booker typed
    booked_by: Mapped[int | None] = secret(ForeignKey("person.id"))  # once that person has opened the link
    mode: Mapped[str] = personal(String(8), default="office")
    language: Mapped[str] = personal(String(2))  # of the visit
    starts_at: Mapped[datetime] = personal()
    ends_at: Mapped[datetime] = personal()
    local_start: Mapped[str] = personal(String(16))  # the promise on the wall: 2026-11-26T10:00
    zone: Mapped[str] = personal(String(64))
    hold_expires_at: Mapped[datetime | None] = plain()
    coming: Mapped[bool | None] = personal()  # answered the reminder
    rev: Mapped[int] = plain(default=0)
    created_at: Mapped[datetime] = personal()
    cancelled_at: Mapped[datetime | None] = personal()
    cancelled_by: Mapped[str | None] = personal(String(8))  # person, centre
    cancel_reason: Mapped[str | None] = personal(String(32))
    marked_at: Mapped[datetime | None] = plain()
    packed: Mapped[int] = personal(default=0)  # bits: which of the things to bring are ticked
    case_id: Mapped[int | None] = secret(ForeignKey("booking.id"), index=True)  # the visit its case began with
    session_id: Mapped[int | None] = personal(ForeignKey("session.id"))  # a seat there: only its person is claimed
    seat: Mapped[int | None] = personal()  # as long as it is taken: the unique key is the guarantee
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="order"),
        CheckConstraint("starts_at % 300000000 = 0 AND ends_at % 300000000 = 0", name="grid"),
        CheckConstraint("(state = 'held') = (hold_expires_at IS NOT NULL)", name="hold"),
        CheckConstraint(
            "state IN ('held', 'requested', 'booked', 'arrived', 'done', 'no_show', 'cancelled', 'expired')",
            name="state",
        ),
        CheckConstraint("seat IS NULL OR session_id IS NOT NULL", name="seat"),
        Index("uq_booking_seat", "session_id", "seat", unique=True),
        Index("ix_booking_day", "specialist_id", "starts_at"),
        Index("ix_booking_centre_day", "centre_id", "starts_at"),
        Index("ix_booking_person_id", "person_id", "starts_at"),
        Index("ix_booking_booked_by", "booked_by"),
        Index(
            "ix_booking_hold",
            "hold_expires_at",
            sqlite_where=text("state = 'held'"),
            postgresql_where=text("state = 'held'"),
        ),
    )


class ClaimRow(Base):
    """Five minutes of a specialist (s1), a person (p1), a room (r1) or a desk of one (r1.2).

    The primary key is the guarantee: whatever it is claimed for, a second claim is refused.
    """

    __tablename__ = "claim"
    kept = "until the visit is over"

    resource: Mapped[str] = secret(String(24), primary_key=True)
    cell: Mapped[int] = plain(BigInteger, primary_key=True)  # seconds since 1970 UTC, by 300
    booking_id: Mapped[int | None] = plain(ForeignKey("booking.id", ondelete="CASCADE"), index=True)
    reservation_id: Mapped[int | None] = plain(ForeignKey("reservation.id", ondelete="CASCADE"), index=True)
    session_id: Mapped[int | None] = plain(ForeignKey("session.id", ondelete="CASCADE"), index=True)
    __table_args__ = (
        CheckConstraint(
            "(CASE WHEN booking_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN reservation_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN session_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="owner",
        ),
        {"sqlite_with_rowid": False},
    )


class HandoverRow(Base):
    """A link that hands a booking on to whom it is for; it opens once, and only its SHA-256 is kept."""

    __tablename__ = "handover"
    kept = "until opened, or until the visit is over"

    booking_id: Mapped[int] = plain(ForeignKey("booking.id", ondelete="CASCADE"), primary_key=True)
    token_hash: Mapped[str] = secret(String(64), unique=True)
    created_at: Mapped[datetime] = plain()


class BookingLogRow(Base):
    """Each change of a booking, with who and when."""

    __tablename__ = "booking_log"
    kept = "with the booking"

    id: Mapped[int] = plain(Id, primary_key=True)
    booking_id: Mapped[int] = plain(ForeignKey("booking.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = personal()
    actor_id: Mapped[int | None] = secret(Id)  # None: the bot itself
    deed: Mapped[str] = personal(String(24))
    before: Mapped[dict[str, Any]] = plain()
    after: Mapped[dict[str, Any]] = plain()


class ClosureRow(Base):
    """Hours in which a centre, or one specialist of it, receives nobody."""

    __tablename__ = "closure"
    kept = "12 months"

    id: Mapped[int] = plain(Id, primary_key=True)
    centre_id: Mapped[int] = plain(ForeignKey("centre.id"))
    specialist_id: Mapped[int | None] = plain(ForeignKey("specialist.id"))
    starts_at: Mapped[datetime] = plain()
    ends_at: Mapped[datetime] = plain()
    created_at: Mapped[datetime] = plain()
    created_by: Mapped[int | None] = secret(Id)
    lifted_at: Mapped[datetime | None] = plain()
    ill: Mapped[bool] = plain(default=False)  # its visits are rehomed one by one
    look_at: Mapped[datetime | None] = plain()  # while visits are left: when the clock takes it up
    __table_args__ = (Index("ix_closure_centre_id", "centre_id", "ends_at"),)


class RehomedRow(Base):
    """What has become of one visit of an ill specialist: written with it, so that nothing is done twice."""

    __tablename__ = "rehomed"
    kept = "with the booking"

    closure_id: Mapped[int] = plain(ForeignKey("closure.id", ondelete="CASCADE"), primary_key=True)
    booking_id: Mapped[int] = plain(ForeignKey("booking.id", ondelete="CASCADE"), primary_key=True)
    outcome: Mapped[str] = plain(String(12))  # colleague, another, line, phone
    at: Mapped[datetime] = plain()


class DelayRow(Base):
    """A specialist's day has slipped by so many minutes more, or is on time again: the newest line counts."""

    __tablename__ = "delay"
    kept = "12 months"

    id: Mapped[int] = plain(Id, primary_key=True)
    centre_id: Mapped[int] = plain(ForeignKey("centre.id"))
    specialist_id: Mapped[int] = plain(ForeignKey("specialist.id"))
    day: Mapped[date] = plain()
    minutes: Mapped[int] = plain()  # in all
    created_at: Mapped[datetime] = plain()
    created_by: Mapped[int | None] = secret(Id)
    __table_args__ = (Index("ix_delay_centre_id", "centre_id", "day"),)
