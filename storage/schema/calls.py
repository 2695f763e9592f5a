"""A person's own number, and the calls they have asked for."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String

from storage.types import Base, Id, Mapped, personal, plain, secret


class PhoneRow(Base):
    """The number a person has sent of themselves, so that a consultation or a call can reach them."""

    __tablename__ = "phone"
    kept = "30 days after the last call or visit by phone"

    person_id: Mapped[int] = secret(ForeignKey("person.id"), primary_key=True)
    number: Mapped[str] = personal(String(16))
    given_at: Mapped[datetime] = personal()


class CallRow(Base):
    """«Call me back»: within these hours the centre calls."""

    __tablename__ = "call_back"
    kept = "12 months, then without the person"

    id: Mapped[int] = plain(Id, primary_key=True)
    centre_id: Mapped[int] = personal(ForeignKey("centre.id"))
    person_id: Mapped[int | None] = secret(ForeignKey("person.id"))
    topic_id: Mapped[int | None] = personal(ForeignKey("topic.id"))
    language: Mapped[str] = personal(String(2))
    starts_at: Mapped[datetime] = personal()
    ends_at: Mapped[datetime] = personal()
    state: Mapped[str] = personal(String(12))  # waiting, called, missed, withdrawn
    rev: Mapped[int] = plain(default=0)
    created_at: Mapped[datetime] = personal()
    marked_at: Mapped[datetime | None] = personal()
    marked_by: Mapped[int | None] = secret(Id)
    __table_args__ = (
        Index("ix_call_back_centre_id", "centre_id", "starts_at"),
        Index("ix_call_back_person_id", "person_id"),
    )


class CallerRow(Base):
    """Who booked by telephone, as staff heard it: somebody who is no person of the bot's."""

    __tablename__ = "caller"
    kept = "30 days after the visit"

    booking_id: Mapped[int] = secret(ForeignKey("booking.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = secret(String(64))
    number: Mapped[str] = secret(String(16), default="")
