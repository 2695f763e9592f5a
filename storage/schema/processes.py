"""Which processes share the data of one server."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, String

from storage.types import Base, Id, Mapped, plain


class ProcessRow(Base):
    """A running process of a bot; what it holds is its own until `held_until`, which it moves on while it lives."""

    __tablename__ = "process"
    kept = "until it ends, or another begins after its time is over"

    id: Mapped[int] = plain(Id, primary_key=True)
    bot_id: Mapped[int] = plain(BigInteger)
    seat: Mapped[str] = plain(String(200))  # the machine and the folder whose lock it holds
    held_until: Mapped[datetime] = plain()  # by the clock of the server, the only one that all of them see
    __table_args__ = (Index("ix_process_bot_id", "bot_id", "held_until"),)
