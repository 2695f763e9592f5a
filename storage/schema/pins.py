"""The day's list that keeps itself up to date in a chat of the staff."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String

from storage.types import Base, Id, Mapped, plain, secret


class PinRow(Base):
    """One a chat: a group of staff, or the private chat of one of them."""

    __tablename__ = "pin"
    kept = "until the chat is given up, or with the person"

    bot_id: Mapped[int] = plain(BigInteger, primary_key=True)
    chat_id: Mapped[int] = secret(BigInteger, primary_key=True)
    centre_id: Mapped[int] = plain(ForeignKey("centre.id"))
    day: Mapped[date] = plain()
    about: Mapped[str] = plain(String(64))  # of its letter, another one for each message
    letter_id: Mapped[int] = plain(Id)  # no foreign key: a letter is swept away sooner than a chat that rests
    made_at: Mapped[datetime] = plain()
    held_until: Mapped[datetime | None] = plain()  # somebody reads another page of it: until then it is left alone
    look_at: Mapped[datetime | None] = plain()  # when to see whether it still lies there, pinned
    __table_args__ = (Index("ix_pin_centre_id", "centre_id", "day"),)
