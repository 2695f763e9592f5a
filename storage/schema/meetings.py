"""Meetings that people are invited to, and who answered what."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text

from storage.types import Base, Id, Mapped, personal, plain, secret


class MeetingRow(Base):
    __tablename__ = "meeting"
    kept = "for good: what a centre has held is nobody's secret"

    id: Mapped[int] = plain(Id, primary_key=True)
    centre_id: Mapped[int] = plain(ForeignKey("centre.id"))
    code: Mapped[str | None] = plain(String(32))  # as an imported list calls it
    kind: Mapped[str] = plain(String(16))
    state: Mapped[str] = plain(String(12))
    starts_at: Mapped[datetime] = plain()
    ends_at: Mapped[datetime] = plain()
    local_start: Mapped[str] = plain(String(16))  # the promise on the wall: 2026-12-08T15:00
    answer_by: Mapped[datetime] = plain()  # until then one may say «I will come»
    capacity: Mapped[int | None] = plain()  # None: as many as come
    whom: Mapped[str] = plain(String(12))
    title_kk: Mapped[str] = plain(Text)
    title_ru: Mapped[str] = plain(Text)
    place_kk: Mapped[str] = plain(Text)
    place_ru: Mapped[str] = plain(Text)
    text_kk: Mapped[str] = plain(Text)
    text_ru: Mapped[str] = plain(Text)
    one_language: Mapped[bool] = plain(default=False)  # the recorded word of whoever published it
    moves: Mapped[int] = plain(default=0)  # how often day, time or place have changed
    rev: Mapped[int] = plain(default=0)
    created_at: Mapped[datetime] = plain()
    created_by: Mapped[int | None] = secret(Id)
    __table_args__ = (
        CheckConstraint("state IN ('open', 'cancelled')", name="state"),
        CheckConstraint("ends_at > starts_at", name="order"),
        CheckConstraint("capacity > 0", name="capacity"),
        Index("ix_meeting_centre_id", "centre_id", "starts_at"),
        Index("uq_meeting_code", "centre_id", "code", unique=True),
    )


class MeetingDepartmentRow(Base):
    """A department that takes part."""

    __tablename__ = "meeting_department"
    kept = "with the meeting"

    meeting_id: Mapped[int] = plain(ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True)
    department_id: Mapped[int] = plain(ForeignKey("department.id"), primary_key=True)


class AttendanceRow(Base):
    """What one person answered. Whoever goes has a seat of their own: the unique key is the guarantee."""

    __tablename__ = "attendance"
    kept = "12 months after the meeting, then without the person"

    id: Mapped[int] = plain(Id, primary_key=True)
    meeting_id: Mapped[int] = personal(ForeignKey("meeting.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = secret(ForeignKey("person.id"), index=True)  # None: erased
    answer: Mapped[str] = personal(String(8))
    seat: Mapped[int | None] = plain()
    asked: Mapped[bool] = plain(default=False)  # moved, or seated from the line: not confirmed yet
    came: Mapped[bool | None] = personal()  # as staff noted it afterwards
    created_at: Mapped[datetime] = personal()  # where in the line
    changed_at: Mapped[datetime] = personal()
    __table_args__ = (
        CheckConstraint("answer IN ('going', 'waiting', 'no')", name="answer"),
        CheckConstraint("(answer = 'going') = (seat IS NOT NULL)", name="seat"),
        CheckConstraint("answer = 'going' OR came IS NULL", name="came"),
        Index("uq_attendance_person", "meeting_id", "person_id", unique=True),
        Index("uq_attendance_seat", "meeting_id", "seat", unique=True),
        Index("ix_attendance_line", "meeting_id", "answer", "created_at"),
    )
