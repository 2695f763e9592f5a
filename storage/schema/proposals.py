"""Proposals to departments, and what was answered to them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text

from storage.types import Base, Id, Mapped, personal, plain, secret


class ProposalRow(Base):
    __tablename__ = "proposal"
    kept = "with the person; then as a number, without text and person"

    id: Mapped[int] = plain(Id, primary_key=True)
    centre_id: Mapped[int] = personal(ForeignKey("centre.id"))
    person_id: Mapped[int | None] = secret(ForeignKey("person.id"))  # None: erased
    kind: Mapped[str] = personal(String(12))
    organisation_id: Mapped[int | None] = plain(ForeignKey("organisation.id"), index=True)  # for whom, if one
    department_id: Mapped[int | None] = personal(ForeignKey("department.id"))  # None: the coordinator finds it
    text: Mapped[str] = personal(Text)
    language: Mapped[str] = personal(String(2))  # of the author then
    state: Mapped[str] = personal(String(12))
    decision: Mapped[str | None] = personal(String(12))
    created_at: Mapped[datetime] = personal()
    due_on: Mapped[date] = personal()  # counted once, in working days
    until: Mapped[date | None] = personal()  # what the answer promised
    show_name: Mapped[bool] = personal(default=False)  # the author's word
    public: Mapped[bool] = plain(default=False)  # the staff's word; nothing is public without both
    rev: Mapped[int] = plain(default=0)
    __table_args__ = (
        CheckConstraint("state IN ('registered', 'passed', 'review', 'answered', 'withdrawn')", name="state"),
        CheckConstraint("(state = 'answered') = (decision IS NOT NULL)", name="decision"),
        Index("ix_proposal_person_id", "person_id", "created_at"),
        Index("ix_proposal_centre_id", "centre_id", "state", "due_on"),
    )


class ProposalAnswerRow(Base):
    """One published answer; a proposal forwarded, or studied first, gets several."""

    __tablename__ = "proposal_answer"
    kept = "with the proposal; then without text"

    id: Mapped[int] = plain(Id, primary_key=True)
    proposal_id: Mapped[int] = personal(ForeignKey("proposal.id", ondelete="CASCADE"), index=True)
    decision: Mapped[str] = personal(String(12))
    text: Mapped[str] = personal(Text)
    department_id: Mapped[int | None] = personal(ForeignKey("department.id"))  # whose answer; None: the centre's
    to_id: Mapped[int | None] = personal(ForeignKey("department.id"))  # where it was forwarded
    until: Mapped[date | None] = personal()
    letter: Mapped[str] = personal(String(40), default="")  # number of the department's own letter
    letter_on: Mapped[date | None] = personal()
    created_at: Mapped[datetime] = personal()
    created_by: Mapped[int | None] = secret(Id)


class ProposalLogRow(Base):
    """Each change of a proposal, with who and when."""

    __tablename__ = "proposal_log"
    kept = "with the proposal"

    id: Mapped[int] = plain(Id, primary_key=True)
    proposal_id: Mapped[int] = personal(ForeignKey("proposal.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = personal()
    actor_id: Mapped[int | None] = secret(Id)
    deed: Mapped[str] = personal(String(16))
    state: Mapped[str] = personal(String(12))
    department_id: Mapped[int | None] = personal(ForeignKey("department.id"))
