"""Halls and desks that a centre lends: who has asked for which hours, and what became of it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String

from storage.types import Base, Id, Mapped, personal, plain, secret


class ReservationRow(Base):
    """Some hours of a room, asked for by a person, noted by staff, or closed by them."""

    __tablename__ = "reservation"
    kept = "12 months after its hours, then without the person, the organisation and what it was for"

    id: Mapped[int] = plain(Id, primary_key=True)
    centre_id: Mapped[int] = personal(ForeignKey("centre.id"))
    room_id: Mapped[int] = personal(ForeignKey("room.id"))
    person_id: Mapped[int | None] = secret(ForeignKey("person.id"))  # None: noted by staff, or erased since
    organisation_id: Mapped[int | None] = personal(ForeignKey("organisation.id"), index=True)
    state: Mapped[str] = personal(String(12))
    source: Mapped[str] = personal(String(8), default="chat")  # chat, call, closure
    starts_at: Mapped[datetime] = personal()
    ends_at: Mapped[datetime] = personal()
    local_start: Mapped[str] = personal(String(16))  # the promise on the wall: 2026-11-26T10:00
    zone: Mapped[str] = personal(String(64))
    people: Mapped[int] = personal()
    purpose: Mapped[str] = personal(String(200))
    answer_by: Mapped[datetime | None] = plain()  # as long as it waits for an answer
    rev: Mapped[int] = plain(default=0)
    created_at: Mapped[datetime] = personal()
    created_by: Mapped[int | None] = secret(Id)  # of the staff, where they have noted it
    decided_at: Mapped[datetime | None] = personal()
    decided_by: Mapped[int | None] = secret(Id)
    cancelled_by: Mapped[str | None] = personal(String(8))  # person, centre
    reason: Mapped[str | None] = personal(String(200))  # why the centre says no
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="order"),
        CheckConstraint("(state = 'requested') = (answer_by IS NOT NULL)", name="waits"),
        CheckConstraint("state IN ('requested', 'reserved', 'declined', 'cancelled', 'expired')", name="state"),
        Index("ix_reservation_centre_day", "centre_id", "starts_at"),
        Index("ix_reservation_room_id", "room_id", "starts_at"),
        Index("ix_reservation_answer_by", "answer_by"),
        Index("ix_reservation_person_id", "person_id", "starts_at"),
    )


class ReservationLogRow(Base):
    """Each change of a reservation, with who and when."""

    __tablename__ = "reservation_log"
    kept = "with the reservation"

    id: Mapped[int] = plain(Id, primary_key=True)
    reservation_id: Mapped[int] = plain(ForeignKey("reservation.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = personal()
    actor_id: Mapped[int | None] = secret(Id)  # None: the bot itself
    deed: Mapped[str] = personal(String(12))
    starts_at: Mapped[datetime] = personal()
    rev: Mapped[int] = plain()
