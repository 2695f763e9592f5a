"""What people ask before a visit: words, or a file that lies at Telegram."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text

from storage.types import Base, Id, Mapped, personal, plain, secret


class QuestionRow(Base):
    """One thing said or sent to a booking. `media_id` means something to the bot `bot_id` alone."""

    __tablename__ = "question"
    kept = "3 months after the visit, with the person"

    id: Mapped[int] = plain(Id, primary_key=True)
    booking_id: Mapped[int] = secret(ForeignKey("booking.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = secret(ForeignKey("person.id"), index=True)
    text: Mapped[str] = personal(Text, default="")
    media_kind: Mapped[str] = personal(String(8), default="")  # photo, document, voice
    media_id: Mapped[str] = secret(String(255), default="")
    bot_id: Mapped[int] = plain(BigInteger)
    created_at: Mapped[datetime] = personal()
    __table_args__ = (CheckConstraint("text <> '' OR media_kind <> ''", name="something"),)
