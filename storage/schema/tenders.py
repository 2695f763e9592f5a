"""Contests, who wants to hear of which, and who has heard."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, text

from storage.types import Base, Id, Mapped, personal, plain, secret

LIVE = "ended_at IS NULL"


class ContestRow(Base):
    """One contest as it was published or imported; `key` tells it from all others of its centre."""

    __tablename__ = "contest"
    kept = "36 months after its deadline"

    id: Mapped[int] = plain(Id, primary_key=True)
    centre_id: Mapped[int] = plain(ForeignKey("centre.id"))
    key: Mapped[str] = plain(String(64))  # SHA-256 of what it is known by
    content: Mapped[str] = plain(String(64))  # SHA-256 of what a change would be
    number: Mapped[str] = plain(String(64), default="")
    title_kk: Mapped[str] = plain(Text, default="")
    title_ru: Mapped[str] = plain(Text, default="")
    one_language: Mapped[bool] = plain(default=False)  # staff said that one language is enough
    imported: Mapped[bool] = plain(default=False)  # shown in the language it came in, as the original
    customer_bin: Mapped[str] = plain(String(12), default="")
    customer: Mapped[str] = plain(String(300), default="")
    amount: Mapped[int | None] = plain(BigInteger)  # hundredths of a tenge
    deadline: Mapped[datetime | None] = plain()
    deadline_time_known: Mapped[bool] = plain(default=True)
    published: Mapped[datetime | None] = plain()  # by the customer; a moment of their page
    region: Mapped[str] = plain(String(8))  # ISO 3166-2; KZ is the whole country
    url: Mapped[str] = plain(String(500), default="")
    kind: Mapped[str] = plain(String(12))
    state: Mapped[str] = plain(String(12))  # open, changed, review, done, cancelled, appeal, withdrawn
    rev: Mapped[int] = plain(default=0)
    created_at: Mapped[datetime] = plain()
    created_by: Mapped[int | None] = secret(Id)
    import_id: Mapped[int | None] = plain(ForeignKey("contest_import.id"), index=True)
    spread_at: Mapped[datetime | None] = plain()  # when its subscribers were found; None with `tell`: still to be
    tell: Mapped[bool] = plain(default=True)
    __table_args__ = (
        Index("uq_contest_key", "centre_id", "key", unique=True),
        Index("ix_contest_open", "state", "deadline"),
        Index(
            "ix_contest_to_spread",
            "id",
            sqlite_where=text("spread_at IS NULL AND tell"),
            postgresql_where=text("spread_at IS NULL AND tell"),
        ),
    )


class ContestDirectionRow(Base):
    __tablename__ = "contest_direction"
    kept = "with the contest"

    contest_id: Mapped[int] = plain(ForeignKey("contest.id", ondelete="CASCADE"), primary_key=True)
    direction_id: Mapped[int] = plain(ForeignKey("direction.id"), primary_key=True)


class ContestImportRow(Base):
    """One sheet: what was read from it waits here until staff say yes; then only the counts stay."""

    __tablename__ = "contest_import"
    kept = "12 months; the rows until imported, at most 7 days"

    id: Mapped[int] = plain(Id, primary_key=True)
    centre_id: Mapped[int] = plain(ForeignKey("centre.id"))
    name: Mapped[str] = plain(String(200))
    state: Mapped[str] = plain(String(12))  # read, done, undone
    contents: Mapped[list[Any]] = plain()  # rows as they were read
    counts: Mapped[dict[str, Any]] = plain()
    created_at: Mapped[datetime] = plain()
    created_by: Mapped[int | None] = secret(Id)
    done_at: Mapped[datetime | None] = plain()


class FilterRow(Base):
    """What contests a person wants to hear of; its cells are what is searched."""

    __tablename__ = "filter"
    kept = "with the person; ended ones 30 days"

    id: Mapped[int] = plain(Id, primary_key=True)
    person_id: Mapped[int] = secret(ForeignKey("person.id"))
    centre_id: Mapped[int] = personal(ForeignKey("centre.id"))  # whose consent it stands on
    organisation_id: Mapped[int | None] = plain(ForeignKey("organisation.id"), index=True)  # whose it is, if one's
    directions: Mapped[list[Any]] = personal()  # ids; empty: all
    region: Mapped[str] = personal(String(8))  # empty: all
    nationwide: Mapped[bool] = personal(default=True)
    kinds: Mapped[int] = personal(default=0)  # bits of rules.filters.KINDS; 0: all
    created_at: Mapped[datetime] = personal()
    paused_at: Mapped[datetime | None] = personal()
    ended_at: Mapped[datetime | None] = personal()
    __table_args__ = (Index("ix_filter_person_id", "person_id", sqlite_where=text(LIVE), postgresql_where=text(LIVE)),)


class FilterCellRow(Base):
    """One direction (0: any) in one region (*: any) that a filter asks for; the primary key is the index searched."""

    __tablename__ = "filter_cell"
    kept = "with the filter"

    direction_id: Mapped[int] = plain(primary_key=True)
    region: Mapped[str] = plain(String(8), primary_key=True)
    filter_id: Mapped[int] = secret(ForeignKey("filter.id", ondelete="CASCADE"), primary_key=True)
    __table_args__ = (Index("ix_filter_cell_filter_id", "filter_id"), {"sqlite_with_rowid": False})


class AlertRow(Base):
    """A contest found for a person: one row, however many of their filters fit."""

    __tablename__ = "alert"
    kept = "with the contest, or until the person is erased"

    contest_id: Mapped[int] = personal(ForeignKey("contest.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = secret(ForeignKey("person.id"), primary_key=True)
    centre_id: Mapped[int] = plain(ForeignKey("centre.id"))  # of the filter that fitted first
    found_at: Mapped[datetime] = personal()
    told_at: Mapped[datetime | None] = personal()  # when it was worded to leave, alone or in an evening's card
    card_day: Mapped[int | None] = plain()  # ordinal of the day whose evening card carries it
    __table_args__ = (
        Index("ix_alert_person_id", "person_id", "card_day"),
        {"sqlite_with_rowid": False},
    )


class PartRow(Base):
    """What a person has answered to a contest."""

    __tablename__ = "part"
    kept = "with the contest, or until the person is erased"

    contest_id: Mapped[int] = personal(ForeignKey("contest.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = secret(ForeignKey("person.id"), primary_key=True)
    centre_id: Mapped[int] = plain(ForeignKey("centre.id"))  # whose consent it stands on
    answer: Mapped[str] = personal(String(8))  # taking, no
    reason: Mapped[str] = personal(String(12), default="")
    changed_at: Mapped[datetime] = personal()
    __table_args__ = (
        CheckConstraint("answer IN ('taking', 'no')", name="answer"),
        Index("ix_part_person_id", "person_id"),
    )
