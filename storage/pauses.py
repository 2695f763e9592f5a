"""Stored pauses: bulk that Telegram told to wait, and the whole outbox held until a person lets it go."""

from datetime import UTC, datetime

from sqlalchemy import delete, select

from storage.schema.letters import PauseRow
from storage.upserts import upsert
from storage.work import Work

OUTBOX = "outbox"
BULK = "bulk"
_FOR_GOOD = datetime(9000, 1, 1, tzinfo=UTC)
_EVERY_BOT = 0


def hold(work: Work, reason: str) -> None:
    """Send nothing at all, for any bot, until `release`: after a restore, old letters must not go out by themselves."""
    key = {"bot_id": _EVERY_BOT, "scope": OUTBOX}
    upsert(work, PauseRow, key, {"until": _FOR_GOOD, "reason": reason})


def release(work: Work) -> None:
    work.sql.execute(delete(PauseRow).where(PauseRow.bot_id == _EVERY_BOT, PauseRow.scope == OUTBOX))


def pause_bulk(work: Work, until: datetime) -> None:
    """Hold bulk until then; a longer pause that stands already stays."""
    standing = in_force(work).get(BULK)
    if standing is None or standing < until:
        upsert(work, PauseRow, {"bot_id": work.bot_id, "scope": BULK}, {"until": until, "reason": "flood"})


def in_force(work: Work) -> dict[str, datetime]:
    """Scope -> until."""
    mine = PauseRow.bot_id.in_((_EVERY_BOT, work.bot_id)) & (PauseRow.until > work.now)
    rows = work.sql.execute(select(PauseRow.scope, PauseRow.until).where(mine))
    return {scope: until for scope, until in rows}  # noqa: C416 -- dict() of a Result has no exact type
