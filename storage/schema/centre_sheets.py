"""Sheets from which a centre was set up, or may be."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String

from storage.types import Base, Id, Mapped, plain, secret


class CentreSheetRow(Base):
    """One sheet: its rows wait here until staff say yes; `before` is what they changed, for the way back."""

    __tablename__ = "centre_sheet"
    kept = "7 days"

    id: Mapped[int] = plain(Id, primary_key=True)
    centre_id: Mapped[int] = plain(ForeignKey("centre.id"))
    state: Mapped[str] = plain(String(8))
    lines: Mapped[dict[str, Any]] = plain()  # rows as they were read
    before: Mapped[dict[str, Any]] = plain(default=dict)
    told: Mapped[int] = plain(default=0)  # people who heard of it; nobody can take that back
    created_at: Mapped[datetime] = plain()
    created_by: Mapped[int | None] = secret(Id)
    __table_args__ = (CheckConstraint("state IN ('read', 'done', 'undone')", name="state"),)
