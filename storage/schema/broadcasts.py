"""Notices that staff send to many, and who does not want any."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, text

from storage.types import Base, Id, Mapped, personal, plain, secret

GOING = "state IN ('scheduled', 'running')"


class BroadcastRow(Base):
    """One notice, from its first words to its report."""

    __tablename__ = "broadcast"
    kept = "36 months after it ended; drafts 30 days"

    id: Mapped[int] = plain(Id, primary_key=True)
    centre_id: Mapped[int] = plain(ForeignKey("centre.id"))
    created_by: Mapped[int | None] = secret(Id)
    bot_id: Mapped[int] = plain(BigInteger)  # whose file id `media_id` is, and who sends it
    created_at: Mapped[datetime] = plain()
    zone: Mapped[str] = plain(String(64))
    state: Mapped[str] = plain(String(12), default="draft")
    kk: Mapped[str] = plain(Text, default="")  # HTML, as Telegram understands it
    ru: Mapped[str] = plain(Text, default="")
    one_language: Mapped[bool] = plain(default=False)  # staff said that one language is enough
    media_kind: Mapped[str] = plain(String(8), default="")  # photo, document
    media_id: Mapped[str] = plain(String(255), default="")
    who: Mapped[str] = plain(String(12), default="everyone")
    direction_id: Mapped[int] = plain(default=0)
    language: Mapped[str] = plain(String(2), default="")
    meeting_id: Mapped[int | None] = plain(Id)
    due_at: Mapped[datetime | None] = plain()
    local_due: Mapped[str] = plain(String(16), default="")  # the promise on the wall: 2026-11-26T10:00
    letter_id: Mapped[int | None] = plain(ForeignKey("letter.id", ondelete="SET NULL"))
    expand_after: Mapped[int | None] = plain(Id)  # the last person a delivery was put in for
    expanded: Mapped[bool] = plain(default=False)
    ended_at: Mapped[datetime | None] = plain()
    rev: Mapped[int] = plain(default=0)
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'scheduled', 'running', 'paused', 'done', 'cancelled')", name="state"),
        Index("ix_broadcast_centre_id", "centre_id", "created_at"),
        Index("ix_broadcast_going", "due_at", sqlite_where=text(GOING), postgresql_where=text(GOING)),
    )


class BroadcastRefusalRow(Base):
    """Somebody who wants no notices of a centre."""

    __tablename__ = "broadcast_refusal"
    kept = "with the person"

    person_id: Mapped[int] = secret(ForeignKey("person.id"), primary_key=True)
    centre_id: Mapped[int] = personal(ForeignKey("centre.id"), primary_key=True)
    refused_at: Mapped[datetime] = personal()
