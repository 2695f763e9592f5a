"""What a centre is: its hours, people at work, rooms, departments, topics."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint

from storage.types import Base, Id, Mapped, plain, secret


class CentreRow(Base):
    __tablename__ = "centre"
    kept = "for good; closed, never deleted"

    id: Mapped[int] = plain(Id, primary_key=True)
    code: Mapped[str] = plain(String(32), unique=True)
    name_kk: Mapped[str] = plain(String(200))
    name_ru: Mapped[str] = plain(String(200))
    name_en: Mapped[str] = plain(String(200))
    operator_kk: Mapped[str] = plain(String(400))
    operator_ru: Mapped[str] = plain(String(400))
    region: Mapped[str] = plain(String(8))
    zone: Mapped[str] = plain(String(64))
    default_language: Mapped[str] = plain(String(2))
    address_kk: Mapped[str] = plain(String(300))
    address_ru: Mapped[str] = plain(String(300))
    phone: Mapped[str] = plain(String(64))
    site: Mapped[str] = plain(String(200), default="")
    hours: Mapped[list[Any]] = plain()  # seven lists of ["09:00", "13:00"], Monday first
    settings: Mapped[dict[str, Any]] = plain()  # rules.settings.CentreSettings as plain values
    jobs_off: Mapped[list[Any]] = plain(default=list)  # names of the jobs switched off
    closed_at: Mapped[datetime | None] = plain()


class SwitchRow(Base):
    """A job of a centre switched on or off in the chat; the newest line of a job wins over the file of centres."""

    __tablename__ = "switch"
    kept = "for good"

    id: Mapped[int] = plain(Id, primary_key=True)
    centre_id: Mapped[int] = plain(ForeignKey("centre.id"))
    job: Mapped[str] = plain(String(12))
    off: Mapped[bool] = plain()
    created_at: Mapped[datetime] = plain()
    created_by: Mapped[int | None] = secret(Id)
    __table_args__ = (Index("ix_switch_centre_id", "centre_id", "job"),)


class CentreDayRow(Base):
    """A day that is not like its weekday; it wins over the week."""

    __tablename__ = "centre_day"
    kept = "for good"

    id: Mapped[int] = plain(Id, primary_key=True)
    centre_id: Mapped[int] = plain(ForeignKey("centre.id"))
    day: Mapped[date] = plain()
    hours: Mapped[list[Any]] = plain()  # empty: closed
    reason_kk: Mapped[str] = plain(String(200), default="")
    reason_ru: Mapped[str] = plain(String(200), default="")
    __table_args__ = (UniqueConstraint("centre_id", "day"),)


class RoomRow(Base):
    __tablename__ = "room"
    kept = "for good; closed, never deleted"

    id: Mapped[int] = plain(Id, primary_key=True)
    centre_id: Mapped[int] = plain(ForeignKey("centre.id"))
    code: Mapped[str] = plain(String(32))
    name_kk: Mapped[str] = plain(String(100))
    name_ru: Mapped[str] = plain(String(100))
    seats: Mapped[int] = plain(default=1)
    step_free: Mapped[bool] = plain(default=False)
    lent: Mapped[str] = plain(String(4), default="none")
    closed_at: Mapped[datetime | None] = plain()
    __table_args__ = (
        UniqueConstraint("centre_id", "code"),
        CheckConstraint("lent IN ('none', 'hall', 'desk')", name="lent"),
    )


class SpecialistRow(Base):
    """Somebody at work, as the centre itself names them to the public."""

    __tablename__ = "specialist"
    kept = "for good; closed, never deleted"

    id: Mapped[int] = plain(Id, primary_key=True)
    centre_id: Mapped[int] = plain(ForeignKey("centre.id"))
    code: Mapped[str] = plain(String(32))
    name: Mapped[str] = plain(String(100))
    role_kk: Mapped[str] = plain(String(100), default="")
    role_ru: Mapped[str] = plain(String(100), default="")
    languages: Mapped[list[Any]] = plain()
    room_id: Mapped[int | None] = plain(ForeignKey("room.id"))
    days: Mapped[list[Any]] = plain()  # weekdays, Monday is 0
    hours: Mapped[list[Any] | None] = plain()  # intervals that narrow the centre's; None: the centre's
    week: Mapped[dict[str, Any]] = plain(default=dict)  # by weekday, hours set in the chat: {"0": [["09:00", "13:00"]]}
    most_a_day: Mapped[int | None] = plain()  # visits; None: as many as fit
    closed_at: Mapped[datetime | None] = plain()
    __table_args__ = (UniqueConstraint("centre_id", "code"),)


class TopicRow(Base):
    """What a consultation is about; the same list for all centres of the installation."""

    __tablename__ = "topic"
    kept = "for good; closed, never deleted"

    id: Mapped[int] = plain(Id, primary_key=True)
    code: Mapped[str] = plain(String(32), unique=True)
    position: Mapped[int] = plain(default=0)
    minutes: Mapped[int] = plain()
    name_kk: Mapped[str] = plain(String(100))
    name_ru: Mapped[str] = plain(String(100))
    name_en: Mapped[str] = plain(String(100), default="")
    bring_kk: Mapped[str] = plain(String(400), default="")
    bring_ru: Mapped[str] = plain(String(400), default="")
    closed_at: Mapped[datetime | None] = plain()


class SpecialistDayRow(Base):
    """A date on which a specialist works other hours than on its weekday; it wins over both weeks."""

    __tablename__ = "specialist_day"
    kept = "for good"

    specialist_id: Mapped[int] = plain(ForeignKey("specialist.id"), primary_key=True)
    day: Mapped[date] = plain(primary_key=True)
    hours: Mapped[list[Any]] = plain()  # empty: free


class SpecialistTopicRow(Base):
    __tablename__ = "specialist_topic"
    kept = "for good"

    specialist_id: Mapped[int] = plain(ForeignKey("specialist.id"), primary_key=True)
    topic_id: Mapped[int] = plain(ForeignKey("topic.id"), primary_key=True)


class DepartmentRow(Base):
    __tablename__ = "department"
    kept = "for good; an ended one still names old records"

    id: Mapped[int] = plain(Id, primary_key=True)
    centre_id: Mapped[int] = plain(ForeignKey("centre.id"))
    code: Mapped[str] = plain(String(32))
    name_kk: Mapped[str] = plain(String(300))
    name_ru: Mapped[str] = plain(String(300))
    directions: Mapped[list[Any]] = plain()
    valid_from: Mapped[date | None] = plain()
    valid_to: Mapped[date | None] = plain()
    __table_args__ = (UniqueConstraint("centre_id", "code"),)


class DirectionRow(Base):
    """One of the law's directions of state social orders, with the stems that point to it."""

    __tablename__ = "direction"
    kept = "for good; closed, never deleted"

    id: Mapped[int] = plain(Id, primary_key=True)
    code: Mapped[str] = plain(String(64), unique=True)
    name_kk: Mapped[str] = plain(String(300))
    name_ru: Mapped[str] = plain(String(300))
    stems: Mapped[list[Any]] = plain()
    closed_at: Mapped[datetime | None] = plain()


class StaffGroupRow(Base):
    """A group chat where a centre's staff work; linked by a coordinator's /staff."""

    __tablename__ = "staff_group"
    kept = "until unlinked"

    bot_id: Mapped[int] = plain(BigInteger, primary_key=True)
    chat_id: Mapped[int] = plain(BigInteger, primary_key=True)
    centre_id: Mapped[int] = plain(ForeignKey("centre.id"))
    thread_id: Mapped[int | None] = plain()
    linked_at: Mapped[datetime] = plain()
    linked_by: Mapped[int | None] = plain(Id)
