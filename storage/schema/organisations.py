"""Organisations, the people who represent them, and the links by which a centre invites those people."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text

from storage.types import Base, Id, Mapped, personal, plain, secret

LIVE = "state IN ('asked', 'confirmed')"


class OrganisationListRow(Base):
    """A list of organisations that a centre has handed over, so that it can be taken back."""

    __tablename__ = "organisation_list"
    kept = "with its organisations"

    id: Mapped[int] = plain(Id, primary_key=True)
    centre_id: Mapped[int] = plain(ForeignKey("centre.id"))
    created_at: Mapped[datetime] = plain()
    created_by: Mapped[int | None] = secret(Id)


class OrganisationRow(Base):
    """An NGO as a centre knows it; its number tells it from all others."""

    __tablename__ = "organisation"
    kept = "for good: it is no person"

    id: Mapped[int] = plain(Id, primary_key=True)
    centre_id: Mapped[int] = plain(ForeignKey("centre.id"))
    bin: Mapped[str] = plain(String(12))
    name: Mapped[str] = plain(String(300))
    known: Mapped[bool] = plain(default=False)  # the centre has confirmed, imported or invited it
    list_id: Mapped[int | None] = plain(ForeignKey("organisation_list.id"), index=True)  # with which it came
    created_at: Mapped[datetime] = plain()
    __table_args__ = (Index("uq_organisation_bin", "centre_id", "bin", unique=True),)


class MembershipRow(Base):
    """Somebody represents an organisation, or has asked to."""

    __tablename__ = "membership"
    kept = "with the person"

    id: Mapped[int] = plain(Id, primary_key=True)
    organisation_id: Mapped[int] = personal(ForeignKey("organisation.id"))
    person_id: Mapped[int] = secret(ForeignKey("person.id"), index=True)
    state: Mapped[str] = personal(String(12))
    invited: Mapped[bool] = personal(default=False)  # by the centre's own link
    asked_at: Mapped[datetime] = personal()
    decided_at: Mapped[datetime | None] = personal()
    decided_by: Mapped[int | None] = secret(Id)
    rev: Mapped[int] = plain(default=0)
    reason: Mapped[str] = personal(String(12), default="")  # why it was declined
    __table_args__ = (
        CheckConstraint("state IN ('asked', 'confirmed', 'declined', 'ended')", name="state"),
        Index(
            "uq_membership_live",
            "organisation_id",
            "person_id",
            unique=True,
            sqlite_where=text(LIVE),
            postgresql_where=text(LIVE),
        ),
    )


class OrganisationLinkRow(Base):
    """An invitation to represent an organisation. The link itself is never kept, only its SHA-256."""

    __tablename__ = "organisation_link"
    kept = "12 months after its end"

    id: Mapped[int] = plain(Id, primary_key=True)
    organisation_id: Mapped[int] = plain(ForeignKey("organisation.id"), index=True)
    token_hash: Mapped[str] = plain(String(64), unique=True)
    created_at: Mapped[datetime] = plain()
    created_by: Mapped[int | None] = secret(Id)
    expires_at: Mapped[datetime] = plain()
    opened_at: Mapped[datetime | None] = plain()  # the first time
    left: Mapped[int] = plain()  # how many people may still use it
