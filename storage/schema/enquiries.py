"""Questions asked in writing, without a visit: what was asked and answered, line by line."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text

from storage.types import Base, Id, Mapped, personal, plain, secret


class EnquiryRow(Base):
    """One question with its thread in the staff's group; the thread's number means something to `bot_id` alone."""

    __tablename__ = "enquiry"
    kept = "3 months after its last line, with the person"

    id: Mapped[int] = plain(Id, primary_key=True)
    centre_id: Mapped[int] = personal(ForeignKey("centre.id"))
    topic_id: Mapped[int] = personal(ForeignKey("topic.id"))
    person_id: Mapped[int] = secret(ForeignKey("person.id"), index=True)
    bot_id: Mapped[int] = plain(BigInteger)
    chat_id: Mapped[int] = plain(BigInteger)  # the staff's group
    thread_id: Mapped[int | None] = plain(BigInteger)  # None: a group without threads; there one replies
    state: Mapped[str] = personal(String(8))
    due_at: Mapped[datetime] = personal()  # counted once, in the working hours of the centre
    owner_id: Mapped[int | None] = secret(Id)  # who of the staff sees to it
    created_at: Mapped[datetime] = personal()
    changed_at: Mapped[datetime] = plain()
    __table_args__ = (
        CheckConstraint("state IN ('open', 'answered', 'closed')", name="state"),
        Index("ix_enquiry_centre_id", "centre_id", "created_at"),
        Index("ix_enquiry_thread", "bot_id", "chat_id", "thread_id"),
    )


class EnquiryLineRow(Base):
    __tablename__ = "enquiry_line"
    kept = "with the question"

    id: Mapped[int] = plain(Id, primary_key=True)
    enquiry_id: Mapped[int] = secret(ForeignKey("enquiry.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = secret(ForeignKey("person.id"), index=True)  # whose question it is a line of
    from_staff: Mapped[bool] = personal()
    text: Mapped[str] = personal(Text)
    created_at: Mapped[datetime] = personal()
    created_by: Mapped[int | None] = secret(Id)
