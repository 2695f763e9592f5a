"""Who people are, what they agreed to, what they may do, and who looked."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String

from rules.people import Language
from storage.types import Base, Id, Mapped, personal, plain, secret


class PersonRow(Base):
    __tablename__ = "person"
    kept = "until erased, or retention months after the last thing done"

    id: Mapped[int] = plain(Id, primary_key=True)
    telegram_id: Mapped[int] = personal(BigInteger, unique=True)
    language: Mapped[Language] = personal(String(2))
    name: Mapped[str | None] = personal(String(64))
    centre_id: Mapped[int | None] = personal(ForeignKey("centre.id"))
    created_at: Mapped[datetime] = personal()
    seen_at: Mapped[datetime] = secret()


class ConsentRow(Base):
    __tablename__ = "consent"
    kept = "with the person"

    id: Mapped[int] = plain(Id, primary_key=True)
    person_id: Mapped[int] = secret(ForeignKey("person.id"))
    centre_id: Mapped[int] = personal(ForeignKey("centre.id"))
    version: Mapped[str] = personal(String(16))
    language: Mapped[str] = personal(String(2))
    text_hash: Mapped[str] = personal(String(64))  # SHA-256 of what was shown
    given_at: Mapped[datetime] = personal()
    withdrawn_at: Mapped[datetime | None] = personal()
    __table_args__ = (Index("ix_consent_person_id", "person_id"),)


class RoleRow(Base):
    __tablename__ = "role"
    kept = "36 months after its end, or until erased"

    id: Mapped[int] = plain(Id, primary_key=True)
    person_id: Mapped[int] = secret(ForeignKey("person.id"))
    role: Mapped[str] = personal(String(16))
    centre_id: Mapped[int | None] = personal(ForeignKey("centre.id"))
    specialist_id: Mapped[int | None] = personal(ForeignKey("specialist.id"))
    department_id: Mapped[int | None] = personal(ForeignKey("department.id"))
    given_at: Mapped[datetime] = personal()
    from_settings: Mapped[bool] = plain(default=False)  # listed under `administrators`; ends when unlisted
    ended_at: Mapped[datetime | None] = personal()
    __table_args__ = (Index("ix_role_person_id", "person_id"),)


class InvitationRow(Base):
    """A one-time link to a role. The link itself is never kept, only its SHA-256."""

    __tablename__ = "invitation"
    kept = "12 months after its end"

    id: Mapped[int] = plain(Id, primary_key=True)
    token_hash: Mapped[str] = plain(String(64), unique=True)
    role: Mapped[str] = plain(String(16))
    centre_id: Mapped[int | None] = plain(ForeignKey("centre.id"))
    specialist_id: Mapped[int | None] = plain(ForeignKey("specialist.id"))
    department_id: Mapped[int | None] = plain(ForeignKey("department.id"))
    created_at: Mapped[datetime] = plain()
    expires_at: Mapped[datetime] = plain()
    used_at: Mapped[datetime | None] = plain()
    used_by: Mapped[int | None] = secret(Id)


class AuditRow(Base):
    """A member of staff read or changed something of a person's."""

    __tablename__ = "audit"
    kept = "36 months"

    id: Mapped[int] = plain(Id, primary_key=True)
    at: Mapped[datetime] = personal()
    actor_id: Mapped[int | None] = secret(Id)
    centre_id: Mapped[int | None] = plain(ForeignKey("centre.id"))
    deed: Mapped[str] = personal(String(48))
    subject_id: Mapped[int | None] = secret(Id)
    thing_id: Mapped[int | None] = plain(Id)
    __table_args__ = (Index("ix_audit_subject_id", "subject_id"),)


class TombstoneRow(Base):
    """Somebody erased: replayed after a restore, so that an old backup does not bring them back."""

    __tablename__ = "tombstone"
    kept = "as long as the oldest backup"

    telegram_hash: Mapped[str] = secret(String(64), primary_key=True)  # SHA-256 of the id
    erased_at: Mapped[datetime] = plain()
