"""A person's own number."""

from datetime import datetime

from sqlalchemy import ForeignKey, String

from storage.types import Base, Mapped, personal, secret


class PhoneRow(Base):
    """The number a person has sent of themselves, so that a consultation or a call can reach them."""

    __tablename__ = "phone"
    kept = "30 days after the last call or visit by phone"

    person_id: Mapped[int] = secret(ForeignKey("person.id"), primary_key=True)
    number: Mapped[str] = personal(String(16))
    given_at: Mapped[datetime] = personal()
