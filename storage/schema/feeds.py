"""Links by which a calendar program follows somebody's visits."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint

from storage.types import Base, Id, Mapped, personal, plain, secret


class FeedRow(Base):
    """One live link a person, and one more for a specialist's own days; of its token only the hash is kept."""

    __tablename__ = "feed"
    kept = "until it is taken back, or with the person"

    id: Mapped[int] = plain(Id, primary_key=True)
    token_hash: Mapped[str] = secret(String(64), unique=True)
    person_id: Mapped[int] = secret(ForeignKey("person.id"))
    of_work: Mapped[bool] = personal()  # the days at work of a specialist, not their own visits
    created_at: Mapped[datetime] = personal()
    __table_args__ = (UniqueConstraint("person_id", "of_work"),)
