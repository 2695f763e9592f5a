"""Whether a chat can be written to, and if not, why and until when."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update

from storage.schema.centres import StaffGroupRow
from storage.schema.letters import DeliveryRow, ReachRow
from storage.schema.pins import PinRow
from storage.upserts import upsert
from storage.work import Work


def state(work: Work, chat_id: int) -> str:
    """active, blocked, deactivated, gone, no_rights or moved; a chat nobody ever failed to reach is active."""
    return work.sql.scalar(select(ReachRow.state).where(*_here(work, chat_id))) or "active"


def lost(work: Work, chat_id: int, why: str) -> None:
    _set(work, chat_id, state=why)


def reactivate(work: Work, chat_id: int) -> None:
    """The chat is back: it pressed /start, or let the bot in again."""
    _set(work, chat_id, state="active", hold_until=None)


def hold(work: Work, chat_id: int, until: datetime) -> None:
    """Nothing to this chat before then; a longer pause that stands already stays."""
    standing = work.sql.scalar(select(ReachRow.hold_until).where(*_here(work, chat_id)))
    if standing is None or standing < until:
        _set(work, chat_id, hold_until=until)


def move(work: Work, old: int, new: int) -> None:
    """A group has become a supergroup: its letters, its link to a centre and its reach follow it."""
    _set(work, old, state="moved", successor=new)
    reactivate(work, new)
    waiting = (DeliveryRow.bot_id == work.bot_id) & (DeliveryRow.chat_id == old) & (DeliveryRow.state == "ready")
    work.sql.execute(update(DeliveryRow).where(waiting).values(chat_id=new, thread_id=None))
    _move_link(work, StaffGroupRow, old, new)
    _move_link(work, PinRow, old, new)


def _move_link(work: Work, row: type[StaffGroupRow | PinRow], old: int, new: int) -> None:
    """Where both chats have one, the new chat's stays."""
    here = row.bot_id == work.bot_id
    known = work.sql.scalar(select(row.chat_id).where(here, row.chat_id == new)) is not None
    before = here & (row.chat_id == old)
    work.sql.execute(delete(row).where(before) if known else update(row).where(before).values(chat_id=new))


def _set(work: Work, chat_id: int, **values: object) -> None:
    upsert(work, ReachRow, {"bot_id": work.bot_id, "chat_id": chat_id}, {**values, "changed_at": work.now})


def _here(work: Work, chat_id: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return (ReachRow.bot_id == work.bot_id, ReachRow.chat_id == chat_id)
