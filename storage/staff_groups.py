"""Group chats where a centre's staff work."""

from sqlalchemy import ColumnElement, select

from storage.schema.centres import StaffGroupRow
from storage.upserts import upsert
from storage.work import Work


def centre_id(work: Work, chat_id: int) -> int | None:
    """The centre this group is linked to."""
    mine = (StaffGroupRow.bot_id == work.bot_id) & (StaffGroupRow.chat_id == chat_id)
    return work.sql.scalar(select(StaffGroupRow.centre_id).where(mine))


def thread_id(work: Work, chat_id: int) -> int | None:
    """The thread of this group where the bot writes; None: the group itself."""
    return work.sql.scalar(select(StaffGroupRow.thread_id).where(_mine(work), StaffGroupRow.chat_id == chat_id))


def groups(work: Work) -> list[tuple[int, int | None, int]]:
    """Every group of this bot: its chat, its thread, its centre."""
    columns = select(StaffGroupRow.chat_id, StaffGroupRow.thread_id, StaffGroupRow.centre_id)
    return [(chat, thread, centre) for chat, thread, centre in work.sql.execute(columns.where(_mine(work)))]


def of_centre(work: Work, centre_id: int) -> int | None:
    """A group where this centre's staff read; None without one."""
    here = select(StaffGroupRow.chat_id).where(_mine(work), StaffGroupRow.centre_id == centre_id)
    return work.sql.scalar(here.order_by(StaffGroupRow.linked_at).limit(1))


def _mine(work: Work) -> ColumnElement[bool]:
    return StaffGroupRow.bot_id == work.bot_id


def link(work: Work, chat_id: int, centre_id: int, actor_id: int) -> None:
    key = {"bot_id": work.bot_id, "chat_id": chat_id}
    upsert(work, StaffGroupRow, key, {"centre_id": centre_id, "linked_at": work.now, "linked_by": actor_id})
