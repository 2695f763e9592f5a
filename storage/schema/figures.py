"""Numbers that were not counted here: what a centre, or the press, had said before."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, text

from storage.types import Base, Id, Mapped, plain, secret

LIVE = "ended_at IS NULL"


class BaseLineRow(Base):
    """One number as its source gives it. A correction is a row of its own, so that nothing said before is lost."""

    __tablename__ = "base_line"
    kept = "for good; corrected, never deleted"

    id: Mapped[int] = plain(Id, primary_key=True)
    centre_id: Mapped[int] = plain(ForeignKey("centre.id"))
    code: Mapped[str] = plain(String(32), default="")  # of the file it came from; empty where it was typed
    measure: Mapped[str] = plain(String(32))
    name: Mapped[str] = plain(String(300))  # what it counts, in the words of its source
    period: Mapped[str] = plain(String(60))
    mark: Mapped[str] = plain(String(12))  # stated, inferred, plan
    count: Mapped[int | None] = plain(BigInteger)
    amount_raw: Mapped[str] = plain(String(60), default="")  # as it is printed
    unit_raw: Mapped[str] = plain(String(60), default="")
    amount: Mapped[int | None] = plain(BigInteger)  # hundredths of a tenge, as it is to be read
    source: Mapped[str] = plain(String(300))
    note: Mapped[str] = plain(String(500), default="")
    before_id: Mapped[int | None] = plain(ForeignKey("base_line.id"))  # the line that this one corrects
    withdrawn: Mapped[bool] = plain(default=False)  # the correction says: there is no such number
    created_at: Mapped[datetime] = plain()
    created_by: Mapped[int | None] = secret(Id)  # None: from a file, or erased
    ended_at: Mapped[datetime | None] = plain()  # corrected since
    __table_args__ = (
        Index("ix_base_line_centre_id", "centre_id", sqlite_where=text(LIVE), postgresql_where=text(LIVE)),
    )
