"""What came of a visit, and what its person thought of it."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text

from storage.types import Base, Id, Mapped, personal, plain, secret


class OutcomeRow(Base):
    """What was agreed, as staff chose it; a visit without a row has none."""

    __tablename__ = "outcome"
    kept = "with the visit; without words once the visit has no person"

    booking_id: Mapped[int] = plain(ForeignKey("booking.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    template: Mapped[str] = personal(String(12))
    department_id: Mapped[int | None] = personal(ForeignKey("department.id"))  # where to go next
    sentence_id: Mapped[int | None] = personal(ForeignKey("sentence.id"))  # of the centre's list
    text: Mapped[str] = personal(Text, default="")  # the staff's own words
    created_at: Mapped[datetime] = personal()
    created_by: Mapped[int | None] = secret(Id)


class SentenceRow(Base):
    """What a centre often agrees with people, in both languages; not rewritten, as outcomes name it."""

    __tablename__ = "sentence"
    kept = "for good; closed, never deleted"

    id: Mapped[int] = plain(Id, primary_key=True)
    centre_id: Mapped[int] = plain(ForeignKey("centre.id"), index=True)
    text_kk: Mapped[str] = plain(Text)
    text_ru: Mapped[str] = plain(Text)
    created_at: Mapped[datetime] = plain()
    created_by: Mapped[int | None] = secret(Id)
    closed_at: Mapped[datetime | None] = plain()


class FeedbackRow(Base):
    """Whether a visit was useful, in its person's own judgement."""

    __tablename__ = "feedback"
    kept = "with the visit; without words once the visit has no person"

    booking_id: Mapped[int] = plain(ForeignKey("booking.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    useful: Mapped[bool] = personal()
    reason: Mapped[str] = personal(String(12), default="")
    text: Mapped[str] = personal(Text, default="")
    created_at: Mapped[datetime] = personal()


class NoteRow(Base):
    """What staff have written of a visit for themselves: its person never reads it here, and it goes with them."""

    __tablename__ = "note"
    kept = "12 months after the visit, or with the person"

    booking_id: Mapped[int] = secret(ForeignKey("booking.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str] = secret(Text)
    created_at: Mapped[datetime] = plain()
    created_by: Mapped[int | None] = secret(Id)
