"""Who waits for a time of which topic."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text

from storage.types import Base, Id, Mapped, personal, plain, secret

LIVE = "state IN ('waiting', 'offered', 'paused')"


class WaitingRow(Base):
    """One place in the line of one topic; a person has one a topic at most."""

    __tablename__ = "waiting"
    kept = "12 months after it ended, with the person"

    id: Mapped[int] = plain(Id, primary_key=True)
    centre_id: Mapped[int] = personal(ForeignKey("centre.id"))
    topic_id: Mapped[int] = personal(ForeignKey("topic.id"))
    person_id: Mapped[int] = secret(ForeignKey("person.id"), index=True)
    booking_id: Mapped[int | None] = secret(ForeignKey("booking.id"))  # the one they want to be earlier than
    offered_id: Mapped[int | None] = secret(ForeignKey("booking.id"))  # the one held for them now
    session_id: Mapped[int | None] = personal(ForeignKey("session.id"))  # for a seat at this one alone
    suits: Mapped[str] = personal(String(12))
    first: Mapped[bool] = plain(default=False)  # the centre has let them down: before all others
    until: Mapped[date | None] = personal()
    declined: Mapped[list[Any]] = plain()  # half days not offered again
    missed: Mapped[int] = plain(default=0)
    state: Mapped[str] = personal(String(12))
    look_at: Mapped[datetime | None] = plain()
    rev: Mapped[int] = plain(default=0)
    created_at: Mapped[datetime] = personal()
    changed_at: Mapped[datetime] = plain()
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'offered', 'paused', 'served', 'left')", name="state"),
        CheckConstraint("(state = 'offered') = (offered_id IS NOT NULL)", name="offer"),
        Index(
            "uq_waiting_live",
            "person_id",
            "topic_id",
            unique=True,
            sqlite_where=text(LIVE),
            postgresql_where=text(LIVE),
        ),
        Index("ix_waiting_line", "centre_id", "state", "created_at"),
        Index("ix_waiting_look_at", "look_at"),
    )
