"""Group chats where a centre's staff work."""

from sqlalchemy import select

from storage.schema.centres import StaffGroupRow
from storage.upserts import upsert
from storage.work import Work


def centre_id(work: Work, chat_id: int) -> int | None:
    """The centre this group is linked to."""
    mine = (StaffGroupRow.bot_id == work.bot_id) & (StaffGroupRow.chat_id == chat_id)
    return work.session.scalar(select(StaffGroupRow.centre_id).where(mine))


def link(work: Work, chat_id: int, centre_id: int, actor_id: int) -> None:
    key = {"bot_id": work.bot_id, "chat_id": chat_id}
    upsert(work, StaffGroupRow, key, {"centre_id": centre_id, "linked_at": work.now, "linked_by": actor_id})
