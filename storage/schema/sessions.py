"""Group consultations, and days on which specialists receive people in a district."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text

from storage.types import Base, Id, Mapped, plain, secret


class SessionRow(Base):
    """One consultation for several people. It claims the specialist and the room; a seat is a booking."""

    __tablename__ = "session"
    kept = "for good: what a centre has held is nobody's secret"

    id: Mapped[int] = plain(Id, primary_key=True)
    centre_id: Mapped[int] = plain(ForeignKey("centre.id"))
    topic_id: Mapped[int] = plain(ForeignKey("topic.id"))
    specialist_id: Mapped[int] = plain(ForeignKey("specialist.id"))
    room_id: Mapped[int | None] = plain(ForeignKey("room.id"))
    place_kk: Mapped[str] = plain(Text, default="")  # instead of a room of the centre
    place_ru: Mapped[str] = plain(Text, default="")
    state: Mapped[str] = plain(String(12))
    starts_at: Mapped[datetime] = plain()
    ends_at: Mapped[datetime] = plain()
    local_start: Mapped[str] = plain(String(16))  # the promise on the wall: 2026-11-27T15:00
    zone: Mapped[str] = plain(String(64))
    language: Mapped[str] = plain(String(2))  # that is spoken there
    seats: Mapped[int] = plain()
    rev: Mapped[int] = plain(default=0)
    created_at: Mapped[datetime] = plain()
    created_by: Mapped[int | None] = secret(Id)
    __table_args__ = (
        CheckConstraint("state IN ('open', 'cancelled')", name="state"),
        CheckConstraint("ends_at > starts_at", name="order"),
        CheckConstraint("seats BETWEEN 2 AND 200", name="seats"),
        Index("ix_session_centre_id", "centre_id", "starts_at"),
    )


class FieldDayRow(Base):
    """A day on which some of a centre's people receive at another place."""

    __tablename__ = "field_day"
    kept = "for good: what a centre has held is nobody's secret"

    id: Mapped[int] = plain(Id, primary_key=True)
    centre_id: Mapped[int] = plain(ForeignKey("centre.id"))
    day: Mapped[date] = plain()
    starts_at: Mapped[datetime] = plain()
    ends_at: Mapped[datetime] = plain()
    place_kk: Mapped[str] = plain(Text)
    place_ru: Mapped[str] = plain(Text)
    state: Mapped[str] = plain(String(12))
    created_at: Mapped[datetime] = plain()
    created_by: Mapped[int | None] = secret(Id)
    __table_args__ = (
        CheckConstraint("state IN ('open', 'cancelled')", name="state"),
        CheckConstraint("ends_at > starts_at", name="order"),
        Index("ix_field_day_centre_id", "centre_id", "day"),
    )


class FieldSpecialistRow(Base):
    """Who goes there: nobody is in two places on one day."""

    __tablename__ = "field_specialist"
    kept = "with the field day"

    field_day_id: Mapped[int] = plain(ForeignKey("field_day.id", ondelete="CASCADE"), primary_key=True)
    specialist_id: Mapped[int] = plain(ForeignKey("specialist.id"), primary_key=True)
    day: Mapped[date] = plain()
    off: Mapped[bool] = plain(default=False)  # the field day does not take place
    __table_args__ = (
        Index(
            "uq_field_specialist_day",
            "specialist_id",
            "day",
            unique=True,
            sqlite_where=text("NOT off"),
            postgresql_where=text("NOT off"),
        ),
    )
