"""One-time links to a role: the link's token is told once and never kept, only its SHA-256."""

import secrets
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import insert, update

from rules.people import Grant, Role
from storage.schema.people import InvitationRow
from storage.work import Work

LIFETIME = timedelta(hours=24)
_BYTES = 24


def create(work: Work, grant: Grant) -> str:
    """A new token for this role, good once and for `LIFETIME`; fit for a deep link."""
    token = secrets.token_urlsafe(_BYTES)
    work.sql.execute(
        insert(InvitationRow).values(
            token_hash=fingerprint(token),
            role=grant.role,
            centre_id=grant.centre_id,
            specialist_id=grant.specialist_id,
            department_id=grant.department_id,
            created_at=work.now,
            expires_at=work.now + LIFETIME,
        )
    )
    return token


def redeem(work: Work, token: str, person_id: int) -> Grant | None:
    """The role behind the token, spent by this very statement; None for a used, expired or unknown one."""
    live = InvitationRow.used_at.is_(None) & (InvitationRow.expires_at > work.now)
    spent = update(InvitationRow).where(InvitationRow.token_hash == fingerprint(token), live)
    scope = (InvitationRow.role, InvitationRow.centre_id, InvitationRow.specialist_id, InvitationRow.department_id)
    row = work.sql.execute(spent.values(used_at=work.now, used_by=person_id).returning(*scope)).one_or_none()
    return Grant(Role(row.role), row.centre_id, row.specialist_id, row.department_id) if row else None


def fingerprint(token: str) -> str:
    """What is kept of a token."""
    return sha256(token.encode()).hexdigest()
